#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace engine {

/// Memory from kept free lists: sizes are rounded up to a quarter of a power of two, every piece is
/// aligned to 64 bytes, and what is given back waits for the next who asks, so that a steady
/// training step takes nothing from the system. Any thread may give back what another took; each
/// keeps a few small pieces for itself, which cost it no locked instruction.
///
/// throws  RuntimeError "DefaultCPUAllocator: can't allocate memory: you tried to allocate ...
/// bytes"
void* pool_allocate(size_t bytes);

/// `bytes` as it was asked for.
void pool_release(void* piece, size_t bytes) noexcept;

/// How often the pool went to the system since the start: a steady step leaves it alone.
uint64_t pool_system_allocations();

/// Bytes in use by tensors now, and kept for the next.
uint64_t pool_bytes_in_use();
uint64_t pool_bytes_kept();

/// Gives what is kept back to the system, but for what other threads keep for themselves.
void pool_trim();

/// Reference count and memory of a tensor's elements. A block does not know who uses it: several
/// storages may share one, and who writes to a shared one copies it first (see storage.h).
class Block {
public:
    /// A block with one reference, its elements not set.
    static Block* make(size_t bytes);

    std::byte* data() { return reinterpret_cast<std::byte*>(this) + kHeader; }
    size_t bytes() const { return bytes_; }
    bool shared() const { return references_.load(std::memory_order_acquire) > 1; }
    void retain() { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept;

private:
    static constexpr size_t kHeader = 64;

    explicit Block(size_t bytes) : bytes_(bytes) {}

    std::atomic<uint32_t> references_{1};
    size_t bytes_;
};

}  // namespace engine
