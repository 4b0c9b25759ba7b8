#pragma once

#include "engine/nn/value.h"

#include <cstdint>
#include <vector>

namespace engine::script {

struct SliceBounds {
    int64_t start, stop, step;
};

/// A slice on something of `count` places, by Python's rules.
/// throws  ValueError "slice step cannot be zero", TypeError for what is no int
SliceBounds slice_bounds(const nn::Slice& slice, std::size_t count);
/// The places that it takes, in its order.
std::vector<std::size_t> places(const nn::Slice& slice, std::size_t count);

}  // namespace engine::script
