#pragma once

#include <array>
#include <utility>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_loss.h"
#include "engine/autograd/record.h"
#include "engine/base/warning.h"

/// How a loss of elements is written: f(x, t, ...) for the loss of one, f'(x, t, ...) for its
/// slope, as generic lambdas of numbers; reductions are the same for all.
namespace engine {

namespace loss_detail {

template <class T, class F, size_t N, size_t... I>
T at(const F& f, const std::array<std::span<const T>, N>& operands, size_t i,
     std::index_sequence<I...>) {
    return f(operands[I][i]...);
}

template <class T, size_t N>
std::array<std::span<const T>, N> spans(const std::array<Tensor, N>& operands) {
    std::array<std::span<const T>, N> spans;
    for (size_t n = 0; n < N; ++n) spans[n] = operands[n].template span<T>();
    return spans;
}

}  // namespace loss_detail

/// Tells of sizes that differ: numbers are then compared with what they were not meant for.
inline void warn_of_sizes(const Tensor& x, const Tensor& target) {
    if (x.sizes() == target.sizes()) return;
    warn(fmt::format(
        "Using a target size ({}) that is different to the input size ({}). This will likely lead "
        "to incorrect results due to broadcasting. Please ensure they have the same size.",
        target.sizes().torch_str(), x.sizes().torch_str()));
}

/// All stretched to common sizes and converted to a common dtype, both recorded.
template <size_t N>
std::array<Tensor, N> together(std::array<Tensor, N> operands) {
    Shape sizes = operands[0].sizes();
    DType dtype = operands[0].dtype();
    for (const Tensor& operand : operands) {
        sizes = broadcast_shapes(sizes, operand.sizes());
        dtype = promote_types(dtype, operand.dtype());
    }
    for (Tensor& operand : operands) {
        if (operand.sizes() != sizes) operand = expand(operand, sizes);
        if (operand.dtype() != dtype) operand = to(operand, dtype);
    }
    return operands;
}

/// The losses f(x, t, ...) of operands of one size and dtype, reduced, without history.
template <size_t N, class F>
Tensor loss_values(const std::array<Tensor, N>& operands, LossReduction reduction,
                   std::string_view kernel, const F& f) {
    std::array<Tensor, N> packed;
    for (size_t n = 0; n < N; ++n) packed[n] = operands[n].contiguous();
    const bool whole = reduction == LossReduction::None;
    const Tensor y = Tensor::empty(whole ? packed[0].sizes() : Shape{}, packed[0].dtype());
    dispatch_floating(y.dtype(), kernel, [&]<class T>() {
        const auto values = loss_detail::spans<T>(packed);
        constexpr auto kAll = std::make_index_sequence<N>();
        const size_t count = values[0].size();
        if (whole) {
            const std::span<T> out = y.mutable_span<T>();
            for (size_t i = 0; i < count; ++i) out[i] = loss_detail::at<T>(f, values, i, kAll);
            return;
        }
        double sum = 0;
        for (size_t i = 0; i < count; ++i) {
            sum += static_cast<double>(loss_detail::at<T>(f, values, i, kAll));
        }
        if (reduction == LossReduction::Mean) sum /= static_cast<double>(count);
        *y.mutable_data<T>() = static_cast<T>(sum);
    });
    return y;
}

/// Sets the gradient of operand `k` to slope(x, t, ...) times what came for its loss. The operands
/// are the saved tensors 0 to N - 1, the reduction is integer 0.
template <size_t N, class F>
void loss_gradient(const Saved& saved, const Tensor& dy, Grads& dx, size_t k, const F& slope) {
    if (!dx.wants(k)) return;
    std::array<Tensor, N> packed;
    for (size_t n = 0; n < N; ++n) packed[n] = saved.tensor(n).contiguous();
    const auto reduction = static_cast<LossReduction>(saved.integer(0));
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "loss_backward", [&]<class T>() {
        const auto values = loss_detail::spans<T>(packed);
        constexpr auto kAll = std::make_index_sequence<N>();
        const size_t count = values[0].size();
        const std::span<T> out = dx.into<T>(k);
        if (reduction == LossReduction::None) {
            const std::span<const T> each = gradient.span<T>();
            for (size_t i = 0; i < count; ++i) {
                out[i] = loss_detail::at<T>(slope, values, i, kAll) * each[i];
            }
            return;
        }
        T each = *gradient.data<T>();
        if (reduction == LossReduction::Mean) each /= static_cast<T>(count);
        for (size_t i = 0; i < count; ++i) {
            out[i] = loss_detail::at<T>(slope, values, i, kAll) * each;
        }
    });
}

/// The same of a slope in recorded ops.
void recorded_loss_gradient(const Saved& saved, const Tensor& dy, Grads& dx, size_t k,
                            const Tensor& slope);

/// A recorded reduction, for losses that PyTorch makes of other functions.
Tensor reduce_loss(const Tensor& losses, LossReduction reduction);

}  // namespace engine
