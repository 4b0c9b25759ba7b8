// torch.nn's lazy modules.
#include "engine/nn/lazy_modules.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

template <nn::ModulePtr (*make)(nn::LazyNormOptions)>
Value lazy_norm(Call& call) {
    return make({.eps = call.number(0),
                 .momentum = call.maybe_number(1),
                 .affine = call.flag(2),
                 .track_running_stats = call.flag(3)});
}

constexpr Native kRows[] = {
    {kNN, "LazyLinear(out_features, bias=True, device=None, dtype=None)",
     [](Call& call) -> Value { return nn::LazyLinear(call.integer(0), call.flag(1)); }},
    {kNN,
     "LazyBatchNorm1d(eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, "
     "dtype=None)",
     lazy_norm<nn::LazyBatchNorm1d>},
    {kNN,
     "LazyBatchNorm2d(eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, "
     "dtype=None)",
     lazy_norm<nn::LazyBatchNorm2d>},
    {kNN,
     "LazyBatchNorm3d(eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, "
     "dtype=None)",
     lazy_norm<nn::LazyBatchNorm3d>},
    {kNN,
     "LazyInstanceNorm1d(eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "device=None, dtype=None)",
     lazy_norm<nn::LazyInstanceNorm1d>},
    {kNN,
     "LazyInstanceNorm2d(eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "device=None, dtype=None)",
     lazy_norm<nn::LazyInstanceNorm2d>},
    {kNN,
     "LazyInstanceNorm3d(eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, "
     "device=None, dtype=None)",
     lazy_norm<nn::LazyInstanceNorm3d>},
};

}  // namespace

std::span<const Native> lazy_names() {
    return kRows;
}

}  // namespace engine::script
