#include "engine/base/error.h"

namespace engine {

std::string_view name_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::RuntimeError:
            return "RuntimeError";
        case ErrorKind::ValueError:
            return "ValueError";
        case ErrorKind::TypeError:
            return "TypeError";
        case ErrorKind::IndexError:
            return "IndexError";
        case ErrorKind::KeyError:
            return "KeyError";
        case ErrorKind::AttributeError:
            return "AttributeError";
        case ErrorKind::NameError:
            return "NameError";
        case ErrorKind::ZeroDivisionError:
            return "ZeroDivisionError";
        case ErrorKind::SyntaxError:
            return "SyntaxError";
        case ErrorKind::NotImplementedError:
            return "NotImplementedError";
        case ErrorKind::MemoryError:
            return "MemoryError";
        case ErrorKind::OSError:
            return "OSError";
        case ErrorKind::AssertionError:
            return "AssertionError";
        case ErrorKind::StopIteration:
            return "StopIteration";
        case ErrorKind::RecursionError:
            return "RecursionError";
        case ErrorKind::OverflowError:
            return "OverflowError";
        case ErrorKind::UnboundLocalError:
            return "UnboundLocalError";
        case ErrorKind::ImportError:
            return "ImportError";
        case ErrorKind::ModuleNotFoundError:
            return "ModuleNotFoundError";
        case ErrorKind::IndentationError:
            return "IndentationError";
        case ErrorKind::Raised:
            return "Exception";
        case ErrorKind::Cancelled:
            return "KeyboardInterrupt";
    }
    return "RuntimeError";
}

std::string Error::line() const {
    const std::string_view message = what();
    if (message.empty()) return std::string(name_of(kind_));
    return fmt::format("{}: {}", name_of(kind_), message);
}

}  // namespace engine
