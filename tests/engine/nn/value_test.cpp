#include "engine/nn/value.h"

#include "engine/nn/linear.h"
#include "tests/engine/nn/error_of.h"

#include <gtest/gtest.h>

#include <limits>

namespace engine::nn {
namespace {

struct FloatCase {
    double value;
    const char* printed;  // by Python 3.11's repr()
};

class PythonFloat : public testing::TestWithParam<FloatCase> {};

TEST_P(PythonFloat, PrintsAsRepr) {
    EXPECT_EQ(python_float(GetParam().value), GetParam().printed);
}

INSTANTIATE_TEST_SUITE_P(
    All, PythonFloat,
    testing::Values(FloatCase{0.1, "0.1"}, FloatCase{1, "1.0"}, FloatCase{-0.0, "-0.0"},
                    FloatCase{1e-5, "1e-05"}, FloatCase{1e-4, "0.0001"},
                    FloatCase{1.5e-7, "1.5e-07"}, FloatCase{1e15, "1000000000000000.0"},
                    FloatCase{1e16, "1e+16"}, FloatCase{1.25e300, "1.25e+300"},
                    FloatCase{1.0 / 3, "0.3333333333333333"}, FloatCase{123456.789, "123456.789"},
                    FloatCase{5e-324, "5e-324"},
                    FloatCase{std::numeric_limits<double>::infinity(), "inf"},
                    FloatCase{-std::numeric_limits<double>::infinity(), "-inf"},
                    FloatCase{std::numeric_limits<double>::quiet_NaN(), "nan"}));

TEST(Value, PrintsAsPythonPrints) {
    EXPECT_EQ(Value().repr(), "None");
    EXPECT_EQ(Value(true).repr(), "True");
    EXPECT_EQ(Value(20).repr(), "20");
    EXPECT_EQ(Value("it's").repr(), "\"it's\"");
    EXPECT_EQ(Value("a\"b\n").repr(), "'a\"b\\n'");
    EXPECT_EQ(Value::tuple({3, 3}).repr(), "(3, 3)");
    EXPECT_EQ(Value::tuple({5}).repr(), "(5,)");
    EXPECT_EQ(Value::list({0.5, Value(), "x"}).repr(), "[0.5, None, 'x']");
    auto dict = std::make_shared<Dict>();
    dict->items = {{"lr", 0.1}, {"betas", Value::tuple({0.9, 0.999})}};
    EXPECT_EQ(Value(dict).repr(), "{'lr': 0.1, 'betas': (0.9, 0.999)}");
}

TEST(Value, LetsNumbersStandForOneAnotherAsPythonDoes) {
    EXPECT_EQ(Value(true).number(), 1);
    EXPECT_EQ(Value(3).number(), 3);
    EXPECT_EQ(Value(false).integer(), 0);
    EXPECT_EQ(test::error_of([] { Value(0.5).integer("groups"); }),
              "TypeError: groups must be int, not float");
    EXPECT_EQ(test::error_of([] { Value("a").number("lr"); }),
              "TypeError: lr must be float, not str");
    EXPECT_EQ(test::error_of([] { Value().tensor("input"); }),
              "TypeError: input must be Tensor, not NoneType");
}

TEST(Value, IsTrueWherePythonSaysSo) {
    EXPECT_FALSE(Value().truth());
    EXPECT_FALSE(Value("").truth());
    EXPECT_TRUE(Value("no").truth());
    EXPECT_FALSE(Value::list({}).truth());
    EXPECT_TRUE(Value(Tensor::ones({1})).truth());
    EXPECT_EQ(test::error_of([] { Value(Tensor::ones({2})).truth(); }),
              "RuntimeError: Boolean value of Tensor with more than one value is ambiguous");
}

TEST(Value, AListUnderTwoNamesIsOneList) {
    const Value a = Value::list({1});
    const Value b = a;
    std::get<std::shared_ptr<Sequence>>(b.data())->items.push_back(2);
    EXPECT_EQ(a.repr(), "[1, 2]");
}

TEST(Value, AListThatHoldsItselfEndsInAnErrorAndNotInACrash) {
    const Value list = Value::list({});
    const auto held = std::get<std::shared_ptr<Sequence>>(list.data());
    held->items.push_back(list);
    EXPECT_EQ(
        test::error_of([&] { list.repr(); }),
        "RecursionError: maximum recursion depth exceeded while getting the repr of an object");
    held->items.clear();
}

}  // namespace
}  // namespace engine::nn
