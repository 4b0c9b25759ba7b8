// Pools with windows at random places, and Torch 7's normalisation over channels.
#include "engine/nn/fractional_pooling.h"
#include "engine/nn/local_response_norm.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

nn::FractionalPoolOptions options_from(const Call& call, std::size_t first) {
    return {.kernel_size = call[first],
            .output_size = call[first + 1],
            .output_ratio = call[first + 2],
            .return_indices = call.flag(first + 3),
            .random_samples = call[first + 4]};
}

template <int dims>
Value pool(Call& call) {
    return nn::fractional_max_pool(dims, call.tensor(0), options_from(call, 1), call.generator());
}

#define PARAMETERS                                                             \
    "kernel_size, output_size=None, output_ratio=None, return_indices=False, " \
    "_random_samples=None)"

constexpr Native kRows[] = {
    {kNN, "FractionalMaxPool2d(" PARAMETERS,
     [](Call& call) -> Value { return nn::FractionalMaxPool2d(options_from(call, 0)); }},
    {kNN, "FractionalMaxPool3d(" PARAMETERS,
     [](Call& call) -> Value { return nn::FractionalMaxPool3d(options_from(call, 0)); }},
    {kFunctional, "fractional_max_pool2d(input, " PARAMETERS, pool<2>},
    {kFunctional, "fractional_max_pool3d(input, " PARAMETERS, pool<3>},
    {kNN, "CrossMapLRN2d(size, alpha=0.0001, beta=0.75, k=1)",
     [](Call& call) -> Value {
         return nn::CrossMapLRN2d(
             {.size = call[0], .alpha = call[1], .beta = call[2], .k = call[3]});
     }},
};

}  // namespace

std::span<const Native> fractional_pool_names() {
    return kRows;
}

}  // namespace engine::script
