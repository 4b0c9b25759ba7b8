#pragma once

#include <atomic>

namespace engine {

/// Whether this process has ever made a tensor of the meta device. Until then no call of a module
/// looks for one among its parameters and arguments, which costs a small model 5 %.
inline std::atomic<bool> meta_seen{false};

}  // namespace engine
