// Functions of torch that set or ask what surrounds a program.
#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"

namespace engine::script {

namespace {

using nn::Value;

constexpr Builtin kRows[] = {
    {"is_grad_enabled",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_count("is_grad_enabled", arguments, 0, 0);
         return machine.environment().grad_enabled;
     }},
    {"is_tensor",
     [](Machine&, Arguments& arguments) -> Value {
         expect_count("is_tensor", arguments, 1, 1);
         return arguments.positional[0].is_tensor();
     }},
};

// Where the tables of torch's names have no row.
constexpr Builtin kTensor[] = {
    {"sum",
     [](Machine&, Arguments& arguments) -> Value {
         expect_method("sum", arguments, 0, 0);
         return sum(arguments.positional[0].tensor());
     }},
    {"mean",
     [](Machine&, Arguments& arguments) -> Value {
         expect_method("mean", arguments, 0, 0);
         return mean(arguments.positional[0].tensor());
     }},
};

}  // namespace

std::span<const Builtin> torch_functions() {
    return kRows;
}
std::span<const Builtin> tensor_methods() {
    return kTensor;
}

}  // namespace engine::script
