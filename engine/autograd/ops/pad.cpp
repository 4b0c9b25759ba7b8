// y = x with something around it.   dL/dx = dL/dy, added up at the elements that were repeated
#include "engine/autograd/ops_pad.h"
#include "engine/autograd/second_order.h"

#include <algorithm>
#include <vector>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/remap.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

struct Sides {
    int64_t before = 0;
    int64_t after = 0;
};

// Of dimension d; the list begins with the last one's.
Sides sides_of(std::span<const int64_t> padding, size_t d, size_t dims) {
    const size_t at = 2 * (dims - 1 - d);
    if (at >= padding.size()) return {};
    return {padding[at], padding[at + 1]};
}

Shape padded_sizes(const Shape& sizes, std::span<const int64_t> padding) {
    Shape out = sizes;
    for (size_t d = 0; d < out.size(); ++d) {
        const Sides sides = sides_of(padding, d, out.size());
        out[d] += sides.before + sides.after;
    }
    return out;
}

// The part of y that x fills, with the part of x that y still has.
struct Overlap {
    Tensor inner;
    Tensor kept;
};

Overlap overlap(const Tensor& y, const Tensor& x, std::span<const int64_t> padding) {
    Overlap both{y, x};
    for (size_t d = 0; d < x.sizes().size(); ++d) {
        const Sides sides = sides_of(padding, d, x.sizes().size());
        const auto dim = static_cast<int64_t>(d);
        const int64_t left = std::max<int64_t>(sides.before, 0);
        const int64_t right = std::max<int64_t>(sides.after, 0);
        both.inner = views::slice(both.inner, dim, left, both.inner.sizes()[d] - right);
        const int64_t cut = std::max<int64_t>(-sides.before, 0);
        const int64_t end = x.sizes()[d] - std::max<int64_t>(-sides.after, 0);
        both.kept = views::slice(both.kept, dim, cut, end);
    }
    return both;
}

Tensor pad_with(const Tensor& x, std::span<const int64_t> padding, double value) {
    const Tensor y = Tensor::full(padded_sizes(x.sizes(), padding), value, x.dtype());
    const Overlap both = overlap(y, x, padding);
    both.inner.copy_(both.kept);
    return y;
}

// As PyTorch cuts: by narrow(), whose errors these are.
void check_cuts(const Tensor& x, std::span<const int64_t> padding) {
    for (size_t d = 0; d < x.sizes().size(); ++d) {
        const Sides sides = sides_of(padding, d, x.sizes().size());
        Tensor line = Tensor::empty({x.sizes()[d]}, DType::Bool);
        if (sides.before < 0) {
            line = narrow(line, 0, -sides.before, line.numel() + sides.before);
        }
        if (sides.after < 0) narrow(line, 0, 0, line.numel() + sides.after);
    }
}

// What takes the padding away.
std::vector<int64_t> turned(std::span<const int64_t> padding) {
    std::vector<int64_t> back;
    for (const int64_t size : padding) back.push_back(-size);
    return back;
}

Tensor constant_pad(const Tensor& x, std::span<const int64_t> padding, double value) {
    static constexpr OpInfo info{.name = "ConstantPadNdBackward0",
                                 .formula = "y = x with a number around it",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, pad(dy, turned(saved.integers())));
                                 }};
    check_cuts(x, padding);
    return record(info, {x}, pad_with(x, padding, value), {.integers = padding},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, pad_with(dy, turned(saved.integers()), 0));
                  });
}

// The place in x (of `size`) that place i of y shows.
int64_t source(PadMode mode, int64_t i, int64_t size) {
    switch (mode) {
        case PadMode::Reflect: {
            const int64_t up = i < 0 ? -i : i;
            return up < size ? up : 2 * (size - 1) - up;
        }
        case PadMode::Replicate:
            return std::clamp<int64_t>(i, 0, size - 1);
        default:
            return (i % size + size) % size;
    }
}

// For raw::remap.
auto sources(PadMode mode, const Shape& sizes, std::span<const int64_t> padding) {
    return [=](size_t d, int64_t i) {
        return source(mode, i - sides_of(padding, d, sizes.size()).before, sizes[d]);
    };
}

void recorded_pad(const Saved& saved, const Tensor& dy, Grads& dx) {
    const auto mode = static_cast<PadMode>(saved.integer(0));
    const std::span<const int64_t> sides = saved.integers().subspan(1);
    record_adjoint(
        saved, dy, dx,
        [mode, padding = std::vector<int64_t>(sides.begin(), sides.end())](const Tensor& g) {
            return pad(g, padding, mode);
        },
        mode != PadMode::Circular);
}

const OpInfo& info_of(PadMode mode, size_t dims) {
    static constexpr OpInfo kReflect[] = {
        {.name = "ReflectionPad1DBackward0",
         .formula = "y = x and its mirror image",
         .recorded = recorded_pad},
        {.name = "ReflectionPad2DBackward0",
         .formula = "y = x and its mirror image",
         .recorded = recorded_pad},
        {.name = "ReflectionPad3DBackward0",
         .formula = "y = x and its mirror image",
         .recorded = recorded_pad},
    };
    static constexpr OpInfo kReplicate[] = {
        {.name = "ReplicationPad1DBackward0",
         .formula = "y = x with its edge repeated",
         .recorded = recorded_pad},
        {.name = "ReplicationPad2DBackward0",
         .formula = "y = x with its edge repeated",
         .recorded = recorded_pad},
        {.name = "ReplicationPad3DBackward0",
         .formula = "y = x with its edge repeated",
         .recorded = recorded_pad},
    };
    // PyTorch puts circular padding together from parts.
    static constexpr OpInfo kCircular{
        .name = "CopySlices", .formula = "y = x, going round", .recorded = recorded_pad};
    if (mode == PadMode::Circular) return kCircular;
    return (mode == PadMode::Reflect ? kReflect : kReplicate)[dims - 1];
}

void check_not_empty(const Tensor& x, size_t padded_dims) {
    bool batch_only = true;  // only a batch may be empty
    const size_t first = x.sizes().size() == padded_dims + 2 ? 1 : 0;
    for (size_t d = first; d < x.sizes().size(); ++d) batch_only &= x.sizes()[d] != 0;
    if (batch_only) return;
    raise(ErrorKind::RuntimeError,
          "Expected {}D or {}D (batch mode) tensor with possibly 0 batch size and other non-zero "
          "dimensions for input, but got: {}",
          padded_dims + 1, padded_dims + 2, x.sizes().str());
}

void check_reflection(const Tensor& x, std::span<const int64_t> padding) {
    const size_t dims = x.sizes().size();
    for (size_t k = 0; k < padding.size() / 2; ++k) {
        const size_t d = dims - 1 - k;
        const Sides sides = sides_of(padding, d, dims);
        if (sides.before < x.sizes()[d] && sides.after < x.sizes()[d]) continue;
        raise(ErrorKind::RuntimeError,
              "Argument #{}: Padding size should be less than the corresponding input dimension, "
              "but got: padding ({}, {}) at dimension {} of input {}",
              4 + 2 * k, sides.before, sides.after, d,
              padding.size() == 4 ? std::to_string(dims) : x.sizes().str());
    }
}

void check_circle(const Tensor& x, std::span<const int64_t> padding) {
    const size_t dims = x.sizes().size();
    if (padding.size() != 2 * (dims - 2)) {
        raise(ErrorKind::RuntimeError, "Invalid padding size, expected {} but got {}",
              2 * (dims - 2), padding.size());
    }
    for (size_t d = 2; d < dims; ++d) {
        const Sides sides = sides_of(padding, d, dims);
        if (sides.before > x.sizes()[d] || sides.after > x.sizes()[d]) {
            raise(ErrorKind::RuntimeError, "Padding value causes wrapping around more than once.");
        }
        if (x.sizes()[d] + sides.before + sides.after < 0) {
            raise(ErrorKind::RuntimeError,
                  "Negative padding value is resulting in an empty dimension");
        }
    }
}

void check_result(const Tensor& x, std::span<const int64_t> padding) {
    const Shape wanted = padded_sizes(x.sizes(), padding);
    const size_t dims = wanted.size();
    const size_t padded_dims = padding.size() / 2;
    bool fits = padded_dims > 1;  // two dimensions fit if one of them does
    bool one = false;
    for (size_t k = 0; k < padded_dims; ++k) {
        const int64_t size = wanted[dims - 1 - k];
        if (size < 0) fits = false;
        one |= size >= 1;
    }
    if ((padded_dims > 1 ? fits && one : one)) return;
    static constexpr std::string_view kNames[] = {"W", "H", "D"};
    std::string have, want;
    for (size_t k = padded_dims; k-- > 0;) {
        have += fmt::format("{}: {}{}", kNames[k], x.sizes()[dims - 1 - k], k > 0 ? ", " : "");
        want += fmt::format(" {}: {}", kNames[k], wanted[dims - 1 - k]);
    }
    raise(ErrorKind::RuntimeError, "input ({}) is too small. Calculated output{}", have, want);
}

Tensor pad_from_itself(const Tensor& x, std::span<const int64_t> padding, PadMode mode) {
    const size_t padded_dims = padding.size() / 2;
    if (mode == PadMode::Circular) {
        check_circle(x, padding);
    } else {
        check_not_empty(x, padded_dims);
        if (mode == PadMode::Reflect) check_reflection(x, padding);
        check_result(x, padding);
    }
    if (mode != PadMode::Circular && !is_floating(x.dtype())) {
        const bool reflects = mode == PadMode::Reflect;
        raise(ErrorKind::RuntimeError, "\"{}{}d{}\" not implemented for '{}'",
              reflects ? "reflection_pad" : "replication_pad", padded_dims, reflects ? "" : "_cpu",
              scalar_name(x.dtype()));
    }
    const Tensor y =
        raw::remap(x, padded_sizes(x.sizes(), padding), sources(mode, x.sizes(), padding));
    std::vector<int64_t> geometry{static_cast<int64_t>(mode)};
    geometry.insert(geometry.end(), padding.begin(), padding.end());
    return record(info_of(mode, padded_dims), {x}, y, {.integers = geometry},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const auto saved_mode = static_cast<PadMode>(saved.integer(0));
                      dx.set(0, raw::remap_back(
                                    dy, dx.sizes(0),
                                    sources(saved_mode, dx.sizes(0), saved.integers().subspan(1))));
                  });
}

}  // namespace

PadMode pad_mode(std::string_view name) {
    if (name == "constant") return PadMode::Constant;
    if (name == "reflect") return PadMode::Reflect;
    if (name == "replicate") return PadMode::Replicate;
    if (name == "circular") return PadMode::Circular;
    raise(ErrorKind::NotImplementedError, "Unrecognised padding mode {}", name);
}

Tensor pad(const Tensor& x, std::span<const int64_t> padding, PadMode mode, double value) {
    if (padding.size() % 2 != 0) {
        raise(ErrorKind::RuntimeError, "Padding length must be divisible by 2");
    }
    const size_t dims = x.sizes().size();
    if (padding.size() > 2 * dims) raise(ErrorKind::RuntimeError, "Padding length too large");
    // Also of sizes that no memory would hold: their sums must not go round.
    for (const int64_t size : padding) {
        if (size > (int64_t{1} << 60) || size < -(int64_t{1} << 60)) {
            raise(ErrorKind::RuntimeError, "Storage size calculation overflowed with sizes={}",
                  x.sizes().str());
        }
    }
    if (mode == PadMode::Constant) return constant_pad(x, padding, value);
    const size_t padded_dims = padding.size() / 2;
    if (padded_dims < 1 || padded_dims > 3 ||
        (dims != padded_dims + 1 && dims != padded_dims + 2)) {
        raise(ErrorKind::NotImplementedError,
              "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now");
    }
    return pad_from_itself(x, padding, mode);
}

}  // namespace engine
