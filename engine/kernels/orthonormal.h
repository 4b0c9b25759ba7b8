#pragma once

#include <cstdint>

namespace engine::kernels {

/// Makes `count` vectors of `length` >= count elements, one behind the other, orthonormal: each
/// keeps what the earlier ones leave of it, scaled to 1. That is Q of the QR decomposition whose R
/// has no negative number on its diagonal.
template <class T>
void orthonormalize(int64_t count, int64_t length, T* vectors);

}  // namespace engine::kernels
