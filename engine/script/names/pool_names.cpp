// Pools: torch.nn's and torch.nn.functional's.
#include "engine/nn/adaptive_pooling.h"
#include "engine/nn/avg_pooling.h"
#include "engine/nn/functional_pool.h"
#include "engine/nn/pooling.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;
namespace functional = nn::functional;

template <nn::ModulePtr make(nn::MaxPoolOptions)>
Value max_pool_module(Call& call) {
    return make({.kernel_size = call[0],
                 .stride = call[1],
                 .padding = call[2],
                 .dilation = call[3],
                 .ceil_mode = call.flag(5),
                 .return_indices = call.flag(4)});
}

template <nn::ModulePtr make(const nn::MaxUnpoolOptions&)>
Value max_unpool_module(Call& call) {
    return make({.kernel_size = call[0], .stride = call[1], .padding = call[2]});
}

template <nn::ModulePtr make(const nn::AvgPoolOptions&)>
Value avg_pool_module(Call& call) {
    return make({.kernel_size = call[0],
                 .stride = call[1],
                 .padding = call[2],
                 .ceil_mode = call.flag(3),
                 .count_include_pad = call.flag(4),
                 .divisor_override = call.size() > 5 ? call[5] : Value()});
}

template <nn::ModulePtr make(const nn::LPPoolOptions&)>
Value lp_pool_module(Call& call) {
    return make({.norm_type = call[0],
                 .kernel_size = call[1],
                 .stride = call[2],
                 .ceil_mode = call.flag(3)});
}

template <int dims>
Value max_pool(Call& call) {
    return functional::max_pool(dims, call.tensor(0),
                                {.kernel_size = call[1],
                                 .stride = call[2],
                                 .padding = call[3],
                                 .dilation = call[4],
                                 .ceil_mode = call[5]},
                                call.size() > 6 && call.flag(6));
}

template <int dims>
Value max_unpool(Call& call) {
    return functional::max_unpool(
        dims, call.tensor(0), call.tensor(1),
        {.kernel_size = call[2], .stride = call[3], .padding = call[4], .output_size = call[5]});
}

template <int dims>
Value avg_pool(Call& call) {
    return functional::avg_pool(dims, call.tensor(0),
                                {.kernel_size = call[1],
                                 .stride = call[2],
                                 .padding = call[3],
                                 .ceil_mode = call[4],
                                 .count_include_pad = call[5],
                                 .divisor_override = call.size() > 6 ? call[6] : Value()});
}

template <int dims>
Value lp_pool(Call& call) {
    return functional::lp_pool(dims, call.tensor(0), call[1], call[2], call[3], call[4]);
}

template <int dims>
Value adaptive_avg_pool(Call& call) {
    return functional::adaptive_avg_pool(dims, call.tensor(0), call[1]);
}

template <int dims>
Value adaptive_max_pool(Call& call) {
    return functional::adaptive_max_pool(dims, call.tensor(0), call[1], call.flag(2));
}

#define MAX_PARAMETERS \
    "(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)"
#define MAX_ARGUMENTS                                                            \
    "(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, " \
    "return_indices=False)"
#define TORCH_MAX_ARGUMENTS \
    "(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False)"
#define UNPOOL_ARGUMENTS "(input, indices, kernel_size, stride=None, padding=0, output_size=None)"
#define AVG_PARAMETERS                                                                \
    "(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, " \
    "divisor_override=None)"
#define AVG_ARGUMENTS                                                                        \
    "(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, " \
    "divisor_override=None)"

constexpr Native kRows[] = {
    {kNN, "MaxPool1d" MAX_PARAMETERS, max_pool_module<nn::MaxPool1d>},
    {kNN, "MaxPool2d" MAX_PARAMETERS, max_pool_module<nn::MaxPool2d>},
    {kNN, "MaxPool3d" MAX_PARAMETERS, max_pool_module<nn::MaxPool3d>},
    {kNN, "MaxUnpool1d(kernel_size, stride=None, padding=0)", max_unpool_module<nn::MaxUnpool1d>},
    {kNN, "MaxUnpool2d(kernel_size, stride=None, padding=0)", max_unpool_module<nn::MaxUnpool2d>},
    {kNN, "MaxUnpool3d(kernel_size, stride=None, padding=0)", max_unpool_module<nn::MaxUnpool3d>},
    {kNN, "AvgPool1d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)",
     avg_pool_module<nn::AvgPool1d>},
    {kNN, "AvgPool2d" AVG_PARAMETERS, avg_pool_module<nn::AvgPool2d>},
    {kNN, "AvgPool3d" AVG_PARAMETERS, avg_pool_module<nn::AvgPool3d>},
    {kNN, "LPPool1d(norm_type, kernel_size, stride=None, ceil_mode=False)",
     lp_pool_module<nn::LPPool1d>},
    {kNN, "LPPool2d(norm_type, kernel_size, stride=None, ceil_mode=False)",
     lp_pool_module<nn::LPPool2d>},
    {kNN, "LPPool3d(norm_type, kernel_size, stride=None, ceil_mode=False)",
     lp_pool_module<nn::LPPool3d>},
    {kNN, "AdaptiveAvgPool1d(output_size)",
     [](Call& call) -> Value { return nn::AdaptiveAvgPool1d(call[0]); }},
    {kNN, "AdaptiveAvgPool2d(output_size)",
     [](Call& call) -> Value { return nn::AdaptiveAvgPool2d(call[0]); }},
    {kNN, "AdaptiveAvgPool3d(output_size)",
     [](Call& call) -> Value { return nn::AdaptiveAvgPool3d(call[0]); }},
    {kNN, "AdaptiveMaxPool1d(output_size, return_indices=False)",
     [](Call& call) -> Value { return nn::AdaptiveMaxPool1d(call[0], call.flag(1)); }},
    {kNN, "AdaptiveMaxPool2d(output_size, return_indices=False)",
     [](Call& call) -> Value { return nn::AdaptiveMaxPool2d(call[0], call.flag(1)); }},
    {kNN, "AdaptiveMaxPool3d(output_size, return_indices=False)",
     [](Call& call) -> Value { return nn::AdaptiveMaxPool3d(call[0], call.flag(1)); }},
    {kFunctional, "max_pool1d" MAX_ARGUMENTS, max_pool<1>},
    {kFunctional, "max_pool2d" MAX_ARGUMENTS, max_pool<2>},
    {kFunctional, "max_pool3d" MAX_ARGUMENTS, max_pool<3>},
    {kTorch, "max_pool1d" TORCH_MAX_ARGUMENTS, max_pool<1>},
    {kTorch, "max_pool2d" TORCH_MAX_ARGUMENTS, max_pool<2>},
    {kTorch, "max_pool3d" TORCH_MAX_ARGUMENTS, max_pool<3>},
    {kFunctional, "max_unpool1d" UNPOOL_ARGUMENTS, max_unpool<1>},
    {kFunctional, "max_unpool2d" UNPOOL_ARGUMENTS, max_unpool<2>},
    {kFunctional, "max_unpool3d" UNPOOL_ARGUMENTS, max_unpool<3>},
    {kFunctional | kTorch,
     "avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, "
     "count_include_pad=True)",
     avg_pool<1>},
    {kFunctional, "avg_pool2d" AVG_ARGUMENTS, avg_pool<2>},
    {kFunctional, "avg_pool3d" AVG_ARGUMENTS, avg_pool<3>},
    {kFunctional, "lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False)",
     lp_pool<1>},
    {kFunctional, "lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False)",
     lp_pool<2>},
    {kFunctional, "lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False)",
     lp_pool<3>},
    {kFunctional | kTorch, "adaptive_avg_pool1d(input, output_size)", adaptive_avg_pool<1>},
    {kFunctional, "adaptive_avg_pool2d(input, output_size)", adaptive_avg_pool<2>},
    {kFunctional, "adaptive_avg_pool3d(input, output_size)", adaptive_avg_pool<3>},
    {kFunctional, "adaptive_max_pool1d(input, output_size, return_indices=False)",
     adaptive_max_pool<1>},
    {kFunctional, "adaptive_max_pool2d(input, output_size, return_indices=False)",
     adaptive_max_pool<2>},
    {kFunctional, "adaptive_max_pool3d(input, output_size, return_indices=False)",
     adaptive_max_pool<3>},
};

}  // namespace

std::span<const Native> pool_names() {
    return kRows;
}

}  // namespace engine::script
