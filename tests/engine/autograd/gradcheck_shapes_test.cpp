#include "engine/autograd/indexing.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_pad.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/ops_sort.h"
#include "tests/engine/autograd/gradcheck.h"

namespace engine {
namespace {

Tensor places(std::initializer_list<double> values, const Shape& sizes) {
    return Tensor::from(values, sizes, DType::Int64);
}

// One more op is one more row.
const GradCase kCases[] = {
    {"index",
     {{3, 4}},
     [](Inputs& x) {
         const IndexPart parts[] = {places({2, 0, 2}, {3}), IndexRange{1, 4, 2}};
         return index(x[0], parts);
     }},
    {"assign_index",
     {{3, 4}, {2, 4}},
     [](Inputs& x) {
         const Tensor y = mul(x[0], 1);
         const IndexPart parts[] = {places({2, 0}, {2})};
         assign_index(y, parts, x[1]);
         return y;
     }},
    {"assign_view",
     {{3, 4}, {3}},
     [](Inputs& x) {
         const Tensor y = mul(x[0], 1);
         const IndexPart parts[] = {AllOthers{}, int64_t{1}};
         assign_index(y, parts, x[1]);
         return y;
     }},
    {"gather",
     {{3, 4}},
     [](Inputs& x) {
         return gather(x[0], 1, places({0, 0, 3, 1, 2, 2}, {3, 2}));
     }},
    {"scatter_add",
     {{3, 4}, {3, 2}},
     [](Inputs& x) {
         return scatter_add(x[0], 1, places({0, 0, 3, 1, 2, 2}, {3, 2}), x[1]);
     }},
    {"index_add",
     {{3, 4}, {3, 3}},
     [](Inputs& x) {
         return index_add(x[0], 1, places({0, 3, 0}, {3}), x[1], 2.5);
     }},
    {"masked_fill_tensor",
     {{3, 4}, {}},
     [](Inputs& x) {
         return masked_fill(x[0], places({1, 0, 0, 1}, {4}).to(DType::Bool), x[1]);
     }},
    {"pad_reflect",
     {{1, 3, 4}},
     [](Inputs& x) {
         return pad(x[0], Shape{3, 2, 1, 2}, PadMode::Reflect);
     }},
    {"pad_circular",
     {{1, 2, 4}},
     [](Inputs& x) {
         return pad(x[0], Shape{3, 2}, PadMode::Circular);
     }},
    {"pad_constant",
     {{2, 4}},
     [](Inputs& x) {
         return pad(x[0], Shape{-1, 2, 1, 0});
     }},
    {"roll",
     {{3, 4}},
     [](Inputs& x) {
         return roll(x[0], Shape{2, -1}, Shape{0, 1});
     }},
    {"repeat",
     {{2, 3}},
     [](Inputs& x) {
         return repeat(x[0], Shape{2, 1, 3});
     }},
    {"unfold", {{2, 5}}, [](Inputs& x) { return unfold(x[0], 1, 3, 1); }},
    {"diagonal", {{3, 4}}, [](Inputs& x) { return diagonal(x[0], 1); }},
    {"split",
     {{5, 2}},
     [](Inputs& x) {
         const auto parts = split(x[0], 2);
         return mul(parts[0], parts[1]);
     }},
    {"sort", {{3, 4}}, [](Inputs& x) { return sort(x[0], 0).values; }},
    {"topk", {{3, 4}}, [](Inputs& x) { return topk(x[0], 2, 1).values; }},
    {"einsum",
     {{2, 3, 4}, {4, 2}},
     [](Inputs& x) {
         const Tensor both[] = {x[0], x[1]};
         return einsum("bij,jk->kib", both);
     }},
    {"einsum_diagonal",
     {{3, 3, 2}},
     [](Inputs& x) { return einsum("iij->j", std::span(&x[0], 1)); }},
    {"baddbmm",
     {{2, 3}, {2, 2, 4}, {2, 4, 3}},
     [](Inputs& x) { return baddbmm(x[0], x[1], x[2], 0.5, 2); }},
    {"addbmm",
     {{2, 3}, {2, 2, 4}, {2, 4, 3}},
     [](Inputs& x) { return addbmm(x[0], x[1], x[2], 0.5, 2); }},
    {"matmul_folded", {{2, 3}, {2, 3, 4}}, [](Inputs& x) { return matmul(x[0], x[1]); }},
    {"matmul_stretched", {{2, 1, 3, 2}, {2, 2, 4}}, [](Inputs& x) { return matmul(x[0], x[1]); }},
    {"kron", {{2, 3}, {2}}, [](Inputs& x) { return kron(x[0], x[1]); }},
};

class ShapeGradCheck : public testing::TestWithParam<GradCase> {};

TEST_P(ShapeGradCheck, BackwardAgreesWithFiniteDifferences) {
    check_gradients(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Ops, ShapeGradCheck, testing::ValuesIn(kCases),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace engine
