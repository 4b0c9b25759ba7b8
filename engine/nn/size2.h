#pragma once

#include "engine/nn/value.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace engine::nn {

/// Height and width of a kernel, stride or padding; one number stands for both.
struct Size2 {
    int64_t height;
    int64_t width;

    Size2(int64_t both) : height(both), width(both) {}
    Size2(int64_t h, int64_t w) : height(h), width(w) {}

    /// (height, width) as Python's tuple.
    Value tuple() const { return Value::tuple({height, width}); }
    std::array<int64_t, 2> array() const { return {height, width}; }

    /// An int or a pair of ints.
    /// throws  TypeError "{function}(): argument '{name}' must be tuple of ints, not str",
    ///         RuntimeError "{function}: {name} must either be a single int, or a tuple of two
    ///         ints"
    static Size2 from(const Value& value, std::string_view function, std::string_view name);
};

}  // namespace engine::nn
