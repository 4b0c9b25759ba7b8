#include "engine/nn/release.h"

namespace engine::nn {

namespace {

constexpr int kDeepest = 50;

constinit thread_local int depth = 0;
// What waits until the walk above is done; made where it is needed, so that no thread's end takes
// it away from objects that end later.
constinit thread_local std::vector<std::vector<Value>>* waiting = nullptr;

}  // namespace

void release(std::vector<Value> values) noexcept {
    if (values.empty()) return;
    if (depth >= kDeepest) {
        if (waiting == nullptr) waiting = new std::vector<std::vector<Value>>;
        waiting->push_back(std::move(values));
        return;
    }
    ++depth;
    values.clear();
    --depth;
    if (depth > 0 || waiting == nullptr) return;
    while (!waiting->empty()) {
        std::vector<Value> next = std::move(waiting->back());
        waiting->pop_back();
        ++depth;
        next.clear();
        --depth;
    }
    delete std::exchange(waiting, nullptr);
}

}  // namespace engine::nn
