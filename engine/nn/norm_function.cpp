#include "engine/nn/norm_function.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/norm_base.h"

namespace engine::nn {

namespace {

/// Batch times space, as PyTorch checks it: 1 has no spread.
void check_values_per_channel(const Tensor& x) {
    int64_t values = x.size(0);
    for (int64_t dim = 2; dim < x.dim(); ++dim) values *= x.size(dim);
    if (values != 1) return;
    raise(ErrorKind::ValueError,
          "Expected more than 1 value per channel when training, got input size {}",
          x.sizes().torch_str());
}

void check_places(const Tensor& x) {
    int64_t places = 1;
    for (int64_t dim = 2; dim < x.dim(); ++dim) places *= x.size(dim);
    if (places != 1) return;
    raise(ErrorKind::ValueError,
          "Expected more than 1 spatial element when training, got input size {}",
          x.sizes().torch_str());
}

/// `samples`: instance norm counts one channel for each channel of each sample.
void check_channels(const Tensor& x, const Tensor& running, std::string_view name,
                    int64_t samples) {
    if (!running.defined() || running.numel() == x.size(1)) return;
    raise(ErrorKind::RuntimeError, "{} should contain {} elements not {}", name,
          samples * x.size(1), samples * running.numel());
}

/// running ← the mean over the samples of (1 − factor) · running + factor · scale · sample;
/// `samples` (samples, C), of a batch (C).
void move_towards(const Tensor& running, const Tensor& samples, double factor, double scale) {
    if (!running.defined() || samples.numel() == 0) return;
    dispatch_floating(running.dtype(), "batch_norm", [&]<class T>() {
        const auto from = samples.span<T>();
        // No version is raised: PyTorch's op writes behind autograd's back, too.
        const auto to = running.mutable_span<T>();
        const double count = static_cast<double>(from.size()) / static_cast<double>(to.size());
        for (std::size_t c = 0; c < to.size(); ++c) {
            double sum = 0;
            for (std::size_t i = c; i < from.size(); i += to.size()) sum += from[i];
            to[c] = static_cast<T>((1 - factor) * to[c] + factor * (scale * (sum / count)));
        }
    });
}

/// Nothing to normalise: PyTorch copies, scales by the first weight and adds the first bias.
Tensor normalise_nothing(const Tensor& x, const NormTensors& tensors) {
    Tensor y = clone(x);
    if (tensors.weight.defined()) y = mul(y, select(tensors.weight, 0, 0));
    if (tensors.bias.defined()) y = add(y, select(tensors.bias, 0, 0));
    return y;
}

void tell_before(ModeEffect* effect, ModeEffect::Kind kind, const NormTensors& tensors) {
    if (effect == nullptr) return;
    effect->kind = kind;
    effect->running_mean_before = norm_snapshot(tensors.running_mean);
    effect->running_variance_before = norm_snapshot(tensors.running_var);
}

void tell_after(ModeEffect* effect, const NormTensors& tensors, const Tensor& mean,
                const Tensor& variance, double factor, int64_t count, bool wrote) {
    if (effect == nullptr) return;
    effect->mean = norm_snapshot(mean);
    effect->variance = norm_snapshot(variance);
    effect->running_mean_after = norm_snapshot(tensors.running_mean);
    effect->running_variance_after = norm_snapshot(tensors.running_var);
    effect->momentum = wrote ? factor : 0;
    effect->count = count;
    effect->wrote = wrote;
}

}  // namespace

Tensor normalise_batch(const Tensor& x, const NormTensors& tensors, const NormCall& call,
                       ModeEffect* effect) {
    if (call.uses_input) check_values_per_channel(x);
    if (call.writes || !call.uses_input) {
        check_channels(x, tensors.running_mean, "running_mean", 1);
        check_channels(x, tensors.running_var, "running_var", 1);
    }
    if (!call.uses_input && !(tensors.running_mean.defined() && tensors.running_var.defined())) {
        raise(ErrorKind::RuntimeError, "{} must be defined in evaluation mode",
              tensors.running_mean.defined() ? "running_var" : "running_mean");
    }
    tell_before(
        effect,
        call.uses_input ? ModeEffect::Kind::BatchStatistics : ModeEffect::Kind::RunningStatistics,
        tensors);
    const BatchNormResult result = batch_norm(
        x, tensors.weight, tensors.bias, call.uses_input ? Tensor() : tensors.running_mean,
        call.uses_input ? Tensor() : tensors.running_var, call.eps);
    const int64_t count = x.numel() > 0 ? x.numel() / x.size(1) : 0;
    const bool wrote = call.writes && count > 0;
    if (wrote) {
        const auto n = static_cast<double>(count);
        move_towards(tensors.running_mean, result.mean, call.factor, 1);
        move_towards(tensors.running_var, result.var, call.factor, n / (n - 1));
    }
    tell_after(effect, tensors, result.mean, result.var, call.factor, count, wrote);
    return x.numel() == 0 && x.size(1) > 0 ? normalise_nothing(x, tensors) : result.y;
}

Tensor normalise_instances(const Tensor& x, const NormTensors& tensors, const NormCall& call,
                           ModeEffect* effect) {
    if (call.uses_input) check_places(x);
    const bool running = tensors.running_mean.defined() && tensors.running_var.defined();
    if (!call.uses_input && !running) {
        raise(ErrorKind::RuntimeError,
              "Expected running_mean and running_var to be defined when use_input_stats is false");
    }
    check_channels(x, tensors.running_mean, "running_mean", x.size(0));
    check_channels(x, tensors.running_var, "running_var", x.size(0));
    tell_before(effect,
                call.uses_input ? ModeEffect::Kind::InstanceStatistics
                                : ModeEffect::Kind::RunningStatistics,
                tensors);
    const BatchNormResult result = instance_norm(
        x, tensors.weight, tensors.bias, call.uses_input ? Tensor() : tensors.running_mean,
        call.uses_input ? Tensor() : tensors.running_var, call.eps);
    const int64_t instances = x.size(0) * x.size(1);
    const int64_t count = instances > 0 ? x.numel() / instances : 0;
    const bool wrote = call.uses_input && running && count > 0;
    if (wrote) {
        const auto n = static_cast<double>(count);
        move_towards(tensors.running_mean, result.mean, call.factor, 1);
        move_towards(tensors.running_var, result.var, call.factor, n / (n - 1));
    }
    tell_after(effect, tensors, call.uses_input ? result.mean : tensors.running_mean,
               call.uses_input ? result.var : tensors.running_var, call.factor, count, wrote);
    return result.y;
}

}  // namespace engine::nn
