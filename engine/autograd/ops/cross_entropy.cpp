#include "engine/autograd/ops.h"
#include "engine/autograd/ops/loss_elements.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_loss.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

#include <limits>

namespace engine {

namespace {

int64_t class_dim(const Tensor& x) {
    return x.dim() <= 1 ? 0 : 1;
}

// weight as (1, C, 1, ...)
Tensor for_classes(const Tensor& x, const Tensor& weight) {
    Shape sizes = Shape::filled(x.sizes().size(), 1);
    if (!sizes.empty()) sizes[static_cast<size_t>(class_dim(x))] = weight.numel();
    return views::view(weight.detach().contiguous(), sizes);
}

void check_smoothing(double smoothing) {
    if (smoothing <= 1) return;
    raise(ErrorKind::RuntimeError, "label_smoothing must be between 0.0 and 1.0. Got: {}",
          smoothing);
}

Tensor quotient(const Tensor& a, double b) {
    return raw::binary(kernels::BinaryOp::Div, a, Tensor::scalar(b, a.dtype()));
}

// y = x / n, as PyTorch divides by a number inside of an op: under another name than `x / n` has.
Tensor over_count(const Tensor& x, double n) {
    static constexpr OpInfo info{.name = "DivBackward1",
                                 .formula = "y = x / n",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, div(dy, saved.number(0)));
                                 }};
    return record(info, {x}, quotient(x, n), {.numbers = {n}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, quotient(dy, saved.number(0)));
                  });
}

// -sum over classes of p w log softmax(x), where p is smoothed
Tensor loss_of_probabilities(const Tensor& x, const Tensor& target,
                             const ClassLossOptions& options) {
    if (!is_floating(target.dtype())) {
        raise(ErrorKind::RuntimeError,
              "Expected floating point type for target with class probabilities, got {}",
              scalar_name(target.dtype()));
    }
    if (options.ignore_index >= 0) {
        raise(ErrorKind::RuntimeError, "ignore_index is not supported for floating point target");
    }
    const int64_t classes = x.dim() == 0 ? 1 : x.size(class_dim(x));
    const Tensor& weight = options.weight;
    if (weight.defined() && (weight.dim() != 1 || weight.numel() != classes)) {
        raise(ErrorKind::RuntimeError,
              "cross_entropy: weight tensor should be defined either for all {} classes or no "
              "classes but got weight tensor of shape: {}",
              classes, weight.sizes().str());
    }
    const Tensor scores = log_softmax(x, class_dim(x));
    Tensor probabilities = target;
    if (options.label_smoothing > 0) {
        check_smoothing(options.label_smoothing);
        probabilities = add(mul(target, 1 - options.label_smoothing),
                            options.label_smoothing / static_cast<double>(classes));
    }
    Tensor terms = mul(scores, probabilities);
    if (weight.defined()) terms = mul(terms, for_classes(x, weight));
    switch (options.reduction) {
        case LossReduction::None: {
            const int64_t dim = class_dim(x);
            return neg(sum(terms, std::span(&dim, 1)));
        }
        case LossReduction::Sum:
            return neg(sum(terms));
        default:
            if (x.numel() == 0) {
                return Tensor::scalar(std::numeric_limits<double>::quiet_NaN(), x.dtype());
            }
            return over_count(neg(sum(terms)), static_cast<double>(x.numel() / classes));
    }
}

// A copy of x with 0 where the id is the ignored one.
Tensor zeroed(const Tensor& x, const Tensor& ids, int64_t ignored) {
    const Tensor y = x.copy();
    dispatch_floating(y.dtype(), "masked_fill", [&]<class T>() {
        const std::span<const int64_t> each = ids.span<int64_t>();
        const std::span<T> out = y.mutable_span<T>();
        for (size_t i = 0; i < out.size(); ++i) {
            if (each[i] == ignored) out[i] = T(0);
        }
    });
    return y;
}

// y = x, 0 where the target is ignored.   dL/dx alike
Tensor without_ignored(const Tensor& x, const Tensor& target, int64_t ignore_index) {
    static constexpr OpInfo info{
        .name = "MaskedFillBackward0",
        .formula = "y = x, 0 if ignored",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor ignored =
                eq(saved.tensor(0),
                   Tensor::full({}, static_cast<double>(saved.integer(0)), DType::Int64));
            dx.set(0, masked_fill(dy, views::view(ignored, dy.sizes()), 0.0));
        }};
    const Tensor ids = target.to(DType::Int64).contiguous();
    return record(info, {x}, zeroed(x, ids, ignore_index),
                  {.tensors = {ids}, .integers = {ignore_index}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, zeroed(dy, saved.tensor(0), saved.integer(0)));
                  });
}

// The weights' sum over the targets that count.
double counted(const Tensor& target, const ClassLossOptions& options) {
    if (MetaPass::active()) return 1;
    const std::vector<double> weights =
        options.weight.defined() ? options.weight.to_vector<double>() : std::vector<double>();
    double total = 0;
    for (const int64_t id : target.to_vector<int64_t>()) {
        if (id == options.ignore_index) continue;
        total += weights.empty() ? 1 : weights[static_cast<size_t>(id)];
    }
    return total;
}

// (1 - e) nll + (e / C) sum over classes of -w log softmax(x)
Tensor smoothed_loss(const Tensor& x, const Tensor& target, const ClassLossOptions& options) {
    check_smoothing(options.label_smoothing);
    const int64_t dim = class_dim(x);
    const Tensor scores = log_softmax(x, dim);
    const Tensor likelihood = nll_loss(scores, target, options);
    const Tensor weighted =
        options.weight.defined() ? mul(scores, for_classes(x, options.weight)) : scores;
    Tensor spread =
        without_ignored(neg(sum(weighted, std::span(&dim, 1))), target, options.ignore_index);
    if (options.reduction == LossReduction::Mean) {
        spread = div(sum(spread), counted(target, options));
    } else {
        spread = reduce_loss(spread, options.reduction);
    }
    const double smoothing = options.label_smoothing;
    return add(mul(likelihood, 1 - smoothing),
               mul(spread, smoothing / static_cast<double>(x.size(dim))));
}

}  // namespace

Tensor cross_entropy(const Tensor& x, const Tensor& target, const ClassLossOptions& options) {
    if (x.sizes() == target.sizes()) return loss_of_probabilities(x, target, options);
    if (options.label_smoothing > 0) return smoothed_loss(x, target, options);
    return nll_loss(log_softmax(x, class_dim(x)), target, options);
}

Tensor cross_entropy(const Tensor& x, const Tensor& target, int64_t ignore_index) {
    return cross_entropy(x, target, ClassLossOptions{.ignore_index = ignore_index});
}

}  // namespace engine
