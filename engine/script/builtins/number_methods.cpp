#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"

#include <bit>
#include <cmath>

namespace engine::script {

namespace {

using nn::Value;

constexpr Builtin kRows[] = {
    {"is_integer",
     [](Machine&, Arguments& arguments) -> Value {
         expect_method("is_integer", arguments, 0, 0);
         const double value = arguments.positional[0].number();
         return std::isfinite(value) && std::trunc(value) == value;
     }},
    {"conjugate",
     [](Machine&, Arguments& arguments) -> Value {
         expect_method("conjugate", arguments, 0, 0);
         return arguments.positional[0];
     }},
    {"bit_length",
     [](Machine&, Arguments& arguments) -> Value {
         expect_method("bit_length", arguments, 0, 0);
         if (const BigInteger* wide = wide_integer(arguments.positional[0])) {
             return static_cast<int64_t>(wide->bit_length());
         }
         const int64_t value = arguments.positional[0].integer();
         const uint64_t magnitude =
             value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
         return static_cast<int64_t>(std::bit_width(magnitude));
     }},
};

}  // namespace

std::span<const Builtin> number_methods() {
    return kRows;
}

}  // namespace engine::script
