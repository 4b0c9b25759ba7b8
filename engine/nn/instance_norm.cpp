#include "engine/nn/instance_norm.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/norm_base.h"
#include "engine/nn/norm_function.h"
#include "engine/nn/state_dict.h"

namespace engine::nn {

namespace {

void check_number(std::string_view name, const Value& value) {
    if (value.is_number()) return;
    raise(ErrorKind::TypeError,
          "instance_norm(): argument '{}' (position {}) must be float, not {}", name,
          name == "momentum" ? 7 : 8, value.type_name());
}

Tensor normalise(Module& self, const Args& args, const Tensor& x) {
    check_number("momentum", self.attribute("momentum"));
    ModeEffect effect;
    Tensor y =
        normalise_instances(x,
                            {.running_mean = self.buffer("running_mean"),
                             .running_var = self.buffer("running_var"),
                             .weight = self.parameter("weight"),
                             .bias = self.parameter("bias")},
                            {.uses_input = self.training || !self.flag("track_running_stats"),
                             .factor = self.number("momentum"),
                             .eps = self.number("eps")},
                            args.traced() ? &effect : nullptr);
    if (args.traced()) args.report(std::move(effect));
    return y;
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
    // None is what a BatchNorm averages all batches by: here it only fails when it is used.
    if (name == "momentum" && value.is_none()) return;
    if (name == "momentum" || name == "eps") check_number(name, value);
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
