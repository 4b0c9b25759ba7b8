#pragma once

#include <span>
#include <vector>

#include "engine/autograd/record.h"

namespace engine {

/// For ops whose results are several views of x: each knows its base, and one node has made all.
std::vector<Tensor> record_pieces(const OpInfo& info, const Tensor& x, std::vector<Tensor> pieces,
                                  const std::vector<int64_t>& integers, BackwardFn backward);

}  // namespace engine
