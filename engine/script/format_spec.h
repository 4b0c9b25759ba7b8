#pragma once

#include <string>
#include <string_view>

namespace engine::script {

/// What stands behind the colon: `[[fill]align][sign][#][0][width][grouping][.precision][type]`.
struct FormatSpec {
    std::string fill = " ";
    char align = '\0';
    char sign = '-';
    bool alternate = false;
    bool zero = false;
    int width = 0;
    char grouping = '\0';
    int precision = -1;
    char type = '\0';
};

/// No field is wider.
inline constexpr int kWidestField = 100'000;

/// throws  ValueError "Invalid format specifier 'x y' for object of type 'int'"
FormatSpec parse_format(std::string_view spec, std::string_view type);
/// Takes the digits at the front, 0 without any.
int take_number(std::string_view& rest);
/// `text` in a field; `standard` aligns where the specification does not.
std::string padded(const std::string& text, const FormatSpec& spec, char standard,
                   std::size_t sign_length = 0);
/// A number of its parts. Zeros between sign and digits count as digits for the commas.
std::string finish_number(bool negative, std::string_view prefix, std::string digits,
                          const std::string& tail, FormatSpec spec, std::size_t every = 3);
/// A number that is not negative, without its sign.
std::string float_digits(double value, const FormatSpec& spec);

}  // namespace engine::script
