#include "engine/session/optimizer_of.h"

#include "engine/base/error.h"
#include "engine/nn/python_checks.h"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>
#include <vector>

namespace engine::session {

std::shared_ptr<optim::Optimizer> optimizer_of(const Recipe& recipe, nn::Module& model) {
    std::vector<Tensor> parameters;
    for (auto& [name, parameter] : model.named_parameters()) parameters.push_back(parameter);
    // A model that only shows itself has an optimizer too, if one with nothing to do.
    if (parameters.empty() && !recipe.explore.empty()) {
        auto idle = optim::Adam({Tensor::zeros({1})}, {.lr = recipe.lr});
        idle->groups.front().parameters.clear();
        return idle;
    }
    if (recipe.optimizer == "SGD") {
        return optim::SGD(std::move(parameters), {.lr = recipe.lr, .momentum = recipe.momentum});
    }
    if (recipe.optimizer == "Adam") return optim::Adam(std::move(parameters), {.lr = recipe.lr});
    raise(ErrorKind::ValueError, "unknown optimizer '{}': expected one of SGD, Adam",
          recipe.optimizer);
}

std::shared_ptr<optim::Optimizer> optimizer_for(
    nn::Module& model, nn::Module& before, const std::shared_ptr<optim::Optimizer>& optimizer) {
    if (model.named_parameters().empty()) {
        auto idle = std::make_shared<optim::Optimizer>(*optimizer);
        for (optim::ParamGroup& group : idle->groups) group.parameters.clear();
        idle->state.clear();
        return idle;
    }
    std::unordered_map<const void*, std::string> names;
    for (const auto& [name, tensor] : before.named_parameters()) names[tensor.identity()] = name;

    // By name: what each parameter's options and state were.
    struct Old {
        std::size_t group;
        const optim::Options* state;
        Shape sizes;
    };
    std::unordered_map<std::string, Old> old;
    std::size_t index = 0;
    for (std::size_t group = 0; group < optimizer->groups.size(); ++group) {
        for (const Tensor& tensor : optimizer->groups[group].parameters) {
            const auto it = names.find(tensor.identity());
            if (it != names.end()) {
                old[it->second] = {group, &optimizer->state.at(index), tensor.sizes()};
            }
            ++index;
        }
    }

    // Groups stay; who is new joins the first.
    std::vector<std::vector<Tensor>> parameters(optimizer->groups.size());
    std::vector<std::vector<optim::Options>> states(optimizer->groups.size());
    for (const auto& [name, tensor] : model.named_parameters()) {
        const auto it = old.find(name);
        const std::size_t group = it == old.end() ? 0 : it->second.group;
        const bool fits = it != old.end() && it->second.sizes == tensor.sizes();
        parameters[group].push_back(tensor);
        states[group].push_back(fits ? *it->second.state : optim::Options{});
    }
    std::vector<optim::ParamGroup> groups;
    std::vector<optim::Options> state;
    for (std::size_t group = 0; group < parameters.size(); ++group) {
        if (parameters[group].empty()) continue;
        groups.push_back({.options = optimizer->groups[group].options,
                          .parameters = std::move(parameters[group])});
        for (optim::Options& one : states[group]) state.push_back(std::move(one));
    }
    auto made = std::make_shared<optim::Optimizer>(optimizer->rule(), std::move(groups),
                                                   optimizer->defaults);
    made->state = std::move(state);
    return made;
}

std::string optimizer_line(const Recipe& recipe) {
    const std::string momentum =
        recipe.optimizer == "SGD" && recipe.momentum != 0
            ? fmt::format(", momentum={}", nn::python_float(recipe.momentum))
            : "";
    return fmt::format("optimizer = torch.optim.{}(model.parameters(), lr={}{})", recipe.optimizer,
                       nn::python_float(recipe.lr), momentum);
}

}  // namespace engine::session
