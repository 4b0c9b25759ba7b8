#include "engine/nn/depth_guard.h"
#include "engine/nn/indent.h"
#include "engine/nn/module.h"

namespace engine::nn {

std::string indented(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c;
        if (c == '\n') out += "  ";
    }
    return out;
}

std::string Module::repr() const {
    const DepthGuard guard;
    if (behaviour_->repr) return behaviour_->repr(*this);
    const std::string extra = behaviour_->extra_repr ? behaviour_->extra_repr(*this) : "";
    const bool one_line = extra.find('\n') == std::string::npos;
    if (children.empty() && one_line) return class_name_ + "(" + extra + ")";

    std::string out = class_name_ + "(";
    if (!extra.empty()) out += "\n  " + indented(extra);
    for (const auto& [name, child] : children) {
        out += "\n  (" + name + "): " + (child ? indented(child->repr()) : "None");
    }
    return out + "\n)";
}

}  // namespace engine::nn
