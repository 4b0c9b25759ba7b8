#pragma once

#include "engine/nn/value.h"

#include <optional>

namespace engine::script {

/// torch.tensor(data): a number, or lists and tuples of them to any depth, in one dtype: the one
/// asked for, else bool, int64 or float32, whichever all of them fit. Tensors of one element count
/// as numbers; a tensor by itself is copied.
/// throws  ValueError "expected sequence of length 2 at dim 1 (got 1)", TypeError "not a sequence",
///         RuntimeError "Could not infer dtype of NoneType", ...
Tensor tensor_from(const nn::Value& data, std::optional<DType> dtype = {});

/// Tensor.tolist(): a number, or lists of them to the tensor's depth.
nn::Value to_list(const Tensor& x);

/// Tensor.item(): the only element as Python's own bool, int or float.
/// throws  RuntimeError "a Tensor with 3 elements cannot be converted to Scalar"
nn::Value to_number(const Tensor& x);

/// A bool, int or float as a tensor without dimensions: bool, int64 or, of a float, float64, so
/// that nothing is lost.
Tensor number_tensor(const nn::Value& number);

/// A Python number as an operand beside a tensor: in the tensor's own dtype unless the number is of
/// a higher category (bool < int < float), when it is int64 or float32.
Tensor number_beside(DType tensor, const nn::Value& number);

}  // namespace engine::script
