#pragma once

#include "engine/nn/value.h"

#include <cstddef>
#include <optional>

namespace engine::script {

/// Which function of torch's or of Python's own a value stands for. Python has one object for each;
/// here each look-up makes one, and a fork copies it.
struct Constant {
    const void* row;  ///< of the tables
    unsigned place;   ///< torch.relu and F.relu are two functions of one row

    friend bool operator==(const Constant&, const Constant&) = default;
    std::size_t hash() const;
};

/// Nothing for everything else, bound methods too.
std::optional<Constant> constant_of(const nn::Value& value);

/// Whether both stand for the same function: `F.relu is F.relu`.
bool same_constant(const nn::Value& left, const nn::Value& right);

}  // namespace engine::script
