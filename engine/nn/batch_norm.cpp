#include "engine/nn/batch_norm.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/norm_base.h"

namespace engine::nn {

namespace {

void check_dims_1d(const Tensor& x) {
    if (x.dim() == 2 || x.dim() == 3) return;
    raise(ErrorKind::ValueError, "expected 2D or 3D input (got {}D input)", x.dim());
}

void check_dims_2d(const Tensor& x) {
    if (x.dim() == 4) return;
    raise(ErrorKind::ValueError, "expected 4D input (got {}D input)", x.dim());
}

void check_dims_3d(const Tensor& x) {
    if (x.dim() == 5) return;
    raise(ErrorKind::ValueError, "expected 5D input (got {}D input)", x.dim());
}

/// Batch times space, as PyTorch checks it: 1 has no spread.
void check_values_per_channel(const Tensor& x) {
    int64_t values = x.size(0);
    for (int64_t dim = 2; dim < x.dim(); ++dim) values *= x.size(dim);
    if (values != 1) return;
    raise(ErrorKind::ValueError,
          "Expected more than 1 value per channel when training, got input size {}",
          x.sizes().torch_str());
}

void check_channels(const Tensor& x, const Tensor& running, std::string_view name) {
    if (!running.defined() || running.numel() == x.size(1)) return;
    raise(ErrorKind::RuntimeError, "{} should contain {} elements not {}", name, x.size(1),
          running.numel());
}

/// Where this call takes its statistics from, and what it does to the running ones.
struct Plan {
    bool uses_batch;
    bool writes;
    double factor;  // of the batch in the running ones
};

/// Counts the batch where PyTorch counts it: before anything is computed.
Plan plan_for(Module& self) {
    const bool tracks = self.flag("track_running_stats");
    const bool has_running =
        self.buffer("running_mean").defined() || self.buffer("running_var").defined();
    Plan plan{.uses_batch = self.training || !has_running,
              .writes = self.training && tracks && has_running,
              .factor = 0};
    const Value& momentum = self.attribute("momentum");
    if (!momentum.is_none()) plan.factor = momentum.number("momentum");

    const Tensor& count = self.buffer("num_batches_tracked");
    if (self.training && tracks && count.defined()) {
        count.add_(1.0);
        if (momentum.is_none()) plan.factor = 1 / count.item<double>();
    }
    return plan;
}

/// running ← (1 − factor) · running + factor · scale · batch
void move_towards(const Tensor& running, const Tensor& batch, double factor, double scale) {
    if (!running.defined()) return;
    dispatch_floating(running.dtype(), "batch_norm", [&]<class T>() {
        const auto from = batch.span<T>();
        // No version is raised: PyTorch's op writes behind autograd's back, too.
        const auto to = running.mutable_span<T>();
        for (std::size_t c = 0; c < to.size(); ++c) {
            to[c] = static_cast<T>((1 - factor) * to[c] + factor * (scale * from[c]));
        }
    });
}

/// Nothing to normalise: PyTorch copies, scales by the first weight and adds the first bias.
Tensor normalise_nothing(const Module& self, const Tensor& x) {
    Tensor y = clone(x);
    if (self.parameter("weight").defined()) y = mul(y, select(self.parameter("weight"), 0, 0));
    if (self.parameter("bias").defined()) y = add(y, select(self.parameter("bias"), 0, 0));
    return y;
}

Value forward_any(Module& self, const Args& args) {
    const Tensor& x = args.tensor();
    const Plan plan = plan_for(self);
    if (plan.uses_batch) check_values_per_channel(x);
    const Tensor& running_mean = self.buffer("running_mean");
    const Tensor& running_var = self.buffer("running_var");
    if (plan.writes || !plan.uses_batch) {
        check_channels(x, running_mean, "running_mean");
        check_channels(x, running_var, "running_var");
    }
    if (!plan.uses_batch && !(running_mean.defined() && running_var.defined())) {
        raise(ErrorKind::RuntimeError, "{} must be defined in evaluation mode",
              running_mean.defined() ? "running_var" : "running_mean");
    }

    const bool traced = args.traced();
    ModeEffect effect{.kind = plan.uses_batch ? ModeEffect::Kind::BatchStatistics
                                              : ModeEffect::Kind::RunningStatistics};
    if (traced) {
        effect.running_mean_before = norm_snapshot(running_mean);
        effect.running_variance_before = norm_snapshot(running_var);
    }
    const BatchNormResult result =
        batch_norm(x, self.parameter("weight"), self.parameter("bias"),
                   plan.uses_batch ? Tensor() : running_mean,
                   plan.uses_batch ? Tensor() : running_var, self.number("eps"));
    const int64_t count = x.numel() > 0 ? x.numel() / x.size(1) : 0;
    const bool wrote = plan.writes && count > 0;
    if (wrote) {
        const double n = static_cast<double>(count);
        move_towards(running_mean, result.mean, plan.factor, 1);
        move_towards(running_var, result.var, plan.factor, n / (n - 1));
    }
    if (traced) {
        effect.mean = result.mean.snapshot();
        effect.variance = result.var.snapshot();
        effect.running_mean_after = norm_snapshot(running_mean);
        effect.running_variance_after = norm_snapshot(running_var);
        effect.momentum = wrote ? plan.factor : 0;
        effect.count = count;
        effect.wrote = wrote;
        args.report(std::move(effect));
    }
    return x.numel() == 0 && x.size(1) > 0 ? normalise_nothing(self, x) : result.y;
}

Value forward_1d(Module& self, const Args& args) {
    check_dims_1d(args.tensor());
    return forward_any(self, args);
}

Value forward_2d(Module& self, const Args& args) {
    check_dims_2d(args.tensor());
    return forward_any(self, args);
}

Value forward_3d(Module& self, const Args& args) {
    check_dims_3d(args.tensor());
    return forward_any(self, args);
}

void check_attribute(const Module&, std::string_view name, const Value& value) {
    const bool is_momentum = name == "momentum";
    if (!is_momentum && name != "eps") return;
    if (value.is_number() || (is_momentum && value.is_none())) return;
    raise(ErrorKind::TypeError, "batch_norm(): argument '{}' (position {}) must be float, not {}",
          name, is_momentum ? 7 : 8, value.type_name());
}

/// Without running statistics eval normalises by the batch as train does.
bool reads_training(const Module& self) {
    return self.buffer("running_mean").defined() || self.buffer("running_var").defined();
}

constexpr Behaviour behaviour(std::string_view class_name, Value (*forward)(Module&, const Args&)) {
    return {
        .class_name = class_name,
        .python_module = "torch.nn.modules.batchnorm",
        .forward = forward,
        .extra_repr = norm_extra_repr,
        .reset_parameters = norm_reset_parameters,
        .check_attribute = check_attribute,
        .reads_training = reads_training,
        .formula = "y = γ·(x − mean)/√(var + ε) + β",
        .version = 2,
        .before_load = norm_before_load,
    };
}

constexpr Behaviour kBatchNorm1d = behaviour("BatchNorm1d", forward_1d);
constexpr Behaviour kBatchNorm2d = behaviour("BatchNorm2d", forward_2d);
constexpr Behaviour kBatchNorm3d = behaviour("BatchNorm3d", forward_3d);

ModulePtr make(const Behaviour& kind, const BatchNormOptions& options) {
    return make_norm(kind, {options.num_features, options.eps, options.momentum, options.affine,
                            options.track_running_stats});
}

}  // namespace

ModulePtr BatchNorm1d(BatchNormOptions options) {
    return make(kBatchNorm1d, options);
}

ModulePtr BatchNorm2d(BatchNormOptions options) {
    return make(kBatchNorm2d, options);
}

ModulePtr BatchNorm3d(BatchNormOptions options) {
    return make(kBatchNorm3d, options);
}

}  // namespace engine::nn
