#pragma once

#include <cstddef>

namespace engine::script {

/// Tells of `bytes` that are about to be taken. Small amounts are only counted; once enough have
/// come together the machine's free memory is asked for, so that a list without end fails before
/// the machine swaps.
/// throws  MemoryError where less than a sixteenth of the memory (at most 1 GiB) would stay free
void expect_memory(std::size_t bytes);

/// For tests: as if the machine had so many bytes free; 0: what it really has.
void pretend_free_memory(std::size_t bytes);

}  // namespace engine::script
