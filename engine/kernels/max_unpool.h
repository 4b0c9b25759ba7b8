#pragma once

#include <cstdint>
#include <optional>

namespace engine::kernels {

/// y = 0, then y[indices] = x, plane by plane: x has `inputs` elements a plane, y `outputs`.
/// Returns the first index that lies outside its plane, where it stopped.
template <class T>
std::optional<int64_t> max_unpool(int64_t planes, int64_t inputs, int64_t outputs,
                                  const int64_t* indices, const T* x, T* y);

/// dx = dy[indices]
template <class T>
void max_unpool_backward(int64_t planes, int64_t inputs, int64_t outputs, const int64_t* indices,
                         const T* dy, T* dx);

}  // namespace engine::kernels
