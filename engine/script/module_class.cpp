#include "engine/script/module_class.h"

#include "engine/base/error.h"
#include "engine/nn/container_protocol.h"
#include "engine/nn/containers.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/indent.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace engine::script {

namespace {

nn::Value forward(nn::Module& self, const nn::Args& args) {
    if (args.context().host == nullptr) {
        raise(ErrorKind::RuntimeError, "{} is a class of a script, and no script runs",
              self.class_name());
    }
    return args.context().host->forward(self, args);
}

constexpr nn::Behaviour kScriptModule{
    .class_name = "Module", .forward = forward, .binds_arguments = true};
constexpr nn::Behaviour kUnfinished{
    .class_name = "Module", .forward = forward, .binds_arguments = true};

/// Behaviours of torch's classes with the forward of a class that derives from them.
class Overridden {
public:
    const nn::Behaviour& of(const nn::Behaviour& base) {
        const std::scoped_lock lock(mutex_);
        return made(base);
    }
    /// Null for one that is no such behaviour.
    const nn::Behaviour* base(const nn::Behaviour& behaviour) {
        const std::scoped_lock lock(mutex_);
        const auto it = bases_.find(&behaviour);
        return it == bases_.end() ? nullptr : it->second;
    }

private:
    const nn::Behaviour& made(const nn::Behaviour& base) {
        if (bases_.contains(&base)) return base;
        if (const auto it = made_.find(&base); it != made_.end()) return *it->second;
        auto behaviour = std::make_unique<nn::Behaviour>(base);
        behaviour->forward = forward;
        behaviour->binds_arguments = true;
        if (base.eager != nullptr) behaviour->eager = &made(*base.eager);
        bases_[behaviour.get()] = &base;
        return *(made_[&base] = std::move(behaviour));
    }

    std::mutex mutex_;
    std::map<const nn::Behaviour*, std::unique_ptr<nn::Behaviour>> made_;
    std::map<const nn::Behaviour*, const nn::Behaviour*> bases_;
};

Overridden& overridden() {
    static Overridden all;
    return all;
}

bool any_of_user(const nn::Module& module) {
    const nn::DepthGuard guard(nn::kGettingRepr);
    if (module.python_class) return true;
    for (const auto& [name, child] : module.children) {
        if (child && any_of_user(*child)) return true;
    }
    return false;
}

std::string extra_repr(Machine& machine, const nn::ModulePtr& module) {
    if (auto own = machine.call_special(nn::Value(module), "extra_repr")) {
        return machine.str(*own);
    }
    return module->behaviour().extra_repr ? module->behaviour().extra_repr(*module) : "";
}

}  // namespace

nn::ModulePtr unfinished_module(const ClassPtr& type) {
    auto module = std::make_shared<nn::Module>(kUnfinished, type->name);
    module->python_class = type;
    return module;
}

bool is_unfinished(const nn::Module& module) {
    return &module.behaviour() == &kUnfinished;
}

void finish_module(Machine& machine, nn::Module& module, Arguments arguments) {
    const auto type = std::static_pointer_cast<ClassObject>(module.python_class);
    const ClassObject* base = type ? type->module_base() : nullptr;
    if (base == nullptr || base->native == nullptr) {
        if (!arguments.positional.empty()) {
            raise(ErrorKind::TypeError,
                  "Module.__init__() takes 1 positional argument but {} were given",
                  arguments.positional.size() + 1);
        }
        nn::Module empty(kScriptModule);
        module.become(empty);
        return;
    }
    const nn::Value made = machine.call_native_row(*base->native, kNN, arguments);
    nn::Module& torch = *std::get<nn::ModulePtr>(made.data());
    if (type->find("forward") != nullptr) torch.set_behaviour(overridden().of(torch.behaviour()));
    module.become(torch);
}

void change_class(Machine& machine, nn::Module& module, const nn::Value& to) {
    const auto type = shared_as<ClassObject>(to);
    if (!type) {
        raise(ErrorKind::TypeError, "__class__ must be set to a class, not '{}' object",
              to.type_name());
    }
    const ClassPtr before = machine.type_of(module.shared_from_this());
    if (is_unfinished(module) || type->module_base() != before->module_base()) {
        raise(ErrorKind::TypeError, "__class__ assignment: '{}' object layout differs from '{}'",
              type->name, before->name);
    }
    const nn::Behaviour& torch = torch_behaviour(module);
    const bool own_forward = !type->builtin && type->find("forward") != nullptr;
    const nn::Behaviour& behaviour =
        own_forward && &torch != &kScriptModule ? overridden().of(torch) : torch;
    nn::Behaviour named = behaviour;
    named.class_name = type->name;
    module.set_behaviour(named);  // for the name, which become() leaves as it is
    nn::Module same(behaviour);
    same.training = module.training;
    same.parameters = std::move(module.parameters);
    same.buffers = std::move(module.buffers);
    same.children = std::move(module.children);
    module.become(same);
    module.python_class = type->builtin ? nullptr : type;
}

const nn::Behaviour& torch_behaviour(const nn::Module& module) {
    const nn::Behaviour* const base = overridden().base(module.behaviour());
    return base != nullptr ? *base : module.behaviour();
}

namespace {

/// Methods that only some of torch's classes have, each with what those are called.
constexpr std::pair<std::string_view, std::string_view> kOwnMethods[] = {
    {"flatten_parameters", "RNN"},    {"flatten_parameters", "LSTM"},
    {"flatten_parameters", "GRU"},    {"generate_square_subsequent_mask", "Transformer"},
    {"from_pretrained", "Embedding"},
};

}  // namespace

bool class_offers_method(std::string_view class_name, std::string_view method) {
    if (method == "reset_running_stats") {
        return class_name.find("BatchNorm") != class_name.npos ||
               class_name.find("InstanceNorm") != class_name.npos;
    }
    bool own = false;
    for (const auto& [name, owner] : kOwnMethods) {
        if (name != method) continue;
        if (owner == class_name) return true;
        own = true;
    }
    return !own;
}

bool offers_native_method(const nn::Module& module, std::string_view name) {
    if (!class_offers_method(torch_behaviour(module).class_name, name)) return false;
    return !nn::is_container_method(name) || nn::offers_method(module, name);
}

std::string module_repr(Machine& machine, const nn::ModulePtr& module) {
    const nn::DepthGuard guard(nn::kGettingRepr);
    if (!any_of_user(*module)) return module->repr();
    if (auto own = machine.call_special(nn::Value(module), "__repr__")) return machine.str(*own);
    const std::string extra = extra_repr(machine, module);
    const std::string name = module->python_class
                                 ? std::static_pointer_cast<ClassObject>(module->python_class)->name
                                 : module->class_name();
    if (module->behaviour().container == &nn::kModuleListContainer) {
        std::vector<std::string> texts;
        for (const auto& [key, child] : module->children) {
            texts.push_back(child ? module_repr(machine, child) : "None");
        }
        return nn::module_list_text(name, texts);
    }
    if (module->children.empty() && extra.find('\n') == std::string::npos) {
        return name + "(" + extra + ")";
    }
    std::string out = name + "(";
    if (!extra.empty()) out += "\n  " + nn::indented(extra);
    for (const auto& [key, child] : module->children) {
        out += "\n  (" + key + "): " + (child ? nn::indented(module_repr(machine, child)) : "None");
    }
    return out + "\n)";
}

}  // namespace engine::script
