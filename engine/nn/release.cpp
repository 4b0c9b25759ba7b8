#include "engine/nn/release.h"

namespace engine::nn {

void ReleaseLevel::later(std::vector<Value> parts) noexcept {
    if (parts.empty()) return;
    if (waiting_ == nullptr) waiting_ = new std::vector<std::vector<Value>>;
    waiting_->push_back(std::move(parts));
}

void ReleaseLevel::release_waiting() noexcept {
    ++depth_;  // what goes now adds to the same list
    while (!waiting_->empty()) {
        const std::vector<Value> next = std::move(waiting_->back());
        waiting_->pop_back();
    }
    delete std::exchange(waiting_, nullptr);
    --depth_;
}

}  // namespace engine::nn
