#include "engine/nn/recurrent_packed.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace engine::nn {

namespace {

/// Steps that as many sequences have.
struct Run {
    int64_t row = 0;  ///< of x, where it begins
    int64_t steps = 0;
    int64_t size = 0;  ///< sequences
};

std::vector<Run> runs_of(std::span<const int64_t> sizes) {
    std::vector<Run> runs;
    int64_t row = 0;
    for (const int64_t size : sizes) {
        if (runs.empty() || runs.back().size != size) runs.push_back({.row = row, .size = size});
        ++runs.back().steps;
        row += size;
    }
    return runs;
}

/// The state of the sequences that run: some end before the others, or begin after them.
class State {
public:
    explicit State(Tensor all) : all_(std::move(all)) {}

    void begin_with(int64_t count) {
        if (all_.defined()) now_ = narrow(all_, 0, 0, count);
    }
    /// Those behind the first `count` have ended.
    void shrink(int64_t count) {
        if (!all_.defined() || now_.size(0) == count) return;
        ended_.push_back(narrow(now_, 0, count, now_.size(0) - count));
        now_ = narrow(now_, 0, 0, count);
    }
    /// More begin, up to `count`.
    void grow(int64_t count) {
        if (!all_.defined() || now_.size(0) == count) return;
        const Tensor both[] = {now_, narrow(all_, 0, now_.size(0), count - now_.size(0))};
        now_ = cat(both, 0);
    }
    const Tensor& now() const { return now_; }
    void set(Tensor next) { now_ = std::move(next); }
    /// Of every sequence, in their order.
    Tensor last() {
        if (ended_.empty()) return now_;
        ended_.push_back(now_);
        std::reverse(ended_.begin(), ended_.end());
        return cat(ended_, 0);
    }

private:
    Tensor all_, now_;
    std::vector<Tensor> ended_;
};

}  // namespace

void check_packed_sizes(std::span<const int64_t> sizes, int64_t rows) {
    int64_t left = rows;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] < 1 || sizes[i] > left || (i > 0 && sizes[i] > sizes[i - 1])) {
            raise(ErrorKind::RuntimeError, "batch_sizes do not fit the data of a PackedSequence");
        }
        left -= sizes[i];
    }
    if (left != 0) {
        raise(ErrorKind::RuntimeError, "batch_sizes do not fit the data of a PackedSequence");
    }
}

RecurrentStates packed_layer(RecurrentCell cell, const Tensor& x, std::span<const int64_t> sizes,
                             const Tensor& h, const Tensor& c, const RecurrentWeights& weights,
                             bool reverse) {
    std::vector<Run> runs = runs_of(sizes);
    if (reverse) std::reverse(runs.begin(), runs.end());
    State h_state(h), c_state(c);
    for (State* const state : {&h_state, &c_state}) state->begin_with(runs.front().size);
    std::vector<Tensor> outputs;
    for (const Run& run : runs) {
        for (State* const state : {&h_state, &c_state}) {
            reverse ? state->grow(run.size) : state->shrink(run.size);
        }
        const int64_t part_sizes[] = {run.steps, run.size, x.size(1)};
        const Tensor part = reshape(narrow(x, 0, run.row, run.steps * run.size), part_sizes);
        RecurrentStates next =
            recurrent_layer(cell, part, h_state.now(), c_state.now(), weights, reverse);
        const int64_t rows[] = {run.steps * run.size, next.y.size(2)};
        outputs.push_back(reshape(next.y, rows));
        h_state.set(std::move(next.h));
        c_state.set(std::move(next.c));
    }
    if (reverse) std::reverse(outputs.begin(), outputs.end());
    return {.y = cat(outputs, 0), .h = h_state.last(), .c = c_state.last()};
}

}  // namespace engine::nn
