#pragma once

#include <Eigen/Core>

/// For the .cpp files of kernels/ only: Eigen is too heavy to be included by anything else.
namespace engine::kernels {

template <class T>
using RowMajor = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class T>
using ConstMatrix = Eigen::Map<const RowMajor<T>, Eigen::Unaligned, Eigen::OuterStride<>>;
template <class T>
using MutableMatrix = Eigen::Map<RowMajor<T>, Eigen::Unaligned, Eigen::OuterStride<>>;
template <class T>
using ConstArray = Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>>;
template <class T>
using MutableArray = Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>>;

/// Fixes how Eigen cuts products into blocks: asked for at run time, the answer would differ
/// between machines, and with it the order of sums.
inline void fix_block_sizes() {
    static const bool done = [] {
        Eigen::setCpuCacheSizes(32 * 1024, 1024 * 1024, 8 * 1024 * 1024);
        return true;
    }();
    (void)done;
}

}  // namespace engine::kernels
