#include "engine/io/zip_writer.h"

#include <zlib.h>

#include <cstring>
#include <utility>

namespace engine::io {

namespace {

constexpr uint64_t kAlignment = 64;
constexpr uint64_t kLocalSize = 30;
constexpr uint16_t kUtf8WithDescriptor = 0x0808;
constexpr uint32_t kIn64 = 0xffffffff;

uint32_t short_form(uint64_t value) {
    return value >= kIn64 ? kIn64 : static_cast<uint32_t>(value);
}

}  // namespace

template <class T>
void ZipWriter::put(T value) {
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    bytes_.append(raw, sizeof value);
}

void ZipWriter::add(std::string_view name, std::string_view text) {
    add(name, std::as_bytes(std::span(text.data(), text.size())));
}

void ZipWriter::add(std::string_view name, std::span<const std::byte> data) {
    Member member{.name = std::string(name), .offset = bytes_.size(), .size = data.size()};
    member.crc =
        static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(data.data()), data.size()));
    const uint64_t before = member.offset + kLocalSize + name.size() + 4;
    const uint64_t padding = (kAlignment - before % kAlignment) % kAlignment;

    put(uint32_t{0x04034b50});
    put(uint16_t{0});  // version that it needs
    put(kUtf8WithDescriptor);
    for (int i = 0; i < 3; ++i) put(uint16_t{0});  // stored; time, date
    for (int i = 0; i < 3; ++i) put(uint32_t{0});  // sum and sizes follow the data
    put(static_cast<uint16_t>(name.size()));
    put(static_cast<uint16_t>(4 + padding));
    bytes_ += name;
    bytes_ += "FB";
    put(static_cast<uint16_t>(padding));
    bytes_.append(padding, 'Z');

    bytes_.append(reinterpret_cast<const char*>(data.data()), data.size());

    put(uint32_t{0x08074b50});
    put(member.crc);
    for (int i = 0; i < 2; ++i) {
        if (member.size >= kIn64) {
            put(member.size);
        } else {
            put(static_cast<uint32_t>(member.size));
        }
    }
    members_.push_back(std::move(member));
}

void ZipWriter::put_directory_entry(const Member& member) {
    // What does not fit into 32 bits stands in a field of its own.
    std::vector<uint64_t> wide;
    if (member.size >= kIn64) wide = {member.size, member.size};
    if (member.offset >= kIn64) wide.push_back(member.offset);

    put(uint32_t{0x02014b50});
    put(uint16_t{0});  // made by
    put(uint16_t{0});
    put(kUtf8WithDescriptor);
    for (int i = 0; i < 3; ++i) put(uint16_t{0});
    put(member.crc);
    put(short_form(member.size));
    put(short_form(member.size));
    put(static_cast<uint16_t>(member.name.size()));
    put(static_cast<uint16_t>(wide.empty() ? 0 : 4 + 8 * wide.size()));
    for (int i = 0; i < 3; ++i) put(uint16_t{0});  // comment, disk, attributes
    put(uint32_t{0});
    put(short_form(member.offset));
    bytes_ += member.name;
    if (wide.empty()) return;
    put(uint16_t{1});
    put(static_cast<uint16_t>(8 * wide.size()));
    for (const uint64_t value : wide) put(value);
}

std::string ZipWriter::finish() {
    const uint64_t begin = bytes_.size(), count = members_.size();
    for (const Member& member : members_) put_directory_entry(member);
    const uint64_t end = bytes_.size(), size = end - begin;

    put(uint32_t{0x06064b50});
    put(uint64_t{44});  // of what follows
    put(uint16_t{0x031e});
    put(uint16_t{0x002d});
    put(uint32_t{0});
    put(uint32_t{0});
    put(count);
    put(count);
    put(size);
    put(begin);

    put(uint32_t{0x07064b50});
    put(uint32_t{0});
    put(end);
    put(uint32_t{1});

    constexpr uint16_t kMany = 0xffff;
    const uint16_t few = count >= kMany ? kMany : static_cast<uint16_t>(count);
    put(uint32_t{0x06054b50});
    put(uint16_t{0});
    put(uint16_t{0});
    put(few);
    put(few);
    put(short_form(size));
    put(short_form(begin));
    put(uint16_t{0});
    return std::move(bytes_);
}

}  // namespace engine::io
