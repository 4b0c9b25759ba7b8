#include "engine/data/loader.h"

#include "engine/base/error.h"

#include <algorithm>
#include <numeric>

namespace engine::data {

namespace {

/// Tensor.random_() of one int64: what a DataLoader and its sampler take their seeds from.
int64_t draw_seed(Generator& generator) {
    int64_t seed = 0;
    generator.random_full({&seed, 1});
    return seed;
}

void check(const Loader& loader) {
    if (loader.batch_size < 1) {
        raise(ErrorKind::ValueError,
              "batch_size should be a positive integer value, but got batch_size={}",
              loader.batch_size);
    }
    if (loader.shuffle && loader.size < 1) {
        raise(ErrorKind::ValueError,
              "num_samples should be a positive integer value, but got num_samples={}",
              loader.size);
    }
}

}  // namespace

int64_t Loader::batches() const {
    check(*this);
    const int64_t whole = size / batch_size;
    return !drop_last && size % batch_size != 0 ? whole + 1 : whole;
}

LoaderState Loader::begin(Generator& generator) const {
    check(*this);
    // The base seed, which only worker processes use, is drawn in any case.
    draw_seed(generator);

    auto order = std::make_shared<std::vector<int64_t>>(static_cast<size_t>(size));
    if (shuffle) {
        // RandomSampler draws this with the first batch; nothing else draws in between.
        Generator child(static_cast<uint64_t>(draw_seed(generator)));
        child.randperm(*order);
    } else {
        std::iota(order->begin(), order->end(), int64_t{0});
    }
    return {.order = std::move(order), .position = 0};
}

std::optional<std::span<const int64_t>> Loader::next(LoaderState& state) const {
    if (!state.order) return std::nullopt;
    const auto total = static_cast<int64_t>(state.order->size());
    const int64_t count = std::min(batch_size, total - state.position);
    if (count <= 0 || (drop_last && count < batch_size)) {
        state = {};
        return std::nullopt;
    }
    const std::span<const int64_t> batch(state.order->data() + state.position,
                                         static_cast<size_t>(count));
    state.position += count;
    return batch;
}

}  // namespace engine::data
