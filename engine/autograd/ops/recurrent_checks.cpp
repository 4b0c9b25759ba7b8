#include "engine/autograd/ops/recurrent_checks.h"

#include "engine/base/error.h"

namespace engine {

namespace {

// What PyTorch's products of x with W_ih and of h with W_hh say.
void check_dtype(const Tensor& x, const Tensor& weight) {
    if (!x.defined() || x.dtype() == weight.dtype()) return;
    raise(ErrorKind::RuntimeError, "mat1 and mat2 must have the same dtype, but got {} and {}",
          scalar_name(x.dtype()), scalar_name(weight.dtype()));
}

// (rows, columns) times the transposed weight, plus a bias.
void check_product(int64_t rows, int64_t columns, const Tensor& weight, const Tensor& bias) {
    const bool matrix = weight.dim() == 2;
    if (!matrix || weight.size(1) != columns) {
        raise(ErrorKind::RuntimeError,
              "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})", rows, columns,
              matrix ? weight.size(1) : weight.numel(), matrix ? weight.size(0) : 1);
    }
    if (!bias.defined() || bias.sizes() == Shape{weight.size(0)}) return;
    raise(ErrorKind::RuntimeError,
          "The expanded size of the tensor ({}) must match the existing size ({}) at "
          "non-singleton dimension 1.  Target sizes: [{}, {}].  Tensor sizes: {}",
          weight.size(0), bias.numel(), rows, weight.size(0), bias.sizes().str());
}

void check_sizes(const Tensor& x, const Shape& wanted) {
    if (!x.defined() || x.sizes() == wanted) return;
    raise(ErrorKind::RuntimeError, "Expected a tensor of size {} in a recurrent layer, got {}",
          wanted.str(), x.sizes().str());
}

}  // namespace

void check_recurrent_layer(RecurrentCell cell, const Tensor& x, const Tensor& h, const Tensor& c,
                           const RecurrentWeights& weights) {
    check_dtype(x, weights.input);
    check_dtype(h, weights.hidden);
    for (const Tensor* other : {&h, &c, &weights.hidden, &weights.input_bias, &weights.hidden_bias,
                                &weights.projection}) {
        check_dtype(*other, weights.input);
    }
    if (x.size(0) == 0) {
        raise(ErrorKind::RuntimeError, "Expected sequence length to be larger than 0 in RNN");
    }
    const int64_t batch = x.size(1);
    const int64_t outputs = h.size(-1);
    check_product(x.size(0) * batch, x.size(2), weights.input, weights.input_bias);
    check_product(batch, outputs, weights.hidden, weights.hidden_bias);
    const int64_t rows = weights.input.size(0);
    check_sizes(weights.hidden, {rows, outputs});
    const int64_t hidden = rows / gates_of(cell);
    check_sizes(weights.input, {hidden * gates_of(cell), x.size(2)});
    check_sizes(weights.projection, {outputs, hidden});
    check_sizes(h, {batch, weights.projection.defined() ? outputs : hidden});
    check_sizes(c, {batch, hidden});
}

}  // namespace engine
