#pragma once

#include <atomic>
#include <cstdint>

namespace engine {

/// Counts one reference down; whether it was the last. Who holds the only one is alone, as nobody
/// can copy a reference without having one: then the locked instruction can be left out.
inline bool drop_reference(std::atomic<uint32_t>& references) noexcept {
    return references.load(std::memory_order_acquire) == 1 ||
           references.fetch_sub(1, std::memory_order_acq_rel) == 1;
}

}  // namespace engine
