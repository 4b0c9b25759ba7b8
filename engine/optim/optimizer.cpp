#include "engine/optim/optimizer.h"

#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/optim/rules.h"
#include "engine/tensor/grad_mode.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace engine::optim {

namespace {

Options with_given(const Rule& rule, const Options& given) {
    Options options = rule.defaults();
    for (const auto& [name, value] : given) {
        if (!options.contains(name)) {
            raise(ErrorKind::TypeError, "{}.__init__() got an unexpected keyword argument '{}'",
                  rule.class_name, name);
        }
        options.set(name, value);
    }
    return options;
}

// A copy of its own, of the parameter's dtype; counts keep theirs.
nn::Value loaded(std::string_view name, const nn::Value& value, const Tensor& parameter) {
    if (!value.is_tensor()) return value;
    const Tensor& tensor = value.tensor();
    const bool converts = name != "step" && is_floating(parameter.dtype());
    return converts ? tensor.to(parameter.dtype()).copy() : tensor.copy();
}

}  // namespace

Optimizer::Optimizer(const Rule& rule, std::vector<ParamGroup> parameter_groups, Options given)
    : defaults(with_given(rule, given)), rule_(&rule) {
    rule.check(defaults);
    for (ParamGroup& group : parameter_groups) add_param_group(std::move(group));
    if (state.empty()) raise(ErrorKind::ValueError, "optimizer got an empty parameter list");
}

void Optimizer::add_param_group(ParamGroup group) {
    for (const Tensor& parameter : group.parameters) {
        if (parameter.is_leaf()) continue;
        raise(ErrorKind::ValueError, "can't optimize a non-leaf Tensor");
    }
    std::unordered_set<const void*> own;
    for (const Tensor& parameter : group.parameters) own.insert(parameter.identity());
    if (own.size() != group.parameters.size()) {
        warn(
            "optimizer contains a parameter group with duplicate parameters; in future, this will "
            "cause an error; see github.com/pytorch/pytorch/issues/40967 for more information");
    }
    for (const auto& [name, value] : defaults) {
        if (!group.options.contains(name)) group.options.set(name, value);
    }
    std::unordered_set<const void*> earlier;
    for (const ParamGroup& other : groups) {
        for (const Tensor& parameter : other.parameters) earlier.insert(parameter.identity());
    }
    for (const Tensor& parameter : group.parameters) {
        if (!earlier.contains(parameter.identity())) continue;
        raise(ErrorKind::ValueError, "some parameters appear in more than one parameter group");
    }
    for (const Tensor& parameter : group.parameters) {
        Options& own_state = state.emplace_back();
        if (rule_->begin != nullptr) rule_->begin(group.options, own_state, parameter);
    }
    groups.push_back(std::move(group));
}

void Optimizer::step() {
    ++steps;
    const NoGrad guard;
    std::size_t index = 0;
    for (const ParamGroup& group : groups) {
        for (const Tensor& parameter : group.parameters) {
            Options& own_state = state[index++];
            const Tensor gradient = parameter.grad();
            if (!gradient.defined()) continue;
            // Rules walk plain arrays; a transposed parameter is stepped as a copy.
            Tensor dense = parameter.contiguous();
            rule_->step(group.options, own_state, dense, gradient.contiguous());
            if (dense.is(parameter)) {
                parameter.bump_version();
            } else {
                parameter.copy_(dense);
            }
        }
    }
}

void Optimizer::zero_grad(bool set_to_none) {
    for (const ParamGroup& group : groups) {
        for (const Tensor& parameter : group.parameters) {
            const Tensor gradient = parameter.grad();
            if (!gradient.defined()) continue;
            if (set_to_none) {
                parameter.set_grad(Tensor());
            } else {
                gradient.detach().zero_();
            }
        }
    }
}

std::string Optimizer::repr() const {
    std::string out = std::string(rule_->class_name) + " (";
    for (std::size_t i = 0; i < groups.size(); ++i) {
        out += fmt::format("\nParameter Group {}\n", i);
        std::vector<std::string> lines;
        for (const auto& [name, value] : groups[i].options) {
            const std::string text = value.text() != nullptr ? *value.text() : value.repr();
            lines.push_back(fmt::format("    {}: {}\n", name, text));
        }
        std::sort(lines.begin(), lines.end());
        for (const std::string& line : lines) out += line;
    }
    return out + ")";
}

OptimizerState Optimizer::state_dict() const {
    OptimizerState saved;
    int64_t count = 0;
    for (const ParamGroup& group : groups) {
        OptimizerState::Group& packed = saved.groups.emplace_back();
        packed.options = group.options;
        for (std::size_t i = 0; i < group.parameters.size(); ++i) {
            packed.parameters.push_back(count++);
        }
    }
    for (std::size_t i = 0; i < state.size(); ++i) {
        if (!state[i].empty()) saved.state.emplace_back(static_cast<int64_t>(i), state[i]);
    }
    return saved;
}

void Optimizer::load_state_dict(const OptimizerState& saved) {
    if (saved.groups.size() != groups.size()) {
        raise(ErrorKind::ValueError,
              "loaded state dict has a different number of parameter groups");
    }
    std::unordered_map<int64_t, std::size_t> places;  // by the numbers that were saved
    std::vector<Tensor> parameters;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        if (saved.groups[g].parameters.size() != groups[g].parameters.size()) {
            raise(ErrorKind::ValueError,
                  "loaded state dict contains a parameter group that doesn't match the size of "
                  "optimizer's group");
        }
        for (std::size_t i = 0; i < groups[g].parameters.size(); ++i) {
            places.emplace(saved.groups[g].parameters[i], parameters.size());
            parameters.push_back(groups[g].parameters[i]);
        }
    }
    std::vector<Options> fresh(parameters.size());
    for (const auto& [number, entries] : saved.state) {
        const auto place = places.find(number);
        if (place == places.end()) continue;  // of nobody here
        for (const auto& [name, value] : entries) {
            fresh[place->second].set(name, loaded(name, value, parameters[place->second]));
        }
    }
    state = std::move(fresh);
    for (std::size_t g = 0; g < groups.size(); ++g) groups[g].options = saved.groups[g].options;
}

const Rule& rule_of(std::string_view class_name) {
    for (const Rule* rule : kRules) {
        if (rule->class_name == class_name) return *rule;
    }
    raise(ErrorKind::AttributeError, "module 'torch.optim' has no attribute '{}'", class_name);
}

std::unique_ptr<Optimizer> make(std::string_view class_name, std::vector<Tensor> parameters,
                                Options options) {
    const Rule& rule = rule_of(class_name);
    std::vector<ParamGroup> groups;
    if (!parameters.empty()) groups.push_back({{}, std::move(parameters)});
    return std::make_unique<Optimizer>(rule, std::move(groups), std::move(options));
}

}  // namespace engine::optim
