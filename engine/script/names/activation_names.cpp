// torch.nn's activations.
#include "engine/nn/activation.h"
#include "engine/nn/glu.h"
#include "engine/nn/rectifier.h"
#include "engine/nn/rrelu.h"
#include "engine/nn/smooth_activation.h"
#include "engine/nn/softmax.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

constexpr Native kRows[] = {
    {kNN, "ReLU(inplace=False)",
     [](Call& call) -> Value { return nn::ReLU({.inplace = call.flag(0)}); }},
    {kNN, "Tanh()", [](Call&) -> Value { return nn::Tanh(); }},
    {kNN, "Sigmoid()", [](Call&) -> Value { return nn::Sigmoid(); }},
    {kNN, "LeakyReLU(negative_slope=0.01, inplace=False)",
     [](Call& call) -> Value {
         return nn::LeakyReLU({.negative_slope = call[0], .inplace = call.flag(1)});
     }},
    {kNN, "PReLU(num_parameters=1, init=0.25, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::PReLU({.num_parameters = call.integer(0), .init = call.number(1)});
     }},
    {kNN, "ELU(alpha=1.0, inplace=False)",
     [](Call& call) -> Value { return nn::ELU({.alpha = call[0], .inplace = call.flag(1)}); }},
    {kNN, "CELU(alpha=1.0, inplace=False)",
     [](Call& call) -> Value { return nn::CELU({.alpha = call[0], .inplace = call.flag(1)}); }},
    {kNN, "SELU(inplace=False)",
     [](Call& call) -> Value { return nn::SELU({.inplace = call.flag(0)}); }},
    {kNN, "ReLU6(inplace=False)",
     [](Call& call) -> Value { return nn::ReLU6({.inplace = call.flag(0)}); }},
    {kNN, "Hardtanh(min_val=-1.0, max_val=1.0, inplace=False)",
     [](Call& call) -> Value {
         return nn::Hardtanh({.min_val = call[0], .max_val = call[1], .inplace = call.flag(2)});
     }},
    {kNN, "Threshold(threshold, value, inplace=False)",
     [](Call& call) -> Value {
         return nn::Threshold({.threshold = call[0], .value = call[1], .inplace = call.flag(2)});
     }},
    {kNN, "RReLU(lower=0.125, upper=0.3333333333333333, inplace=False)",
     [](Call& call) -> Value {
         return nn::RReLU({.lower = call[0], .upper = call[1], .inplace = call.flag(2)});
     }},
    {kNN, "GELU(approximate='none')", [](Call& call) -> Value { return nn::GELU(call.text(0)); }},
    {kNN, "SiLU(inplace=False)",
     [](Call& call) -> Value { return nn::SiLU({.inplace = call.flag(0)}); }},
    {kNN, "Mish(inplace=False)",
     [](Call& call) -> Value { return nn::Mish({.inplace = call.flag(0)}); }},
    {kNN, "Softplus(beta=1.0, threshold=20.0)",
     [](Call& call) -> Value { return nn::Softplus({.beta = call[0], .threshold = call[1]}); }},
    {kNN, "LogSigmoid()", [](Call&) -> Value { return nn::LogSigmoid(); }},
    {kNN, "Softsign()", [](Call&) -> Value { return nn::Softsign(); }},
    {kNN, "Tanhshrink()", [](Call&) -> Value { return nn::Tanhshrink(); }},
    {kNN, "Hardswish(inplace=False)",
     [](Call& call) -> Value { return nn::Hardswish({.inplace = call.flag(0)}); }},
    {kNN, "Hardsigmoid(inplace=False)",
     [](Call& call) -> Value { return nn::Hardsigmoid({.inplace = call.flag(0)}); }},
    {kNN, "Softshrink(lambd=0.5)", [](Call& call) -> Value { return nn::Softshrink(call[0]); }},
    {kNN, "Hardshrink(lambd=0.5)", [](Call& call) -> Value { return nn::Hardshrink(call[0]); }},
    {kNN, "Softmax(dim=None)", [](Call& call) -> Value { return nn::Softmax(call[0]); }},
    {kNN, "Softmin(dim=None)", [](Call& call) -> Value { return nn::Softmin(call[0]); }},
    {kNN, "Softmax2d()", [](Call&) -> Value { return nn::Softmax2d(); }},
    {kNN, "GLU(dim=-1)", [](Call& call) -> Value { return nn::GLU(call[0]); }},
    {kNN, "LogSoftmax(dim=None)", [](Call& call) -> Value { return nn::LogSoftmax(call[0]); }},
};

}  // namespace

std::span<const Native> activation_names() {
    return kRows;
}

}  // namespace engine::script
