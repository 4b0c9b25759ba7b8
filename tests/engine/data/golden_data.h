#pragma once

#include <nlohmann/json.hpp>
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <span>

namespace engine::data::test {

/// tests/golden/data.json: what make_data.py saw real PyTorch draw.
inline nlohmann::json golden(const char* part) {
    std::ifstream file(MODESCOPE_SOURCE_DIR "/tests/golden/data.json");
    return nlohmann::json::parse(file).at(part);
}

/// Python's zlib.crc32 of the elements' bytes.
template <class T>
uint32_t crc(std::span<const T> values) {
    const auto bytes = std::as_bytes(values);
    return static_cast<uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

}  // namespace engine::data::test
