#include "engine/script/memory.h"

#include "engine/base/error.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>

namespace engine::script {

namespace {

constexpr std::size_t kBetweenLooks = std::size_t{32} << 20;
constexpr std::size_t kOfNothing = std::size_t{1} << 18;  // what 4,096 small steps may have taken
constexpr std::uint64_t kMostSpared = std::uint64_t{1} << 30;

std::atomic<std::size_t> pretended{0};
constinit thread_local std::size_t since_look = 0;

std::uint64_t all_memory() {
    static const auto bytes = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                              static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    return bytes;
}

/// What Linux could give without swapping; everything where it does not say.
std::uint64_t free_memory() {
    if (const std::size_t told = pretended.load(std::memory_order_relaxed)) return told;
    std::FILE* const file = std::fopen("/proc/meminfo", "r");
    if (file == nullptr) return all_memory();
    std::uint64_t kilobytes = all_memory() / 1024;
    char line[128];
    while (std::fgets(line, sizeof line, file) != nullptr) {
        unsigned long long value = 0;
        if (std::sscanf(line, "MemAvailable: %llu kB", &value) != 1) continue;
        kilobytes = value;
        break;
    }
    std::fclose(file);
    return kilobytes * 1024;
}

}  // namespace

void expect_memory(std::size_t bytes) {
    since_look += std::max(bytes, kOfNothing);
    if (since_look < kBetweenLooks) return;
    since_look = 0;
    const std::uint64_t spared = std::min(all_memory() / 16, kMostSpared);
    if (bytes + spared > free_memory()) raise(ErrorKind::MemoryError, "");
}

void pretend_free_memory(std::size_t bytes) {
    pretended.store(bytes, std::memory_order_relaxed);
}

}  // namespace engine::script
