#pragma once

#include <unistd.h>
#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <stdexcept>
#include <string>

namespace engine::data::test {

/// A folder that is gone with this object.
class Folder {
public:
    Folder() {
        std::string name = std::filesystem::temp_directory_path() / "modescope_data_XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    std::filesystem::path write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

/// An IDX header for unsigned bytes, as it should be.
inline std::string idx_header(std::initializer_list<uint32_t> dims) {
    std::string header = {0, 0, 8, static_cast<char>(dims.size())};
    for (const uint32_t dim : dims) {
        for (const int shift : {24, 16, 8, 0}) header += static_cast<char>(dim >> shift);
    }
    return header;
}

/// `count` bytes: `first`, `first` + 1, ... modulo `modulus`.
inline std::string counting(size_t count, unsigned first = 0, unsigned modulus = 256) {
    std::string bytes;
    for (size_t i = 0; i < count; ++i) bytes += static_cast<char>((first + i) % modulus);
    return bytes;
}

/// What gzip makes of `bytes`.
inline std::string gzipped(std::string bytes) {
    z_stream stream{};
    constexpr int kGzip = 15 + 16;
    if (deflateInit2(&stream, 6, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflateInit2");
    std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace engine::data::test
