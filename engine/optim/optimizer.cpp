#include "engine/optim/optimizer.h"

#include "engine/base/error.h"
#include "engine/optim/rules.h"
#include "engine/tensor/grad_mode.h"

#include <algorithm>
#include <unordered_set>

namespace engine::optim {

namespace {

void complete_options(const Rule& rule, ParamGroup& group) {
    const nn::OrderedMap<nn::Value> defaults = rule.defaults();
    for (const auto& [name, value] : group.options) {
        if (defaults.contains(name)) continue;
        raise(ErrorKind::TypeError, "{}.__init__() got an unexpected keyword argument '{}'",
              rule.class_name, name);
    }
    nn::OrderedMap<nn::Value> complete;
    for (const auto& [name, value] : defaults) {
        const nn::Value* const given = group.options.find(name);
        complete.set(name, given ? *given : value);
    }
    group.options = std::move(complete);
}

const nn::Value& option(const nn::OrderedMap<nn::Value>& options, std::string_view name) {
    if (const nn::Value* value = options.find(name)) return *value;
    raise(ErrorKind::KeyError, "'{}'", name);
}

}  // namespace

Optimizer::Optimizer(const Rule& rule, std::vector<ParamGroup> parameter_groups)
    : groups(std::move(parameter_groups)), rule_(&rule) {
    std::unordered_set<const void*> earlier;
    std::size_t count = 0;
    for (ParamGroup& group : groups) {
        complete_options(rule, group);
        rule.check(group.options);
        for (const Tensor& parameter : group.parameters) {
            if (!parameter.is_leaf()) {
                raise(ErrorKind::ValueError, "can't optimize a non-leaf Tensor");
            }
            if (earlier.contains(parameter.identity())) {
                raise(ErrorKind::ValueError,
                      "some parameters appear in more than one parameter group");
            }
        }
        for (const Tensor& parameter : group.parameters) earlier.insert(parameter.identity());
        count += group.parameters.size();
    }
    if (count == 0) raise(ErrorKind::ValueError, "optimizer got an empty parameter list");
    state.resize(count);
}

void Optimizer::step() {
    const NoGrad guard;
    std::size_t index = 0;
    for (const ParamGroup& group : groups) {
        for (const Tensor& parameter : group.parameters) {
            nn::OrderedMap<nn::Value>& own_state = state[index++];
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
            lines.push_back(fmt::format("    {}: {}\n", name, value.repr()));
        }
        std::sort(lines.begin(), lines.end());
        for (const std::string& line : lines) out += line;
    }
    return out + ")";
}

double number(const nn::OrderedMap<nn::Value>& options, std::string_view name) {
    return option(options, name).number(name);
}

bool flag(const nn::OrderedMap<nn::Value>& options, std::string_view name) {
    return option(options, name).truth();
}

std::unique_ptr<Optimizer> make(std::string_view class_name, std::vector<Tensor> parameters,
                                nn::OrderedMap<nn::Value> options) {
    for (const Rule* rule : kRules) {
        if (rule->class_name != class_name) continue;
        std::vector<ParamGroup> groups;
        groups.push_back({std::move(options), std::move(parameters)});
        return std::make_unique<Optimizer>(*rule, std::move(groups));
    }
    raise(ErrorKind::AttributeError, "module 'torch.optim' has no attribute '{}'", class_name);
}

}  // namespace engine::optim
