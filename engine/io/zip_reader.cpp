#include "engine/io/zip_reader.h"

#include "engine/base/error.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace engine::io {

namespace {

constexpr uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;
constexpr uint32_t kEnd64 = 0x06064b50, kLocator64 = 0x07064b50;
constexpr uint64_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kLocatorSize = 20;
constexpr uint32_t kIn64 = 0xffffffff;  // the number stands in the ZIP64 field
constexpr uint16_t kExtra64 = 1;
constexpr uint16_t kStored = 0, kDeflated = 8;

[[noreturn]] void refuse(std::string_view why) {
    raise(ErrorKind::RuntimeError, "PytorchStreamReader failed reading zip archive: {}", why);
}

std::vector<std::byte> inflated(std::span<const std::byte> packed, uint64_t size) {
    std::vector<std::byte> out(size);
    std::byte none{};  // inflate() wants a place even for nothing
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) refuse("no memory to unpack it");
    std::size_t fed = 0, filled = 0;
    int state = Z_OK;
    while (state == Z_OK) {
        constexpr std::size_t kStep = std::size_t{1} << 30;
        const std::size_t in = std::min(packed.size() - fed, kStep);
        const std::size_t room = std::min(out.size() - filled, kStep);
        stream.next_in =
            reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data() + fed));  // zlib's way
        stream.avail_in = static_cast<uInt>(in);
        stream.next_out = reinterpret_cast<Bytef*>(out.empty() ? &none : out.data() + filled);
        stream.avail_out = static_cast<uInt>(room);
        state = inflate(&stream, Z_NO_FLUSH);
        const std::size_t took = in - stream.avail_in, gave = room - stream.avail_out;
        fed += took;
        filled += gave;
        if (state == Z_OK && took == 0 && gave == 0) state = Z_BUF_ERROR;
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END || filled != size) refuse("a member is damaged");
    return out;
}

}  // namespace

template <class T>
T ZipReader::number(uint64_t at) const {
    T value{};
    std::memcpy(&value, stretch(at, sizeof value).data(), sizeof value);
    return value;
}

std::span<const std::byte> ZipReader::stretch(uint64_t at, uint64_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at) refuse("it is cut short");
    return bytes_.subspan(at, size);
}

ZipReader::ZipReader(std::span<const std::byte> bytes) : bytes_(bytes) {
    read_directory(find_directory());
}

// The end record stands before a comment of at most 65,535 bytes.
ZipReader::Directory ZipReader::find_directory() const {
    constexpr uint64_t kLongestComment = 0xffff;
    const uint64_t size = bytes_.size();
    if (size < kEndSize) refuse("failed finding central directory");
    const uint64_t last = size - kEndSize;
    for (uint64_t back = 0; back <= std::min(last, kLongestComment); ++back) {
        const uint64_t at = last - back;
        if (number<uint32_t>(at) != kEnd || number<uint16_t>(at + 20) != back) continue;
        Directory found{.offset = number<uint32_t>(at + 16),
                        .size = number<uint32_t>(at + 12),
                        .count = number<uint16_t>(at + 10)};
        if (at < kLocatorSize || number<uint32_t>(at - kLocatorSize) != kLocator64) return found;
        const auto end64 = number<uint64_t>(at - kLocatorSize + 8);
        if (number<uint32_t>(end64) != kEnd64) refuse("its end record is damaged");
        return {.offset = number<uint64_t>(end64 + 48),
                .size = number<uint64_t>(end64 + 40),
                .count = number<uint64_t>(end64 + 32)};
    }
    refuse("failed finding central directory");
}

void ZipReader::read_directory(const Directory& directory) {
    uint64_t at = directory.offset;
    for (uint64_t i = 0; i < directory.count; ++i) {
        if (number<uint32_t>(at) != kCentral) refuse("its directory is damaged");
        Member member{.offset = number<uint32_t>(at + 42),
                      .packed = number<uint32_t>(at + 20),
                      .size = number<uint32_t>(at + 24),
                      .crc = number<uint32_t>(at + 16),
                      .method = number<uint16_t>(at + 10),
                      .flags = number<uint16_t>(at + 8)};
        const uint64_t name_size = number<uint16_t>(at + 28);
        const uint64_t extra_size = number<uint16_t>(at + 30);
        const uint64_t comment_size = number<uint16_t>(at + 32);
        const auto name = stretch(at + kCentralSize, name_size);
        const uint64_t extra = at + kCentralSize + name_size;
        // Fields of the ZIP64 block stand there for those that say so, in this order.
        for (uint64_t field = extra; field + 4 <= extra + extra_size;) {
            const auto kind = number<uint16_t>(field);
            const uint64_t field_end = field + 4 + number<uint16_t>(field + 2);
            uint64_t value = field + 4;
            for (uint64_t* const place : {&member.size, &member.packed, &member.offset}) {
                if (kind != kExtra64 || *place != kIn64 || value + 8 > field_end) continue;
                *place = number<uint64_t>(value);
                value += 8;
            }
            field = field_end;
        }
        std::string text(reinterpret_cast<const char*>(name.data()), name.size());
        if (members_.emplace(text, member).second) names_.push_back(std::move(text));
        at = extra + extra_size + comment_size;
    }
}

std::vector<std::byte> ZipReader::read(std::string_view name) {
    const auto it = members_.find(name);
    if (it == members_.end()) {
        raise(ErrorKind::RuntimeError,
              "PytorchStreamReader failed locating file {}: file not found",
              name.substr(name.find('/') + 1));
    }
    const Member& member = it->second;
    constexpr uint16_t kEncrypted = 1;
    if ((member.flags & kEncrypted) != 0) refuse("a member is encrypted");
    if (number<uint32_t>(member.offset) != kLocal) refuse("a member is damaged");
    const uint64_t begin = member.offset + kLocalSize + number<uint16_t>(member.offset + 26) +
                           number<uint16_t>(member.offset + 28);
    const auto packed = stretch(begin, member.packed);
    if (member.size > kMostBytes - read_) refuse("it is too large");
    read_ += member.size;
    std::vector<std::byte> out;
    if (member.method == kStored) {
        if (member.size != member.packed) refuse("a member is damaged");
        out.assign(packed.begin(), packed.end());
    } else if (member.method == kDeflated) {
        // No byte of a deflated stream stands for more than 1032.
        constexpr uint64_t kMostOfAByte = 1032;
        if (member.size / kMostOfAByte > packed.size()) refuse("a member is damaged");
        out = inflated(packed, member.size);
    } else {
        refuse("a member is packed in a way that PyTorch does not use");
    }
    // PyTorch writes 0 when it is told to leave sums out.
    const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(out.data()), out.size());
    if (member.crc != 0 && member.crc != sum) refuse("a member is damaged");
    return out;
}

}  // namespace engine::io
