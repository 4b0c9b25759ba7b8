#pragma once

#include <vector>

#include "engine/kernels/gather.h"
#include "engine/tensor/tensor.h"

/// Elements picked by tensors of places, without history: for the ops that index.
namespace engine::raw {

/// What index tensors pick of a tensor with given sizes.
struct Picked {
    std::vector<int64_t> dims;  ///< the picked dimensions, ascending
    Tensor places;              ///< int64 (dims, count), row-major, none negative
    Shape shape;                ///< of what the index tensors stretch to: count elements

    /// Sizes of x[picked].
    Shape result_sizes(const Shape& sizes) const;
    /// Whether the picked dimensions stand side by side.
    bool adjacent() const;
};

/// The places of a tensor's elements, as tables.
struct PlaceTables {
    std::vector<int64_t> outer;
    std::vector<int64_t> picked;
    std::vector<int64_t> inner;

    PlaceTables(const Picked& what, const Shape& sizes, const Shape& strides);
    kernels::Places view() const { return {outer, picked, inner}; }
};

/// x[picked]
Tensor gather(const Tensor& x, const Picked& picked);
/// x[picked] = values, which have the result's sizes; or added. Raises no version.
void scatter(const Tensor& x, const Picked& picked, const Tensor& values, bool accumulate);

}  // namespace engine::raw
