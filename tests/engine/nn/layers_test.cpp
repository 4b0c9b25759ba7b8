// What the layers print, refuse and reset.

#include "engine/nn/activation.h"
#include "engine/nn/conv.h"
#include "engine/nn/flatten.h"
#include "engine/nn/identity.h"
#include "engine/nn/linear.h"
#include "engine/nn/loss.h"
#include "engine/nn/pooling.h"
#include "tests/engine/nn/error_of.h"

#include <gtest/gtest.h>

namespace engine::nn {
namespace {

ModulePtr conv(Conv2dOptions options) {
    Generator generator(0);
    return Conv2d(options, generator);
}

ModulePtr linear(LinearOptions options) {
    Generator generator(0);
    return Linear(options, generator);
}

struct PrintCase {
    ModulePtr (*make)();
    const char* printed;  // by PyTorch 1.13.1
};

class LayerRepr : public testing::TestWithParam<PrintCase> {};

TEST_P(LayerRepr, PrintsAsPyTorchPrints) {
    EXPECT_EQ(GetParam().make()->repr(), GetParam().printed);
}

const PrintCase kPrints[] = {
    {[] { return linear({.in_features = 3, .out_features = 4}); },
     "Linear(in_features=3, out_features=4, bias=True)"},
    {[] { return linear({.in_features = 3, .out_features = 4, .bias = false}); },
     "Linear(in_features=3, out_features=4, bias=False)"},
    {[] { return conv({.in_channels = 3, .out_channels = 4, .kernel_size = 5}); },
     "Conv2d(3, 4, kernel_size=(5, 5), stride=(1, 1))"},
    {[] {
         return conv({.in_channels = 3,
                      .out_channels = 4,
                      .kernel_size = Value::tuple({3, 5}),
                      .stride = 2,
                      .padding = 1,
                      .dilation = 2,
                      .bias = false});
     },
     "Conv2d(3, 4, kernel_size=(3, 5), stride=(2, 2), padding=(1, 1), dilation=(2, 2), "
     "bias=False)"},
    {[] { return conv({.in_channels = 4, .out_channels = 4, .kernel_size = 3, .groups = 2}); },
     "Conv2d(4, 4, kernel_size=(3, 3), stride=(1, 1), groups=2)"},
    {[] { return MaxPool2d({.kernel_size = 2}); },
     "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"},
    {[] {
         return MaxPool2d({.kernel_size = Value::tuple({3, 2}), .stride = 1});
     },
     "MaxPool2d(kernel_size=(3, 2), stride=1, padding=0, dilation=1, ceil_mode=False)"},
    {[] { return Flatten(); }, "Flatten(start_dim=1, end_dim=-1)"},
    {[] { return ReLU(); }, "ReLU()"},
    {[] { return ReLU({.inplace = true}); }, "ReLU(inplace=True)"},
    {[] { return Tanh(); }, "Tanh()"},
    {[] { return Sigmoid(); }, "Sigmoid()"},
    {[] { return Identity(); }, "Identity()"},
    {[] { return CrossEntropyLoss(); }, "CrossEntropyLoss()"},
    {[] { return MSELoss(); }, "MSELoss()"},
};

INSTANTIATE_TEST_SUITE_P(Table, LayerRepr, testing::ValuesIn(kPrints));

struct ErrorCase {
    const char* what;
    void (*run)();
    const char* error;
};

class LayerError : public testing::TestWithParam<ErrorCase> {};

TEST_P(LayerError, SaysWhatPyTorchSays) {
    EXPECT_EQ(test::error_of(GetParam().run), GetParam().error);
}

const ErrorCase kErrors[] = {
    {"in groups",
     [] { conv({.in_channels = 3, .out_channels = 4, .kernel_size = 3, .groups = 2}); },
     "ValueError: in_channels must be divisible by groups"},
    {"out groups",
     [] { conv({.in_channels = 4, .out_channels = 3, .kernel_size = 3, .groups = 2}); },
     "ValueError: out_channels must be divisible by groups"},
    {"no groups",
     [] { conv({.in_channels = 4, .out_channels = 4, .kernel_size = 3, .groups = 0}); },
     "ValueError: groups must be a positive integer"},
    {"stride",
     [] {
         conv({.in_channels = 1, .out_channels = 1, .kernel_size = 1})->set_attribute("stride", 0);
     },
     "RuntimeError: non-positive stride is not supported"},
    {"padding",
     [] {
         conv({.in_channels = 1, .out_channels = 1, .kernel_size = 1})
             ->set_attribute("padding", Value::tuple({1, -1}));
     },
     "RuntimeError: negative padding is not supported"},
    {"pool kernel", [] { MaxPool2d({.kernel_size = 2})->set_attribute("kernel_size", 0); },
     "RuntimeError: kernel size should be greater than zero, but got kH: 0 kW: 0"},
    {"pool kernel of three",
     [] {
         MaxPool2d({.kernel_size = 2})->set_attribute("kernel_size", Value::tuple({1, 2, 3}));
     },
     "RuntimeError: max_pool2d: kernel_size must either be a single int, or a tuple of two ints"},
    {"pool padding", [] { MaxPool2d({.kernel_size = 2})->set_attribute("padding", 2); },
     "RuntimeError: pad should be at most half of kernel size, but got pad=2 and kernel_size=2"},
    {"pool stride", [] { MaxPool2d({.kernel_size = 2})->set_attribute("stride", 0); },
     "RuntimeError: stride should not be zero"},
    {"flatten", [] { Flatten()->set_attribute("start_dim", "a"); },
     "TypeError: flatten() received an invalid combination of arguments - got (str, int)"},
};

INSTANTIATE_TEST_SUITE_P(Table, LayerError, testing::ValuesIn(kErrors));

TEST(Linear, WithoutInputsStartsFromAZeroBias) {
    const ModulePtr module = linear({.in_features = 0, .out_features = 3});
    EXPECT_EQ(module->parameter("bias").to_vector(), std::vector<double>(3, 0));
}

}  // namespace
}  // namespace engine::nn
