#pragma once

#include "engine/tensor/dtype.h"

namespace engine::script {

/// Every dtype that a tensor may have here.
inline constexpr DType kAllDTypes[] = {DType::Float32, DType::Float64, DType::Int64, DType::Bool,
                                       DType::Int32,   DType::Int16,   DType::Int8,  DType::UInt8,
                                       DType::Half,    DType::BFloat16};

}  // namespace engine::script
