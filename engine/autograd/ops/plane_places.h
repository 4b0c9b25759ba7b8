#pragma once

#include "engine/autograd/record.h"

/// Pools that take one element of each window.
namespace engine {

/// OpInfo::recorded of those: the places within each plane are saved tensor 0, how many of x's
/// dimensions are a plane is integer 0.
void recorded_plane_places(const Saved& saved, const Tensor& dy, Grads& dx);

}  // namespace engine
