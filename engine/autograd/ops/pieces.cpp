#include "engine/autograd/ops/pieces.h"

#include "engine/autograd/history.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

std::vector<Tensor> record_pieces(const OpInfo& info, const Tensor& x, std::vector<Tensor> pieces,
                                  const std::vector<int64_t>& integers, BackwardFn backward) {
    const Tensor& base = x.impl()->base.defined() ? x.impl()->base : x;
    for (const Tensor& piece : pieces) {
        piece.impl()->base = base;
        piece.impl()->rewritten = base.impl()->rewritten;
        inherit_requires_grad(piece);
    }
    if (is_floating(x.dtype())) {
        record_many(info, std::span(&x, 1), pieces, {.integers = integers}, backward);
    }
    return pieces;
}

}  // namespace engine
