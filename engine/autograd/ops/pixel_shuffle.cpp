// Functions that move elements between channels and places.
#include "engine/autograd/ops_shuffle.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// The dimensions before the last three, as one.
int64_t outer(const Tensor& x) {
    int64_t count = 1;
    for (int64_t i = 0; i + 3 < x.dim(); ++i) count *= x.size(i);
    return count;
}

Shape with_last(const Tensor& x, int64_t channels, int64_t height, int64_t width) {
    Shape sizes = x.sizes();
    sizes[sizes.size() - 3] = channels;
    sizes[sizes.size() - 2] = height;
    sizes[sizes.size() - 1] = width;
    return sizes;
}

Tensor shuffled(const Tensor& x, int64_t r) {
    const int64_t c = x.size(-3) / (r * r), h = x.size(-2), w = x.size(-1);
    const Tensor parts = views::view(x.contiguous(), Shape{outer(x), c, r, r, h, w});
    return views::view(views::permute(parts, Shape{0, 1, 4, 2, 5, 3}).contiguous(),
                       with_last(x, c, h * r, w * r));
}

Tensor unshuffled(const Tensor& x, int64_t r) {
    const int64_t c = x.size(-3), h = x.size(-2) / r, w = x.size(-1) / r;
    const Tensor parts = views::view(x.contiguous(), Shape{outer(x), c, h, r, w, r});
    return views::view(views::permute(parts, Shape{0, 1, 3, 5, 2, 4}).contiguous(),
                       with_last(x, c * r * r, h, w));
}

Tensor channels_shuffled(const Tensor& x, int64_t groups) {
    const int64_t n = x.size(0), c = x.size(1);
    const int64_t inner = n * c > 0 ? x.numel() / (n * c) : 0;
    const Tensor parts = views::view(x.contiguous(), Shape{n, groups, c / groups, inner});
    return views::view(views::transpose(parts, 1, 2).contiguous(), x.sizes());
}

void check(const Tensor& x, int64_t factor, std::string_view function, std::string_view name) {
    if (x.dim() < 3) {
        raise(ErrorKind::RuntimeError,
              "{} expects input to have at least 3 dimensions, but got input with {} dimension(s)",
              function, x.dim());
    }
    if (factor > 0) return;
    raise(ErrorKind::RuntimeError, "{} expects a positive {}, but got {}", function, name, factor);
}

}  // namespace

Tensor pixel_shuffle(const Tensor& x, int64_t upscale_factor) {
    static constexpr OpInfo info{.name = "PixelShuffleBackward0",
                                 .formula = "y = channels of x as pixels",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, pixel_unshuffle(dy, saved.integer(0)));
                                 }};
    check(x, upscale_factor, "pixel_shuffle", "upscale_factor");
    if (x.size(-3) % (upscale_factor * upscale_factor) != 0) {
        raise(ErrorKind::RuntimeError,
              "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square "
              "of upscale_factor, but input.size(-3)={} is not divisible by {}",
              x.size(-3), upscale_factor * upscale_factor);
    }
    return record(info, {x}, shuffled(x, upscale_factor), {.integers = {upscale_factor}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, unshuffled(dy, saved.integer(0)));
                  });
}

Tensor pixel_unshuffle(const Tensor& x, int64_t downscale_factor) {
    static constexpr OpInfo info{.name = "PixelUnshuffleBackward0",
                                 .formula = "y = pixels of x as channels",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, pixel_shuffle(dy, saved.integer(0)));
                                 }};
    check(x, downscale_factor, "pixel_unshuffle", "downscale_factor");
    const auto check_side = [&](int64_t dim, std::string_view side) {
        if (x.size(dim) % downscale_factor == 0) return;
        raise(ErrorKind::RuntimeError,
              "pixel_unshuffle expects {} to be divisible by downscale_factor, but "
              "input.size({})={} is not divisible by {}",
              side, dim, x.size(dim), downscale_factor);
    };
    check_side(-2, "height");
    check_side(-1, "width");
    return record(info, {x}, unshuffled(x, downscale_factor), {.integers = {downscale_factor}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, shuffled(dy, saved.integer(0)));
                  });
}

Tensor channel_shuffle(const Tensor& x, int64_t groups) {
    static constexpr OpInfo info{.name = "NativeChannelShuffleBackward0",
                                 .formula = "y = channels of x, rows read by columns",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, channel_shuffle(dy, dy.size(1) / saved.integer(0)));
                                 }};
    if (x.dim() <= 2) {
        raise(ErrorKind::RuntimeError,
              "channel_shuffle expects input with > 2 dims, but got input with sizes {}",
              x.sizes().str());
    }
    if (groups <= 0) {
        raise(ErrorKind::RuntimeError,
              "Number of groups to divide channels in must be positive. Value of groups:{}",
              groups);
    }
    if (x.size(1) % groups != 0) {
        raise(ErrorKind::RuntimeError,
              "Number of channels must be divisible by groups. Got {} channels and {} groups.",
              x.size(1), groups);
    }
    return record(info, {x}, channels_shuffled(x, groups), {.integers = {groups}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, channels_shuffled(dy, dy.size(1) / saved.integer(0)));
                  });
}

}  // namespace engine
