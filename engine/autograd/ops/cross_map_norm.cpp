#include "engine/autograd/ops_cross_map_norm.h"
#include "engine/autograd/second_order.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/autograd/record.h"

namespace engine {

namespace {

struct Layout {
    int64_t batch, channels, places;
};

Layout layout_of(const Shape& sizes) {
    return {sizes[0], sizes[1], sizes[2] * sizes[3]};
}

// s = k + alpha / size * (the window's sum), which moves on from channel to channel. Torch 7 never
// takes the first channel out of it again, and so does PyTorch.
template <class T>
void scales(const Layout& layout, const CrossMapOptions& options, const T* x, T* s) {
    const int64_t reach = (options.size - 1) / 2 + 1;
    const T factor = static_cast<T>(options.alpha / static_cast<double>(options.size));
    for (int64_t n = 0; n < layout.batch; ++n) {
        for (int64_t place = 0; place < layout.places; ++place) {
            const int64_t first = n * layout.channels * layout.places + place;
            const auto square = [&](int64_t c) {
                const T value = x[first + c * layout.places];
                return value * value;
            };
            T sum = 0;
            for (int64_t c = 0; c < std::min(reach, layout.channels); ++c) sum += square(c);
            for (int64_t c = 0; c < layout.channels; ++c) {
                if (c > 0 && c < layout.channels - reach + 1) sum += square(c + reach - 1);
                if (c > reach) sum -= square(c - reach);
                s[first + c * layout.places] = sum * factor + static_cast<T>(options.k);
            }
        }
    }
}

// Saved: x, s and y; size; alpha, beta.   dx = s^-beta dy - 2 alpha beta / size x (the window's sum
// of dy y / s)
void backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor x = saved.tensor(0).contiguous();
    const Tensor y = saved.output();
    const Tensor s = saved.tensor(1);
    const Tensor came = dy.contiguous();
    const Layout layout = layout_of(dx.sizes(0));
    const int64_t size = saved.integer(0);
    const int64_t before = size - size / 2;
    if (before + layout.channels > layout.channels + size - 1) {
        raise(ErrorKind::RuntimeError, "start ({}) + length ({}) exceeds dimension size ({}).",
              before, layout.channels, layout.channels + size - 1);
    }
    dispatch_floating(dy.dtype(), "cross_map_norm_backward", [&]<class T>() {
        const std::span<T> out = dx.into<T>(0);
        const T beta = static_cast<T>(saved.number(1));
        const T factor =
            static_cast<T>(2 * saved.number(0) * saved.number(1) / static_cast<double>(size));
        std::vector<T> ratios(static_cast<size_t>(layout.channels + size - 1));
        for (int64_t n = 0; n < layout.batch; ++n) {
            for (int64_t place = 0; place < layout.places; ++place) {
                const auto at = [&](int64_t c) {
                    return (n * layout.channels + c) * layout.places + place;
                };
                std::fill(ratios.begin(), ratios.end(), T(0));
                for (int64_t c = 0; c < layout.channels; ++c) {
                    ratios[static_cast<size_t>(c + before)] =
                        came.data<T>()[at(c)] * y.data<T>()[at(c)] / s.data<T>()[at(c)];
                }
                T sum = 0;
                for (int64_t c = 0; c < size - 1; ++c) sum += ratios[static_cast<size_t>(c)];
                for (int64_t c = 0; c < layout.channels; ++c) {
                    const auto i = static_cast<size_t>(at(c));
                    sum += ratios[static_cast<size_t>(c + size - 1)];
                    out[i] = std::pow(s.data<T>()[i], -beta) * came.data<T>()[i] -
                             factor * x.data<T>()[i] * sum;
                    sum -= ratios[static_cast<size_t>(c)];
                }
            }
        }
    });
}

}  // namespace

Tensor cross_map_norm(const Tensor& x, const CrossMapOptions& options) {
    static constexpr OpInfo info{
        .name = "CrossMapLRN2dBackward",
        .formula = "y = x / (k + alpha mean of x^2 nearby)^beta",
        .recorded = [](const Saved&, const Tensor&, Grads&) {
            raise(ErrorKind::RuntimeError,
                  "mul(): functions with out=... arguments don't support automatic "
                  "differentiation, but one of the arguments requires grad.");
        }};
    if (x.dim() != 4) raise(ErrorKind::AssertionError, "");
    if (options.size < 1) {
        raise(ErrorKind::RuntimeError, "size must be at least 1, but got {}", options.size);
    }
    const Tensor packed = x.contiguous();
    const Tensor s = Tensor::empty(x.sizes(), x.dtype());
    const Tensor y = Tensor::empty(x.sizes(), x.dtype());
    dispatch_floating(x.dtype(), "pow", [&]<class T>() {
        if (x.numel() == 0) return;
        scales<T>(layout_of(x.sizes()), options, packed.data<T>(), s.mutable_data<T>());
        const std::span<const T> in = packed.span<T>();
        const std::span<T> out = y.mutable_span<T>();
        for (size_t i = 0; i < in.size(); ++i) {
            out[i] = std::pow(s.data<T>()[i], static_cast<T>(-options.beta)) * in[i];
        }
    });
    return record(info, {x}, y,
                  {.tensors = {x, s},
                   .numbers = {options.alpha, options.beta},
                   .integers = {options.size},
                   .output = true},
                  backward);
}

}  // namespace engine
