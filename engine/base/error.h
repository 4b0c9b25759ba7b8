#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace engine {

/// Python's exception classes, as far as PyTorch raises them.
enum class ErrorKind {
    RuntimeError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    NameError,
    ZeroDivisionError,
    SyntaxError,
    NotImplementedError,
    MemoryError,
    OSError,
    AssertionError,
    StopIteration,
    RecursionError,
    OverflowError,
    UnboundLocalError,
    ImportError,
    ModuleNotFoundError,
    IndentationError,
    Raised,     // of a class of the user's own: the script family knows which
    Cancelled,  // not Python's: somebody pressed stop
};

/// "ValueError" for ErrorKind::ValueError: the name Python prints.
std::string_view name_of(ErrorKind kind);

/// What a user sees when something is refused, in PyTorch's words where PyTorch has them.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    Error(const Error&) = default;
    Error& operator=(const Error&) = default;
    ~Error() override = default;

    ErrorKind kind() const { return kind_; }

    /// "ValueError: Expected more than 1 value per channel ...": the last line of a traceback.
    virtual std::string line() const;

private:
    ErrorKind kind_;
};

/// Throws an Error whose message is formatted: `raise(ErrorKind::ValueError, "got {}", n)`.
template <class... Args>
[[noreturn]] void raise(ErrorKind kind, fmt::format_string<Args...> format, Args&&... args) {
    throw Error(kind, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace engine
