// torch.nn.functional's twins of the modules that train and eval tell apart, and of the norms.
#include "engine/autograd/ops.h"
#include "engine/nn/functional.h"
#include "engine/nn/local_response_norm.h"
#include "engine/nn/rms_norm.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;
namespace functional = nn::functional;

template <Tensor run(nn::CallContext&, const Tensor&, const Value&, bool, bool)>
Value dropout(Call& call) {
    return run(call.context(), call.tensor(0), call[1], call[2].truth(), call[3].truth());
}

/// PyTorch's parser calls it a float.
double float_argument(const Call& call, std::size_t i) {
    if (!call[i].is_number()) call.refuse(i, "float");
    return call.number(i);
}

Value batch_norm(Call& call) {
    return functional::batch_norm(call.context(), call.tensor(0), call.maybe_tensor(1),
                                  call.maybe_tensor(2), call.maybe_tensor(3), call.maybe_tensor(4),
                                  call[5].truth(), float_argument(call, 6),
                                  float_argument(call, 7));
}

Value instance_norm(Call& call) {
    return functional::instance_norm(call.context(), call.tensor(0), call.maybe_tensor(1),
                                     call.maybe_tensor(2), call.maybe_tensor(3),
                                     call.maybe_tensor(4), call[5].truth(), float_argument(call, 6),
                                     float_argument(call, 7));
}

Value layer_norm(Call& call) {
    if (call[1].sequence() == nullptr) call.refuse(1, "tuple of ints");
    return engine::layer_norm(call.tensor(0), call.integers(1), call.maybe_tensor(2),
                              call.maybe_tensor(3), float_argument(call, 4));
}

Value rms_norm(Call& call) {
    if (call[1].sequence() == nullptr) call.refuse(1, "tuple of ints");
    return functional::rms_norm(call.tensor(0), call.shape(1), call.maybe_tensor(2),
                                call.maybe_number(3));
}

constexpr Native kRows[] = {
    {kFunctional, "dropout(input, p=0.5, training=True, inplace=False)",
     dropout<functional::dropout>},
    {kFunctional, "dropout1d(input, p=0.5, training=True, inplace=False)",
     dropout<functional::dropout1d>},
    {kFunctional, "dropout2d(input, p=0.5, training=True, inplace=False)",
     dropout<functional::dropout2d>},
    {kFunctional, "dropout3d(input, p=0.5, training=True, inplace=False)",
     dropout<functional::dropout3d>},
    {kFunctional, "alpha_dropout(input, p=0.5, training=False, inplace=False)",
     dropout<functional::alpha_dropout>},
    {kFunctional, "feature_alpha_dropout(input, p=0.5, training=False, inplace=False)",
     dropout<functional::feature_alpha_dropout>},
    {kFunctional,
     "rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False)",
     [](Call& call) -> Value {
         return functional::rrelu(call.context(), call.tensor(0), call.number(1), call.number(2),
                                  call[3].truth(), call[4].truth());
     }},
    {kFunctional,
     "batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, "
     "momentum=0.1, eps=1e-05)",
     batch_norm},
    {kFunctional,
     "instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, "
     "use_input_stats=True, momentum=0.1, eps=1e-05)",
     instance_norm},
    {kFunctional | kTorch, "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)",
     layer_norm},
    {kFunctional | kTorch, "rms_norm(input, normalized_shape, weight=None, eps=None)", rms_norm},
    {kFunctional, "group_norm(input, num_groups, weight=None, bias=None, eps=1e-05)",
     [](Call& call) -> Value {
         return functional::group_norm(call.tensor(0), call.integer(1), call.maybe_tensor(2),
                                       call.maybe_tensor(3), float_argument(call, 4));
     }},
    {kFunctional, "local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0)",
     [](Call& call) -> Value {
         return functional::local_response_norm(call.tensor(0), call.integer(1), call.number(2),
                                                call.number(3), call.number(4));
     }},
    {kNN, "LocalResponseNorm(size, alpha=0.0001, beta=0.75, k=1.0)",
     [](Call& call) -> Value {
         return nn::LocalResponseNorm(
             {.size = call[0], .alpha = call[1], .beta = call[2], .k = call[3]});
     }},
};

}  // namespace

std::span<const Native> functional_mode_names() {
    return kRows;
}

}  // namespace engine::script
