#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/tensor/grad_mode.h"
#include "engine/tensor/tensor.h"

namespace engine {
namespace {

DType dtype_named(const std::string& name) {
    for (int i = 0; i <= static_cast<int>(DType::BFloat16); ++i) {
        if (name_of(static_cast<DType>(i)) == "torch." + name) return static_cast<DType>(i);
    }
    ADD_FAILURE() << "no dtype " << name;
    return DType::Float32;
}

struct Case {
    Tensor tensor;
    std::string printed;
};

std::vector<Case> read_cases() {
    std::ifstream file(MODESCOPE_SOURCE_DIR "/tests/golden/printing.txt");
    std::vector<Case> cases;
    std::string line;
    while (std::getline(file, line)) {
        if (line.starts_with('|')) {
            std::string& text = cases.back().printed;
            text += (text.empty() ? "" : "\n") + line.substr(1);
            continue;
        }
        std::istringstream head(line);
        std::string word, dtype;
        bool requires_grad = false;
        head >> word >> dtype >> requires_grad;
        Shape sizes;
        for (int64_t size = 0; head >> size;) sizes.push_back(size);
        std::getline(file, line);
        std::istringstream elements(line);
        std::vector<double> values;
        while (elements >> word) values.push_back(std::strtod(word.c_str(), nullptr));
        const Tensor tensor = Tensor::from(values, sizes).to(dtype_named(dtype));
        tensor.set_requires_grad(requires_grad);
        cases.push_back({tensor, ""});
    }
    return cases;
}

// tests/golden/make_printing.py wrote what PyTorch 1.13 prints.
TEST(Print, WritesWhatPyTorchWrites) {
    const std::vector<Case> cases = read_cases();
    ASSERT_GE(cases.size(), 60u);
    for (const Case& one : cases) EXPECT_EQ(to_string(one.tensor), one.printed);
}

TEST(Print, AViewIsWrittenAsItReads) {
    const Tensor x = Tensor::from({1, 2, 3, 4}, {2, 2});
    EXPECT_EQ(to_string(x), "tensor([[1., 2.],\n        [3., 4.]])");
    EXPECT_EQ(to_string(Tensor()), "None");
}

}  // namespace
}  // namespace engine
