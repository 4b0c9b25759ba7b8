#include "engine/nn/drop.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/tensor/views.h"

#include <fmt/format.h>

#include <cmath>

namespace engine::nn {

namespace {

/// SELU's λ·α: minus this is what SELU makes of −∞, and what a dropped element becomes before the
/// scaling.
constexpr double kAlpha = 1.7580993408473766;

/// What AlphaDropout scales by, so that variance 1 stays variance 1.
double alpha_factor(double p) {
    return 1 / std::sqrt((kAlpha * kAlpha * p + 1) * (1 - p));
}

/// Sizes of the noise: those of x, or (N, C, 1, ...) for whole channels.
Shape noise_sizes(const Shape& x, bool by_channel) {
    if (!by_channel) return x;
    if (x.size() < 2) {
        raise(ErrorKind::RuntimeError,
              "Feature dropout requires at least 2 dimensions in the input");
    }
    Shape sizes = Shape::filled(x.size(), 1);
    sizes[0] = x[0];
    sizes[1] = x[1];
    return sizes;
}

/// Passes over the words that train would have drawn; returns how many.
int64_t skip_draws(const Tensor& x, const DropStyle& style, double p, Generator& generator) {
    if (p == 0 || p == 1 || x.numel() == 0) return 0;
    if (style.by_channel && x.dim() < 2) return 0;  // in train it raises
    const int64_t words = 2 * noise_sizes(x.sizes(), style.by_channel).numel();
    generator.discard(static_cast<uint64_t>(words));
    return words;
}

/// Counts what `noise` drops of x.
void count_dropped(ModeEffect& effect, const Tensor& x, const Tensor& noise) {
    const Tensor values = x.contiguous();
    const Tensor mask = views::expand(noise, x.sizes()).contiguous();
    dispatch_floating(x.dtype(), "dropout", [&]<class T>() {
        const auto factors = mask.span<T>();
        const auto before = values.span<T>();
        // Without branches: no processor can predict a mask.
        int64_t dropped = 0;
        int64_t already_zero = 0;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            const auto drops = static_cast<int64_t>(factors[i] == 0);
            dropped += drops;
            already_zero += drops & static_cast<int64_t>(before[i] == 0);
        }
        effect.dropped += dropped;
        effect.already_zero += already_zero;
    });
}

/// What multiplies x, and for alpha what is then added (undefined otherwise).
struct Noise {
    Tensor factor;
    Tensor shift;
};

/// m ~ Bernoulli(1 − p):  m / (1 − p), or for alpha  m a  and  (m − 1) α a + α a p
Noise draw(const Tensor& x, const DropStyle& style, double p, Generator& generator) {
    Noise noise;
    const bool alpha = style.alpha && p != 1;
    noise.factor =
        Tensor::empty(p == 1 ? x.sizes() : noise_sizes(x.sizes(), style.by_channel), x.dtype());
    if (alpha) noise.shift = Tensor::like(noise.factor);
    dispatch_floating(x.dtype(), "dropout", [&]<class T>() {
        const auto factor = noise.factor.mutable_span<T>();
        if (!alpha) {
            generator.dropout_mask(factor, p);
            return;
        }
        generator.bernoulli(factor, 1 - p);
        const auto shift = noise.shift.mutable_span<T>();
        // Every step rounded to x's type, as PyTorch rounds it.
        const double a = alpha_factor(p);
        const T scale = static_cast<T>(a);
        const T low = static_cast<T>(kAlpha * a);
        const T up = static_cast<T>(kAlpha * a * p);
        for (std::size_t i = 0; i < factor.size(); ++i) {
            shift[i] = (factor[i] - T(1)) * low + up;
            factor[i] *= scale;
        }
    });
    return noise;
}

Tensor drop_batch(const Tensor& x, const DropStyle& style, double p, bool inplace,
                  CallContext& context, ModeEffect* effect) {
    if (!is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError,
              "result type Float can't be cast to the desired output type {}",
              scalar_name(x.dtype()));
    }
    const uint64_t words_before = context.generator.words_drawn();
    const Noise noise = draw(x, style, p, context.generator);
    if (effect) {
        const DropScale scale = drop_scale(style.alpha, p);
        *effect = {.kind = ModeEffect::Kind::Dropped,
                   .noise = noise.factor.snapshot(),
                   .probability = p,
                   .factor = scale.factor,
                   .shift = scale.shift,
                   .dropped_value = scale.dropped,
                   .total = x.numel(),
                   .words = static_cast<int64_t>(context.generator.words_drawn() - words_before)};
        count_dropped(*effect, x, noise.factor);
    }
    if (inplace) {
        mul_mask_(x, noise.factor);
        if (noise.shift.defined()) add_(x, noise.shift);
        return x;
    }
    const Tensor y = mul_mask(x, noise.factor);
    return noise.shift.defined() ? add(y, noise.shift) : y;
}

/// Tells of a rank that a channel dropout of so many spatial dimensions is not meant for.
void warn_of_rank(const Tensor& x, int64_t spatial) {
    if (x.dim() == spatial + 1 || x.dim() == spatial + 2) return;
    warn(fmt::format(
        "dropout{0}d: Received a {1}-D input to dropout{0}d, which is deprecated and will result "
        "in an error in a future release. To retain the behavior and silence this warning, please "
        "use dropout instead. Note that dropout{0}d exists to provide channel-wise dropout on "
        "inputs with {0} spatial dimensions, a channel dimension, and an optional batch dimension "
        "(i.e. {2}D or {3}D inputs).",
        spatial, x.dim(), spatial + 1, spatial + 2));
}

Tensor drop_any(const Tensor& x, const DropStyle& style, const Value& p, bool training,
                bool inplace, CallContext& context, ModeEffect* effect) {
    if (style.batch_rank != 0 && x.dim() != style.batch_rank) {
        const DropStyle batch{.by_channel = style.by_channel, .alpha = style.alpha};
        const Tensor one = unsqueeze(x, 0);
        const Tensor y = drop_any(one, batch, p, training, inplace, context, effect);
        if (effect && effect->noise.defined()) effect->noise = views::squeeze(effect->noise, 0);
        return inplace ? x : squeeze(y, 0);
    }
    const double probability = p.number();
    if (training && probability > 0 && x.numel() > 0) {
        return drop_batch(x, style, probability, inplace, context, effect);
    }
    const int64_t skipped =
        context.align_draws && !training ? skip_draws(x, style, probability, context.generator) : 0;
    if (effect) {
        *effect = {.kind = ModeEffect::Kind::Passed,
                   .probability = probability,
                   .total = x.numel(),
                   .skipped = skipped};
    }
    return x;
}

}  // namespace

DropScale drop_scale(bool alpha, double p) {
    if (p == 1) return {.factor = 0};
    if (!alpha) return {.factor = 1 / (1 - p)};
    const double a = alpha_factor(p);
    return {.factor = a, .shift = kAlpha * a * p, .dropped = kAlpha * a * (p - 1)};
}

void check_probability(const Value& p, std::string_view bound) {
    if (!p.is_number()) {
        raise(ErrorKind::TypeError, "'<' not supported between instances of '{}' and '{}'",
              p.type_name(), bound);
    }
    const double value = p.number();
    // PyTorch's Python layer lets NaN pass, and the op refuses it.
    if (std::isnan(value) || value < 0 || value > 1) {
        raise(std::isnan(value) ? ErrorKind::RuntimeError : ErrorKind::ValueError,
              "dropout probability has to be between 0 and 1, but got {}", p.repr());
    }
}

void check_dropout1d_dims(const Tensor& x) {
    if (x.dim() == 2 || x.dim() == 3) return;
    raise(
        ErrorKind::RuntimeError,
        "dropout1d: Expected 2D or 3D input, but received a {}D input. Note that dropout1d exists "
        "to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, "
        "and an optional batch dimension (i.e. 2D or 3D inputs).",
        x.dim());
}

Tensor drop(const Tensor& x, const DropStyle& style, const Value& p, bool training, bool inplace,
            CallContext& context, ModeEffect* effect) {
    check_probability(p, "float");
    if (style == kDropChannels2d) warn_of_rank(x, 2);
    if (style == kDropChannels3d) warn_of_rank(x, 3);
    if (style == kDropChannels2d && x.dim() == 3) {
        warn(
            "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout "
            "behavior is desired - input is interpreted as shape (N, C, L), where C is the channel "
            "dim. This behavior will change in a future release to interpret the input as one "
            "without a batch dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise "
            "dropout behavior, please switch to using dropout1d instead.");
    }
    return drop_any(x, style, p, training, inplace, context, effect);
}

}  // namespace engine::nn
