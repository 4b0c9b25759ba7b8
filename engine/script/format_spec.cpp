#include "engine/script/format_spec.h"

#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/nn/value.h"
#include "engine/script/format.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace engine::script {

namespace {

[[noreturn]] void invalid(std::string_view spec, std::string_view type) {
    raise(ErrorKind::ValueError, "Invalid format specifier '{}' for object of type '{}'", spec,
          type);
}

std::string grouped(const std::string& digits, char separator, std::size_t every = 3) {
    if (separator == '\0') return digits;
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % every == 0) out += separator;
        out += digits[i];
    }
    return out;
}

/// '%.3g' as C and Python write it.
std::string c_format(char type, int precision, bool alternate, double value) {
    const std::string format = fmt::format("{{:{}.{}{}}}", alternate ? "#" : "", precision, type);
    return fmt::format(fmt::runtime(format), value);
}

int64_t take_digits(std::string_view& rest) {
    int64_t value = 0;
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, rest[0] - '0', &value)) {
            raise(ErrorKind::ValueError, "Too many decimal digits in format string");
        }
        rest.remove_prefix(1);
    }
    return value;
}

int field_of(int64_t places) {
    if (places > kWidestField) raise(ErrorKind::MemoryError, "");
    return static_cast<int>(places);
}

}  // namespace

int take_number(std::string_view& rest) {
    return field_of(take_digits(rest));
}

FormatSpec parse_format(std::string_view spec, std::string_view type) {
    FormatSpec parsed;
    std::string_view rest = spec;
    const auto is_align = [](char c) { return c == '<' || c == '>' || c == '^' || c == '='; };
    const std::size_t first = utf8_length(rest);
    if (first > 0 && rest.size() > first && is_align(rest[first])) {
        parsed.fill = rest.substr(0, first);
        parsed.align = rest[first];
        rest.remove_prefix(first + 1);
    } else if (!rest.empty() && is_align(rest[0])) {
        parsed.align = rest[0];
        rest.remove_prefix(1);
    }
    const auto accept = [&](char c) {
        if (rest.empty() || rest[0] != c) return false;
        rest.remove_prefix(1);
        return true;
    };
    for (const char sign : {'+', '-', ' '}) {
        if (accept(sign)) parsed.sign = sign;
    }
    parsed.alternate = accept('#');
    parsed.zero = accept('0');
    parsed.width = take_number(rest);
    for (const char grouping : {',', '_'}) {
        if (accept(grouping)) parsed.grouping = grouping;
    }
    if (accept('.')) {
        if (rest.empty() || rest[0] < '0' || rest[0] > '9') {
            raise(ErrorKind::ValueError, "Format specifier missing precision");
        }
        const int64_t precision = take_digits(rest);
        if (precision > std::numeric_limits<int>::max()) {
            raise(ErrorKind::ValueError, "precision too big");
        }
        parsed.precision = field_of(precision);
    }
    if (rest.size() > 1) invalid(spec, type);
    if (!rest.empty()) parsed.type = rest[0];
    return parsed;
}

std::string padded(const std::string& text, const FormatSpec& spec, char standard,
                   std::size_t sign_length) {
    const std::size_t length = utf8_places(text).size() - 1;
    const auto width = static_cast<std::size_t>(spec.width);
    if (length >= width) return text;
    const std::size_t room = width - length;
    const auto filled = [&](std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out += spec.fill;
        return out;
    };
    switch (spec.align != '\0' ? spec.align : standard) {
        case '<':
            return text + filled(room);
        case '^':
            return filled(room / 2) + text + filled(room - room / 2);
        case '=':
            return text.substr(0, sign_length) + filled(room) + text.substr(sign_length);
        default:
            return filled(room) + text;
    }
}

std::string finish_number(bool negative, std::string_view prefix, std::string digits,
                          const std::string& tail, FormatSpec spec, std::size_t every) {
    std::string head = negative ? "-" : spec.sign == '-' ? "" : std::string(1, spec.sign);
    head += prefix;
    if (spec.zero && spec.align == '\0') {
        spec.align = '=';
        spec.fill = "0";
        if (spec.grouping != '\0') {
            while (head.size() + grouped(digits, spec.grouping, every).size() + tail.size() <
                   static_cast<std::size_t>(spec.width)) {
                digits = "0" + digits;
            }
        }
    }
    return padded(head + grouped(digits, spec.grouping, every) + tail, spec, '>', head.size());
}

std::string float_digits(double value, const FormatSpec& spec) {
    const char type = spec.type;
    const int precision = spec.precision;
    if (type == '\0' && precision < 0) return nn::python_float(value);
    if (type == '\0') {
        // As 'g', but with a digit behind the point at least.
        std::string text = c_format('g', std::max(precision, 1), false, value);
        if (text.find_first_of(".e") == std::string::npos) text += ".0";
        return text;
    }
    const char lower = type == 'F' ? 'f' : type == 'n' ? 'g' : type;
    const int digits = precision < 0 ? 6 : precision;
    if (type == '%') return c_format('f', digits, spec.alternate, value * 100) + "%";
    return c_format(lower, (lower == 'g' || lower == 'G') && digits == 0 ? 1 : digits,
                    spec.alternate, value);
}

}  // namespace engine::script
