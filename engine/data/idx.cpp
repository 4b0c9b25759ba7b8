#include "engine/data/idx.h"

#include "engine/base/error.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace engine::data {

namespace {

constexpr uint64_t kMaxElements = uint64_t{1} << 30;
constexpr size_t kBlock = size_t{1} << 20;

/// The decompressed bytes of a file, from the first to the last. zlib passes through what is not
/// compressed.
class ByteReader {
public:
    explicit ByteReader(const std::filesystem::path& path) : path_(path.string()) {
        std::error_code error;
        const auto status = std::filesystem::status(path, error);
        if (status.type() == std::filesystem::file_type::not_found) {
            raise(ErrorKind::OSError, "{}: no such file", path_);
        }
        if (!error && !std::filesystem::is_regular_file(status)) {
            raise(ErrorKind::OSError, "{}: expected an IDX file, got a {}", path_,
                  std::filesystem::is_directory(status) ? "folder" : "special file");
        }
        errno = 0;
        file_.reset(gzopen(path_.c_str(), "rb"));
        if (!file_) raise(ErrorKind::OSError, "{}: {}", path_, std::strerror(errno));
        gzbuffer(file_.get(), 1 << 17);
    }

    /// Fills `out` as far as the file goes; how many bytes that was.
    size_t read(std::span<uint8_t> out) {
        size_t filled = 0;
        while (filled < out.size()) {
            const auto wanted = static_cast<unsigned>(std::min(out.size() - filled, kBlock));
            errno = 0;
            const int got = gzread(file_.get(), out.data() + filled, wanted);
            if (got < 0) fail(position_ + filled);
            if (got == 0) break;
            filled += static_cast<size_t>(got);
        }
        // The end of a compressed file that stops in its middle comes with an error code only.
        if (filled < out.size()) {
            int code = Z_OK;
            gzerror(file_.get(), &code);
            if (code != Z_OK && code != Z_STREAM_END) fail(position_ + filled);
        }
        position_ += filled;
        return filled;
    }

    /// Decompressed bytes read so far.
    uint64_t position() const { return position_; }
    const std::string& path() const { return path_; }

private:
    [[noreturn]] void fail(uint64_t at) {
        int code = Z_OK;
        std::string words = gzerror(file_.get(), &code);
        if (words.starts_with(path_ + ": ")) words.erase(0, path_.size() + 2);
        if (code == Z_ERRNO) {
            raise(ErrorKind::OSError, "{}: {}", path_, std::strerror(errno != 0 ? errno : EIO));
        }
        raise(ErrorKind::ValueError, "{}: {} after {} bytes of its content: {}", path_,
              code == Z_BUF_ERROR ? "the compressed file ends too early"
                                  : "the compressed file is damaged",
              at, words);
    }

    struct Close {
        void operator()(gzFile file) const { gzclose(file); }
    };

    std::string path_;
    std::unique_ptr<gzFile_s, Close> file_;
    uint64_t position_ = 0;
};

std::string_view type_name(uint8_t code) {
    switch (code) {
        case 0x08:
            return "unsigned byte";
        case 0x09:
            return "signed byte";
        case 0x0B:
            return "16-bit integer";
        case 0x0C:
            return "32-bit integer";
        case 0x0D:
            return "float";
        case 0x0E:
            return "double";
        default:
            return "";
    }
}

void read_header(ByteReader& file, std::span<uint8_t> out, std::string_view part) {
    const uint64_t before = file.position();
    if (file.read(out) < out.size()) {
        raise(ErrorKind::ValueError,
              "{}: expected {} of {} bytes at byte {}, but the file ends at {}", file.path(), part,
              out.size(), before, file.position());
    }
}

void check_magic(const std::string& path, const std::array<uint8_t, 4>& magic, size_t dimensions) {
    const std::string_view type = type_name(magic[2]);
    if (magic[0] != 0 || magic[1] != 0 || type.empty()) {
        raise(ErrorKind::ValueError,
              "{}: not an IDX file: expected it to begin with 00 00 08 {:02x}, got {:02x}", path,
              dimensions, fmt::join(magic, " "));
    }
    if (magic[2] != 0x08) {
        raise(ErrorKind::ValueError,
              "{}: expected elements of type 08 (unsigned byte), got {:02x} ({})", path, magic[2],
              type);
    }
    if (magic[3] != dimensions) {
        raise(ErrorKind::ValueError, "{}: expected {} dimension{}, got {}", path, dimensions,
              dimensions == 1 ? "" : "s", magic[3]);
    }
}

std::vector<int64_t> read_dims(ByteReader& file, size_t dimensions) {
    std::vector<uint8_t> bytes(4 * dimensions);
    read_header(file, bytes, "sizes");
    std::vector<int64_t> dims;
    for (size_t d = 0; d < dimensions; ++d) {
        const uint8_t* const at = bytes.data() + 4 * d;
        dims.push_back(int64_t{at[0]} << 24 | int64_t{at[1]} << 16 | int64_t{at[2]} << 8 | at[3]);
    }
    const std::string sizes = fmt::format("{}", fmt::join(dims, " x "));
    uint64_t elements = 1;
    for (const int64_t dim : dims) {
        if (dim == 0) {
            raise(ErrorKind::ValueError, "{}: expected sizes of at least 1, got {}", file.path(),
                  sizes);
        }
        // At most 2^30 before and 2^32 now: the product does not wrap.
        elements *= static_cast<uint64_t>(dim);
        if (elements > kMaxElements) {
            raise(ErrorKind::ValueError, "{}: expected at most {} elements, got sizes {}",
                  file.path(), kMaxElements, sizes);
        }
    }
    return dims;
}

/// Up to `expected` bytes, a block at a time.
std::vector<uint8_t> read_values(ByteReader& file, uint64_t expected) {
    std::vector<uint8_t> values;
    while (values.size() < expected) {
        const size_t before = values.size();
        const size_t wanted = std::min<uint64_t>(expected - before, std::max(kBlock, before));
        values.resize(before + wanted);
        const size_t got = file.read(std::span(values).subspan(before));
        values.resize(before + got);
        if (got < wanted) break;
    }
    return values;
}

}  // namespace

Idx read_idx(const std::filesystem::path& path, size_t dimensions, int64_t max_rows) {
    ByteReader file(path);
    std::array<uint8_t, 4> magic{};
    read_header(file, magic, "a magic number");
    check_magic(file.path(), magic, dimensions);

    Idx idx;
    idx.dims = read_dims(file, dimensions);
    idx.rows_in_file = idx.dims[0];
    const std::string promised = fmt::format("{}", fmt::join(idx.dims, " x "));
    if (max_rows > 0) idx.dims[0] = std::min(idx.dims[0], max_rows);
    uint64_t expected = 1;
    for (const int64_t dim : idx.dims) expected *= static_cast<uint64_t>(dim);

    idx.values = read_values(file, expected);
    if (idx.values.size() < expected) {
        raise(ErrorKind::ValueError,
              "{}: expected {} bytes for sizes {}, but the file ends after {}", file.path(),
              expected, promised, idx.values.size());
    }
    uint8_t next = 0;
    if (idx.dims[0] == idx.rows_in_file && file.read({&next, 1}) != 0) {
        raise(ErrorKind::ValueError,
              "{}: expected the file to end after {} bytes for sizes {}, but more follow",
              file.path(), expected, promised);
    }
    return idx;
}

}  // namespace engine::data
