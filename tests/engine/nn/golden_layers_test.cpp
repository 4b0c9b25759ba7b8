// Layers against numbers of PyTorch 1.13.1 (Debian 12, CPU, AVX2, no MKL, one thread), made so:
// manual_seed(0), construct, manual_seed(1), forward on x[i] = (i·7919 mod 1000)/250 − 2, backward
// of Σ y·u with u[i] = (i·3571 mod 1009)/504.5 − 1; i counts elements in row-major order.

#include "engine/autograd/backward.h"
#include "engine/nn/activation.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/conv.h"
#include "engine/nn/dropout.h"
#include "engine/nn/linear.h"
#include "engine/nn/pooling.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

namespace engine::nn {
namespace {

struct GoldenRow {
    const char* what;
    ModulePtr (*make)(Generator&);
    Shape input;
    bool training;
    Shape output;
    std::array<double, 4> first;     // of y
    double sum;                      // of y
    std::array<double, 2> gradient;  // of x, the first two
    double gradient_sum;             // Σ |dx|
    double parameter_sum;            // Σ |d first parameter|; 0: none
};

const GoldenRow kRows[] = {
    {"Linear(5,3)",
     [](Generator& g) { return Linear({.in_features = 5, .out_features = 3}, g); },
     {4, 5},
     true,
     {4, 3},
     {-0.5318955, 0.4440198, -0.620579, 0.4799912},
     0.305335,
     {0.1267276, -0.1664573},
     5.96683,
     20.52377},
    {"Conv2d(3,4,3,padding=1)",
     [](Generator& g) {
         return Conv2d({.in_channels = 3, .out_channels = 4, .kernel_size = 3, .padding = 1}, g);
     },
     {2, 3, 5, 6},
     true,
     {2, 4, 5, 6},
     {-0.2846813, 0.2986886, -0.1878382, 0.414006},
     -0.2407101,
     {-0.4895178, 0.3695009},
     52.4899,
     585.5216},
    {"MaxPool2d(3,stride=2,padding=1,ceil_mode=True)",
     [](Generator&) {
         return MaxPool2d({.kernel_size = 3, .stride = 2, .padding = 1, .ceil_mode = true});
     },
     {1, 2, 6, 7},
     true,
     {1, 2, 4, 4},
     {1.676, 1.676, 1.028, 1.788},
     41.092,
     {0, -0.9217046},
     12.6541,
     0},
    {"BatchNorm1d(4)",
     [](Generator&) { return BatchNorm1d({.num_features = 4}); },
     {6, 4},
     true,
     {6, 4},
     {-1.290351, 1.170181, 1.170181, 1.170181},
     -2.533197e-07,
     {-0.5252234, 0.5177536},
     11.07,
     5.724064},
    {"BatchNorm2d(3)",
     [](Generator&) { return BatchNorm2d({.num_features = 3}); },
     {2, 3, 4, 4},
     true,
     {2, 3, 4, 4},
     {-1.590565, 1.269962, 1.017837, 0.7657122},
     4.256144e-07,
     {-0.868616, 0.1803053},
     43.6067,
     10.78495},
    {"BatchNorm2d(3) in eval",
     [](Generator&) { return BatchNorm2d({.num_features = 3}); },
     {2, 3, 4, 4},
     false,
     {2, 3, 4, 4},
     {-1.99999, 1.675992, 1.351993, 1.027995},
     -1.439993,
     {-0.999995, 0.07829495},
     48.2277,
     12.11314},
    {"Dropout(0.3)",
     [](Generator&) { return Dropout({.p = 0.3}); },
     {3, 5},
     true,
     {3, 5},
     {-2.857143, 2.394286, 1.931429, 1.468571},
     3.051428,
     {-1.428571, 0.1118505},
     10,
     0},
    {"ReLU()",
     [](Generator&) { return ReLU(); },
     {3, 6},
     true,
     {3, 6},
     {0, 1.676, 1.352, 1.028},
     10.896,
     {0, 0.07829534},
     5.59068,
     0},
    {"Sigmoid()",
     [](Generator&) { return Sigmoid(); },
     {3, 6},
     true,
     {3, 6},
     {0.1192029, 0.8423741, 0.7944564, 0.736528},
     9.614304,
     {-0.1049936, 0.01039605},
     1.70775,
     0},
    {"Tanh()",
     [](Generator&) { return Tanh(); },
     {3, 6},
     true,
     {3, 6},
     {-0.9640276, 0.9323406, 0.8745245, 0.773105},
     2.194756,
     {-0.07065082, 0.01023642},
     4.06469,
     0},
};

class GoldenLayer : public testing::TestWithParam<GoldenRow> {};

double absolute_sum(const Tensor& tensor) {
    double sum = 0;
    for (const double value : tensor.to_vector()) sum += std::abs(value);
    return sum;
}

TEST_P(GoldenLayer, GivesPyTorchsNumbers) {
    const GoldenRow& row = GetParam();
    Generator generator(0);
    const ModulePtr module = row.make(generator);
    module->train(row.training);
    generator.manual_seed(1);

    const Tensor x = Tensor::empty(row.input);
    const auto values = x.mutable_span<float>();
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<float>((i * 7919) % 1000) / 250 - 2;
    }
    x.set_requires_grad(true);
    CallContext context{.generator = generator};
    const Tensor y = call(*module, context, x);
    const Tensor u = Tensor::empty(y.sizes());
    const auto weights = u.mutable_span<float>();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] = static_cast<float>(static_cast<double>((i * 3571) % 1009) / 504.5 - 1);
    }
    backward(y, u);

    // The goldens have seven digits; float sums in another order differ by 1e-6 of their terms.
    const auto near = [](double value) { return 2e-6 * (1 + std::abs(value)); };
    ASSERT_EQ(y.sizes(), row.output);
    const auto out = y.to_vector();
    for (std::size_t i = 0; i < row.first.size(); ++i) {
        EXPECT_NEAR(out[i], row.first[i], near(row.first[i])) << "y " << i;
    }
    EXPECT_NEAR(std::accumulate(out.begin(), out.end(), 0.0), row.sum, 1e-5);
    const auto dx = x.grad().to_vector();
    for (std::size_t i = 0; i < row.gradient.size(); ++i) {
        EXPECT_NEAR(dx[i], row.gradient[i], near(row.gradient[i])) << "dx " << i;
    }
    EXPECT_NEAR(absolute_sum(x.grad()), row.gradient_sum, near(row.gradient_sum) * 5);
    if (row.parameter_sum == 0) return;
    const Tensor first = module->parameters.at_index(0).second;
    EXPECT_NEAR(absolute_sum(first.grad()), row.parameter_sum, near(row.parameter_sum) * 5);
}

INSTANTIATE_TEST_SUITE_P(Rows, GoldenLayer, testing::ValuesIn(kRows),
                         [](const auto& row) { return "row" + std::to_string(row.index); });

// manual_seed(0 or 42); the layer's weight and bias.
TEST(Initialisation, DrawsWhatPyTorchDraws) {
    Generator g0(0);
    const ModulePtr linear0 = Linear({.in_features = 3, .out_features = 2}, g0);
    const std::vector<double> weight0{-.00432251766, .309715837,  -.475185335,
                                      -.424894601,   -.222368971, .154820725};
    Generator g42(42);
    const ModulePtr linear42 = Linear({.in_features = 3, .out_features = 2}, g42);
    const std::vector<double> weight42{.441406518, .479205281,  -.135257274,
                                       .53036046,  -.126499504, .116503909};
    Generator gc(0);
    const ModulePtr conv = Conv2d({.in_channels = 1, .out_channels = 2, .kernel_size = 2}, gc);
    const std::vector<double> kernel{-.00374341011, .268221796, -.411522567,   -.367969513,
                                     -.192577183,   .134078681, -.00990658998, .396444738};
    const auto expect = [](const Tensor& tensor, const std::vector<double>& golden) {
        const auto values = tensor.to_vector();
        ASSERT_EQ(values.size(), golden.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            EXPECT_EQ(static_cast<float>(values[i]), static_cast<float>(golden[i])) << i;
        }
    };
    expect(linear0->parameter("weight"), weight0);
    expect(linear0->parameter("bias"), {-.0114391446, .457774937});
    expect(linear42->parameter("weight"), weight42);
    expect(linear42->parameter("bias"), {-.281085879, .339067787});
    expect(conv->parameter("weight"), kernel);
    expect(conv->parameter("bias"), {-.0443720222, .132306278});
}

}  // namespace
}  // namespace engine::nn
