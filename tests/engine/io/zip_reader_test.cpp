// ZIP archives: what is stored and deflated comes back, and what is damaged is refused.
#include "engine/io/zip_reader.h"

#include "engine/base/error.h"
#include "engine/io/zip_writer.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace engine::io {
namespace {

std::span<const std::byte> as_bytes(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string text_of(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <class T>
void put(std::string& out, T value) {
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    out.append(raw, sizeof value);
}

/// An archive of one deflated member that claims to be `size` bytes.
std::string deflated(const std::string& data, uint32_t size) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    std::string packed(compressBound(data.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    std::string out;
    const auto common = [&] {
        for (const uint16_t value : {20, 0, 8, 0, 0}) put(out, value);
        put(out, static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(data.data()),
                                             static_cast<uInt>(data.size()))));
        put(out, static_cast<uint32_t>(packed.size()));
        put(out, size);
        put(out, uint16_t{3});
        put(out, uint16_t{0});
    };
    put(out, uint32_t{0x04034b50});
    common();
    out += "m/a" + packed;
    const auto directory = static_cast<uint32_t>(out.size());
    put(out, uint32_t{0x02014b50});
    put(out, uint16_t{20});
    common();
    for (int i = 0; i < 3; ++i) put(out, uint16_t{0});
    put(out, uint32_t{0});
    put(out, uint32_t{0});
    out += "m/a";
    const auto end = static_cast<uint32_t>(out.size());
    put(out, uint32_t{0x06054b50});
    for (const uint16_t value : {0, 0, 1, 1}) put(out, value);
    put(out, end - directory);
    put(out, directory);
    put(out, uint16_t{0});
    return out;
}

TEST(ZipReader, ReadsWhatTheWriterWrote) {
    ZipWriter writer;
    writer.add("m/one", std::string_view("first"));
    writer.add("m/none", std::string_view(""));
    const std::string archive = writer.finish();
    ZipReader reader(as_bytes(archive));
    EXPECT_EQ(reader.names(), (std::vector<std::string>{"m/one", "m/none"}));
    EXPECT_EQ(text_of(reader.read("m/one")), "first");
    EXPECT_EQ(text_of(reader.read("m/none")), "");
    EXPECT_THROW(reader.read("m/two"), Error);
}

TEST(ZipReader, ReadsDeflatedMembers) {
    const std::string data(100'000, 'x');
    const std::string archive = deflated(data, 100'000);
    EXPECT_EQ(text_of(ZipReader(as_bytes(archive)).read("m/a")), data);
}

TEST(ZipReader, ReadsADeflatedMemberOfNothing) {
    const std::string archive = deflated("", 0);
    EXPECT_EQ(text_of(ZipReader(as_bytes(archive)).read("m/a")), "");
}

TEST(ZipReader, BelievesNoSize) {
    const std::string data(1000, 'x');
    for (const uint32_t size : {999U, 1001U, 0U, 4'000'000'000U}) {
        const std::string archive = deflated(data, size);
        EXPECT_THROW(ZipReader(as_bytes(archive)).read("m/a"), Error) << size;
    }
}

}  // namespace
}  // namespace engine::io
