#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// cosine_similarity(a, b) along a dimension. Both modes alike.
ModulePtr CosineSimilarity(Value dim = 1, Value eps = 1e-8);

/// pairwise_distance(a, b): |a - b + eps| along the last dimension. Both modes alike.
ModulePtr PairwiseDistance(Value p = 2.0, Value eps = 1e-6, Value keepdim = false);

}  // namespace engine::nn
