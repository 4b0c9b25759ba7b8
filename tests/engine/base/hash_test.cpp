#include "engine/base/hash.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace engine {
namespace {

// xxhsum -H2 prints the same.
TEST(Hasher, IsXxh3Of128Bits) {
    EXPECT_EQ(Hasher().digest().hex(), "99aa06d3014798d86001c324468d497f");
    EXPECT_EQ(Hasher().add_bytes("abc", 3).digest().hex(), "06b05ab6733a618578af5f94892f3950");
}

TEST(Hasher, CaresForBytesAndNotForCalls) {
    const std::string bytes(5000, 'x');
    Hasher pieces;
    for (size_t i = 0; i < bytes.size(); i += 50) pieces.add_bytes(bytes.data() + i, 50);
    EXPECT_EQ(pieces.digest(), Hasher().add_bytes(bytes.data(), bytes.size()).digest());
    EXPECT_EQ(pieces.add_bytes(nullptr, 0).digest(), pieces.digest());
}

TEST(Hasher, TellsWhereATextEnds) {
    EXPECT_NE(Hasher().add("ab").add("c").digest(), Hasher().add("a").add("bc").digest());
    EXPECT_NE(Hasher().add("").digest(), Hasher().digest());
}

TEST(Hasher, TakesNumbersByValueAndDoublesByBits) {
    enum class Kind : uint8_t { First, Second };
    EXPECT_EQ(Hasher().add(int8_t{-3}).digest(), Hasher().add(int64_t{-3}).digest());
    EXPECT_EQ(Hasher().add(true).digest(), Hasher().add(1).digest());
    EXPECT_EQ(Hasher().add(Kind::Second).digest(), Hasher().add(1).digest());
    EXPECT_NE(Hasher().add(0.0).digest(), Hasher().add(-0.0).digest());
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(Hasher().add(kNaN).digest(), Hasher().add(kNaN).digest());
}

TEST(Hasher, ACopyGoesOnAlone) {
    Hasher first;
    first.add("common");
    Hasher second = first;
    EXPECT_EQ(first.digest(), second.digest());
    second.add(1);
    EXPECT_NE(first.digest(), second.digest());
}

TEST(Hash128, PrintsWholeAndShort) {
    const Hash128 hash{0x9f3a000000000001, 0x0000000000000c21};
    EXPECT_EQ(hash.hex(), "9f3a0000000000010000000000000c21");
    EXPECT_EQ(hash.short_hex(), "9f3a…c21");
}

}  // namespace
}  // namespace engine
