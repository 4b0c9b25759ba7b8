#pragma once

#include "engine/base/generator.h"
#include "engine/tensor/tensor.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::data {

/// One split in memory: inputs (N, ...) float32 and class ids (N) int64. Never written after it is
/// made, so sessions and forks share it.
struct Split {
    Tensor inputs;
    Tensor targets;
    int64_t size() const { return targets.defined() ? targets.size(0) : 0; }
};

/// A data set as a session uses it.
struct Dataset {
    std::string id;     ///< "two_moons", "fashion_mnist", "noise"
    std::string title;  ///< "Two moons"
    /// How much of the source is used, in words: "60,000 of 60,000 training images".
    std::string extent;
    std::vector<std::string> class_names;
    Split train;
    Split validation;
    bool is_image() const { return train.inputs.defined() && train.inputs.dim() == 4; }
};
using DatasetPtr = std::shared_ptr<const Dataset>;

/// The rows of `split` at `indices`, gathered into new tensors.
/// throws  IndexError for a row that is not there
Split gather(const Split& split, std::span<const int64_t> indices);

/// "60,000": how `extent` writes a count.
std::string grouped(int64_t count);

}  // namespace engine::data
