// torch.nn.init.
#include "engine/nn/init.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;
namespace init = nn::init;

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

Value calculate_gain_(Call& call) {
    const std::string& name = call.text(0);
    const Value& parameter = call[1];
    const bool whole = std::holds_alternative<int64_t>(parameter.data());
    const bool given = whole || std::holds_alternative<double>(parameter.data());
    if (name == "leaky_relu" && !parameter.is_none() && !given) {
        raise(ErrorKind::ValueError, "negative_slope {} not a valid number",
              parameter.text() != nullptr ? *parameter.text() : parameter.repr());
    }
    const double gain =
        init::calculate_gain(name, given ? std::optional(parameter.number()) : std::nullopt);
    return gain == 1 && name != "leaky_relu" ? Value(1) : Value(gain);
}

template <void (*fill)(const Tensor&, const init::KaimingOptions&, Generator&)>
Value kaiming(Call& call) {
    const std::string mode = lower(call.text(2));
    fill(call.tensor(0), {.a = call.number(1), .mode = mode, .nonlinearity = call.text(3)},
         call.generator());
    return call[0];
}

constexpr Native kRows[] = {
    {kInit, "calculate_gain(nonlinearity, param=None)", calculate_gain_},
    {kInit, "uniform_(tensor, a=0.0, b=1.0, generator=None)",
     [](Call& call) -> Value {
         init::uniform_(call.tensor(0), call.number(1), call.number(2), call.generator());
         return call[0];
     }},
    {kInit, "normal_(tensor, mean=0.0, std=1.0, generator=None)",
     [](Call& call) -> Value {
         init::normal_(call.tensor(0), call.number(1), call.number(2), call.generator());
         return call[0];
     }},
    {kInit, "trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None)",
     [](Call& call) -> Value {
         init::trunc_normal_(call.tensor(0), call.number(1), call.number(2), call.number(3),
                             call.number(4), call.generator());
         return call[0];
     }},
    {kInit, "constant_(tensor, val)",
     [](Call& call) -> Value {
         init::constant_(call.tensor(0), call.number(1));
         return call[0];
     }},
    {kInit, "ones_(tensor)",
     [](Call& call) -> Value {
         init::constant_(call.tensor(0), 1);
         return call[0];
     }},
    {kInit, "zeros_(tensor)",
     [](Call& call) -> Value {
         init::constant_(call.tensor(0), 0);
         return call[0];
     }},
    {kInit, "eye_(tensor)",
     [](Call& call) -> Value {
         init::eye_(call.tensor(0));
         return call[0];
     }},
    {kInit, "dirac_(tensor, groups=1)",
     [](Call& call) -> Value {
         init::dirac_(call.tensor(0), call.integer(1));
         return call[0];
     }},
    {kInit, "xavier_uniform_(tensor, gain=1.0, generator=None)",
     [](Call& call) -> Value {
         init::xavier_uniform_(call.tensor(0), call.generator(), call.number(1));
         return call[0];
     }},
    {kInit, "xavier_normal_(tensor, gain=1.0, generator=None)",
     [](Call& call) -> Value {
         init::xavier_normal_(call.tensor(0), call.generator(), call.number(1));
         return call[0];
     }},
    {kInit,
     "kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', "
     "generator=None)",
     kaiming<init::kaiming_uniform_>},
    {kInit,
     "kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', "
     "generator=None)",
     kaiming<init::kaiming_normal_>},
    {kInit, "orthogonal_(tensor, gain=1, generator=None)",
     [](Call& call) -> Value {
         init::orthogonal_(call.tensor(0), call.number(1), call.generator());
         return call[0];
     }},
    {kInit, "sparse_(tensor, sparsity, std=0.01, generator=None)",
     [](Call& call) -> Value {
         init::sparse_(call.tensor(0), call.number(1), call.number(2), call.generator());
         return call[0];
     }},
};

}  // namespace

std::span<const Native> init_names() {
    return kRows;
}

}  // namespace engine::script
