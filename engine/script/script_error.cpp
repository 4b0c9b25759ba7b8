#include "engine/script/script_error.h"

#include <utility>

namespace engine::script {

ScriptError::~ScriptError() {
    // Each goes after the one that it led to, and not inside it.
    std::shared_ptr<const ScriptError> next = std::move(before);
    while (next && next.use_count() == 1) {
        next = std::move(const_cast<ScriptError&>(*next).before);
    }
}

std::string ScriptError::line() const {
    if (class_name.empty()) return Error::line();
    const std::string_view message = what();
    return message.empty() ? class_name : fmt::format("{}: {}", class_name, message);
}

void refuse_syntax(const Span& where, const std::string& words, ErrorKind kind) {
    ScriptError error(kind, words);
    error.trace.push_back({.file = {}, .function = {}, .source = {}, .span = where});
    throw error;
}

void refuse_outside(const Span& where, std::string_view what) {
    refuse_syntax(where,
                  fmt::format("`{}` is outside the PyTorch subset that Modescope runs", what));
}

}  // namespace engine::script
