// torch's products of vectors, matrices and tensors.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_product.h"
#include "engine/base/error.h"
#include "engine/script/native_tables.h"

#include <algorithm>

namespace engine::script {

namespace {

using nn::Value;

template <Tensor (*product)(const Tensor&, const Tensor&)>
Value of_two(Call& call) {
    return product(call.tensor(0), call.tensor(1));
}

template <Tensor (*product)(const Tensor&, const Tensor&, const Tensor&, double, double)>
Value of_three(Call& call) {
    return product(call.tensor(0), call.tensor(1), call.tensor(2), call.number(3), call.number(4));
}

Value einsum_(Call& call) {
    const nn::Sequence* given = call[1].sequence();
    if (given->items.empty()) {
        raise(ErrorKind::ValueError,
              "einsum(): must specify the equation string and at least one operand, or at least "
              "one operand and its subscripts list");
    }
    const std::string& equation = call.text(0);
    if (given->items.size() == 1 && given->items[0].sequence() != nullptr) {
        given = given->items[0].sequence();
    }
    std::vector<Tensor> operands;
    for (const Value& item : given->items) {
        if (!item.is_tensor()) {
            raise(ErrorKind::TypeError, "expected Tensor as element {} in argument 1, but got {}",
                  operands.size(), item.type_name());
        }
        operands.push_back(item.tensor());
    }
    return einsum(equation, operands);
}

// dims: how many from the end of a and the beginning of b; or a list for each
Value tensordot_(Call& call) {
    const Tensor& a = call.tensor(0);
    const Tensor& b = call.tensor(1);
    std::vector<int64_t> dims_a, dims_b;
    if (const nn::Sequence* lists = call[2].sequence()) {
        const auto read = [&](std::size_t i) {
            std::vector<int64_t> out;
            const Value& list = lists->items.at(i);
            if (list.sequence() == nullptr) return std::vector<int64_t>{list.integer("dims")};
            for (const Value& item : list.sequence()->items) out.push_back(item.integer("dims"));
            return out;
        };
        if (lists->items.size() != 2) {
            raise(ErrorKind::RuntimeError, "tensordot expects dims to be int or a pair of lists");
        }
        dims_a = read(0);
        dims_b = read(1);
    } else {
        const int64_t count = call.integer(2);
        if (count < 0) {
            raise(ErrorKind::RuntimeError, "tensordot expects dims >= 0, but got dims={}", count);
        }
        for (int64_t i = 0; i < std::min<int64_t>(count, 64); ++i) {
            dims_a.push_back(i - count);
            dims_b.push_back(i);
        }
    }
    return tensordot(a, b, dims_a, dims_b);
}

constexpr Native kRows[] = {
    {kTorch | kMethod, "matmul(input, other)", of_two<matmul>},
    {kLinalg, "matmul(input, other)", of_two<matmul>},
    {kTorch | kMethod, "mm(input, mat2)", of_two<mm>},
    {kTorch | kMethod, "mv(input, vec)", of_two<mv>},
    {kTorch | kMethod, "dot(input, other)", of_two<dot>},
    {kTorch | kMethod, "bmm(input, mat2)", of_two<bmm>},
    {kTorch | kMethod, "outer(input, vec2)", of_two<outer>},
    {kTorch | kMethod, "ger(input, vec2)", of_two<outer>},
    {kTorch | kMethod, "inner(input, other)", of_two<inner>},
    {kTorch | kMethod, "kron(input, other)", of_two<kron>},
    {kTorch | kMethod, "addmm(input, mat1, mat2, *, beta=1, alpha=1)", of_three<addmm>},

    {kTorch | kMethod, "addmv(input, mat, vec, *, beta=1, alpha=1)", of_three<addmv>},
    {kTorch | kMethod, "addbmm(input, batch1, batch2, *, beta=1, alpha=1)", of_three<addbmm>},
    {kTorch | kMethod, "baddbmm(input, batch1, batch2, *, beta=1, alpha=1)", of_three<baddbmm>},
    {kTorch | kMethod, "addr(input, vec1, vec2, *, beta=1, alpha=1)", of_three<addr>},
    {kTorch, "einsum(equation, *operands)", einsum_},
    {kTorch, "tensordot(a, b, dims=2)", tensordot_},
    {kFunctional, "linear(input, weight, bias=None)",
     [](Call& call) -> Value {
         return linear(call.tensor(0), call.tensor(1), call.maybe_tensor(2));
     }},
};

}  // namespace

std::span<const Native> product_names() {
    return kRows;
}

}  // namespace engine::script
