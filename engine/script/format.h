#pragma once

#include "engine/nn/value.h"
#include "engine/script/big_integer.h"
#include "engine/script/object.h"

#include <string>
#include <string_view>

namespace engine::script {

/// '%d of %s' % (...): Python's old way.
/// throws  TypeError "not enough arguments for format string"
std::string percent_format(Machine& machine, std::string_view format, const nn::Value& arguments);
/// '{} and {0!r:>8}'.format(...)
/// throws  IndexError "Replacement index 1 out of range for positional args tuple", KeyError
std::string brace_format(Machine& machine, std::string_view format, const Arguments& arguments);

/// What ascii() and `!a` show: characters beyond ASCII as \\x, \\u and \\U.
std::string ascii_only(std::string_view text);

/// One value by a format specification: ">8.3f".
/// throws  ValueError "Unknown format code 'd' for object of type 'float'"
std::string format_text(std::string_view text, std::string_view spec);
std::string format_integer(int64_t value, std::string_view spec, std::string_view type = "int");
std::string format_wide(const BigInteger& value, std::string_view spec, std::string_view type);
std::string format_float(double value, std::string_view spec);

}  // namespace engine::script
