#include "engine/script/script_error.h"

namespace engine::script {

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
