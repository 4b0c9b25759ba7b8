#include "engine/session/export_functions.h"

#include "engine/session/loop.h"
#include "engine/session/task.h"

#include <fmt/format.h>

namespace engine::session {

std::string keep_what_fits_source() {
    return R"(def keep_what_fits(old, new):
    """Gives an edited model what it has in common with the one before it: values, flags, and what
    the optimizer remembers of them."""
    values = {**dict(old.named_parameters()), **dict(old.named_buffers())}
    with torch.no_grad():
        for name, tensor in [*new.named_parameters(), *new.named_buffers()]:
            value = values.get(name)
            if value is not None and (value.shape, value.dtype) == (tensor.shape, tensor.dtype):
                tensor.copy_(value)
                tensor.requires_grad_(value.requires_grad)
    flags = {path: module.training for path, module in old.named_modules()}
    for path, module in new.named_modules():
        module.training = flags.get(path, module.training)

    place = {p: i for i, group in enumerate(optimizer.param_groups) for p in group["params"]}
    groups, state = [[] for _ in optimizer.param_groups], {}
    for name, parameter in new.named_parameters():
        value = values.get(name)
        groups[place.get(value, 0)].append(parameter)
        if value in optimizer.state and value.shape == parameter.shape:
            state[parameter] = optimizer.state[value]
    for group, parameters in zip(optimizer.param_groups, groups):
        group["params"] = parameters
    optimizer.state.clear()
    optimizer.state.update(state)
)";
}

std::string evaluate_source(const Recipe& recipe, int64_t size) {
    const std::string limit =
        size > recipe.validation_samples ? fmt::format("[:{}]", recipe.validation_samples) : "";
    const bool plain = recipe.prediction == "output" && recipe.target == "y";
    const std::string measured =
        plain ? "        total += criterion(model(x), y).item() * len(y)"
              : "        output = model(x)\n        total += " + loss_call(recipe) +
                    ".item() * len(y)";
    return fmt::format(R"(def evaluate(model):
    """The mean loss over the validation set, {0} samples at a time."""
    total = count = 0
    for x, y in zip(validation_x{1}.split({0}), validation_y{1}.split({0})):
{2}
        count += len(y)
    return total / count
)",
                       kValidationChunk, limit, measured);
}

std::string validate_source() {
    return R"(def validate(model):
    """Measures in eval mode, and puts every module's flag and the random numbers back."""
    flags = [(module, module.training) for module in model.modules()]
    random_numbers = torch.get_rng_state()
    model.eval()
    with torch.no_grad():
        print(f"       validation loss {evaluate(model):.9g}")
    for module, training in flags:
        module.training = training
    torch.set_rng_state(random_numbers)
)";
}

}  // namespace engine::session
