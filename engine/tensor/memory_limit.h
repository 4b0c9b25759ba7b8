#pragma once

#include <cstdint>

namespace engine {

/// Refuses to begin what would make so many tensors that memory could not hold them: `count` times
/// `bytes_each`.
/// throws  RuntimeError "[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't
///         allocate memory: ...", MemoryError for too many objects, however small
void check_memory(int64_t count, uint64_t bytes_each);

}  // namespace engine
