#pragma once

#include "engine/script/script_error.h"

namespace engine::script {

/// A statement's with its body, of which a traceback shows the first line: where Python places what
/// a loop does between its rounds.
inline Span with_body(const Span& head) {
    return {head.line, head.column, head.end_line + 1, 0};
}

}  // namespace engine::script
