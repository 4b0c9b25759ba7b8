// What the activations and mean pools refuse; their numbers are in modules_test.cpp.

#include "engine/nn/adaptive_pooling.h"
#include "engine/nn/avg_pooling.h"
#include "engine/nn/rectifier.h"
#include "engine/nn/smooth_activation.h"
#include "engine/nn/softmax.h"
#include "tests/engine/nn/error_of.h"

#include <gtest/gtest.h>

namespace engine::nn {
namespace {

struct RefusedCase {
    const char* what;
    ModulePtr (*make)();
    Shape input;
    const char* error;  // PyTorch 1.13.1's words
};

const RefusedCase kCases[] = {
    {"PReLU_channels",
     [] { return PReLU({.num_parameters = 2}); },
     {2, 3},
     "RuntimeError: Mismatch of parameter numbers and input channel size. Found parameter numbers "
     "= 2 and channel size = 3."},
    {"PReLU_scalar",
     [] { return PReLU({.num_parameters = 2}); },
     {},
     "RuntimeError: Not allow zero-dim input tensor."},
    {"GELU",
     [] { return GELU("x"); },
     {2},
     "RuntimeError: approximate argument must be either none or tanh."},
    {"CELU",
     [] { return CELU({.alpha = 0.0}); },
     {2},
     "RuntimeError: ZeroDivisionError: alpha cannot be 0 for CELU"},
    {"Softshrink",
     [] { return Softshrink(-1.0); },
     {2},
     "RuntimeError: lambda must be greater or equal to 0, but found to be -1."},
    {"Softmax",
     [] { return Softmax(5); },
     {2, 3},
     "IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 5)"},
    {"LeakyReLU",
     [] { return LeakyReLU({.negative_slope = "a"}); },
     {2},
     "TypeError: leaky_relu(): argument 'negative_slope' (position 2) must be Number, not str"},
    {"AvgPool2d_padding",
     [] { return AvgPool2d({.kernel_size = 3, .padding = 2}); },
     {1, 1, 4, 4},
     "RuntimeError: pad should be at most half of kernel size, but got pad=2 and kernel_size=3"},
    {"AvgPool2d_stride",
     [] { return AvgPool2d({.kernel_size = 2, .stride = 0}); },
     {1, 1, 4, 4},
     "RuntimeError: stride should not be zero"},
    {"AvgPool2d_size",
     [] { return AvgPool2d({.kernel_size = 9}); },
     {1, 1, 4, 4},
     "RuntimeError: Given input size: (1x4x4). Calculated output size: (1x0x0). Output size is too "
     "small"},
    {"AvgPool2d_divisor",
     [] { return AvgPool2d({.kernel_size = 2, .divisor_override = 0}); },
     {1, 1, 4, 4},
     "RuntimeError: divisor must be not zero"},
    {"AvgPool2d_rank",
     [] { return AvgPool2d({.kernel_size = 2}); },
     {2, 3},
     "IndexError: Dimension out of range (expected to be in range of [-2, 1], but got -3)"},
    {"AdaptiveAvgPool2d_rank",
     [] { return AdaptiveAvgPool2d(2); },
     {2, 3},
     "RuntimeError: adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got [2, 3]"},
    {"AdaptiveAvgPool2d_negative",
     [] { return AdaptiveAvgPool2d(-1); },
     {1, 1, 4, 4},
     "RuntimeError: adaptive_avg_pool2d: elements of output_size must be greater than or equal to "
     "0 "
     "but received {-1, -1}"},
    {"AdaptiveAvgPool2d_empty",
     [] { return AdaptiveAvgPool2d(2); },
     {1, 1, 0, 4},
     "RuntimeError: adaptive_avg_pool2d(): Expected input to have non-zero size for non-batch "
     "dimensions, but input has sizes [1, 1, 0, 4] with dimension 2 being empty"},
};

class Refused : public testing::TestWithParam<RefusedCase> {};

TEST_P(Refused, InPyTorchsWords) {
    Generator generator(0);
    CallContext context{.generator = generator};
    EXPECT_EQ(
        test::error_of([&] { call(*GetParam().make(), context, Tensor::ones(GetParam().input)); }),
        GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(Table, Refused, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.what); });

TEST(AvgPool2d, TakesAnEmptyBatch) {
    Generator generator(0);
    CallContext context{.generator = generator};
    EXPECT_EQ(call(*AvgPool2d({.kernel_size = 2}), context, Tensor::ones({0, 1, 4, 4})).sizes(),
              (Shape{0, 1, 2, 2}));
    EXPECT_EQ(call(*AdaptiveAvgPool2d(0), context, Tensor::ones({1, 1, 4, 4})).sizes(),
              (Shape{1, 1, 0, 0}));
}

}  // namespace
}  // namespace engine::nn
