#include "engine/script/big_integer.h"

#include "engine/base/error.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace engine::script {

namespace {

constexpr unsigned kLimb = 32;

void expect_size(std::size_t bits) {
    if (bits > BigInteger::kMostBits) raise(ErrorKind::MemoryError, "");
}

/// How many digits of a radix fit a limb, and the radix to that power.
std::pair<int, uint32_t> chunk_of(int radix) {
    int count = 1;
    uint64_t power = static_cast<uint64_t>(radix);
    while (power * static_cast<uint64_t>(radix) <= std::numeric_limits<uint32_t>::max()) {
        power *= static_cast<uint64_t>(radix);
        ++count;
    }
    return {count, static_cast<uint32_t>(power)};
}

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return 99;
}

}  // namespace

BigInteger::BigInteger(int64_t value) : negative_(value < 0) {
    uint64_t magnitude =
        negative_ ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
    for (; magnitude != 0; magnitude >>= kLimb) limbs_.push_back(static_cast<uint32_t>(magnitude));
}

BigInteger BigInteger::of_double(double value) {
    int exponent = 0;
    const double fraction = std::frexp(std::trunc(value), &exponent);
    const auto mantissa = static_cast<int64_t>(std::ldexp(fraction, 53));
    const BigInteger whole(mantissa);
    return exponent >= 53 ? whole.shifted_left(static_cast<std::size_t>(exponent - 53))
                          : BigInteger(static_cast<int64_t>(value));
}

std::optional<BigInteger> BigInteger::of_digits(std::string_view digits, int radix) {
    expect_size(digits.size() * static_cast<std::size_t>(std::bit_width(unsigned(radix))) / 2);
    const auto [count, power] = chunk_of(radix);
    BigInteger made;
    while (!digits.empty()) {
        const std::size_t taken = std::min(digits.size(), static_cast<std::size_t>(count));
        uint64_t carry = 0, scale = 1;
        for (const char c : digits.substr(0, taken)) {
            const int digit = digit_of(c);
            if (digit >= radix) return std::nullopt;
            carry = carry * static_cast<uint64_t>(radix) + static_cast<uint64_t>(digit);
            scale *= static_cast<uint64_t>(radix);
        }
        for (uint32_t& limb : made.limbs_) {
            carry += limb * scale;
            limb = static_cast<uint32_t>(carry);
            carry >>= kLimb;
        }
        if (carry != 0) made.limbs_.push_back(static_cast<uint32_t>(carry));
        digits.remove_prefix(taken);
    }
    return made;
}

void BigInteger::trim() {
    while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
    if (limbs_.empty()) negative_ = false;
}

std::size_t BigInteger::bit_length() const {
    if (limbs_.empty()) return 0;
    return (limbs_.size() - 1) * kLimb + static_cast<std::size_t>(std::bit_width(limbs_.back()));
}

std::optional<int64_t> BigInteger::small() const {
    if (limbs_.size() > 2) return std::nullopt;
    uint64_t magnitude = 0;
    for (std::size_t i = limbs_.size(); i-- > 0;) magnitude = (magnitude << kLimb) | limbs_[i];
    constexpr uint64_t kHalf = uint64_t{1} << 63;
    if (magnitude > kHalf || (magnitude == kHalf && !negative_)) return std::nullopt;
    return static_cast<int64_t>(negative_ ? 0 - magnitude : magnitude);
}

double BigInteger::to_double() const {
    return ratio(*this, BigInteger(1));
}

std::string BigInteger::digits(int radix) const {
    if (limbs_.empty()) return "0";
    const auto [count, power] = chunk_of(radix);
    std::vector<uint32_t> left = limbs_;
    std::string out;
    while (!left.empty()) {
        uint64_t rest = 0;
        for (std::size_t i = left.size(); i-- > 0;) {
            rest = (rest << kLimb) | left[i];
            left[i] = static_cast<uint32_t>(rest / power);
            rest %= power;
        }
        while (!left.empty() && left.back() == 0) left.pop_back();
        for (int i = 0; i < count && (rest != 0 || !left.empty()); ++i) {
            out += "0123456789abcdefghijklmnopqrstuvwxyz"[rest % static_cast<uint64_t>(radix)];
            rest /= static_cast<uint64_t>(radix);
        }
    }
    std::reverse(out.begin(), out.end());
    return out;
}

BigInteger BigInteger::operator-() const {
    BigInteger made = *this;
    made.negative_ = !negative_ && !limbs_.empty();
    return made;
}

BigInteger BigInteger::magnitude() const {
    return negative_ ? -*this : *this;
}

int BigInteger::compare_magnitudes(const BigInteger& a, const BigInteger& b) {
    if (a.limbs_.size() != b.limbs_.size()) return a.limbs_.size() < b.limbs_.size() ? -1 : 1;
    for (std::size_t i = a.limbs_.size(); i-- > 0;) {
        if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] < b.limbs_[i] ? -1 : 1;
    }
    return 0;
}

BigInteger BigInteger::sum_of_magnitudes(const BigInteger& a, const BigInteger& b) {
    BigInteger made;
    uint64_t carry = 0;
    for (std::size_t i = 0; i < std::max(a.limbs_.size(), b.limbs_.size()) || carry != 0; ++i) {
        if (i < a.limbs_.size()) carry += a.limbs_[i];
        if (i < b.limbs_.size()) carry += b.limbs_[i];
        made.limbs_.push_back(static_cast<uint32_t>(carry));
        carry >>= kLimb;
    }
    expect_size(made.bit_length());
    return made;
}

/// |a| - |b|, where |a| is not the smaller one.
BigInteger BigInteger::difference_of_magnitudes(const BigInteger& a, const BigInteger& b) {
    BigInteger made;
    int64_t borrow = 0;
    for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
        borrow += int64_t{a.limbs_[i]} - (i < b.limbs_.size() ? int64_t{b.limbs_[i]} : 0);
        made.limbs_.push_back(static_cast<uint32_t>(borrow));
        borrow >>= kLimb;
    }
    made.trim();
    return made;
}

BigInteger operator+(const BigInteger& a, const BigInteger& b) {
    BigInteger made;
    if (a.negative_ == b.negative_) {
        made = BigInteger::sum_of_magnitudes(a, b);
        made.negative_ = a.negative_ && !made.limbs_.empty();
    } else {
        const bool first = BigInteger::compare_magnitudes(a, b) >= 0;
        made = first ? BigInteger::difference_of_magnitudes(a, b)
                     : BigInteger::difference_of_magnitudes(b, a);
        made.negative_ = (first ? a : b).negative_ && !made.limbs_.empty();
    }
    return made;
}

BigInteger operator-(const BigInteger& a, const BigInteger& b) {
    return a + -b;
}

BigInteger operator*(const BigInteger& a, const BigInteger& b) {
    BigInteger made;
    if (a.is_zero() || b.is_zero()) return made;
    expect_size(a.bit_length() + b.bit_length());
    made.limbs_.assign(a.limbs_.size() + b.limbs_.size(), 0);
    for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
        uint64_t carry = 0;
        for (std::size_t j = 0; j < b.limbs_.size(); ++j) {
            carry += uint64_t{a.limbs_[i]} * b.limbs_[j] + made.limbs_[i + j];
            made.limbs_[i + j] = static_cast<uint32_t>(carry);
            carry >>= kLimb;
        }
        made.limbs_[i + b.limbs_.size()] = static_cast<uint32_t>(carry);
    }
    made.negative_ = a.negative_ != b.negative_;
    made.trim();
    return made;
}

BigInteger BigInteger::shifted_left(std::size_t bits) const {
    BigInteger made;
    if (is_zero()) return made;
    expect_size(bits < kMostBits ? bit_length() + bits : bits);
    made.limbs_.assign(bits / kLimb, 0);
    uint64_t carry = 0;
    for (const uint32_t limb : limbs_) {
        carry |= uint64_t{limb} << (bits % kLimb);
        made.limbs_.push_back(static_cast<uint32_t>(carry));
        carry >>= kLimb;
    }
    made.limbs_.push_back(static_cast<uint32_t>(carry));
    made.negative_ = negative_;
    made.trim();
    return made;
}

BigInteger BigInteger::shifted_right(std::size_t bits) const {
    BigInteger made;
    const std::size_t whole = bits / kLimb;
    bool lost = false;
    for (std::size_t i = 0; i < std::min(whole, limbs_.size()); ++i) lost |= limbs_[i] != 0;
    for (std::size_t i = whole; i < limbs_.size(); ++i) {
        const uint64_t high = i + 1 < limbs_.size() ? limbs_[i + 1] : 0;
        made.limbs_.push_back(
            static_cast<uint32_t>(((high << kLimb) | limbs_[i]) >> (bits % kLimb)));
    }
    if (whole < limbs_.size()) {
        lost |= (limbs_[whole] & ((uint64_t{1} << (bits % kLimb)) - 1)) != 0;
    }
    made.trim();
    if (!negative_) return made;
    if (lost) made = made + BigInteger(1);
    return -made;
}

std::strong_ordering operator<=>(const BigInteger& a, const BigInteger& b) {
    if (a.negative_ != b.negative_) {
        return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    const int order = BigInteger::compare_magnitudes(a, b);
    return (a.negative_ ? -order : order) <=> 0;
}

/// Two's complement of so many limbs.
BigInteger BigInteger::complement(std::size_t limbs) const {
    BigInteger made = *this;
    made.limbs_.resize(limbs, 0);
    if (!negative_) return made;
    uint64_t carry = 1;
    for (uint32_t& limb : made.limbs_) {
        carry += static_cast<uint32_t>(~limb);
        limb = static_cast<uint32_t>(carry);
        carry >>= kLimb;
    }
    return made;
}

template <class Combine>
BigInteger BigInteger::bitwise(const BigInteger& a, const BigInteger& b, Combine combine) {
    const std::size_t limbs = std::max(a.limbs_.size(), b.limbs_.size()) + 1;
    const BigInteger left = a.complement(limbs), right = b.complement(limbs);
    BigInteger made;
    for (std::size_t i = 0; i < limbs; ++i) {
        made.limbs_.push_back(combine(left.limbs_[i], right.limbs_[i]));
    }
    const bool negative = (made.limbs_.back() >> (kLimb - 1)) != 0;
    if (negative) {
        made.negative_ = true;
        made = made.complement(limbs);
        made.negative_ = true;
    }
    made.trim();
    return made;
}

BigInteger operator&(const BigInteger& a, const BigInteger& b) {
    return BigInteger::bitwise(a, b, [](uint32_t x, uint32_t y) { return x & y; });
}
BigInteger operator|(const BigInteger& a, const BigInteger& b) {
    return BigInteger::bitwise(a, b, [](uint32_t x, uint32_t y) { return x | y; });
}
BigInteger operator^(const BigInteger& a, const BigInteger& b) {
    return BigInteger::bitwise(a, b, [](uint32_t x, uint32_t y) { return x ^ y; });
}

// Knuth's algorithm D (The Art of Computer Programming, 4.3.1): a digit of the quotient is guessed
// from the leading limbs and is one or two too high at most.
std::pair<BigInteger, BigInteger> BigInteger::divided_magnitudes(const BigInteger& a,
                                                                 const BigInteger& b) {
    BigInteger quotient, rest;
    if (compare_magnitudes(a, b) < 0) return {quotient, a.magnitude()};
    if (b.limbs_.size() == 1) {
        uint64_t left = 0;
        quotient.limbs_.resize(a.limbs_.size());
        for (std::size_t i = a.limbs_.size(); i-- > 0;) {
            left = (left << kLimb) | a.limbs_[i];
            quotient.limbs_[i] = static_cast<uint32_t>(left / b.limbs_[0]);
            left %= b.limbs_[0];
        }
        quotient.trim();
        return {quotient, BigInteger(static_cast<int64_t>(left))};
    }
    const auto shift = static_cast<std::size_t>(std::countl_zero(b.limbs_.back()));
    const BigInteger divisor = b.magnitude().shifted_left(shift);
    BigInteger left = a.magnitude().shifted_left(shift);
    left.limbs_.resize(a.limbs_.size() + 1, 0);
    const std::size_t n = divisor.limbs_.size();
    const uint64_t top = divisor.limbs_[n - 1], second = divisor.limbs_[n - 2];
    quotient.limbs_.assign(left.limbs_.size() - n, 0);
    for (std::size_t j = left.limbs_.size() - n; j-- > 0;) {
        const uint64_t head = (uint64_t{left.limbs_[j + n]} << kLimb) | left.limbs_[j + n - 1];
        uint64_t guess = head / top, over = head % top;
        while ((guess >> kLimb) != 0 ||
               guess * second > ((over << kLimb) | left.limbs_[j + n - 2])) {
            --guess;
            over += top;
            if ((over >> kLimb) != 0) break;
        }
        int64_t borrow = 0;
        uint64_t carry = 0;
        for (std::size_t i = 0; i < n; ++i) {
            carry += guess * divisor.limbs_[i];
            borrow += int64_t{left.limbs_[i + j]} - static_cast<int64_t>(carry & 0xFFFFFFFFU);
            left.limbs_[i + j] = static_cast<uint32_t>(borrow);
            borrow >>= kLimb;
            carry >>= kLimb;
        }
        borrow += int64_t{left.limbs_[j + n]} - static_cast<int64_t>(carry);
        left.limbs_[j + n] = static_cast<uint32_t>(borrow);
        if (borrow < 0) {
            --guess;
            uint64_t back = 0;
            for (std::size_t i = 0; i < n; ++i) {
                back += uint64_t{left.limbs_[i + j]} + divisor.limbs_[i];
                left.limbs_[i + j] = static_cast<uint32_t>(back);
                back >>= kLimb;
            }
            left.limbs_[j + n] += static_cast<uint32_t>(back);
        }
        quotient.limbs_[j] = static_cast<uint32_t>(guess);
    }
    quotient.trim();
    left.trim();
    return {quotient, left.shifted_right(shift)};
}

std::pair<BigInteger, BigInteger> BigInteger::divided(const BigInteger& a, const BigInteger& b) {
    auto [quotient, rest] = divided_magnitudes(a, b);
    if (a.negative_ != b.negative_) {
        quotient = -quotient;
        if (!rest.is_zero()) {
            quotient = quotient - BigInteger(1);
            rest = b.magnitude() - rest;
        }
    }
    return {std::move(quotient), b.negative_ ? -rest : rest};
}

BigInteger BigInteger::to_the_power(uint64_t exponent) const {
    const std::size_t bits = bit_length();
    if (bits > 1 && exponent > kMostBits) raise(ErrorKind::MemoryError, "");
    if (bits > 1) expect_size((bits - 1) * static_cast<std::size_t>(exponent));
    BigInteger result(1), base = *this;
    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) != 0) result = result * base;
        if (exponent > 1) base = base * base;
    }
    return result;
}

double BigInteger::ratio(const BigInteger& a, const BigInteger& b) {
    if (a.is_zero()) return 0.0;
    // 64 bits of quotient and one that says whether anything is left: more than a double rounds by.
    const auto shift =
        static_cast<int64_t>(b.bit_length()) + 64 - static_cast<int64_t>(a.bit_length());
    const BigInteger top =
        shift > 0 ? a.magnitude().shifted_left(static_cast<std::size_t>(shift)) : a.magnitude();
    const BigInteger under =
        shift < 0 ? b.magnitude().shifted_left(static_cast<std::size_t>(-shift)) : b.magnitude();
    const auto [quotient, rest] = divided_magnitudes(top, under);
    // Halves to even, at the place where the result's last bit stands: 53 bits, fewer of a
    // subnormal.
    const auto exponent = static_cast<int64_t>(quotient.bit_length()) - shift;
    const int64_t kept = std::clamp<int64_t>(exponent + 1074, 0, 53);
    const auto drop = static_cast<std::size_t>(static_cast<int64_t>(quotient.bit_length()) - kept);
    BigInteger rounded = quotient.shifted_right(drop);
    const BigInteger cut = quotient - rounded.shifted_left(drop);
    const BigInteger half = BigInteger(1).shifted_left(drop - 1);
    const bool beyond = cut > half || (cut == half && !rest.is_zero());
    if (beyond || (cut == half && rounded.is_odd())) rounded = rounded + BigInteger(1);
    const double mantissa = static_cast<double>(*rounded.small());
    const double value = std::ldexp(mantissa, static_cast<int>(static_cast<int64_t>(drop) - shift));
    if (std::isinf(value)) {
        raise(ErrorKind::OverflowError, "{}",
              b.limbs_.size() == 1 && b.limbs_[0] == 1
                  ? "int too large to convert to float"
                  : "integer division result too large for a float");
    }
    return a.negative_ != b.negative_ ? -value : value;
}

}  // namespace engine::script
