#pragma once

#include "engine/nn/module.h"
#include "engine/nn/ordered_map.h"
#include "engine/nn/value.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::optim {

class Optimizer;

/// What a class of optimizers does; as with modules, the data live apart from it.
struct Rule {
    std::string_view class_name;  ///< "SGD", "Adam"
    /// Every option with the value it has when nobody gives it one, in PyTorch's order.
    nn::OrderedMap<nn::Value> (*defaults)();
    /// Refuses options in PyTorch's words.
    void (*check)(const nn::OrderedMap<nn::Value>& options);
    /// One parameter's update; `state` is this parameter's and empty before its first step.
    void (*step)(const nn::OrderedMap<nn::Value>& options, nn::OrderedMap<nn::Value>& state,
                 Tensor& parameter, const Tensor& gradient);
};

/// Parameters that share options: `optimizer.param_groups[i]`.
struct ParamGroup {
    /// lr, momentum, ...; may be written at any time and counts from the next step.
    nn::OrderedMap<nn::Value> options;
    std::vector<Tensor> parameters;
};

/// torch.optim.Optimizer as data: groups, and per parameter a state (momentum_buffer, exp_avg,
/// ...).
class Optimizer {
public:
    /// Options that a group does not name get their defaults.
    /// throws  ValueError "optimizer got an empty parameter list", "Invalid learning rate: -1", ...
    ///         TypeError "SGD.__init__() got an unexpected keyword argument 'beta'"
    Optimizer(const Rule& rule, std::vector<ParamGroup> parameter_groups);

    const Rule& rule() const { return *rule_; }
    std::vector<ParamGroup> groups;
    /// One entry a parameter, in the order of the groups; filled at its first step.
    std::vector<nn::OrderedMap<nn::Value>> state;

    /// Updates every parameter that has a gradient. Runs without recording.
    void step();
    void zero_grad(bool set_to_none = true);
    /// As print(optimizer) shows it.
    std::string repr() const;

private:
    const Rule* rule_;
};

/// An option as a number; KeyError when it is not there.
double number(const nn::OrderedMap<nn::Value>& options, std::string_view name);
/// An option's truth; KeyError when it is not there.
bool flag(const nn::OrderedMap<nn::Value>& options, std::string_view name);

/// By the name of the class, with the options that are given: `optim.SGD(parameters, lr=0.1)`.
/// throws  AttributeError "module 'torch.optim' has no attribute 'Sgd'"
std::unique_ptr<Optimizer> make(std::string_view class_name, std::vector<Tensor> parameters,
                                nn::OrderedMap<nn::Value> options);

struct SGDOptions {
    double lr;
    double momentum = 0, dampening = 0, weight_decay = 0;
    bool nesterov = false;
};
struct AdamOptions {
    double lr = 1e-3;
    double beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
};

std::unique_ptr<Optimizer> SGD(std::vector<Tensor> parameters, SGDOptions options);
std::unique_ptr<Optimizer> Adam(std::vector<Tensor> parameters, AdamOptions options = {});

}  // namespace engine::optim
