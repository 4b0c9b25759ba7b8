#include "tests/engine/autograd/gradcheck.h"

namespace engine {
namespace {

// One more op is one more row.
const GradCase kCases[] = {
    {"add", {{3, 4}, {4}}, [](Inputs& x) { return add(x[0], x[1], 0.5); }},
    {"add_number", {{3}}, [](Inputs& x) { return add(x[0], 2); }},
    {"sub", {{2, 1, 4}, {3, 1}}, [](Inputs& x) { return sub(x[0], x[1]); }},
    {"rsub", {{3}}, [](Inputs& x) { return sub(1.0, x[0]); }},
    {"mul", {{3, 4}, {3, 1}}, [](Inputs& x) { return mul(x[0], x[1]); }},
    {"mul_itself", {{3}}, [](Inputs& x) { return mul(x[0], x[0]); }},
    {"mul_number", {{3}}, [](Inputs& x) { return mul(x[0], -3); }},
    {"div", {{3, 4}, {4}}, [](Inputs& x) { return div(x[0], x[1]); }, 0.5},
    {"div_number", {{3}}, [](Inputs& x) { return div(x[0], 4); }},
    {"reciprocal", {{3}}, [](Inputs& x) { return div(2.0, x[0]); }, 0.5},
    {"neg", {{3}}, [](Inputs& x) { return neg(x[0]); }},
    {"pow", {{3}}, [](Inputs& x) { return pow(x[0], 3); }},
    {"square", {{3}}, [](Inputs& x) { return pow(x[0], 2); }},
    {"relu", {{3, 4}}, [](Inputs& x) { return relu(x[0]); }},
    {"relu_", {{3, 4}}, [](Inputs& x) { return relu_(mul(x[0], 2)); }},
    {"tanh", {{3, 4}}, [](Inputs& x) { return tanh(x[0]); }},
    {"sigmoid", {{3, 4}}, [](Inputs& x) { return sigmoid(x[0]); }},
    {"exp", {{3, 4}}, [](Inputs& x) { return exp(x[0]); }},
    {"log", {{3, 4}}, [](Inputs& x) { return log(x[0]); }, 0.5},
    {"sqrt", {{3, 4}}, [](Inputs& x) { return sqrt(x[0]); }, 0.5},
    {"abs", {{3, 4}}, [](Inputs& x) { return abs(x[0]); }},
    {"leaky_relu", {{3, 4}}, [](Inputs& x) { return leaky_relu(x[0], 0.1); }},
    {"leaky_relu_in_place", {{3, 4}}, [](Inputs& x) { return leaky_relu(mul(x[0], 2), 0.1, true); }},
    {"prelu", {{3, 4}, {1}}, [](Inputs& x) { return prelu(x[0], x[1]); }},
    {"prelu_channels", {{2, 3, 2}, {3}}, [](Inputs& x) { return prelu(x[0], x[1]); }},
    {"elu", {{3, 4}}, [](Inputs& x) { return elu(x[0], 1.5); }},
    {"elu_in_place", {{3, 4}}, [](Inputs& x) { return elu(mul(x[0], 2), 1.5, true); }},
    {"selu", {{3, 4}}, [](Inputs& x) { return selu(x[0]); }},
    {"celu", {{3, 4}}, [](Inputs& x) { return celu(x[0], 0.5); }},
    {"gelu", {{3, 4}}, [](Inputs& x) { return gelu(x[0]); }},
    {"gelu_tanh", {{3, 4}}, [](Inputs& x) { return gelu(x[0], "tanh"); }},
    {"silu", {{3, 4}}, [](Inputs& x) { return silu(x[0]); }},
    {"silu_in_place", {{3, 4}}, [](Inputs& x) { return silu(mul(x[0], 2), true); }},
    {"mish", {{3, 4}}, [](Inputs& x) { return mish(x[0]); }},
    {"softplus", {{3, 4}}, [](Inputs& x) { return softplus(x[0], 2, 3); }},
    {"hardtanh", {{3, 4}}, [](Inputs& x) { return hardtanh(x[0], -1.1, 0.7); }},
    {"hardswish", {{3, 4}}, [](Inputs& x) { return hardswish(mul(x[0], 2)); }},
    {"hardsigmoid", {{3, 4}}, [](Inputs& x) { return hardsigmoid(mul(x[0], 2)); }},
    {"logsigmoid", {{3, 4}}, [](Inputs& x) { return logsigmoid(x[0]); }},
    {"softsign", {{3, 4}}, [](Inputs& x) { return softsign(x[0]); }},
    {"tanhshrink", {{3, 4}}, [](Inputs& x) { return tanhshrink(x[0]); }},
    {"softshrink", {{3, 4}}, [](Inputs& x) { return softshrink(x[0]); }},
    {"hardshrink", {{3, 4}}, [](Inputs& x) { return hardshrink(x[0]); }},
    {"threshold", {{3, 4}}, [](Inputs& x) { return threshold(x[0], 0.3, 0.5); }},
    {"avg_pool2d",
     {{1, 2, 6, 7}},
     [](Inputs& x) {
         return avg_pool2d(
             x[0], {.kernel = {3, 3}, .stride = {2, 2}, .padding = {1, 1}, .ceil_mode = true});
     }},
    {"avg_pool2d_override",
     {{2, 5, 6}},
     [](Inputs& x) {
         return avg_pool2d(x[0], {.count_include_pad = false, .divisor_override = 3});
     }},
    {"adaptive_avg_pool2d",
     {{1, 2, 5, 7}},
     [](Inputs& x) {
         return adaptive_avg_pool2d(x[0], {2, 3});
     }},
    {"mm", {{3, 4}, {4, 2}}, [](Inputs& x) { return mm(x[0], x[1]); }},
    {"mm_turned", {{4, 3}, {2, 4}}, [](Inputs& x) { return mm(t(x[0]), t(x[1])); }},
    {"mm_large", {{20, 9}, {9, 17}}, [](Inputs& x) { return mm(x[0], x[1]); }},
    {"dot", {{4}, {4}}, [](Inputs& x) { return matmul(x[0], x[1]); }},
    {"mv", {{3, 4}, {4}}, [](Inputs& x) { return matmul(x[0], x[1]); }},
    {"vm", {{3}, {3, 4}}, [](Inputs& x) { return matmul(x[0], x[1]); }},
    {"batched_matmul", {{2, 1, 3, 4}, {2, 4, 2}}, [](Inputs& x) { return matmul(x[0], x[1]); }},
    {"linear", {{5, 3}, {4, 3}, {4}}, [](Inputs& x) { return linear(x[0], x[1], x[2]); }},
    {"linear_without_bias", {{5, 3}, {4, 3}}, [](Inputs& x) { return linear(x[0], x[1], {}); }},
    {"linear_3d", {{2, 5, 3}, {4, 3}, {4}}, [](Inputs& x) { return linear(x[0], x[1], x[2]); }},
    {"linear_1d", {{3}, {4, 3}, {4}}, [](Inputs& x) { return linear(x[0], x[1], x[2]); }},
    {"view",
     {{2, 6}},
     [](Inputs& x) {
         return view(x[0], Shape{3, 4});
     }},
    {"reshape_copies",
     {{2, 6}},
     [](Inputs& x) {
         return reshape(t(x[0]), Shape{3, 4});
     }},
    {"flatten", {{2, 3, 2}}, [](Inputs& x) { return flatten(x[0], 1); }},
    {"select", {{2, 3}}, [](Inputs& x) { return select(x[0], 1, -1); }},
    {"slice", {{7, 2}}, [](Inputs& x) { return slice(x[0], 0, 1, 6, 2); }},
    {"transpose", {{2, 3, 4}}, [](Inputs& x) { return transpose(x[0], 0, 2); }},
    {"permute",
     {{2, 3, 4}},
     [](Inputs& x) {
         return permute(x[0], Shape{2, 0, 1});
     }},
    {"expand",
     {{3, 1}},
     [](Inputs& x) {
         return expand(x[0], Shape{2, 3, 4});
     }},
    {"squeeze", {{2, 1, 3}}, [](Inputs& x) { return squeeze(unsqueeze(x[0], 0)); }},
    {"clone", {{3}}, [](Inputs& x) { return clone(x[0]); }},
    {"cat", {{2, 3}, {2, 1}}, [](Inputs& x) { return cat(x, 1); }},
    {"stack", {{2, 3}, {2, 3}}, [](Inputs& x) { return stack(x, 1); }},
    {"sum", {{2, 3}}, [](Inputs& x) { return sum(x[0]); }},
    {"sum_dims",
     {{2, 3, 4}},
     [](Inputs& x) {
         return sum(x[0], Shape{0, -1});
     }},
    {"sum_keepdim", {{2, 3, 4}}, [](Inputs& x) { return sum(x[0], Shape{1}, true); }},
    {"mean", {{2, 3}}, [](Inputs& x) { return mean(x[0]); }},
    {"mean_dims",
     {{2, 3, 4}},
     [](Inputs& x) {
         return mean(x[0], Shape{1, 2});
     }},
    {"softmax", {{3, 4}}, [](Inputs& x) { return softmax(x[0], 1); }},
    {"softmax_inner", {{3, 4, 2}}, [](Inputs& x) { return softmax(x[0], 1); }},
    {"log_softmax", {{3, 4}}, [](Inputs& x) { return log_softmax(x[0], -1); }},
    {"log_softmax_inner", {{3, 4}}, [](Inputs& x) { return log_softmax(x[0], 0); }},
    {"cross_entropy",
     {{3, 4}},
     [](Inputs& x) {
         return cross_entropy(x[0], Tensor::from({2, 0, 3}, {3}, DType::Int64));
     }},
    {"cross_entropy_ignores",
     {{3, 4}},
     [](Inputs& x) {
         return cross_entropy(x[0], Tensor::from({2, -100, 3}, {3}, DType::Int64));
     }},
    {"mse_loss", {{3, 4}, {3, 4}}, [](Inputs& x) { return mse_loss(x[0], x[1]); }},
    {"mul_mask",
     {{3, 4}},
     [](Inputs& x) {
         return mul_mask(x[0], fixed({3, 4}));
     }},
    {"mul_mask_of_channels",
     {{2, 3, 2, 2}},
     [](Inputs& x) {
         return mul_mask(x[0], fixed({2, 3, 1, 1}));
     }},
    {"mul_mask_",
     {{3, 4}},
     [](Inputs& x) {
         const Tensor y = add(x[0], 1);
         mul_mask_(y, fixed({3, 4}));
         return y;
     }},
    {"conv2d_direct",
     {{2, 3, 13, 14}, {5, 3, 3, 3}, {5}},
     [](Inputs& x) {
         return conv2d(x[0], x[1], x[2], {.padding = {1, 1}});
     }},
    {"conv2d_direct_unpadded",
     {{1, 2, 15, 17}, {3, 2, 3, 3}},
     [](Inputs& x) { return conv2d(x[0], x[1], {}); }},
    {"conv2d_small_planes",
     {{2, 3, 5, 6}, {4, 3, 3, 3}, {4}},
     [](Inputs& x) {
         return conv2d(x[0], x[1], x[2], {.padding = {1, 1}});
     }},
    {"conv2d_stride_dilation_groups",
     {{2, 4, 8, 9}, {6, 2, 2, 3}, {6}},
     [](Inputs& x) {
         return conv2d(x[0], x[1], x[2],
                       {.stride = {2, 3}, .padding = {1, 2}, .dilation = {2, 1}, .groups = 2});
     }},
    {"conv2d_unbatched",
     {{2, 4, 4}, {3, 2, 1, 1}},
     [](Inputs& x) { return conv2d(x[0], x[1], {}); }},
    {"max_pool2d", {{2, 2, 4, 6}}, [](Inputs& x) { return max_pool2d(x[0], {}); }},
    {"max_pool2d_overlapping",
     {{1, 2, 6, 7}},
     [](Inputs& x) {
         return max_pool2d(
             x[0], {.kernel = {3, 3}, .stride = {2, 2}, .padding = {1, 1}, .ceil_mode = true});
     }},
    {"batch_norm",
     {{6, 4}, {4}, {4}},
     [](Inputs& x) { return batch_norm(x[0], x[1], x[2], {}, {}).y; }},
    {"batch_norm_planes",
     {{2, 3, 4, 5}, {3}, {3}},
     [](Inputs& x) { return batch_norm(x[0], x[1], x[2], {}, {}).y; }},
    {"batch_norm_plain", {{6, 4}}, [](Inputs& x) { return batch_norm(x[0], {}, {}, {}, {}).y; }},
    {"batch_norm_running",
     {{2, 3, 4, 5}, {3}, {3}},
     [](Inputs& x) { return batch_norm(x[0], x[1], x[2], fixed({3}), fixed({3})).y; }},
    {"instance_norm",
     {{2, 3, 5}, {3}, {3}},
     [](Inputs& x) { return instance_norm(x[0], x[1], x[2], {}, {}).y; }},
    {"instance_norm_running",
     {{2, 3, 5}, {3}, {3}},
     [](Inputs& x) { return instance_norm(x[0], x[1], x[2], fixed({3}), fixed({3})).y; }},
    {"layer_norm",
     {{2, 3, 5}, {3, 5}, {3, 5}},
     [](Inputs& x) {
         return layer_norm(x[0], Shape{3, 5}, x[1], x[2]);
     }},
    {"layer_norm_plain", {{4, 5}}, [](Inputs& x) { return layer_norm(x[0], Shape{5}, {}, {}); }},
    {"group_norm",
     {{2, 6, 2, 2}, {6}, {6}},
     [](Inputs& x) { return group_norm(x[0], 3, x[1], x[2]); }},
    {"rrelu",
     {{3, 4}},
     [](Inputs& x) {
         return rrelu_with_slopes(x[0], fixed({3, 4}));
     }},
    {"rrelu_in_place",
     {{3, 4}},
     [](Inputs& x) {
         return rrelu_with_slopes(mul(x[0], 2), fixed({3, 4}), true);
     }},
    {"copy_into_a_view",
     {{3, 4}, {4}},
     [](Inputs& x) {
         const Tensor y = mul(x[0], 2);
         copy_(select(y, 0, 1), x[1]);
         return y;
     }},
    {"mul_in_place_through_a_view",
     {{3, 4}},
     [](Inputs& x) {
         const Tensor y = mul(x[0], 2);
         mul_(select(y, 1, 2), 3);
         return y;
     }},
    {"view_of_what_is_written_later",
     {{3, 4}},
     [](Inputs& x) {
         const Tensor y = mul(x[0], 2);
         const Tensor row = select(y, 0, 1);
         mul_(select(y, 1, 2), 5);
         mul_(y, 3);
         return mul(row, 1);
     }},
    {"into_a_buffer",
     {{4}},
     [](Inputs& x) {
         const Tensor y = Tensor::zeros({3, 4}, DType::Float64);
         copy_(select(y, 0, 1), x[0]);
         return y;
     }},
};

class GradCheck : public testing::TestWithParam<GradCase> {};

TEST_P(GradCheck, BackwardAgreesWithFiniteDifferences) {
    check_gradients(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Ops, GradCheck, testing::ValuesIn(kCases),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace engine
