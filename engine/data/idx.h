#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace engine::data {

/// Unsigned bytes read from an IDX file, the format of MNIST and its kin: two zero bytes, a type
/// code (8: unsigned byte), the number of dimensions, each dimension as a big-endian 32-bit
/// integer, then the elements row-major.
struct Idx {
    int64_t rows_in_file = 0;     ///< the first dimension as the file has it
    std::vector<int64_t> dims;    ///< of what was read: dims[0] is at most `max_rows`
    std::vector<uint8_t> values;  ///< as many as the product of dims
};

/// Reads such a file, compressed by gzip or plain (its first bytes say which). With `max_rows`
/// above 0 it stops after so many rows and does not look at what comes after them. Memory grows
/// with the bytes that were found, not with those that the header promises.
/// throws  OSError if it cannot be opened or read; ValueError if it is no IDX file, has another
/// type
///         or other dimensions than `dimensions`, an empty one or more than 2^30 elements, or
///         ends too early or too late. Each names the file, what was expected and what came.
Idx read_idx(const std::filesystem::path& path, size_t dimensions, int64_t max_rows = 0);

}  // namespace engine::data
