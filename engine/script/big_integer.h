#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::script {

/// A whole number of any size, as Python's int is one. Sign and magnitude; the bit operations see
/// two's complement with endless sign bits, as Python's do.
class BigInteger {
public:
    /// Results beyond this are a MemoryError: what makes them would run for minutes.
    static constexpr std::size_t kMostBits = std::size_t{1} << 21;

    BigInteger() = default;
    explicit BigInteger(int64_t value);
    /// Towards zero; `value` is finite.
    static BigInteger of_double(double value);
    /// Digits alone; empty when there is one that the radix (2 to 36) lacks.
    static std::optional<BigInteger> of_digits(std::string_view digits, int radix);

    bool is_zero() const { return limbs_.empty(); }
    bool is_negative() const { return negative_; }
    bool is_odd() const { return !limbs_.empty() && (limbs_[0] & 1) != 0; }
    std::size_t bit_length() const;
    /// Empty beyond 64 bits.
    std::optional<int64_t> small() const;
    /// The nearest double, halves to even.
    /// throws  OverflowError "int too large to convert to float"
    double to_double() const;
    /// The magnitude's digits, lower case.
    std::string digits(int radix = 10) const;

    BigInteger operator-() const;
    BigInteger magnitude() const;
    friend BigInteger operator+(const BigInteger& a, const BigInteger& b);
    friend BigInteger operator-(const BigInteger& a, const BigInteger& b);
    friend BigInteger operator*(const BigInteger& a, const BigInteger& b);
    friend BigInteger operator&(const BigInteger& a, const BigInteger& b);
    friend BigInteger operator|(const BigInteger& a, const BigInteger& b);
    friend BigInteger operator^(const BigInteger& a, const BigInteger& b);
    BigInteger shifted_left(std::size_t bits) const;
    BigInteger shifted_right(std::size_t bits) const;  ///< rounds down
    friend bool operator==(const BigInteger& a, const BigInteger& b) = default;
    friend std::strong_ordering operator<=>(const BigInteger& a, const BigInteger& b);

    /// Quotient rounded down and the remainder with the divisor's sign; `b` is not zero.
    static std::pair<BigInteger, BigInteger> divided(const BigInteger& a, const BigInteger& b);
    BigInteger to_the_power(uint64_t exponent) const;
    /// The nearest double of a / b; `b` is not zero.
    /// throws  OverflowError "integer division result too large for a float"
    static double ratio(const BigInteger& a, const BigInteger& b);

private:
    void trim();
    BigInteger complement(std::size_t limbs) const;
    template <class Combine>
    static BigInteger bitwise(const BigInteger& a, const BigInteger& b, Combine combine);
    static std::pair<BigInteger, BigInteger> divided_magnitudes(const BigInteger& a,
                                                                const BigInteger& b);
    static int compare_magnitudes(const BigInteger& a, const BigInteger& b);
    static BigInteger sum_of_magnitudes(const BigInteger& a, const BigInteger& b);
    static BigInteger difference_of_magnitudes(const BigInteger& a, const BigInteger& b);

    std::vector<uint32_t> limbs_;  // the lowest first, the highest not zero
    bool negative_ = false;        // never of zero
};

}  // namespace engine::script
