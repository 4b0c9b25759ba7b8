#include "engine/session/command.h"

#include "engine/nn/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace engine::session {

namespace {

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_word(char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::string_view python(bool value) {
    return value ? "True" : "False";
}

}  // namespace

std::string expression(std::string_view path) {
    std::string text = "model";
    while (!path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(path.size(), name.size() + 1));
        const bool number = std::all_of(name.begin(), name.end(), is_digit);
        text += number ? fmt::format("[{}]", name) : fmt::format(".{}", name);
    }
    return text;
}

std::optional<std::string> path_of(std::string_view expression) {
    constexpr std::string_view kModel = "model";
    if (!expression.starts_with(kModel)) return std::nullopt;
    std::string path;
    std::string_view rest = expression.substr(kModel.size());
    while (!rest.empty()) {
        const bool subscript = rest.front() == '[';
        if (!subscript && rest.front() != '.') return std::nullopt;
        rest.remove_prefix(1);
        const auto end = std::find_if_not(rest.begin(), rest.end(), subscript ? is_digit : is_word);
        const std::string_view name = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
        if (name.empty() || (!subscript && is_digit(name.front()))) return std::nullopt;
        rest.remove_prefix(name.size());
        if (subscript) {
            if (rest.empty() || rest.front() != ']') return std::nullopt;
            rest.remove_prefix(1);
        }
        if (!path.empty()) path += '.';
        path += name;
    }
    return path;
}

Run set_mode(std::string_view path, bool training) {
    return {fmt::format("{}.{}()", expression(path), training ? "train" : "eval")};
}

Run set_flag(std::string_view path, bool training) {
    return {fmt::format("{}.training = {}", expression(path), python(training))};
}

Run set_requires_grad(std::string_view path, bool requires_grad) {
    return {fmt::format("{}.requires_grad_({})", expression(path), python(requires_grad))};
}

Run set_learning_rate(double lr) {
    return {fmt::format("optimizer.param_groups[0]['lr'] = {}", nn::python_float(lr))};
}

Run set_grad_enabled(bool enabled) {
    return {fmt::format("torch.set_grad_enabled({})", python(enabled))};
}

}  // namespace engine::session
