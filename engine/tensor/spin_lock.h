#pragma once

#include <atomic>

namespace engine {

/// For a few instructions: spinning is shorter than sleeping.
class SpinLock {
public:
    void lock() {
        while (taken_.test_and_set(std::memory_order_acquire)) {
            while (taken_.test(std::memory_order_relaxed)) __builtin_ia32_pause();
        }
    }
    void unlock() { taken_.clear(std::memory_order_release); }

private:
    std::atomic_flag taken_ = ATOMIC_FLAG_INIT;
};

}  // namespace engine
