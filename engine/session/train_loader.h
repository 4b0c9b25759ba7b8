#pragma once

#include "engine/data/dataset.h"
#include "engine/session/pass_scope.h"
#include "engine/session/recipe.h"

#include <string_view>

namespace engine::session {

/// Binds `train_loader` while a line runs that names it: a torch.utils.data.DataLoader over the
/// training set, as the loop's own lines say it. It is made for the line and no part of the state,
/// which would have to hash and save the data set; what a line keeps of it stays, and what a line
/// binds in its place is the person's.
class TrainLoaderScope {
public:
    TrainLoaderScope(std::string_view line, const Recipe& recipe, const data::Dataset& dataset,
                     SessionState& state, PassScope& pass);
    ~TrainLoaderScope();
    TrainLoaderScope(const TrainLoaderScope&) = delete;
    TrainLoaderScope& operator=(const TrainLoaderScope&) = delete;

private:
    SessionState& state_;
    nn::Value bound_;
};

}  // namespace engine::session
