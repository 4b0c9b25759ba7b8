#pragma once

#include "engine/base/error.h"
#include "engine/nn/value.h"

#include <memory>
#include <string>
#include <vector>

namespace engine::script {

/// A stretch of a source: lines from 1, columns in bytes from 0.
struct Span {
    int line = 0, column = 0, end_line = 0, end_column = 0;
};

/// One level of a traceback.
struct TraceEntry {
    std::string file;
    std::string function;  ///< "<module>"; empty where the reader refused the text
    std::string source;    ///< the line as written
    Span span;             ///< what to underline; columns of `source`
};

/// An error with its place in a script, and the script's own exception object where there is one.
class ScriptError : public Error {
public:
    using Error::Error;
    ScriptError(const ScriptError&) = default;
    ScriptError& operator=(const ScriptError&) = default;
    ~ScriptError() override;

    /// "ValueError: words": the last line of a traceback.
    std::string line() const override;
    /// All of it, as Python prints it: "Traceback (most recent call last):" and so on.
    std::string traceback() const;

    std::string class_name;         ///< of a class of the user's own, else empty
    nn::Value exception;            ///< the object, or None before a script has looked at it
    std::vector<TraceEntry> trace;  ///< innermost first
    std::string suggestion;         ///< what a mistyped name may have meant
    const void* traced = nullptr;   ///< the frame of the last entry: each tells once of itself

    std::shared_ptr<const ScriptError> before;  ///< what it was raised from, or while handling it
    bool from = false;                          ///< `raise ... from`: `before` is its cause
    bool alone = false;                         ///< `raise ... from None`: nothing is before it
};

/// throws  ScriptError of kind SyntaxError at that place
[[noreturn]] void refuse_syntax(const Span& where, const std::string& words,
                                ErrorKind kind = ErrorKind::SyntaxError);
/// throws  "`async` is outside the PyTorch subset that Modescope runs"
[[noreturn]] void refuse_outside(const Span& where, std::string_view what);

}  // namespace engine::script
