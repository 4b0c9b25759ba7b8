#include "engine/nn/instance_norm.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/norm_base.h"
#include "engine/nn/state_dict.h"

namespace engine::nn {

namespace {

void check_places(const Tensor& x) {
    int64_t places = 1;
    for (int64_t dim = 2; dim < x.dim(); ++dim) places *= x.size(dim);
    if (places != 1) return;
    raise(ErrorKind::ValueError,
          "Expected more than 1 spatial element when training, got input size {}",
          x.sizes().torch_str());
}

/// PyTorch counts one channel for each channel of each sample.
void check_channels(const Tensor& x, const Tensor& running, std::string_view name) {
    if (!running.defined() || running.numel() == x.size(1)) return;
    raise(ErrorKind::RuntimeError, "{} should contain {} elements not {}", name,
          x.size(0) * x.size(1), x.size(0) * running.numel());
}

/// running ← the mean over the samples of (1 − momentum) · running + momentum · scale · instance
void move_towards(const Tensor& running, const Tensor& instances, double momentum, double scale) {
    const int64_t samples = instances.size(0);
    if (samples == 0) return;
    dispatch_floating(running.dtype(), "batch_norm", [&]<class T>() {
        const auto from = instances.span<T>();
        const auto to = running.mutable_span<T>();
        for (std::size_t c = 0; c < to.size(); ++c) {
            double sum = 0;
            for (std::size_t i = c; i < from.size(); i += to.size()) sum += from[i];
            const double mean = sum / static_cast<double>(samples);
            to[c] = static_cast<T>((1 - momentum) * to[c] + momentum * (scale * mean));
        }
    });
}

Tensor normalise(Module& self, const Args& args, const Tensor& x) {
    const Tensor& running_mean = self.buffer("running_mean");
    const Tensor& running_var = self.buffer("running_var");
    const bool uses_instances = self.training || !self.flag("track_running_stats");
    if (uses_instances) check_places(x);
    if (!uses_instances && !(running_mean.defined() && running_var.defined())) {
        raise(ErrorKind::RuntimeError,
              "Expected running_mean and running_var to be defined when use_input_stats is false");
    }
    check_channels(x, running_mean, "running_mean");
    check_channels(x, running_var, "running_var");

    ModeEffect effect{.kind = uses_instances ? ModeEffect::Kind::InstanceStatistics
                                             : ModeEffect::Kind::RunningStatistics};
    const bool traced = args.traced();
    if (traced) {
        effect.running_mean_before = norm_snapshot(running_mean);
        effect.running_variance_before = norm_snapshot(running_var);
    }
    const BatchNormResult result =
        instance_norm(x, self.parameter("weight"), self.parameter("bias"),
                      uses_instances ? Tensor() : running_mean,
                      uses_instances ? Tensor() : running_var, self.number("eps"));
    const int64_t count = x.size(0) * x.size(1) > 0 ? x.numel() / (x.size(0) * x.size(1)) : 0;
    // As PyTorch: buffers that are there move whenever the instances' statistics are used.
    const bool writes = uses_instances && running_mean.defined() && running_var.defined();
    if (writes && count > 0) {
        const auto n = static_cast<double>(count);
        const double momentum = self.number("momentum");
        move_towards(running_mean, result.mean, momentum, 1);
        move_towards(running_var, result.var, momentum, n / (n - 1));
        effect.momentum = momentum;
        effect.wrote = true;
    }
    if (traced) {
        effect.mean = uses_instances ? result.mean.snapshot() : norm_snapshot(running_mean);
        effect.variance = uses_instances ? result.var.snapshot() : norm_snapshot(running_var);
        effect.running_mean_after = norm_snapshot(running_mean);
        effect.running_variance_after = norm_snapshot(running_var);
        effect.count = count;
        args.report(std::move(effect));
    }
    return result.y;
}

template <int places>
Value forward(Module& self, const Args& args) {
    const Tensor& x = args.tensor();
    if (x.dim() != places + 1 && x.dim() != places + 2) {
        raise(ErrorKind::ValueError, "expected {}D or {}D input (got {}D input)", places + 1,
              places + 2, x.dim());
    }
    if (x.dim() == places + 2) return normalise(self, args, x);
    return squeeze(normalise(self, args, unsqueeze(x, 0)), 0);
}

void check_attribute(const Module&, std::string_view name, const Value& value) {
    if ((name != "momentum" && name != "eps") || value.is_number()) return;
    raise(ErrorKind::TypeError,
          "instance_norm(): argument '{}' (position {}) must be float, not {}", name,
          name == "momentum" ? 7 : 8, value.type_name());
}

bool reads_training(const Module& self) {
    return self.flag("track_running_stats");
}

/// Checkpoints of before 0.4 have running statistics that nobody tracks.
void before_load(Module& self, StateLoad& load) {
    std::string names;
    if (!load.version && !self.flag("track_running_stats")) {
        for (const std::string_view name : {"running_mean", "running_var"}) {
            if (!load.find(name)) continue;
            if (!names.empty()) names += " and ";
            names += fmt::format("\"{}{}\"", load.prefix, name);
        }
    }
    if (!names.empty()) {
        load.errors.push_back(fmt::format(
            "Unexpected running stats buffer(s) {0} for {1} with track_running_stats=False. If "
            "state_dict is a checkpoint saved before 0.4.0, this may be expected because {1} does "
            "not track running stats by default since 0.4.0. Please remove these keys from "
            "state_dict. If the running stats are actually needed, instead set "
            "track_running_stats=True in {1} to enable them. See the documentation of {1} for "
            "details.",
            names, self.class_name()));
        load.take_away("running_mean");
        load.take_away("running_var");
    }
    norm_before_load(self, load);
}

template <int places>
constexpr Behaviour behaviour(std::string_view class_name) {
    return {
        .class_name = class_name,
        .python_module = "torch.nn.modules.instancenorm",
        .forward = forward<places>,
        .extra_repr = norm_extra_repr,
        .reset_parameters = norm_reset_parameters,
        .check_attribute = check_attribute,
        .reads_training = reads_training,
        .formula = "y = γ·(x − mean)/√(var + ε) + β, each sample's channels by themselves",
        .version = 2,
        .before_load = before_load,
    };
}

constexpr Behaviour kInstanceNorm1d = behaviour<1>("InstanceNorm1d");
constexpr Behaviour kInstanceNorm2d = behaviour<2>("InstanceNorm2d");
constexpr Behaviour kInstanceNorm3d = behaviour<3>("InstanceNorm3d");

ModulePtr make(const Behaviour& kind, const InstanceNormOptions& options) {
    return make_norm(kind, {options.num_features, options.eps, options.momentum, options.affine,
                            options.track_running_stats});
}

}  // namespace

ModulePtr InstanceNorm1d(InstanceNormOptions options) {
    return make(kInstanceNorm1d, options);
}

ModulePtr InstanceNorm2d(InstanceNormOptions options) {
    return make(kInstanceNorm2d, options);
}

ModulePtr InstanceNorm3d(InstanceNormOptions options) {
    return make(kInstanceNorm3d, options);
}

}  // namespace engine::nn
