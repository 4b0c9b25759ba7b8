#pragma once

#include "engine/base/error.h"

#include <string>

namespace engine::test {

/// "ValueError: ...": the last line of the traceback of what `call` throws; "" if it returns.
template <class F>
std::string error_of(F&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.line();
    }
    return "";
}

}  // namespace engine::test
