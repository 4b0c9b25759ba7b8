#include "engine/session/train_loader.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace engine::session {

namespace {

constexpr const char* kName = "train_loader";

const nn::Object* object_of(const nn::Value& value) {
    const auto* const held = std::get_if<nn::ObjectPtr>(&value.data());
    return held ? held->get() : nullptr;
}

}  // namespace

TrainLoaderScope::TrainLoaderScope(std::string_view line, const Recipe& recipe,
                                   const data::Dataset& dataset, SessionState& state,
                                   PassScope& pass)
    : state_(state) {
    if (line.find(kName) == std::string_view::npos || state.names.find(kName)) return;
    // Snapshots: a line may write into what it draws, and the data set stays as it is.
    const std::string make = fmt::format(
        "def train_loader(inputs, targets):\n"
        "    from torch.utils.data import DataLoader, TensorDataset\n"
        "    return DataLoader(TensorDataset(inputs, targets), batch_size={}, shuffle=True)\n",
        recipe.batch_size);
    script::run(make, pass.environment());
    const nn::Value function = *state.names.find(kName);
    const nn::Value tensors[] = {dataset.train.inputs.snapshot(), dataset.train.targets.snapshot()};
    bound_ = pass.context().host->call(function, tensors);
    state.names.set(kName, bound_);
}

TrainLoaderScope::~TrainLoaderScope() {
    const nn::Value* const now = state_.names.find(kName);
    const nn::Object* const own = object_of(bound_);
    if (now && own && object_of(*now) == own) state_.names.erase(kName);
}

}  // namespace engine::session
