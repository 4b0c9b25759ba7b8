#include "engine/session/module_summary.h"

#include <fmt/format.h>

#include <string_view>

namespace engine::session {

namespace {

/// A plain attribute as Python prints it; empty when the class has none of that name.
std::string printed(const nn::Module& module, std::string_view name) {
    const nn::Value* const value = module.attributes.find(name);
    return value ? value->repr() : std::string();
}

/// A size that may be a number or a tuple: "3×3", "2".
std::string printed_size(const nn::Module& module, std::string_view name) {
    std::string text = printed(module, name);
    if (text.size() < 2 || text.front() != '(') return text;
    text = text.substr(1, text.size() - 2);
    for (size_t at = text.find(", "); at != std::string::npos; at = text.find(", ")) {
        text.replace(at, 2, "×");
    }
    return text;
}

}  // namespace

std::string module_summary(const nn::Module& module) {
    const std::string& name = module.class_name();
    const auto has = [&](std::string_view attribute) {
        return module.attributes.contains(attribute);
    };
    if (has("in_features") && has("out_features")) {
        return fmt::format("{}({}→{})", name, printed(module, "in_features"),
                           printed(module, "out_features"));
    }
    if (has("in_channels") && has("kernel_size")) {
        return fmt::format("{}({}→{}, {})", name, printed(module, "in_channels"),
                           printed(module, "out_channels"), printed_size(module, "kernel_size"));
    }
    if (has("num_features")) return fmt::format("{}({})", name, printed(module, "num_features"));
    if (name.find("Dropout") != std::string::npos && has("p"))
        return fmt::format("{}({})", name, printed(module, "p"));
    if (has("kernel_size")) return fmt::format("{}({})", name, printed_size(module, "kernel_size"));
    return name;
}

}  // namespace engine::session
