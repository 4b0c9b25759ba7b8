// Sequences of rates and steps, against what PyTorch 1.13.1 gives; optimizers in float64.
#include "engine/optim/scheduler.h"

#include "tests/engine/nn/error_of.h"

#include <gtest/gtest.h>

#include <cmath>

namespace engine::optim {
namespace {

using test::error_of;
using Given = std::vector<std::pair<std::string, nn::Value>>;

Options options_from(const Given& given) {
    Options options;
    for (const auto& [name, value] : given) options.set(name, value);
    return options;
}

Tensor weights() {
    Tensor w = Tensor::from({1, -2, 3}, {3}, DType::Float64);
    w.set_requires_grad(true);
    return w;
}

struct OptimizerRow {
    const char* class_name;
    Given options;
    std::vector<double> after;
};

class AdaptiveOptimizer : public testing::TestWithParam<OptimizerRow> {};

// Step i has the gradient (.1i + .3, −.2i + .1, 1 − .5i).
TEST_P(AdaptiveOptimizer, TakesTwelveStepsAsPyTorch) {
    const Tensor w = weights();
    const auto optimizer = make(GetParam().class_name, {w}, options_from(GetParam().options));
    for (int i = 0; i < 12; ++i) {
        w.set_grad(Tensor::from({.1 * i + .3, -.2 * i + .1, 1 - .5 * i}, {3}, DType::Float64));
        optimizer->step();
    }
    for (std::size_t i = 0; i < 3; ++i) {
        // NAdam's product of momenta is float32, as PyTorch's.
        EXPECT_NEAR(w.to_vector()[i], GetParam().after[i], 1e-12);
    }
}

const OptimizerRow kOptimizers[] = {
    {"AdamW", {{"lr", 0.1}}, {-0.2267851580832845, -1.1858831147783546, 3.226759141173869}},
    {"AdamW",
     {{"lr", 0.1}, {"weight_decay", 0.3}, {"amsgrad", true}, {"maximize", true}},
     {1.7347550537594505, -2.10565484865256, 1.7866755857368486}},
    {"RMSprop", {{"lr", 0.1}}, {-6.2850578901772245, 4.338416692742436, 6.9227458609708945}},
    {"RMSprop",
     {{"lr", 0.1}, {"alpha", 0.9}, {"momentum", 0.8}, {"centered", true}, {"weight_decay", 0.1}},
     {-9.077431460175811, 9.662198894128284, 5.917204419800373}},
    {"RMSprop",
     {{"lr", 0.1}, {"centered", true}, {"maximize", true}},
     {8.474847334401518, -8.473436213747249, -0.9849414416219431}},
    {"Adagrad", {{"lr", 0.1}}, {0.2765370687735258, -1.369884279854477, 3.3878918620047593}},
    {"Adagrad",
     {{"lr", 0.1}, {"lr_decay", 0.2}, {"weight_decay", 0.1}, {"initial_accumulator_value", 0.5}},
     {0.6810972098668804, -1.6946171712372247, 3.0500851139877723}},
    {"Adadelta", {{"lr", 1.0}}, {0.9288788537658411, -1.9015645753179653, 3.0476969184334997}},
    {"Adadelta",
     {{"lr", 2.0}, {"rho", 0.5}, {"weight_decay", 0.1}, {"maximize", true}},
     {1.0744608424850095, -2.0558895514039306, 2.942149439240925}},
    {"Adamax", {{"lr", 0.1}}, {0.08603426352513324, -1.573315899998218, 3.070494296570754}},
    {"Adamax",
     {{"lr", 0.1}, {"betas", nn::Value::tuple({0.5, 0.8})}, {"weight_decay", 0.2}},
     {-0.12328199910109497, -0.9320946477126022, 3.2050264528786383}},
    {"NAdam", {{"lr", 0.1}}, {-0.22391100690508658, -0.869158599143073, 3.805098340123362}},
    {"NAdam",
     {{"lr", 0.1}, {"momentum_decay", 0.1}, {"weight_decay", 0.1}},
     {-0.1785061801289721, -0.6814523476673193, 3.6465334855856812}},
    {"RAdam", {{"lr", 0.1}}, {0.76438734259268, -1.9120278579874197, 2.7964234667563814}},
    {"RAdam",
     {{"lr", 0.1}, {"betas", nn::Value::tuple({0.8, 0.9})}, {"weight_decay", 0.1}},
     {0.4286985676273828, -1.5228000984442478, 2.9032450710312028}},
};

INSTANTIATE_TEST_SUITE_P(Rows, AdaptiveOptimizer, testing::ValuesIn(kOptimizers));

TEST(Optimizer, LoadsWhatItSavedAndGoesOnAlike) {
    const Tensor a = weights();
    const Tensor b = weights();
    const auto first = make("Adagrad", {a}, {});
    const auto second = make("Adagrad", {b}, options_from({{"lr", 0.5}}));
    const Tensor gradient = Tensor::from({1, 2, 3}, {3}, DType::Float64);
    a.set_grad(gradient);
    first->step();
    b.detach().copy_(a.detach());
    second->load_state_dict(first->state_dict());
    EXPECT_FALSE(second->state[0].find("sum")->tensor().is(first->state[0].find("sum")->tensor()));
    b.set_grad(gradient);
    first->step();
    second->step();
    EXPECT_EQ(a.to_vector(), b.to_vector());
}

struct ScheduleRow {
    const char* class_name;
    Given options;
    std::vector<double> rates;
};

std::shared_ptr<Optimizer> sgd() {
    return make("SGD", {weights()}, options_from({{"lr", 1.0}, {"momentum", 0.9}}));
}

double rate_of(const Optimizer& optimizer) {
    return optimizer.groups[0].options.find("lr")->number("lr");
}

class Schedule : public testing::TestWithParam<ScheduleRow> {};

TEST_P(Schedule, GivesPyTorchsRates) {
    const auto optimizer = sgd();
    Scheduler scheduler(scheduler_rule(GetParam().class_name), optimizer,
                        options_from(GetParam().options));
    for (std::size_t i = 0; i < GetParam().rates.size(); ++i) {
        if (i > 0) scheduler.step();
        EXPECT_DOUBLE_EQ(rate_of(*optimizer), GetParam().rates[i]) << "step " << i;
        EXPECT_DOUBLE_EQ(scheduler.get_last_lr().sequence()->items[0].number(),
                         GetParam().rates[i]);
    }
}

const ScheduleRow kSchedules[] = {
    {"StepLR",
     {{"step_size", 2}},
     {1.0, 1.0, 0.1, 0.1, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002,
      0.0010000000000000002, 0.00010000000000000003, 0.00010000000000000003}},
    {"StepLR",
     {{"step_size", 3}, {"gamma", 0.5}},
     {1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125}},
    {"MultiStepLR",
     {{"milestones", nn::Value::list({1, 3, 3})}},
     {1.0, 0.1, 0.1, 0.0010000000000000002, 0.0010000000000000002, 0.0010000000000000002,
      0.0010000000000000002, 0.0010000000000000002, 0.0010000000000000002, 0.0010000000000000002}},
    {"ExponentialLR",
     {{"gamma", 0.9}},
     {1.0, 0.9, 0.81, 0.7290000000000001, 0.6561000000000001, 0.5904900000000002,
      0.5314410000000002, 0.47829690000000014, 0.43046721000000016, 0.38742048900000015}},
    {"CosineAnnealingLR",
     {{"T_max", 4}, {"eta_min", 0.1}},
     {1.0, 0.8681980515339464, 0.55, 0.23180194846605368, 0.1, 0.2318019484660536, 0.55,
      0.8681980515339467, 1.0000000000000004, 0.8681980515339468}},
    {"ConstantLR",
     {{"factor", 0.5}, {"total_iters", 3}},
     {0.5, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0}},
    {"LinearLR",
     {},
     {0.3333333333333333, 0.4666666666666667, 0.6000000000000001, 0.7333333333333335,
      0.8666666666666669, 1.0000000000000002, 1.0000000000000002, 1.0000000000000002,
      1.0000000000000002, 1.0000000000000002}},
    {"LinearLR",
     {{"start_factor", 0.25}, {"end_factor", 0.75}, {"total_iters", 4}},
     {0.25, 0.375, 0.5, 0.625, 0.75, 0.75, 0.75, 0.75, 0.75, 0.75}},
    {"PolynomialLR",
     {{"total_iters", 4}, {"power", 2.0}},
     {1.0, 0.5625, 0.25, 0.0625, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0}},
    {"CosineAnnealingWarmRestarts",
     {{"T_0", 3}, {"T_mult", 2}, {"eta_min", 0.05}},
     {1.0, 0.7625, 0.2875000000000001, 1.0, 0.9363620667976085, 0.7625, 0.525, 0.2875000000000001,
      0.11363793320239161, 1.0}},
    {"CosineAnnealingWarmRestarts",
     {{"T_0", 2}},
     {1.0, 0.5, 1.0, 0.5, 1.0, 0.5, 1.0, 0.5, 1.0, 0.5}},
    {"OneCycleLR",
     {{"max_lr", 1.0}, {"total_steps", 10}},
     {0.040000000000000036, 0.52, 1.0, 0.9504846320134737, 0.8117456539497631, 0.6112620219362893,
      0.38874197806371075, 0.18825834605023697, 0.049519367986526286, 4e-06}},
    {"OneCycleLR",
     {{"max_lr", 2.0},
      {"epochs", 5},
      {"steps_per_epoch", 2},
      {"anneal_strategy", "linear"},
      {"pct_start", 0.4}},
     {0.08, 0.7199999999999999, 1.3599999999999999, 2.0, 1.666668, 1.333336, 1.0000040000000001,
      0.6666720000000002, 0.33333999999999997, 8.000000000008e-06}},
    {"OneCycleLR",
     {{"max_lr", 1.0}, {"total_steps", 10}, {"three_phase", true}, {"div_factor", 10.0}},
     {0.09999999999999998, 0.55, 1.0, 0.55, 0.1, 0.0904518046337755, 0.0654543046337755,
      0.03455569536622451, 0.009558195366224508, 1e-05}},
};

INSTANTIATE_TEST_SUITE_P(Rows, Schedule, testing::ValuesIn(kSchedules));

TEST(OneCycle, MovesTheMomentumTheOtherWayAndRefusesToGoOn) {
    const std::shared_ptr<Optimizer> optimizer = make("Adam", {weights()}, {});
    Scheduler scheduler(scheduler_rule("OneCycleLR"), optimizer,
                        options_from({{"max_lr", 1.0}, {"total_steps", 5}}));
    for (const double expected : {0.95, 0.854951556604879, 0.8888739533021842, 0.9311744900929366,
                                  0.95, 0.9311744900929366}) {
        EXPECT_DOUBLE_EQ(beta(optimizer->groups[0].options, 0).number(), expected);
        if (scheduler.last_epoch() < 5) scheduler.step();
    }
    EXPECT_EQ(error_of([&] { scheduler.step(); }),
              "ValueError: Tried to step 7 times. The specified number of total steps is 5");
}

struct PlateauRow {
    Given options;
    std::vector<double> rates;
};

class Plateau : public testing::TestWithParam<PlateauRow> {};

TEST_P(Plateau, LowersTheRateWhenPyTorchDoes) {
    const auto optimizer = sgd();
    Scheduler scheduler(scheduler_rule("ReduceLROnPlateau"), optimizer,
                        options_from(GetParam().options));
    const double metrics[] = {1., 1., 1., .5, .5, .6, .7, .4999, .8, .9, 1., 1.};
    for (std::size_t i = 0; i < std::size(metrics); ++i) {
        scheduler.step(metrics[i]);
        EXPECT_DOUBLE_EQ(rate_of(*optimizer), GetParam().rates[i]) << "step " << i;
    }
}

const PlateauRow kPlateaus[] = {
    {{{"patience", 1}},
     {1.0, 1.0, 0.1, 0.1, 0.1, 0.010000000000000002, 0.010000000000000002, 0.010000000000000002,
      0.010000000000000002, 0.0010000000000000002, 0.0010000000000000002, 0.00010000000000000003}},
    {{{"patience", 1}, {"cooldown", 2}, {"factor", 0.5}},
     {1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125, 0.125}},
    {{{"mode", "max"},
      {"patience", 0},
      {"threshold_mode", "abs"},
      {"threshold", 0.05},
      {"min_lr", 0.02}},
     {1.0, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02}},
    {{{"patience", 0}, {"threshold", 0.5}, {"eps", 0.005}},
     {1.0, 0.1, 0.010000000000000002, 0.0010000000000000002, 0.0010000000000000002,
      0.0010000000000000002, 0.0010000000000000002, 0.0010000000000000002, 0.0010000000000000002,
      0.0010000000000000002, 0.0010000000000000002, 0.0010000000000000002}},
};

INSTANTIATE_TEST_SUITE_P(Rows, Plateau, testing::ValuesIn(kPlateaus));

struct ErrorRow {
    const char* class_name;
    Given options;
    const char* error;
};

class SchedulerError : public testing::TestWithParam<ErrorRow> {};

TEST_P(SchedulerError, SaysWhatPyTorchSays) {
    EXPECT_EQ(error_of([] {
                  Scheduler(scheduler_rule(GetParam().class_name), sgd(),
                            options_from(GetParam().options));
              }),
              GetParam().error);
}

const ErrorRow kErrors[] = {
    {"OneCycleLR",
     {{"max_lr", 1.0}},
     "ValueError: You must define either total_steps OR (epochs AND steps_per_epoch)"},
    {"OneCycleLR",
     {{"max_lr", 1.0}, {"total_steps", -1}},
     "ValueError: Expected positive integer total_steps, but got -1"},
    {"OneCycleLR",
     {{"max_lr", 1.0}, {"total_steps", 5}, {"pct_start", 2.0}},
     "ValueError: Expected float between 0 and 1 pct_start, but got 2.0"},
    {"OneCycleLR",
     {{"max_lr", 1.0}, {"total_steps", 5}, {"anneal_strategy", "x"}},
     "ValueError: anneal_strategy must by one of 'cos' or 'linear', instead got x"},
    {"OneCycleLR",
     {{"max_lr", nn::Value::list({1.0, 2.0})}, {"total_steps", 5}},
     "ValueError: expected 1 values for max_lr, got 2"},
    {"ReduceLROnPlateau", {{"factor", 2.0}}, "ValueError: Factor should be < 1.0."},
    {"ReduceLROnPlateau", {{"mode", "x"}}, "ValueError: mode x is unknown!"},
    {"ReduceLROnPlateau", {{"threshold_mode", "x"}}, "ValueError: threshold mode x is unknown!"},
    {"ReduceLROnPlateau",
     {{"min_lr", nn::Value::list({1.0, 2.0})}},
     "ValueError: expected 1 min_lrs, got 2"},
    {"ConstantLR",
     {{"factor", 2}},
     "ValueError: Constant multiplicative factor expected to be between 0 and 1."},
    {"LinearLR",
     {{"start_factor", 2}},
     "ValueError: Starting multiplicative factor expected to be between 0 and 1."},
    {"LinearLR",
     {{"end_factor", -1}},
     "ValueError: Ending multiplicative factor expected to be between 0 and 1."},
    {"CosineAnnealingWarmRestarts",
     {{"T_0", 0}},
     "ValueError: Expected positive integer T_0, but got 0"},
    {"CosineAnnealingWarmRestarts",
     {{"T_0", 2}, {"T_mult", 0.5}},
     "ValueError: Expected integer T_mult >= 1, but got 0.5"},
    {"StepLR",
     {{"step_size", 2}, {"last_epoch", 3}},
     "KeyError: \"param 'initial_lr' is not specified in param_groups[0] when resuming an "
     "optimizer\""},
    {"StepLR",
     {},
     "TypeError: StepLR.__init__() missing 1 required positional argument: 'step_size'"},
};

INSTANTIATE_TEST_SUITE_P(Table, SchedulerError, testing::ValuesIn(kErrors));

}  // namespace
}  // namespace engine::optim
