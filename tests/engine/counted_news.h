// Counts what a test program takes by operator new. It replaces the operator: one file of a program
// includes it.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace engine::test {
inline std::atomic<uint64_t> g_news{0};
/// Pieces taken so far.
inline uint64_t news() {
    return g_news.load();
}
}  // namespace engine::test

// Not inlined: the compiler would see malloc's memory given to operator delete, and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
    engine::test::g_news.fetch_add(1, std::memory_order_relaxed);
    if (void* const memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
