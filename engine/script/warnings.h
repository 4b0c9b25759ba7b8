#pragma once

#include "engine/script/object.h"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace engine::script {

/// What a program said to Python's `warnings`, and which places have warned.
struct Warnings {
    struct Filter {
        std::string action;   ///< "ignore", "always", "error", "once", "default"
        std::string message;  ///< what the text begins with, in small letters; empty: any
        std::string category;
        friend bool operator==(const Filter&, const Filter&) = default;
    };
    std::vector<Filter> filters;  ///< the first that fits decides
    /// Text, category, file and line of those that were shown.
    std::set<std::tuple<std::string, std::string, std::string, int>> seen;
};

/// `warnings.warn` and its like.
std::span<const Builtin> warning_functions();

}  // namespace engine::script
