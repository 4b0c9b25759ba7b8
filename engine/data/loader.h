#pragma once

#include "engine/base/generator.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace engine::data {

/// Where an epoch's iteration stands: torch.utils.data.DataLoader's iterator as data. Part of the
/// session's state.
struct LoaderState {
    std::shared_ptr<const std::vector<int64_t>> order;  ///< null: no epoch is open
    int64_t position = 0;                               ///< samples already handed out
};

/// DataLoader(dataset, batch_size, shuffle, drop_last), num_workers=0: the order of an epoch and
/// its use of the generator (base seed always; then, with shuffle, the seed of a child generator).
struct Loader {
    int64_t size = 0;
    int64_t batch_size = 1;
    bool shuffle = true;
    bool drop_last = false;

    int64_t batches() const;
    /// iter(loader): draws from `generator` as PyTorch does and opens an epoch.
    LoaderState begin(Generator& generator) const;
    /// next(iterator): the indices of the next batch, or nothing at the end of the epoch.
    std::optional<std::span<const int64_t>> next(LoaderState& state) const;
};

}  // namespace engine::data
