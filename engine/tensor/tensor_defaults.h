#pragma once

#include "engine/tensor/dtype.h"

#include <cstdint>

namespace engine {

/// What torch.set_default_dtype, torch.set_printoptions and their like change: part of a session's
/// state.
struct TensorDefaults {
    DType dtype = DType::Float32;  ///< of tensors made of Python's floats, and of parameters
    uint8_t scientific = 0;        ///< powers of ten: 0 where they are shorter, 1 always, 2 never
    int64_t precision = 4;         ///< digits behind the point
    double threshold = 1000;       ///< elements above which the middle is left out
    int64_t edge_items = 3;        ///< of each edge that are then still written
    int64_t line_width = 80;       ///< columns
    bool anomaly = false;          ///< torch.autograd.set_detect_anomaly: a backward refuses NaN,
    bool anomaly_nan = true;       ///< if it looks for it

    friend bool operator==(const TensorDefaults&, const TensorDefaults&) = default;
};

/// The defaults of whatever runs on this thread now.
const TensorDefaults& tensor_defaults();
inline DType default_dtype() {
    return tensor_defaults().dtype;
}

/// Lets `defaults` be this thread's for as long as it lives: they are looked up where they stand,
/// so that a program which changes its session's sees them changed.
class TensorDefaultsScope {
public:
    explicit TensorDefaultsScope(const TensorDefaults& defaults);
    ~TensorDefaultsScope();
    TensorDefaultsScope(const TensorDefaultsScope&) = delete;
    TensorDefaultsScope& operator=(const TensorDefaultsScope&) = delete;

private:
    const TensorDefaults* before_;
};

}  // namespace engine
