#include "engine/session/model_file.h"

#include "engine/base/error.h"
#include "engine/script/object.h"
#include "engine/session/model_source.h"
#include "engine/session/pass_scope.h"
#include "engine/session/shipped_models.h"
#include "engine/tensor/grad_mode.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace engine::session {

namespace {

/// A few seconds: a stranger's file may not keep the window for ever.
constexpr uint64_t kStepLimit = 20'000'000;

/// What a session binds: a file's own do not stand in its place.
constexpr const char* kOwn[] = {"model", "optimizer", "criterion", "train_loader"};

/// Whether `Class()` can work, as far as its own __init__ says.
bool needs_arguments(const script::ClassObject& type) {
    const nn::Value* const init = type.find("__init__");
    const auto* const function = init ? script::as<script::FunctionObject>(*init) : nullptr;
    if (function == nullptr) return false;
    const auto& parameters = function->code->parameters;
    const auto required = std::count_if(parameters.begin(), parameters.end(), [](const auto& one) {
        using Kind = script::Parameter::Kind;
        return one.kind != Kind::Rest && one.kind != Kind::Keywords && !one.fallback;
    });
    return required > 1;  // self
}

/// The expression that makes the model when the file has none of its own.
std::string expression_for(const std::string& file, const nn::OrderedMap<nn::Value>& names) {
    std::string chosen, others;
    for (const auto& [name, value] : names) {
        const auto* const type = script::as<script::ClassObject>(value);
        if (type == nullptr || type->builtin || type->module_base() == nullptr) continue;
        if (needs_arguments(*type)) {
            others += (others.empty() ? "" : ", ") + name;
        } else {
            chosen = name + "()";
        }
    }
    if (!chosen.empty()) return chosen;
    if (others.empty()) {
        raise(ErrorKind::TypeError,
              "{} makes no model: it has neither a class of nn.Module nor a variable `model`",
              file);
    }
    raise(ErrorKind::TypeError, "{} makes no model by itself: say how to make one of {}", file,
          others);
}

/// Runs a text; one that does not end is an error of the file, where nobody pressed stop.
void run_text(const std::string& text, const std::string& file, const std::string& name,
              script::Environment& environment) {
    try {
        script::run_file(text, file, environment, name);
    } catch (const Error& error) {
        const auto* const cancel = environment.context.cancel;
        const bool pressed = cancel != nullptr && cancel->load();
        if (error.kind() != ErrorKind::Cancelled || pressed) throw;
        raise(ErrorKind::RuntimeError,
              "{} was stopped after {} steps: a model's file is run whole when it is opened; what "
              "trains belongs under if __name__ == '__main__'",
              file, kStepLimit);
    }
}

/// What makes the model of a text: the recipe's expression; of an edited text that no longer has
/// the name which that begins with, its own likeliest one. Empty: the text's `model`, if it makes
/// one.
std::string construct_of(const Recipe& recipe, const std::string& source) {
    const std::string before = model_source(recipe);
    if (recipe.construct.empty() || source == before) return recipe.construct;
    const std::string name = recipe.construct.substr(0, recipe.construct.find_first_of("( ."));
    const auto named = [&](const ModelSource& read) -> const ModelCandidate* {
        const auto it = std::ranges::find(read.candidates, name, &ModelCandidate::name);
        return it == read.candidates.end() ? nullptr : &*it;
    };
    const std::string file = model_file_name(recipe);
    const ModelSource now = read_model_source(source, file), then = read_model_source(before, file);
    const ModelCandidate* const old = named(then);
    if (old == nullptr || now.candidates.empty() || named(now)) return recipe.construct;
    const ModelCandidate& own = now.candidates.front();
    const auto of = [](const ModelParameter& parameter) { return parameter.name; };
    // Renamed, with the parameters that it had: it gets the same arguments.
    if (own.kind == old->kind && std::ranges::equal(own.parameters, old->parameters, {}, of, of)) {
        return own.name + recipe.construct.substr(name.size());
    }
    const std::string construct = own.construct();
    return construct == "model" ? "" : construct;
}

template <class Tensors>
std::unordered_map<std::string, Tensor> by_name(const Tensors& tensors) {
    return {tensors.begin(), tensors.end()};
}

}  // namespace

std::string module_name(const std::string& file) {
    const std::string name = file.substr(file.find_last_of('/') + 1);
    return name.substr(0, name.rfind('.'));
}

std::string model_file_name(const Recipe& recipe) {
    if (!recipe.file.empty()) return recipe.file;
    return recipe.source.empty() ? std::string(shipped_model(recipe.model).file) : "model.py";
}

std::string model_source(const Recipe& recipe) {
    return recipe.source.empty() ? std::string(shipped_model(recipe.model).source) : recipe.source;
}

std::string make_model(const Recipe& recipe, SessionState& state, const std::atomic<bool>* cancel) {
    const std::string file = model_file_name(recipe);
    // While the file runs, `model` and `optimizer` are names like any other.
    state.model = nullptr;
    state.optimizer = nullptr;
    // A file starts from nothing, so that a class which the text no longer has is no longer there;
    // what lines have bound comes back behind it.
    nn::OrderedMap<nn::Value> earlier = std::exchange(state.names, {});
    state.tensor_defaults = {};
    std::string printed;
    {
        PassScope pass(state, state.generator, {.cancel = cancel});
        script::Environment& environment = pass.environment();
        environment.step_limit = kStepLimit;
        environment.output = [&printed](std::string_view text) { printed += text; };
        run_text(state.source, file, module_name(file), environment);
        std::string expression = construct_of(recipe, state.source);
        if (!expression.empty() || !state.names.find("model")) {
            if (expression.empty()) expression = expression_for(file, state.names);
            run_text("model = (" + expression + "\n)\n", "<model>", module_name(file), environment);
        }
        const nn::Value made = *state.names.find("model");
        const auto* const model = std::get_if<nn::ModulePtr>(&made.data());
        if (model == nullptr) {
            raise(ErrorKind::TypeError, "{}: `model` should be an nn.Module, but it is a '{}'",
                  file, made.type_name());
        }
        state.model = *model;
    }
    for (const char* const name : kOwn) state.names.erase(name);
    for (auto& [name, value] : earlier) {
        if (!state.names.find(name)) state.names.set(name, std::move(value));
    }
    return printed;
}

std::string model_expression(const Recipe& recipe, const std::string& source) {
    if (std::string construct = construct_of(recipe, source); !construct.empty()) return construct;
    const std::string file = model_file_name(recipe);
    SessionState scratch;
    PassScope pass(scratch, scratch.generator);
    pass.environment().step_limit = kStepLimit;
    pass.environment().output = [](std::string_view) {};
    run_text(source, file, module_name(file), pass.environment());
    return scratch.names.find("model") ? "" : expression_for(file, scratch.names);
}

CarriedOver carry_over(nn::Module& before, nn::Module& now) {
    const NoGrad no_grad;
    CarriedOver carried;
    const auto keep = [&carried](const auto& old, const auto& fresh) {
        const auto values = by_name(old);
        for (const auto& [name, tensor] : fresh) {
            const auto it = values.find(name);
            const bool fits = it != values.end() && !tensor.is_uninitialized() &&
                              !it->second.is_uninitialized() &&
                              it->second.sizes() == tensor.sizes() &&
                              it->second.dtype() == tensor.dtype() && !tensor.is_meta();
            ++(fits ? carried.kept : carried.fresh);
            if (!fits) continue;
            tensor.copy_(it->second);
            if (tensor.is_parameter()) tensor.set_requires_grad(it->second.requires_grad());
        }
    };
    keep(before.named_parameters(), now.named_parameters());
    keep(before.named_buffers(), now.named_buffers());
    std::unordered_map<std::string, bool> flags;
    for (const auto& [path, module] : before.named_modules()) flags[path] = module->training;
    for (const auto& [path, module] : now.named_modules()) {
        if (const auto it = flags.find(path); it != flags.end()) module->training = it->second;
    }
    return carried;
}

}  // namespace engine::session
