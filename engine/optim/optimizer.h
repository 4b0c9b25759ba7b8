#pragma once

#include "engine/nn/module.h"
#include "engine/optim/options.h"

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
    Options (*defaults)();
    /// Refuses options in PyTorch's words.
    void (*check)(const Options& options);
    /// One parameter's update; `state` is this parameter's and empty before its first step.
    void (*step)(const Options& options, Options& state, Tensor& parameter, const Tensor& gradient);
    /// What a parameter's state holds before its first step; null: nothing.
    void (*begin)(const Options& options, Options& state, const Tensor& parameter) = nullptr;
};

/// Parameters that share options: `optimizer.param_groups[i]`.
struct ParamGroup {
    /// lr, momentum, ...; may be written at any time and counts from the next step.
    Options options;
    std::vector<Tensor> parameters;
};

/// optimizer.state_dict(): parameters are numbers that count over all groups.
struct OptimizerState {
    struct Group {
        Options options;
        std::vector<int64_t> parameters;
    };
    std::vector<std::pair<int64_t, Options>> state;  ///< of those that have one
    std::vector<Group> groups;
};

/// torch.optim.Optimizer as data: groups, and per parameter a state (momentum_buffer, exp_avg,
/// ...).
class Optimizer : public std::enable_shared_from_this<Optimizer> {
public:
    /// One without parameters, for whoever reads a saved one.
    explicit Optimizer(const Rule& rule) : rule_(&rule) {}
    /// Options that a group does not name get those of `given`, or the class's defaults.
    /// throws  ValueError "optimizer got an empty parameter list", "Invalid learning rate: -1", ...
    ///         TypeError "SGD.__init__() got an unexpected keyword argument 'beta'"
    Optimizer(const Rule& rule, std::vector<ParamGroup> parameter_groups, Options given = {});

    const Rule& rule() const { return *rule_; }
    std::vector<ParamGroup> groups;
    /// One entry a parameter, in the order of the groups; filled at its first step.
    std::vector<Options> state;
    /// What a group gets that does not say otherwise.
    Options defaults;
    /// Calls of step() since the last scheduler was made: who steps that one first is warned.
    int64_t steps = 0;

    /// Parameters that join later.
    /// throws  ValueError "some parameters appear in more than one parameter group", "can't
    /// optimize
    ///         a non-leaf Tensor"
    void add_param_group(ParamGroup group);

    /// Updates every parameter that has a gradient. Runs without recording.
    void step();
    void zero_grad(bool set_to_none = true);

    /// Aliases the state's tensors.
    OptimizerState state_dict() const;
    /// Copies what it is given, converted to the parameters' dtypes.
    /// throws  ValueError "loaded state dict has a different number of parameter groups", ...
    void load_state_dict(const OptimizerState& saved);

    /// As print(optimizer) shows it.
    std::string repr() const;

private:
    const Rule* rule_;
};

/// The class's rule.
/// throws  AttributeError "module 'torch.optim' has no attribute 'Sgd'"
const Rule& rule_of(std::string_view class_name);

/// By the name of the class, with the options that are given: `optim.SGD(parameters, lr=0.1)`.
/// throws  as rule_of() and Optimizer
std::unique_ptr<Optimizer> make(std::string_view class_name, std::vector<Tensor> parameters,
                                Options options);

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
