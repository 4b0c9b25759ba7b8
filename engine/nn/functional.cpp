#include "engine/nn/functional.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_pad.h"
#include "engine/autograd/ops_pool.h"
#include "engine/base/error.h"
#include "engine/nn/drop.h"
#include "engine/nn/dropout.h"
#include "engine/nn/norm_function.h"
#include "engine/nn/rrelu.h"

namespace engine::nn::functional {

namespace {

/// Calls `compute(effect)` and tells the tracer, if there is one.
template <class Compute>
Tensor told(CallContext& context, std::string_view name, const Tensor& x, Compute&& compute) {
    if (!context.tracer) return compute(nullptr);
    ModeEffect effect;
    const Tensor before = x.snapshot();  // an in-place one writes over x
    const Tensor y = compute(&effect);
    context.tracer->function(name, std::span(&before, 1), y, &effect);
    return y;
}

Tensor any_dropout(CallContext& context, std::string_view name, const Tensor& x,
                   const DropStyle& style, const Value& p, bool training, bool inplace) {
    return told(context, name, x, [&](ModeEffect* effect) {
        return drop(x, style, p, training, inplace, context, effect);
    });
}

}  // namespace

Tensor dropout(CallContext& context, const Tensor& x, const Value& p, bool training, bool inplace) {
    return any_dropout(context, "F.dropout", x, kDropElements, p, training, inplace);
}

Tensor dropout1d(CallContext& context, const Tensor& x, const Value& p, bool training,
                 bool inplace) {
    check_probability(p, "float");
    check_dropout1d_dims(x);
    return any_dropout(context, "F.dropout1d", x, kDropChannels1d, p, training, inplace);
}

Tensor dropout2d(CallContext& context, const Tensor& x, const Value& p, bool training,
                 bool inplace) {
    return any_dropout(context, "F.dropout2d", x, kDropChannels2d, p, training, inplace);
}

Tensor dropout3d(CallContext& context, const Tensor& x, const Value& p, bool training,
                 bool inplace) {
    return any_dropout(context, "F.dropout3d", x, kDropChannels3d, p, training, inplace);
}

Tensor alpha_dropout(CallContext& context, const Tensor& x, const Value& p, bool training,
                     bool inplace) {
    return any_dropout(context, "F.alpha_dropout", x, kDropAlphaElements, p, training, inplace);
}

Tensor feature_alpha_dropout(CallContext& context, const Tensor& x, const Value& p, bool training,
                             bool inplace) {
    return any_dropout(context, "F.feature_alpha_dropout", x, kDropAlphaChannels, p, training,
                       inplace);
}

Tensor rrelu(CallContext& context, const Tensor& x, double lower, double upper, bool training,
             bool inplace) {
    return told(context, "F.rrelu", x, [&](ModeEffect* effect) {
        return nn::rrelu(x, lower, upper, training, inplace, context, effect);
    });
}

Tensor batch_norm(CallContext& context, const Tensor& x, const Tensor& running_mean,
                  const Tensor& running_var, const Tensor& weight, const Tensor& bias,
                  bool training, double momentum, double eps) {
    return told(context, "F.batch_norm", x, [&](ModeEffect* effect) {
        return normalise_batch(
            x, {running_mean, running_var, weight, bias},
            {.uses_input = training, .writes = training, .factor = momentum, .eps = eps}, effect);
    });
}

Tensor instance_norm(CallContext& context, const Tensor& x, const Tensor& running_mean,
                     const Tensor& running_var, const Tensor& weight, const Tensor& bias,
                     bool use_input_stats, double momentum, double eps) {
    return told(context, "F.instance_norm", x, [&](ModeEffect* effect) {
        return normalise_instances(x, {running_mean, running_var, weight, bias},
                                   {.uses_input = use_input_stats, .factor = momentum, .eps = eps},
                                   effect);
    });
}

Tensor group_norm(const Tensor& x, int64_t num_groups, const Tensor& weight, const Tensor& bias,
                  double eps) {
    if (num_groups == 0) {
        raise(ErrorKind::ZeroDivisionError, "integer division or modulo by zero");
    }
    // A group's channels count with the samples. PyTorch says "training" in eval as well.
    Shape size = x.sizes();
    size[0] = x.size(0) * x.size(1) / num_groups;
    size[1] = num_groups;
    int64_t values = size[0];
    for (std::size_t dim = 2; dim < size.size(); ++dim) values *= size[dim];
    if (values == 1 && num_groups > 0) {
        raise(ErrorKind::ValueError,
              "Expected more than 1 value per channel when training, got input size {}",
              size.str());
    }
    return engine::group_norm(x, num_groups, weight, bias, eps);
}

Tensor local_response_norm(const Tensor& x, int64_t size, double alpha, double beta, double k) {
    if (x.dim() < 3) {
        raise(ErrorKind::ValueError,
              "Expected 3D or higher dimensionality                          input (got {} "
              "dimensions)",
              x.dim());
    }
    if (x.numel() == 0) return x;
    Tensor squares = unsqueeze(mul(x, x), 1);
    const int64_t before = size / 2, after = (size - 1) / 2;
    if (x.dim() == 3) {
        squares = pad(squares, Shape{0, 0, before, after});
        squares = avg_pool(2, squares, {.kernel = {size, 1}, .stride = {1}});
        squares = squeeze(squares, 1);
    } else {
        squares = view(squares, Shape{x.size(0), 1, x.size(1), x.size(2), -1});
        squares = pad(squares, Shape{0, 0, 0, 0, before, after});
        squares = avg_pool(3, squares, {.kernel = {size, 1, 1}, .stride = {1}});
        squares = view(squeeze(squares, 1), x.sizes());
    }
    return div(x, pow(add(mul(squares, alpha), k), beta));
}

}  // namespace engine::nn::functional
