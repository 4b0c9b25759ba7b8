// Grad modes: with torch.no_grad(), @torch.inference_mode(), torch.set_grad_enabled(False).
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"
#include "engine/tensor/grad_mode.h"

#include <utility>

namespace engine::script {

void Machine::set_grad_mode(bool enabled) {
    environment_.grad_enabled = enabled;
    GradMode::set_enabled(enabled);
}

void Machine::enter(ContextObject& context) {
    // torch.set_grad_enabled acts when it is called and puts back when its block ends.
    if (context.name != "set_grad_enabled") {
        context.before.push_back(environment_.grad_enabled);
    }
    if (context.name == "inference_mode") {
        context.before.push_back(InferenceMode::enabled());
        InferenceMode::set_enabled(!*context.mode);
    }
    if (context.mode) set_grad_mode(*context.mode);
}

void Machine::leave(ContextObject& context) {
    if (context.before.empty()) return;
    if (context.name == "inference_mode") {
        InferenceMode::set_enabled(context.before.back());
        context.before.pop_back();
    }
    set_grad_mode(context.before.back());
    if (context.before.size() > 1 || context.name != "set_grad_enabled") context.before.pop_back();
}

std::optional<nn::Value> grad_context(Machine& machine, std::string_view name,
                                      Arguments& arguments) {
    auto context = std::make_shared<ContextObject>();
    context->name = name;
    if (name == "no_grad" || name == "enable_grad") {
        context->mode = name == "enable_grad";
        if (!arguments.positional.empty()) return decorate_with(machine, *context, arguments);
        no_keywords(name, arguments);
        return nn::ObjectPtr(std::move(context));
    }
    const auto named = take_keyword(arguments, "mode");
    const bool given = named || !arguments.positional.empty();
    if (name == "inference_mode") {
        if (!named && given && !std::holds_alternative<bool>(arguments.positional[0].data())) {
            context->mode = false;
            return decorate_with(machine, *context, arguments);
        }
        const bool on = !given || (named ? *named : arguments.positional[0]).truth();
        context->mode = !on;
        return nn::ObjectPtr(std::move(context));
    }
    if (name != "set_grad_enabled") return std::nullopt;
    if (!given) {
        raise(ErrorKind::TypeError,
              "set_grad_enabled.__init__() missing 1 required positional argument: 'mode'");
    }
    context->mode = (named ? *named : arguments.positional[0]).truth();
    context->before.push_back(machine.environment().grad_enabled);
    machine.set_grad_mode(*context->mode);
    return nn::ObjectPtr(std::move(context));
}

nn::Value decorate_with(Machine& machine, const ContextObject& context, Arguments& arguments) {
    const auto function = arguments.positional.size() == 1
                              ? shared_as<FunctionObject>(arguments.positional[0])
                              : nullptr;
    if (!function) {
        raise(ErrorKind::TypeError, "'{}' object is not callable", context.name);
    }
    auto wrapped = machine.made(make_released<FunctionObject>(*function));
    if (context.mode) wrapped->grad_mode = context.mode;
    if (context.name == "inference_mode") {
        wrapped->attributes.set("__inference_mode__", !context.mode.value_or(false));
    }
    return nn::ObjectPtr(std::move(wrapped));
}

}  // namespace engine::script
