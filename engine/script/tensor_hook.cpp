#include "engine/script/tensor_hook.h"

#include "engine/autograd/custom_step.h"
#include "engine/autograd/grad_hooks.h"
#include "engine/autograd/node.h"
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/hook_handle.h"
#include "engine/script/machine.h"
#include "engine/script/tensor_hook_methods.h"

#include <utility>

namespace engine::script {

namespace {

thread_local nn::Host* g_host = nullptr;

class ScriptHook final : public TensorHook {
public:
    explicit ScriptHook(nn::Value callable) : callable_(std::move(callable)) {}

    Tensor run(const Tensor& gradient) override {
        const nn::Value given[] = {gradient};
        const nn::Value changed = call_in_backward(callable_, given);
        if (changed.is_none()) return {};
        if (changed.is_tensor()) return changed.tensor();
        raise(ErrorKind::TypeError, "expected Variable, but hook returned '{}'",
              changed.type_name());
    }
    std::string name() const override {
        const auto* const function = as<FunctionObject>(callable_);
        return function != nullptr ? function->code->name : "hook";
    }

private:
    nn::Value callable_;
};

/// A recorded step, or what collects a leaf's gradient.
struct GradFnObject : EngineObject {
    std::string_view type_name() const override {
        if (turns) return "TBackward0";
        return node ? node->name() : std::string_view("AccumulateGrad");
    }
    std::optional<nn::Value> attribute(Machine&, const nn::Value& self,
                                       std::string_view name) const override {
        if (name == "name") return builtin_method(*find_builtin("GradFn", "name"), "GradFn", self);
        if (name == "next_functions") return next_functions();
        if (name == "variable" && leaf.defined()) return nn::Value(leaf);
        return std::nullopt;
    }
    std::string repr() const override {
        const bool own = node && dynamic_cast<const CustomStep*>(node->extra.get()) != nullptr;
        return fmt::format("<{}{} object at {}>", own ? "torch.autograd.function." : "",
                           type_name(), static_cast<const void*>(this));
    }
    nn::Value next_functions() const {
        if (!node) return nn::Value::tuple({});
        if (turns) return nn::Value::tuple({after(node->edges[1])});
        // A linear layer is one step here. PyTorch has the bias first, and turns the weight in a
        // step of its own.
        const bool linear = is_linear(*node);
        std::vector<nn::Value> next;
        if (linear && node->edges.size() > 2) next.push_back(after(node->edges[2]));
        for (std::size_t i = 0; i < (linear ? 1 : node->edges.size()); ++i) {
            next.push_back(after(node->edges[i]));
        }
        if (linear) next.push_back(after(node->edges[1], true));
        return nn::Value::tuple(std::move(next));
    }

    Ref<Node> node;
    Tensor leaf;
    bool turns = false;  ///< the step that turns a linear layer's weight, whose step `node` is

private:
    static bool is_linear(const Node& node) {
        return node.info->formula == "y = x W^T + b" || node.info->formula == "y = x W^T";
    }

    nn::Value after(const Edge& edge, bool turned = false) const {
        nn::Value function;
        if (edge.wanted()) {
            auto made = std::make_shared<GradFnObject>();
            made->node = turned ? node : edge.node;
            if (!turned) made->leaf = edge.leaf;
            made->turns = turned;
            function = nn::ObjectPtr(std::move(made));
        }
        return nn::Value::tuple({function, turned ? 0 : static_cast<int64_t>(edge.output)});
    }
};

constexpr Builtin kHandleMethods[] = {
    {"remove",
     [](Machine&, Arguments& arguments) -> nn::Value {
         expect_method("remove", arguments, 0, 0);
         dynamic_cast<HookHandleObject&>(*as<EngineObject>(arguments.positional[0])).remove();
         return {};
     }},
};

constexpr Builtin kGradFnMethods[] = {
    {"name",
     [](Machine&, Arguments& arguments) -> nn::Value {
         expect_method("name", arguments, 0, 0);
         const auto& of = dynamic_cast<GradFnObject&>(*as<EngineObject>(arguments.positional[0]));
         return of.node ? std::string(of.type_name()) : "torch::autograd::AccumulateGrad";
     }},
};

}  // namespace

std::optional<nn::Value> HookHandleObject::attribute(Machine&, const nn::Value& self,
                                                     std::string_view name) const {
    if (name != "remove") return std::nullopt;
    return builtin_method(*find_builtin("HookHandle", "remove"), "HookHandle", self);
}

void HookHandleObject::remove() {
    if (take_away) return take_away();
    if (const nn::ModulePtr held = module.lock()) held->hooks.remove(id);
}

nn::Value module_hook_handle(const nn::ModulePtr& module, int64_t id) {
    auto made = std::make_shared<HookHandleObject>();
    made->module = module;
    made->id = id;
    return nn::ObjectPtr(std::move(made));
}

nn::Value call_in_backward(const nn::Value& callable, std::span<const nn::Value> args) {
    if (g_host == nullptr) {
        raise(ErrorKind::RuntimeError,
              "a hook of a tensor runs where a line calls backward(), and nowhere else");
    }
    return g_host->call(callable, args);
}

HookScope::HookScope(nn::Host* host) : before_(std::exchange(g_host, host)) {}
HookScope::~HookScope() {
    g_host = before_;
}

nn::Value register_tensor_hook(const Tensor& tensor, const nn::Value& callable) {
    const HookHandle handle = register_hook(tensor, std::make_shared<ScriptHook>(callable));
    return hook_handle([handle]() mutable { handle.remove(); });
}

nn::Value hook_handle(std::function<void()> remove) {
    auto made = std::make_shared<HookHandleObject>();
    made->take_away = std::move(remove);
    return nn::ObjectPtr(std::move(made));
}

nn::Value grad_fn_value(const Tensor& tensor) {
    if (tensor.is_leaf()) return {};
    auto made = std::make_shared<GradFnObject>();
    tensor.grad_fn()->retain();
    made->node = Ref<Node>::adopt(static_cast<Node*>(tensor.grad_fn().get()));
    return nn::ObjectPtr(std::move(made));
}

std::span<const Builtin> hook_handle_methods() {
    return kHandleMethods;
}
std::span<const Builtin> grad_fn_methods() {
    return kGradFnMethods;
}

}  // namespace engine::script
