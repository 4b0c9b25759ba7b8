#include "engine/base/error.h"
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

std::string module_list_text(std::string_view class_name,
                             const std::vector<std::string>& children) {
    std::string out(class_name);
    if (children.empty()) return out + "()";
    out += "(";
    for (std::size_t first = 0; first < children.size();) {
        std::size_t last = first;
        while (last + 1 < children.size() && children[last + 1] == children[first]) ++last;
        const std::string inside = indented(children[first]);
        out += last == first
                   ? fmt::format("\n  ({}): {}", first, inside)
                   : fmt::format("\n  ({}-{}): {} x {}", first, last, last - first + 1, inside);
        first = last + 1;
    }
    return out + "\n)";
}

std::string Module::repr() const {
    const DepthGuard guard(kGettingRepr);
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
