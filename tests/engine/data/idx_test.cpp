#include "engine/data/idx.h"

#include "engine/base/error.h"
#include "tests/engine/data/idx_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <ostream>

namespace engine::data {
namespace {

using test::counting;
using test::Folder;
using test::gzipped;
using test::idx_header;

std::string refusal(const std::filesystem::path& path, size_t dimensions, int64_t max_rows = 0) {
    try {
        read_idx(path, dimensions, max_rows);
    } catch (const Error& error) {
        return error.line();
    }
    return "";
}

TEST(Idx, ReadsPlainAndCompressedFilesAlike) {
    const Folder folder;
    const std::string bytes = idx_header({4, 2, 3}) + counting(24, 240);
    for (const bool compressed : {false, true}) {
        const auto path = folder.write("images", compressed ? gzipped(bytes) : bytes);
        const Idx idx = read_idx(path, 3);
        EXPECT_EQ(idx.rows_in_file, 4);
        EXPECT_THAT(idx.dims, testing::ElementsAre(4, 2, 3));
        EXPECT_EQ(std::string(idx.values.begin(), idx.values.end()), counting(24, 240));
    }
}

TEST(Idx, StopsAfterTheRowsThatWereAskedFor) {
    const Folder folder;
    const auto path = folder.write("images", idx_header({4, 2, 3}) + counting(13) + "short");
    const Idx idx = read_idx(path, 3, 2);
    EXPECT_EQ(idx.rows_in_file, 4);
    EXPECT_THAT(idx.dims, testing::ElementsAre(2, 2, 3));
    EXPECT_EQ(std::string(idx.values.begin(), idx.values.end()), counting(12));

    const auto whole = folder.write("whole", idx_header({2, 1}) + counting(2));
    EXPECT_THAT(read_idx(whole, 2, 9).dims, testing::ElementsAre(2, 1));
}

struct Lie {
    const char* name;
    std::string bytes;
    size_t dimensions;
    const char* words;
};

// For the names of the tests.
void PrintTo(const Lie& lie, std::ostream* out) {
    *out << lie.name;
}

std::string damaged(std::string bytes, size_t at) {
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    return bytes;
}

const std::string kGoodImages = idx_header({4, 2, 3}) + counting(24);

const Lie kLies[] = {
    {"Empty", "", 1, "expected a magic number of 4 bytes at byte 0, but the file ends at 0"},
    {"Picture", "\x89PNG\r\n\x1a\n0000", 3,
     "not an IDX file: expected it to begin with 00 00 08 03, got 89 50 4e 47"},
    {"Text", "label,pixel1\n", 1,
     "not an IDX file: expected it to begin with 00 00 08 01, got 6c 61 62 65"},
    {"UnknownType", std::string("\0\0\x07\1\0\0\0\1\1", 9), 1, "not an IDX file"},
    {"Floats", std::string("\0\0\x0d\1\0\0\0\1\0\0\0\0", 12), 1,
     "expected elements of type 08 (unsigned byte), got 0d (float)"},
    {"Labels", idx_header({4}) + counting(4), 3, "expected 3 dimensions, got 1"},
    {"Images", kGoodImages, 1, "expected 1 dimension, got 3"},
    {"NoDimension", std::string("\0\0\x08\0\1", 5), 1, "expected 1 dimension, got 0"},
    {"ManyDimensions", std::string("\0\0\x08\xff\1", 5), 3, "expected 3 dimensions, got 255"},
    {"HalfHeader", idx_header({4, 2, 3}).substr(0, 9), 3,
     "expected sizes of 12 bytes at byte 4, but the file ends at 9"},
    {"NoRows", idx_header({0}), 1, "expected sizes of at least 1, got 0"},
    {"NoColumns", idx_header({4, 2, 0}), 3, "expected sizes of at least 1, got 4 x 2 x 0"},
    {"Huge", idx_header({0x7fffffff}) + "x", 1,
     "expected at most 1073741824 elements, got sizes 2147483647"},
    {"Overflow", idx_header({0xffffffff, 0xffffffff, 0xffffffff}) + "x", 3,
     "expected at most 1073741824 elements, got sizes 4294967295 x 4294967295 x 4294967295"},
    {"WrapsToSmall", idx_header({0x80000000, 0x80000000, 4}) + "x", 3, "expected at most"},
    {"TooShort", idx_header({4, 2, 3}) + counting(23), 3,
     "expected 24 bytes for sizes 4 x 2 x 3, but the file ends after 23"},
    {"PromisesAGigabyte", idx_header({1 << 20, 32, 32}) + counting(100), 3,
     "expected 1073741824 bytes for sizes 1048576 x 32 x 32, but the file ends after 100"},
    {"TooLong", kGoodImages + "x", 3,
     "expected the file to end after 24 bytes for sizes 4 x 2 x 3, but more follow"},
    {"CompressedTooLong", gzipped(kGoodImages + "x"), 3, "but more follow"},
    {"CompressedTooShort", gzipped(idx_header({4, 2, 3}) + counting(23)), 3,
     "but the file ends after 23"},
    {"WrongChecksum", damaged(gzipped(kGoodImages), gzipped(kGoodImages).size() - 6), 3,
     "the compressed file is damaged"},
    {"DamagedStream", damaged(gzipped(kGoodImages), 10), 3, "the compressed file is damaged"},
    {"NoMoreThanGzip", "\x1f\x8b", 3,
     "the compressed file ends too early after 0 bytes of its content: unexpected end of file"},
};

class IdxLie : public testing::TestWithParam<Lie> {};

TEST_P(IdxLie, IsRefusedWithTheFileAndWhatWasExpected) {
    const Folder folder;
    const auto path = folder.write("a file", GetParam().bytes);
    const std::string words = refusal(path, GetParam().dimensions);
    EXPECT_THAT(words, testing::StartsWith("ValueError: " + path.string() + ": "));
    EXPECT_THAT(words, testing::HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(Lies, IdxLie, testing::ValuesIn(kLies),
                         [](const auto& lie) { return std::string(lie.param.name); });

TEST(Idx, NamesAFileThatCannotBeOpened) {
    const Folder folder;
    const auto missing = folder.path() / "absent";
    EXPECT_EQ(refusal(missing, 3), "OSError: " + missing.string() + ": no such file");
    EXPECT_EQ(refusal(folder.path(), 3),
              "OSError: " + folder.path().string() + ": expected an IDX file, got a folder");
    EXPECT_THAT(refusal("/dev/null", 3), testing::HasSubstr("got a special file"));
}

TEST(Idx, AFileCutAnywhereIsRefused) {
    const Folder folder;
    for (const std::string& bytes : {kGoodImages, gzipped(kGoodImages)}) {
        for (size_t length = 0; length < bytes.size(); ++length) {
            const auto path = folder.write("cut", bytes.substr(0, length));
            EXPECT_THAT(refusal(path, 3), testing::StartsWith("ValueError: " + path.string()))
                << length << " of " << bytes.size() << " bytes";
        }
        EXPECT_EQ(refusal(folder.write("cut", bytes), 3), "");
    }
}

TEST(Idx, AChangedByteIsReadOrRefusedButNeverWorse) {
    const Folder folder;
    for (const std::string& bytes : {kGoodImages, gzipped(kGoodImages)}) {
        for (size_t at = 0; at < bytes.size(); ++at) {
            for (const unsigned value : {0u, 1u, 0x7fu, 0x80u, 0xffu}) {
                std::string changed = bytes;
                changed[at] = static_cast<char>(value);
                const auto path = folder.write("changed", changed);
                const std::string words = refusal(path, 3);
                if (!words.empty()) {
                    EXPECT_THAT(words, testing::HasSubstr(path.string()));
                }
            }
        }
    }
}

TEST(Idx, AHeaderThatPromisesMuchTakesNoMemory) {
    const Folder folder;
    // 1 GiB promised, 1 KiB there.
    const auto path =
        folder.write("images", gzipped(idx_header({1 << 20, 32, 32}) + counting(1024)));
    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    EXPECT_THAT(refusal(path, 3), testing::HasSubstr("ends after 1024"));
    getrusage(RUSAGE_SELF, &after);
    constexpr long kKiB = 64 * 1024;  // 64 MiB: sanitizers and allocators keep some
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, kKiB);
}

}  // namespace
}  // namespace engine::data
