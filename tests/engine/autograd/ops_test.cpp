#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"

namespace engine {
namespace {

using Inputs = std::vector<Tensor>;

struct Case {
    std::vector<Shape> shapes;
    std::function<Tensor(const Inputs&)> f;
};

// The functions of tests/golden/make_ops.py.
const std::map<std::string, Case> kCases = {
    {"linear", {{{4, 5}, {3, 5}, {3}}, [](const Inputs& x) { return linear(x[0], x[1], x[2]); }}},
    {"conv_direct",
     {{{2, 3, 13, 14}, {5, 3, 3, 3}, {5}},
      [](const Inputs& x) {
          return conv2d(x[0], x[1], x[2], {.padding = {1, 1}});
      }}},
    {"conv_small",
     {{{2, 3, 5, 6}, {4, 3, 3, 3}, {4}},
      [](const Inputs& x) {
          return conv2d(x[0], x[1], x[2], {.padding = {1, 1}});
      }}},
    {"conv_groups",
     {{{2, 4, 8, 9}, {6, 2, 2, 3}, {6}},
      [](const Inputs& x) {
          return conv2d(x[0], x[1], x[2],
                        {.stride = {2, 3}, .padding = {1, 2}, .dilation = {2, 1}, .groups = 2});
      }}},
    {"max_pool", {{{1, 2, 5, 6}}, [](const Inputs& x) { return max_pool2d(x[0], {}); }}},
    {"max_pool_ceil",
     {{{1, 2, 6, 7}},
      [](const Inputs& x) {
          return max_pool2d(
              x[0], {.kernel = {3, 3}, .stride = {2, 2}, .padding = {1, 1}, .ceil_mode = true});
      }}},
    {"batch_norm",
     {{{6, 4}, {4}, {4}}, [](const Inputs& x) { return batch_norm(x[0], x[1], x[2], {}, {}).y; }}},
    {"batch_norm_planes",
     {{{2, 3, 4, 4}, {3}, {3}},
      [](const Inputs& x) { return batch_norm(x[0], x[1], x[2], {}, {}).y; }}},
    {"batch_norm_running",
     {{{2, 3, 4, 4}, {3}, {3}},
      [](const Inputs& x) {
          return batch_norm(x[0], x[1], x[2], Tensor::from({.1, .2, .3}, {3}),
                            Tensor::from({1, 2, .5}, {3}))
              .y;
      }}},
    {"softmax", {{{3, 6}}, [](const Inputs& x) { return softmax(x[0], 1); }}},
    {"log_softmax", {{{3, 6, 2}}, [](const Inputs& x) { return log_softmax(x[0], 1); }}},
    {"cross_entropy",
     {{{4, 3}},
      [](const Inputs& x) {
          return cross_entropy(x[0], Tensor::from({0, 2, 1, 2}, {4}, DType::Int64));
      }}},
    {"mse", {{{4, 3}, {4, 3}}, [](const Inputs& x) { return mse_loss(x[0], x[1]); }}},
    {"tanh", {{{3, 6}}, [](const Inputs& x) { return tanh(x[0]); }}},
    {"sigmoid", {{{3, 6}}, [](const Inputs& x) { return sigmoid(x[0]); }}},
    {"relu", {{{3, 6}}, [](const Inputs& x) { return relu(x[0]); }}},
    {"exp", {{{3, 6}}, [](const Inputs& x) { return exp(x[0]); }}},
    {"pow", {{{3, 6}}, [](const Inputs& x) { return pow(x[0], 3); }}},
    {"div", {{{3, 6}, {6}}, [](const Inputs& x) { return div(x[0], add(x[1], 3)); }}},
    {"matmul", {{{2, 1, 3, 4}, {2, 4, 2}}, [](const Inputs& x) { return matmul(x[0], x[1]); }}},
    {"mean",
     {{{2, 3, 4}},
      [](const Inputs& x) {
          return mean(x[0], Shape{0, 2});
      }}},
    {"sum", {{{2, 3, 4}}, [](const Inputs& x) { return sum(x[0], Shape{1}, true); }}},
    {"cat", {{{2, 3}, {2, 1}}, [](const Inputs& x) { return cat(x, 1); }}},
    {"permute",
     {{{2, 3, 4}},
      [](const Inputs& x) {
          return reshape(permute(x[0], Shape{2, 0, 1}), Shape{4, 6});
      }}},
    {"slice", {{{7, 2}}, [](const Inputs& x) { return slice(x[0], 0, 1, 6, 2); }}},
};

struct Expected {
    Shape sizes;
    std::vector<double> values;
};

std::map<std::string, std::vector<Expected>> read_expected() {
    std::ifstream file(MODESCOPE_SOURCE_DIR "/tests/golden/ops.txt");
    std::map<std::string, std::vector<Expected>> all;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string name, word;
        words >> name;
        Expected expected;
        while (words >> word && word != ":") expected.sizes.push_back(std::stoll(word));
        while (words >> word) expected.values.push_back(std::strtod(word.c_str(), nullptr));
        all[name].push_back(std::move(expected));
    }
    return all;
}

Tensor by_rule(const Shape& sizes, int64_t factor, int64_t shift, int64_t modulus, double scale,
               double offset) {
    std::vector<double> values(static_cast<size_t>(sizes.numel()));
    for (size_t i = 0; i < values.size(); ++i) {
        values[i] =
            static_cast<double>((static_cast<int64_t>(i) * factor + shift) % modulus) / scale -
            offset;
    }
    return Tensor::from(values, sizes).to(DType::Float32);
}

void expect_close(const Tensor& got, const Expected& expected, const std::string& what) {
    ASSERT_EQ(got.sizes().str(), expected.sizes.str()) << what;
    const std::vector<double> values = got.to_vector();
    for (size_t i = 0; i < values.size(); ++i) {
        // Float sums in another order: the tolerance of the reference's chapter 7.10.
        ASSERT_NEAR(values[i], expected.values[i], 1e-5 + 1e-5 * std::fabs(expected.values[i]))
            << what << " element " << i;
    }
}

TEST(Ops, ResultsAndGradientsAreThoseOfPyTorch) {
    const auto expected = read_expected();
    ASSERT_EQ(expected.size(), kCases.size());
    for (const auto& [name, one] : kCases) {
        Inputs inputs;
        for (const Shape& shape : one.shapes) {
            inputs.push_back(
                by_rule(shape, 7919, static_cast<int64_t>(inputs.size()) * 131, 1000, 250, 2));
            inputs.back().set_requires_grad(true);
        }
        const Tensor y = one.f(inputs);
        backward(sum(mul(y, by_rule(y.sizes(), 3571, 0, 1009, 504.5, 1))));
        const std::vector<Expected>& rows = expected.at(name);
        ASSERT_EQ(rows.size(), inputs.size() + 1) << name;
        expect_close(y, rows[0], name);
        for (size_t k = 0; k < inputs.size(); ++k) {
            expect_close(inputs[k].grad(), rows[k + 1], name + " gradient " + std::to_string(k));
        }
    }
}

}  // namespace
}  // namespace engine
