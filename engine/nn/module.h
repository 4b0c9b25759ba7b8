#pragma once

#include "engine/nn/context.h"
#include "engine/nn/hook.h"
#include "engine/nn/ordered_map.h"
#include "engine/nn/value.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::nn {

/// What most forwards call their only argument.
inline constexpr std::string_view kInput[] = {"input"};

/// An argument of forward that a call may leave out, and what it is then.
struct OptionalArgument {
    enum class Default : uint8_t { None, True, False };
    std::string_view name;
    Default fallback = Default::None;
};

struct Container;
struct StateLoad;

/// What a class of modules does, without any state: everything a call needs is looked up by name in
/// the module it is given, so that `drop.p = 0.3` or `bn.momentum = None` count from the next call.
struct Behaviour {
    std::string_view class_name;
    /// Where the class lives, for error messages: "torch.nn.modules.linear".
    std::string_view python_module = "__main__";
    Value (*forward)(Module& self, const Args& args) = nullptr;
    /// The text between the brackets of print(module); null for none.
    std::string (*extra_repr)(const Module& self) = nullptr;
    /// reset_parameters(): draws initial values from `generator` in PyTorch's order; null for none.
    void (*reset_parameters)(Module& self, Generator& generator) = nullptr;
    /// Refuses, in PyTorch's words, a plain value that no call could use; null where any will do.
    void (*check_attribute)(const Module& self, std::string_view name,
                            const Value& value) = nullptr;
    /// Whether train or eval makes a difference to this module's own computation; null for never.
    bool (*reads_training)(const Module& self) = nullptr;
    /// What it computes, for the inspector: "y = x Wᵀ + b".
    std::string_view formula{};
    /// Names of forward's arguments that every call must give.
    std::span<const std::string_view> arguments = kInput;
    /// Those after them that may be left out. Forward finds all of them in its Args, in order.
    std::span<const OptionalArgument> optional_arguments{};
    /// Forward binds its arguments by itself and finds keywords in Args: a class written in Python.
    bool binds_arguments = false;
    /// Version in the state_dict's metadata (2 for BatchNorm).
    int version = 1;
    /// print(module) of a form of its own; null for the usual one.
    std::string (*repr)(const Module& self) = nullptr;
    /// What `module[key]`, len(module) and the like mean (container_protocol.h); null: no
    /// container.
    const Container* container = nullptr;
    /// Of a lazy class: makes the parameters by the first call's arguments. Then the module becomes
    /// `eager`.
    void (*initialize)(Module& self, const Args& args) = nullptr;
    const Behaviour* eager = nullptr;
    /// Before load_state_dict reads this module's own entries: what older versions saved otherwise.
    void (*before_load)(Module& self, StateLoad& load) = nullptr;
};

struct Buffer {
    Tensor tensor;  ///< undefined: None
    bool persistent = true;
};

/// Told of every write of a training flag: the module and its flag before.
using FlagObserver = std::function<void(Module& module, bool before)>;

/// Data plus behaviour: torch.nn.Module as three ordered maps, plain attributes and a flag.
///
/// throws  the registration and assignment errors of PyTorch, word for word
class Module : public std::enable_shared_from_this<Module> {
public:
    explicit Module(const Behaviour& behaviour);
    /// A class of the user's own: same behaviour pointer rules, another name.
    Module(const Behaviour& behaviour, std::string class_name);
    /// The same contents in another object; who makes a copy of a tree walks it.
    Module(const Module&) = default;
    Module& operator=(const Module&) = default;
    ~Module();

    const Behaviour& behaviour() const { return *behaviour_; }
    const std::string& class_name() const { return class_name_; }

    bool training = true;

    /// The class in Python of a module whose class is the user's own, else null.
    ObjectPtr python_class;

    // The four maps, readable and writable by name. An undefined tensor or null module is None.
    OrderedMap<Tensor> parameters;
    OrderedMap<Buffer> buffers;
    OrderedMap<ModulePtr> children;
    OrderedMap<Value> attributes;

    Hooks hooks;

    /// The object's class becomes another, with all it holds: a lazy module after its first call.
    void set_behaviour(const Behaviour& behaviour);

    // --- Registration: checks and words as PyTorch's. None is an undefined tensor, too.
    void register_parameter(std::string_view name, Value parameter);
    void register_buffer(std::string_view name, Value tensor, bool persistent = true);
    void add_module(std::string_view name, ModulePtr module);

    // --- Attributes by name, as `m.name` and `m.name = value` do.
    /// A parameter, buffer, child, plain attribute or `training`;
    /// AttributeError "'Dropout' object has no attribute 'q'" otherwise.
    Value get_attribute(std::string_view name) const;
    bool has_attribute(std::string_view name) const;
    /// PyTorch's assignment table. Setting `training` is the flag of this object alone. Values that
    /// no pass could use are refused in PyTorch's words (Dropout's p outside [0, 1]).
    void set_attribute(std::string_view name, Value value);
    /// `del m.name`
    void delete_attribute(std::string_view name);

    // --- Look-ups for behaviours; they throw AttributeError when the name is missing.
    const Tensor& parameter(std::string_view name) const;  ///< undefined when None
    const Tensor& buffer(std::string_view name) const;     ///< undefined when None or absent
    double number(std::string_view name) const;
    int64_t integer(std::string_view name) const;
    bool flag(std::string_view name) const;
    const Value& attribute(std::string_view name) const;
    /// TypeError "'NoneType' object is not callable" when the child is None.
    Module& child(std::string_view name) const;

    // --- Bulk operations; each returns nothing where PyTorch returns self.
    /// Writes this flag, then each child's, in order. The last writer wins; nothing is sticky.
    void train(bool mode = true, const FlagObserver& observer = {});
    void eval(const FlagObserver& observer = {}) { train(false, observer); }
    void requires_grad_(bool requires_grad = true);
    /// Forgets every parameter's .grad (PyTorch 2: set_to_none by default).
    void zero_grad(bool set_to_none = true);
    /// Children first, then self.
    void apply(const std::function<void(Module&)>& function);

    /// Takes over behaviour and contents of `made`, and keeps its own identity, class and name:
    /// `super().__init__(...)` of a class of the user's own, a Lazy module that becomes a real one.
    void become(Module& made);

    // --- Traversal: pre-order, paths joined by dots, "" is this module.
    using NamedModules = std::vector<std::pair<std::string, ModulePtr>>;
    using NamedTensors = std::vector<std::pair<std::string, Tensor>>;
    NamedModules named_modules(bool remove_duplicate = true, std::string_view prefix = {});
    /// Without None and without duplicates.
    NamedModules named_children() const;
    NamedTensors named_parameters(bool recurse = true, bool remove_duplicate = true,
                                  std::string_view prefix = {});
    NamedTensors named_buffers(bool recurse = true, bool remove_duplicate = true,
                               std::string_view prefix = {});
    /// Persistent entries of every path, not de-duplicated; the tensors alias the live ones,
    /// detached.
    NamedTensors state_dict();
    /// AttributeError "`weight` is not an nn.Module" or "M has no attribute `zz`".
    ModulePtr get_submodule(std::string_view path);
    /// AttributeError "`x` is not an nn.Parameter", "M has no attribute `x`"
    Tensor get_parameter(std::string_view path);
    /// AttributeError "`weight` is not a buffer"
    Tensor get_buffer(std::string_view path);

    /// print(module), without a line end.
    std::string repr() const;

private:
    const Behaviour* behaviour_;
    std::string class_name_;
};

/// Calls a module as `module(*args, **keywords)` does: tells the tracer, honours cancel, runs
/// forward.
/// throws  NotImplementedError when the class has no forward, TypeError in Python's words for
///         arguments that forward does not take
Value call(Module& module, CallContext& context, std::span<const Value> args,
           std::span<const Keyword> keywords = {});
/// The usual call: one tensor in, one tensor out; TypeError when the module returns something else.
Tensor call(Module& module, CallContext& context, const Tensor& x);

}  // namespace engine::nn
