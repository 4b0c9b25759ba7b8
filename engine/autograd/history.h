#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

/// A view whose base was written over by a recorded step since does not know of it: after this its
/// grad_fn says that it is a part of the base as it is now. Whoever asks for a grad_fn calls this
/// first. Of any other tensor nothing changes.
void refresh_history(const Tensor& view);

/// A view that is made without grad mode says of itself what its base does: it requires grad, and
/// has no step that leads there.
void inherit_requires_grad(const Tensor& view);

}  // namespace engine
