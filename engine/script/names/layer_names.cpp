// torch.nn's layers and containers that train and eval do not tell apart.
#include "engine/nn/avg_pooling.h"
#include "engine/nn/flatten.h"
#include "engine/nn/identity.h"
#include "engine/nn/linear.h"
#include "engine/nn/pooling.h"
#include "engine/nn/sequential.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

Value sequential(Call& call) {
    std::vector<nn::ModulePtr> modules;
    for (const Value& item : call[0].sequence()->items) {
        const auto* module = std::get_if<nn::ModulePtr>(&item.data());
        if (module == nullptr) {
            raise(ErrorKind::TypeError, "{} is not a Module subclass", item.type_name());
        }
        modules.push_back(*module);
    }
    return nn::Sequential(std::move(modules));
}

constexpr Native kRows[] = {
    {kNN, "Sequential(*args)", sequential},
    {kNN, "Identity(*args)", [](Call&) -> Value { return nn::Identity(); }},
    {kNN, "Flatten(start_dim=1, end_dim=-1)",
     [](Call& call) -> Value {
         return nn::Flatten({.start_dim = call.integer(0), .end_dim = call.integer(1)});
     }},
    {kNN, "Linear(in_features, out_features, bias=True, device=None, dtype=None)",
     [](Call& call) -> Value {
         return nn::Linear({.in_features = call.integer(0),
                            .out_features = call.integer(1),
                            .bias = call.flag(2)},
                           call.generator());
     }},
    {kNN,
     "MaxPool2d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, "
     "ceil_mode=False)",
     [](Call& call) -> Value {
         return nn::MaxPool2d({.kernel_size = call[0],
                               .stride = call[1],
                               .padding = call[2],
                               .dilation = call[3],
                               .return_indices = call.flag(4),
                               .ceil_mode = call.flag(5)});
     }},
    {kNN,
     "AvgPool2d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, "
     "divisor_override=None)",
     [](Call& call) -> Value {
         return nn::AvgPool2d({.kernel_size = call[0],
                               .stride = call[1],
                               .padding = call[2],
                               .ceil_mode = call.flag(3),
                               .count_include_pad = call.flag(4),
                               .divisor_override = call[5]});
     }},
    {kNN, "AdaptiveAvgPool2d(output_size)",
     [](Call& call) -> Value { return nn::AdaptiveAvgPool2d(call[0]); }},
};

}  // namespace

std::span<const Native> layer_names() {
    return kRows;
}

}  // namespace engine::script
