#include "engine/autograd/ops.h"
#include "engine/autograd/ops_reduce.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// Equals share what came for the extreme.
void add_share(const Tensor& x, const Tensor& extreme, const Tensor& dy, Tensor& sum) {
    if (!dy.defined()) return;
    const Tensor is_it = eq(x, views::expand(extreme, x.sizes())).to(dy.dtype());
    const Tensor count = raw::sum_to(is_it, extreme.sizes());
    const Tensor share = mul(is_it, div(reshape(dy, extreme.sizes()), count));
    sum = sum.defined() ? add(sum, share) : share;
}

void backward(const Saved& saved, const Tensor&, Grads& dx) {
    Tensor sum;
    for (const size_t k : {size_t{0}, size_t{1}}) {
        add_share(saved.tensor(0).detach(), saved.tensor(k + 1), saved.dy(k), sum);
    }
    dx.set(0, sum);
}

}  // namespace

std::pair<Tensor, Tensor> aminmax(const Tensor& x, std::optional<int64_t> dim, bool keepdim) {
    static constexpr OpInfo info{.name = "AminmaxBackward0",
                                 .formula = "y = the smallest and the largest",
                                 .recorded = backward};
    if (!dim && x.numel() == 0) {
        raise(ErrorKind::RuntimeError,
              "aminmax(): cannot compute aminmax over an empty dimension as the operation has no "
              "identity.");
    }
    std::vector<int64_t> dims;
    if (dim) {
        const size_t d = wrap_dim(*dim, x.sizes().size());
        if (x.dim() > 0 && x.sizes()[d] == 0) {
            raise(ErrorKind::IndexError,
                  "aminmax: Expected reduction dim {} to have non-zero size.", d);
        }
        dims.push_back(*dim);
    }
    const Tensor plain = x.detach();
    const Tensor least = amin(plain, dims, true);
    const Tensor most = amax(plain, dims, true);
    Tensor results[] = {amin(plain, dims, keepdim), amax(plain, dims, keepdim)};
    const Tensor inputs[] = {x};
    record_many(info, inputs, results, {.tensors = {x, least, most}}, backward);
    return {results[0], results[1]};
}

}  // namespace engine
