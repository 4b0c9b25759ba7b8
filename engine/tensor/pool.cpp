#include "engine/tensor/pool.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <new>

#include "engine/base/error.h"
#include "engine/tensor/memory_limit.h"
#include "engine/tensor/references.h"
#include "engine/tensor/spin_lock.h"

namespace engine {

namespace {

constexpr size_t kAlignment = 64;
constexpr size_t kClasses = 4 * 48;
constexpr int64_t kMostKept = int64_t{1} << 30;  // beyond this, pieces go back to the system

// What each thread keeps for itself: pieces of up to 4 KiB, so many of a size.
constexpr size_t kOwnClasses = 20;
constexpr uint32_t kMostOwn = 64;

// With AddressSanitizer every piece comes from the system and goes back at once, as long as it was
// asked for: what is kept would hide who uses a piece that was given back.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kKeepsPieces = false;
#else
constexpr bool kKeepsPieces = true;
#endif

struct FreePiece {
    FreePiece* next;
};

struct alignas(64) FreeList {
    SpinLock lock;
    FreePiece* first = nullptr;
};

// Bytes in use and kept, as one thread or the pool counts them: what one took, another may give
// back, so only the sum over all means anything.
struct Counts {
    std::atomic<int64_t> in_use{0};
    std::atomic<int64_t> kept{0};
};

// Small pieces that one thread gave back and takes again. Only that thread writes, so nothing here
// costs a locked instruction; others read the counts.
struct OwnLists {
    struct List {
        FreePiece* first = nullptr;
        uint32_t pieces = 0;
    };
    std::array<List, kOwnClasses> lists;
    Counts counts;
    OwnLists* next = nullptr;  // of another thread
};

struct Pool {
    std::array<FreeList, kClasses> lists;
    std::atomic<uint64_t> system_allocations{0};
    Counts counts;
    SpinLock lock;
    OwnLists* threads = nullptr;
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

size_t class_bytes(size_t index) {
    if (index < 4) return (index + 1) * 64;
    const size_t exponent = index / 4 + 7;
    return (size_t{1} << exponent) + (index % 4 + 1) * (size_t{1} << (exponent - 2));
}

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
        "[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate memory: "
        "you tried to allocate {} bytes. Error code 12 (Cannot allocate memory)",
        bytes);
}

void add(std::atomic<int64_t>& count, size_t bytes) {
    count.fetch_add(static_cast<int64_t>(bytes), std::memory_order_relaxed);
}
void subtract(std::atomic<int64_t>& count, size_t bytes) {
    count.fetch_sub(static_cast<int64_t>(bytes), std::memory_order_relaxed);
}
// Of a thread's own counts, which nobody else writes.
void move_own(std::atomic<int64_t>& count, int64_t bytes) {
    count.store(count.load(std::memory_order_relaxed) + bytes, std::memory_order_relaxed);
}

uint64_t total(std::atomic<int64_t> Counts::*count) {
    Pool& p = pool();
    p.lock.lock();
    int64_t sum = (p.counts.*count).load(std::memory_order_relaxed);
    for (OwnLists* own = p.threads; own != nullptr; own = own->next) {
        sum += (own->counts.*count).load(std::memory_order_relaxed);
    }
    p.lock.unlock();
    return static_cast<uint64_t>(std::max<int64_t>(sum, 0));
}

FreePiece* take_shared(size_t index) {
    FreeList& list = pool().lists[index];
    list.lock.lock();
    FreePiece* piece = list.first;
    if (piece != nullptr) list.first = piece->next;
    list.lock.unlock();
    return piece;
}

void give_shared(size_t index, FreePiece* piece) {
    FreeList& list = pool().lists[index];
    list.lock.lock();
    piece->next = list.first;
    list.first = piece;
    list.lock.unlock();
}

// Moves a thread's pieces to the shared lists.
void share(OwnLists& own) {
    for (size_t index = 0; index < kOwnClasses; ++index) {
        OwnLists::List& list = own.lists[index];
        while (list.first != nullptr) {
            FreePiece* piece = list.first;
            list.first = piece->next;
            give_shared(index, piece);
        }
        list.pieces = 0;
    }
    pool().counts.kept += own.counts.kept.exchange(0, std::memory_order_relaxed);
}

constinit thread_local OwnLists* own_lists = nullptr;
constinit thread_local bool own_lists_ended = false;

// Makes a thread's lists, and gives everything to the pool when the thread ends.
class OwnListsHolder {
public:
    OwnListsHolder() {
        own_lists = new OwnLists;
        Pool& p = pool();
        p.lock.lock();
        own_lists->next = p.threads;
        p.threads = own_lists;
        p.lock.unlock();
    }
    ~OwnListsHolder() {
        Pool& p = pool();
        share(*own_lists);
        p.lock.lock();
        OwnLists** at = &p.threads;
        while (*at != own_lists) at = &(*at)->next;
        *at = own_lists->next;
        p.counts.in_use += own_lists->counts.in_use.load(std::memory_order_relaxed);
        p.lock.unlock();
        delete own_lists;
        own_lists = nullptr;
        own_lists_ended = true;
    }
    OwnListsHolder(const OwnListsHolder&) = delete;
    OwnListsHolder& operator=(const OwnListsHolder&) = delete;
};

[[gnu::noinline]] OwnLists* make_own_lists() {
    if (!own_lists_ended) thread_local const OwnListsHolder holder;
    return own_lists;
}

// Null for sizes that are not kept by threads, and where a thread is ending.
OwnLists* own_lists_for(size_t index) {
    if (index >= kOwnClasses) return nullptr;
    return own_lists != nullptr ? own_lists : make_own_lists();
}

}  // namespace

void* pool_allocate(size_t bytes) {
    if (bytes > physical_bytes()) refuse(bytes);
    const SizeClass wanted = size_class(bytes);
    OwnLists* const own = own_lists_for(wanted.index);
    if (own != nullptr && own->lists[wanted.index].first != nullptr) {
        OwnLists::List& list = own->lists[wanted.index];
        FreePiece* piece = list.first;
        list.first = piece->next;
        --list.pieces;
        move_own(own->counts.in_use, static_cast<int64_t>(wanted.bytes));
        move_own(own->counts.kept, -static_cast<int64_t>(wanted.bytes));
        return piece;
    }
    Pool& p = pool();
    if (FreePiece* piece = take_shared(wanted.index)) {
        add(p.counts.in_use, wanted.bytes);
        subtract(p.counts.kept, wanted.bytes);
        return piece;
    }
    if (pool_bytes_in_use() + bytes > physical_bytes()) refuse(bytes);
    p.system_allocations.fetch_add(1, std::memory_order_relaxed);
    void* fresh = nullptr;
    if (posix_memalign(&fresh, kAlignment, kKeepsPieces ? wanted.bytes : bytes) != 0) refuse(bytes);
    add(p.counts.in_use, wanted.bytes);
    return fresh;
}

void pool_release(void* memory, size_t bytes) noexcept {
    if (memory == nullptr) return;
    const SizeClass wanted = size_class(bytes);
    if constexpr (!kKeepsPieces) {
        subtract(pool().counts.in_use, wanted.bytes);
        std::free(memory);
        return;
    }
    OwnLists* const own = own_lists_for(wanted.index);
    if (own != nullptr && own->lists[wanted.index].pieces < kMostOwn) {
        OwnLists::List& list = own->lists[wanted.index];
        list.first = new (memory) FreePiece{list.first};
        ++list.pieces;
        move_own(own->counts.in_use, -static_cast<int64_t>(wanted.bytes));
        move_own(own->counts.kept, static_cast<int64_t>(wanted.bytes));
        return;
    }
    Pool& p = pool();
    subtract(p.counts.in_use, wanted.bytes);
    // What threads keep themselves is little, and not looked at here.
    const int64_t kept = p.counts.kept.load(std::memory_order_relaxed);
    if (kept + static_cast<int64_t>(wanted.bytes) > kMostKept) {
        std::free(memory);
        return;
    }
    add(p.counts.kept, wanted.bytes);
    give_shared(wanted.index, new (memory) FreePiece{nullptr});
}

uint64_t pool_system_allocations() {
    return pool().system_allocations.load(std::memory_order_relaxed);
}
uint64_t pool_bytes_in_use() {
    return total(&Counts::in_use);
}
uint64_t pool_bytes_kept() {
    return total(&Counts::kept);
}

void pool_trim() {
    if (own_lists != nullptr) share(*own_lists);
    for (size_t index = 0; index < kClasses; ++index) {
        FreeList& list = pool().lists[index];
        list.lock.lock();
        FreePiece* piece = list.first;
        list.first = nullptr;
        list.lock.unlock();
        while (piece != nullptr) {
            FreePiece* next = piece->next;
            std::free(piece);
            subtract(pool().counts.kept, class_bytes(index));
            piece = next;
        }
    }
}

void check_memory(int64_t count, uint64_t bytes_each) {
    if (count <= 0) return;
    uint64_t bytes = 0;
    if (__builtin_mul_overflow(static_cast<uint64_t>(count), bytes_each, &bytes)) {
        bytes = ~uint64_t{0};
    }
    if (bytes > physical_bytes()) refuse(bytes);
    constexpr int64_t kMostObjects = int64_t{1} << 20;
    if (count > kMostObjects) raise(ErrorKind::MemoryError, "");
}

Block* Block::make(size_t bytes) {
    if (bytes > physical_bytes()) refuse(bytes);
    return new (pool_allocate(bytes + kHeader)) Block(bytes);
}

void Block::release() noexcept {
    if (drop_reference(references_)) pool_release(this, bytes_ + kHeader);
}

}  // namespace engine
