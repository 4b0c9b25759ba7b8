#include "engine/nn/batch_norm.h"

#include "engine/base/error.h"
#include "engine/nn/norm_base.h"
#include "engine/nn/norm_function.h"

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
        if (momentum.is_none() && !count.is_meta()) plan.factor = 1 / count.item<double>();
    }
    return plan;
}

Value forward_any(Module& self, const Args& args) {
    const Plan plan = plan_for(self);
    ModeEffect effect;
    Tensor y = normalise_batch(args.tensor(),
                               {.running_mean = self.buffer("running_mean"),
                                .running_var = self.buffer("running_var"),
                                .weight = self.parameter("weight"),
                                .bias = self.parameter("bias")},
                               {.uses_input = plan.uses_batch,
                                .writes = plan.writes,
                                .factor = plan.factor,
                                .eps = self.number("eps")},
                               args.traced() ? &effect : nullptr);
    if (args.traced()) args.report(std::move(effect));
    return y;
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

Value forward_on_gpu(Module&, const Args&) {
    raise(ErrorKind::ValueError, "SyncBatchNorm expected input tensor to be on GPU");
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
constexpr Behaviour kSyncBatchNorm = behaviour("SyncBatchNorm", forward_on_gpu);

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

ModulePtr SyncBatchNorm(BatchNormOptions options) {
    return make(kSyncBatchNorm, options);
}

}  // namespace engine::nn
