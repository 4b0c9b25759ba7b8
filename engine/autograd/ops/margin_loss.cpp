// Losses of margins and distances, made of other ops as PyTorch makes them.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/loss_elements.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_margin_loss.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

Tensor at_least_zero(const Tensor& x) {
    return clamp_min(x, Tensor::zeros({}, x.dtype()), true);
}

Tensor number_like(const Tensor& x, double value) {
    return Tensor::scalar(value, x.dtype());
}

// x where the condition holds, else 0
Tensor x_where(const Tensor& condition, const Tensor& x) {
    return where(condition, x, Tensor::zeros(x.sizes(), x.dtype()));
}

// ‖a − b + eps‖ₚ along the last dimension
Tensor distance(const Tensor& a, const Tensor& b, double p, double eps) {
    const int64_t last = -1;
    const std::span<const int64_t> dim(&last, 1);
    const Tensor difference = add(sub(a, b), eps);
    if (p == 2) return sqrt(sum(mul(difference, difference), dim));
    if (p == 1) return sum(abs(difference), dim);
    return pow(sum(pow(abs(difference), p), dim), 1 / p);
}

}  // namespace

Tensor hinge_embedding_loss(const Tensor& x, const Tensor& target, double margin,
                            LossReduction reduction) {
    const Tensor short_of = at_least_zero(sub(margin, x));
    const Tensor losses = add(x_where(ne(target, number_like(target, 1)), short_of),
                              x_where(ne(target, number_like(target, -1)), x));
    return reduce_loss(losses, reduction);
}

Tensor margin_ranking_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin,
                           LossReduction reduction) {
    if (a.dim() != b.dim() || a.dim() != target.dim()) {
        raise(ErrorKind::RuntimeError,
              "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
              "input1: {}, input2: {}, target: {} ",
              a.sizes().torch_str(), b.sizes().torch_str(), target.sizes().torch_str());
    }
    return reduce_loss(at_least_zero(add(mul(neg(target), sub(a, b)), margin)), reduction);
}

// y = log(1 + exp(−t x)), reduced.   dL/dx = −t exp(−t x) / (1 + exp(−t x)) dL/dy
Tensor soft_margin_loss(const Tensor& x, const Tensor& target, LossReduction reduction) {
    static constexpr OpInfo info{
        .name = "SoftMarginLossBackward0",
        .formula = "y = mean of log(1 + exp(-t x))",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& input = saved.tensor(0);
            const Tensor& t = saved.tensor(1);
            recorded_loss_gradient(saved, dy, dx, 0, neg(mul(t, sigmoid(neg(mul(t, input))))));
        }};
    const auto [a, b] = together<2>({x, target});
    const Tensor y = loss_values<2>({a, b}, reduction, "exp",
                                    [](auto v, auto t) { return std::log1p(std::exp(-t * v)); });
    return record(info, {a}, y, {.tensors = {a, b}, .integers = {static_cast<int64_t>(reduction)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      loss_gradient<2>(saved, dy, dx, 0, [](auto v, auto t) {
                          const auto z = std::exp(-t * v);
                          return -t * z / (z + 1);
                      });
                  });
}

Tensor multilabel_soft_margin_loss(const Tensor& x, const Tensor& target, const Tensor& weight,
                                   LossReduction reduction) {
    Tensor losses = neg(add(mul(target, logsigmoid(x)), mul(sub(1.0, target), logsigmoid(neg(x)))));
    if (weight.defined()) losses = mul(losses, weight);
    const int64_t last = -1;
    const auto classes = static_cast<double>(x.size(-1));
    return reduce_loss(div(sum(losses, std::span(&last, 1)), classes), reduction);
}

Tensor cosine_embedding_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin,
                             LossReduction reduction) {
    if (target.dim() > 1) {
        raise(ErrorKind::RuntimeError,
              "0D or 1D target tensor expected, multi-target not supported");
    }
    if (a.dim() != target.dim() + 1 || b.dim() != target.dim() + 1) {
        raise(ErrorKind::RuntimeError,
              "{}D target tensor expects {}D input tensors, but found inputs with sizes {} and {}.",
              target.dim(), target.dim() + 1, a.sizes().str(), b.sizes().str());
    }
    constexpr double kEpsilon = 1e-12;
    const int64_t last = target.dim();
    const std::span<const int64_t> dim(&last, 1);
    const Tensor squares =
        mul(add(sum(mul(a, a), dim), kEpsilon), add(sum(mul(b, b), dim), kEpsilon));
    const Tensor cosine = div(sum(mul(a, b), dim), sqrt(squares));
    const Tensor near = sub(1.0, cosine);
    const Tensor apart = at_least_zero(sub(cosine, margin));
    const Tensor losses = add(x_where(eq(target, number_like(target, 1)), near),
                              x_where(eq(target, number_like(target, -1)), apart));
    return reduce_loss(losses, reduction);
}

Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative,
                           const TripletOptions& options, LossReduction reduction) {
    if (anchor.dim() != positive.dim() || positive.dim() != negative.dim()) {
        raise(ErrorKind::RuntimeError,
              "All inputs should have same dimension but got {}D, {}D and {}D inputs.",
              anchor.dim(), positive.dim(), negative.dim());
    }
    const Tensor near = distance(anchor, positive, options.p, options.eps);
    Tensor far = distance(anchor, negative, options.p, options.eps);
    if (options.swap) far = minimum(far, distance(positive, negative, options.p, options.eps));
    return reduce_loss(at_least_zero(sub(add(near, options.margin), far)), reduction);
}

}  // namespace engine
