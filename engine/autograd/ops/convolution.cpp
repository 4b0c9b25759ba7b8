#include "engine/autograd/ops/convolution.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

ConvPlan saved_plan(const Saved& saved) {
    return {.stride = saved.shape(2),
            .padding = saved.shape(3),
            .dilation = saved.shape(4),
            .groups = saved.integer(0),
            .transposed = saved.integer(1) != 0,
            .result = saved.shape(5)};
}

// dL/dx = dL/dy convolved the other way, dL/dW = windows of x times dL/dy, dL/db = sums of dL/dy.
// Of a transposed one x and dL/dy change places.
void convolution_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const ConvPlan plan = saved_plan(saved);
    const kernels::ConvGeometry g = conv_geometry(saved.shape(0), saved.shape(1), plan);
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "convolution_backward", [&]<class T>() {
        const Tensor scratch = Tensor::empty({kernels::conv_scratch(g)}, dy.dtype());
        T* room = scratch.mutable_data<T>();
        if (dx.wants(0)) {
            const Tensor weight = saved.tensor(1).contiguous();
            T* to = dx.into<T>(0).data();
            if (plan.transposed) {
                kernels::conv<T>(g, gradient.data<T>(), weight.data<T>(), nullptr, to, room);
            } else {
                kernels::conv_input_gradient<T>(g, gradient.data<T>(), weight.data<T>(), to, room);
            }
        }
        if (dx.wants(1)) {
            const Tensor x = saved.tensor(0).contiguous();
            const T* from = plan.transposed ? gradient.data<T>() : x.data<T>();
            const T* to = plan.transposed ? x.data<T>() : gradient.data<T>();
            kernels::conv_weight_gradient<T>(g, from, to, dx.into<T>(1).data(), room);
        }
        if (dx.count() > 2 && dx.wants(2)) {
            kernels::conv_bias_gradient<T>(g.n, dy.size(1), plan.result.numel(), gradient.data<T>(),
                                           dx.into<T>(2).data());
        }
    });
}

// A convolution's three tensors, of which any two make the third: the side with the windows (x, or
// a transposed one's y), the weight, and the side with one number a window.
enum class Side : int64_t { Wide, Weight, Narrow };

struct Sizes {
    Shape wide, weight, narrow;
    const Shape& of(Side side) const {
        return side == Side::Wide ? wide : side == Side::Weight ? weight : narrow;
    }
};

Tensor made_of(const Tensor& wide, const Tensor& weight, const Tensor& narrow, const Sizes& sizes,
               const ConvPlan& plan);

// saved: the three tensors, one of which is undefined, that this step made of the other two. dy
// takes its place for the gradient of either.
void recorded_side(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Sizes sizes{saved.shape(0), saved.shape(1), saved.shape(2)};
    const ConvPlan plan{.stride = saved.shape(3),
                        .padding = saved.shape(4),
                        .dilation = saved.shape(5),
                        .groups = saved.integer(0),
                        .result = Shape(std::span<const int64_t>(sizes.narrow).subspan(2))};
    const std::array<Tensor, 3> kept{saved.tensor(0), saved.tensor(1), saved.tensor(2)};
    size_t input = 0;
    for (size_t side = 0; side < 3; ++side) {
        if (static_cast<int64_t>(side) == saved.integer(1)) continue;
        if (dx.wants(input)) {
            std::array<Tensor, 3> others = kept;
            others[static_cast<size_t>(saved.integer(1))] = dy;
            others[side] = Tensor();
            dx.set(input, made_of(others[0], others[1], others[2], sizes, plan));
        }
        ++input;
    }
}

// The one of the three that is undefined, of the other two. Recorded.
Tensor made_of(const Tensor& wide, const Tensor& weight, const Tensor& narrow, const Sizes& sizes,
               const ConvPlan& plan) {
    static constexpr OpInfo info{.name = "ConvolutionBackwardBackward0",
                                 .formula = "one side of a convolution, of the others",
                                 .recorded = recorded_side};
    const Side made = !wide.defined()     ? Side::Wide
                      : !weight.defined() ? Side::Weight
                                          : Side::Narrow;
    const kernels::ConvGeometry g = conv_geometry(sizes.wide, sizes.weight, plan);
    const Tensor x = wide.defined() ? wide.contiguous() : wide;
    const Tensor w = weight.defined() ? weight.contiguous() : weight;
    const Tensor y = narrow.defined() ? narrow.contiguous() : narrow;
    const Tensor result = Tensor::empty(sizes.of(made), (x.defined() ? x : y).dtype());
    dispatch_floating(result.dtype(), "convolution_backward", [&]<class T>() {
        const Tensor scratch = Tensor::empty({kernels::conv_scratch(g)}, result.dtype());
        T* room = scratch.mutable_data<T>();
        T* to = result.mutable_data<T>();
        if (made == Side::Wide) {
            kernels::conv_input_gradient<T>(g, y.data<T>(), w.data<T>(), to, room);
        } else if (made == Side::Weight) {
            kernels::conv_weight_gradient<T>(g, x.data<T>(), y.data<T>(), to, room);
        } else {
            kernels::conv<T>(g, x.data<T>(), w.data<T>(), nullptr, to, room);
        }
    });
    const int64_t numbers[] = {plan.groups, static_cast<int64_t>(made)};
    const Saves saves{.tensors = {wide, weight, narrow},
                      .integers = {std::span<const int64_t>(numbers)},
                      .shapes = {sizes.wide, sizes.weight, sizes.narrow, plan.stride, plan.padding,
                                 plan.dilation}};
    const Tensor& first = wide.defined() ? wide : weight;
    const Tensor& second = narrow.defined() ? narrow : weight;
    return record(info, {first, second}, result, saves, recorded_side);
}

// dx of the convolution itself, with a history.
void recorded_convolution(const Saved& saved, const Tensor& dy, Grads& dx) {
    ConvPlan plan = saved_plan(saved);
    const bool turned = plan.transposed;
    const Shape& of_x = saved.shape(0);
    const Sizes sizes{turned ? dy.sizes() : of_x, saved.shape(1), turned ? of_x : dy.sizes()};
    plan.transposed = false;
    plan.result = Shape(std::span<const int64_t>(sizes.narrow).subspan(2));
    const Tensor none;
    if (dx.wants(0)) {
        dx.set(0, made_of(turned ? dy : none, saved.tensor(1), turned ? none : dy, sizes, plan));
    }
    if (dx.wants(1)) {
        const Tensor& x = saved.tensor(0);
        dx.set(1, made_of(turned ? dy : x, none, turned ? x : dy, sizes, plan));
    }
    if (dx.count() < 3 || !dx.wants(2)) return;
    std::vector<int64_t> dims{0};
    for (int64_t d = 2; d < dy.dim(); ++d) dims.push_back(d);
    dx.set(2, sum(dy, dims));
}

Shape result_sizes(const kernels::ConvGeometry& g, const ConvPlan& plan) {
    Shape sizes{g.n, plan.transposed ? g.channels : g.out_channels};
    for (const int64_t size : plan.result) sizes.push_back(size);
    return sizes;
}

void check_rank(std::string_view function, const Tensor& x, int64_t dims) {
    if (x.dim() == dims + 1 || x.dim() == dims + 2) return;
    raise(ErrorKind::RuntimeError,
          "Expected {}D (unbatched) or {}D (batched) input to {}, but got input of size: {}",
          dims + 1, dims + 2, function, x.sizes().str());
}

}  // namespace

Tensor convolution(std::string_view function, const Tensor& x, const Tensor& weight,
                   const Tensor& bias, const ConvolutionOptions& options) {
    static constexpr OpInfo info{.name = "ConvolutionBackward0",
                                 .formula = "y = W * x + b",
                                 .recorded = recorded_convolution};
    const int64_t dims = function[function.size() - 2] - '0';  // the 2 of "conv2d"
    check_rank(function, x, dims);
    if (x.dim() == dims + 1) {
        return squeeze(convolution(function, unsqueeze(x, 0), weight, bias, options), 0);
    }
    const ConvPlan plan = plan_convolution(x, weight, bias, options);
    const kernels::ConvGeometry g = conv_geometry(x.sizes(), weight.sizes(), plan);
    const Tensor y = Tensor::empty(result_sizes(g, plan), x.dtype());
    const Tensor from = x.contiguous();
    const Tensor w = weight.contiguous();
    const Tensor b = bias.defined() ? bias.contiguous() : bias;
    dispatch_floating(x.dtype(), function, [&]<class T>() {
        const Tensor scratch = Tensor::empty({kernels::conv_scratch(g)}, x.dtype());
        const T* shift = b.defined() ? b.data<T>() : nullptr;
        T* room = scratch.mutable_data<T>();
        T* to = y.mutable_data<T>();
        if (!plan.transposed) {
            kernels::conv<T>(g, from.data<T>(), w.data<T>(), shift, to, room);
            return;
        }
        kernels::conv_input_gradient<T>(g, from.data<T>(), w.data<T>(), to, room);
        if (shift != nullptr) {
            kernels::conv_add_bias<T>(g.n, g.channels, plan.result.numel(), shift, to);
        }
    });
    // By name: a list in braces would be gone before record() reads it.
    const int64_t numbers[] = {plan.groups, plan.transposed};
    const Saves saves{.tensors = {kept_if(needs_grad(weight), x), kept_if(needs_grad(x), weight)},
                      .integers = {std::span<const int64_t>(numbers)},
                      .shapes = {x.sizes(), weight.sizes(), plan.stride, plan.padding,
                                 plan.dilation, plan.result}};
    if (!bias.defined()) return record(info, {x, weight}, y, saves, convolution_backward);
    return record(info, {x, weight, bias}, y, saves, convolution_backward);
}

Tensor conv2d(const Tensor& x, const Tensor& weight, const Tensor& bias,
              const Conv2dOptions& options) {
    return convolution("conv2d", x, weight, bias,
                       {.stride = Shape(std::span<const int64_t>(options.stride)),
                        .padding = Shape(std::span<const int64_t>(options.padding)),
                        .dilation = Shape(std::span<const int64_t>(options.dilation)),
                        .groups = options.groups});
}

}  // namespace engine
