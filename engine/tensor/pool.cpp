#include "engine/tensor/pool.h"

#include <unistd.h>

#include <array>
#include <bit>
#include <cstdlib>
#include <new>

#include "engine/base/error.h"
#include "engine/tensor/spin_lock.h"

namespace engine {

namespace {

constexpr size_t kAlignment = 64;
constexpr size_t kClasses = 4 * 48;
constexpr uint64_t kMostKept = uint64_t{1} << 30;  // beyond this, pieces go back to the system

struct FreePiece {
    FreePiece* next;
};

struct alignas(64) FreeList {
    SpinLock lock;
    FreePiece* first = nullptr;
};

struct Pool {
    std::array<FreeList, kClasses> lists;
    std::atomic<uint64_t> system_allocations{0};
    std::atomic<uint64_t> in_use{0};
    std::atomic<uint64_t> kept{0};
};

// Never destroyed: tensors in static objects may outlive every static of ours.
Pool& pool() {
    static Pool& instance = *new Pool;
    return instance;
}

struct SizeClass {
    size_t index;
    size_t bytes;
};

// Four classes to a power of two, so at most a quarter is lost.
SizeClass size_class(size_t bytes) {
    if (bytes <= 256) {
        const size_t quarter = bytes == 0 ? 1 : (bytes + 63) / 64;
        return {quarter - 1, quarter * 64};
    }
    const auto exponent =
        static_cast<size_t>(std::bit_width(bytes - 1)) - 1;  // 2^e < bytes <= 2^(e+1)
    const size_t step = size_t{1} << (exponent - 2);
    const size_t quarter = (bytes - (size_t{1} << exponent) + step - 1) / step;  // 1..4
    return {4 * (exponent - 7) + quarter - 1, (size_t{1} << exponent) + quarter * step};
}

// Linux promises more than it has and kills later: what exceeds the machine's memory is refused.
uint64_t physical_bytes() {
    static const uint64_t bytes = static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                                  static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
    return bytes;
}

[[noreturn]] void refuse(size_t bytes) {
    raise(
        ErrorKind::RuntimeError,
        "DefaultCPUAllocator: can't allocate memory: you tried to allocate {} bytes. Error code 12 "
        "(Cannot allocate memory)",
        bytes);
}

}  // namespace

void* pool_allocate(size_t bytes) {
    Pool& p = pool();
    if (bytes > physical_bytes() ||
        p.in_use.load(std::memory_order_relaxed) + bytes > physical_bytes()) {
        refuse(bytes);
    }
    const SizeClass wanted = size_class(bytes);
    p.in_use.fetch_add(wanted.bytes, std::memory_order_relaxed);
    FreeList& list = p.lists[wanted.index];
    list.lock.lock();
    FreePiece* piece = list.first;
    if (piece != nullptr) list.first = piece->next;
    list.lock.unlock();
    if (piece != nullptr) {
        p.kept.fetch_sub(wanted.bytes, std::memory_order_relaxed);
        return piece;
    }
    p.system_allocations.fetch_add(1, std::memory_order_relaxed);
    void* fresh = std::aligned_alloc(kAlignment, wanted.bytes);
    if (fresh == nullptr) {
        p.in_use.fetch_sub(wanted.bytes, std::memory_order_relaxed);
        refuse(bytes);
    }
    return fresh;
}

void pool_release(void* memory, size_t bytes) noexcept {
    if (memory == nullptr) return;
    Pool& p = pool();
    const SizeClass wanted = size_class(bytes);
    p.in_use.fetch_sub(wanted.bytes, std::memory_order_relaxed);
    if (p.kept.load(std::memory_order_relaxed) + wanted.bytes > kMostKept) {
        std::free(memory);
        return;
    }
    p.kept.fetch_add(wanted.bytes, std::memory_order_relaxed);
    FreeList& list = p.lists[wanted.index];
    auto* piece = new (memory) FreePiece{nullptr};
    list.lock.lock();
    piece->next = list.first;
    list.first = piece;
    list.lock.unlock();
}

uint64_t pool_system_allocations() {
    return pool().system_allocations.load(std::memory_order_relaxed);
}
uint64_t pool_bytes_in_use() {
    return pool().in_use.load(std::memory_order_relaxed);
}
uint64_t pool_bytes_kept() {
    return pool().kept.load(std::memory_order_relaxed);
}

void pool_trim() {
    Pool& p = pool();
    for (FreeList& list : p.lists) {
        list.lock.lock();
        FreePiece* piece = list.first;
        list.first = nullptr;
        list.lock.unlock();
        const auto index = static_cast<size_t>(&list - p.lists.data());
        const size_t exponent = index / 4 + 7;
        const size_t bytes =
            index < 4 ? (index + 1) * 64
                      : (size_t{1} << exponent) + (index % 4 + 1) * (size_t{1} << (exponent - 2));
        while (piece != nullptr) {
            FreePiece* next = piece->next;
            std::free(piece);
            p.kept.fetch_sub(bytes, std::memory_order_relaxed);
            piece = next;
        }
    }
}

Block* Block::make(size_t bytes) {
    if (bytes > physical_bytes()) refuse(bytes);
    return new (pool_allocate(bytes + kHeader)) Block(bytes);
}

void Block::release() noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
        pool_release(this, bytes_ + kHeader);
}

}  // namespace engine
