#pragma once

#include "engine/session/opening_view.h"

#include <atomic>
#include <vector>

namespace engine::session {

/// Reads the text, makes the model (with limits on steps, without what stands under `if __name__ ==
/// '__main__'`) and sends two samples of each likely data set through a fork of it. Never throws
/// for what the text does.
/// throws  Cancelled
Opening prepare_opening(const OpeningRequest& request, const std::atomic<bool>* cancel = nullptr);

/// Every model that ships, with what its file's first lines say.
std::vector<BuiltInModel> built_in_models();

}  // namespace engine::session
