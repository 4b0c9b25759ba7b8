#pragma once

#include "engine/nn/module.h"
#include "engine/nn/ordered_map.h"
#include "engine/nn/value.h"
#include "engine/script/ast.h"
#include "engine/script/native.h"
#include "engine/script/table.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a script makes beside numbers, texts, tensors, modules, lists and tuples. They count their
// references as Python's do, so that a list of results frees its tensors at once; rings among them
// are found by heap.h.
namespace engine::script {

class Machine;
struct ClassObject;
using ClassPtr = std::shared_ptr<ClassObject>;

/// The arguments of a call on their way.
struct Arguments {
    std::vector<nn::Value> positional;
    std::vector<nn::Keyword> keywords;
};

enum class ObjectKind : uint8_t {
    Dict,
    Set,
    Range,
    Cell,
    Function,
    Class,
    Instance,
    Method,
    Builtin,
    Native,
    Descriptor,
    Super,
    Namespace,
    Iterator,
    Context,
    Engine,
    Integer,
};

/// Any of them.
class ScriptObject : public nn::Object {
public:
    explicit ScriptObject(ObjectKind kind) : kind_(kind) {}
    ObjectKind kind() const { return kind_; }
    /// "<object>"; what has more to say is worded by repr.cpp, which may run the user's own words.
    std::string repr() const override;

private:
    ObjectKind kind_;
};

template <class T>
T* as(const nn::Value& value) {
    const auto* held = std::get_if<nn::ObjectPtr>(&value.data());
    if (held == nullptr || *held == nullptr) return nullptr;
    auto* const object = static_cast<ScriptObject*>(held->get());
    return object->kind() == T::kKind ? static_cast<T*>(object) : nullptr;
}

/// What a variable holds before anything is assigned to it: no value of Python's.
inline nn::Value unbound() {
    return nn::ObjectPtr();
}
inline bool is_unbound(const nn::Value& value) {
    const auto* held = std::get_if<nn::ObjectPtr>(&value.data());
    return held != nullptr && *held == nullptr;
}

/// The same, owning.
template <class T>
std::shared_ptr<T> shared_as(const nn::Value& value) {
    if (as<T>(value) == nullptr) return nullptr;
    return std::static_pointer_cast<T>(std::get<nn::ObjectPtr>(value.data()));
}

struct DictObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Dict;
    enum class Sort : uint8_t { Plain, Ordered, Default };
    DictObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override;
    bool truth() const override { return !table.empty(); }

    Table table;
    Sort sort = Sort::Plain;
    nn::Value factory;                     ///< of a defaultdict
    std::shared_ptr<nn::Dict> metadata;    ///< of a state_dict: what it carries beside its entries
    ClassPtr type;                         ///< a class of dict; null: dict itself
    nn::OrderedMap<nn::Value> attributes;  ///< where there is one
};

struct SetObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Set;
    SetObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return frozen ? "frozenset" : "set"; }
    bool truth() const override { return !table.empty(); }

    Table table;  ///< values are None
    bool frozen = false;
};

struct RangeObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Range;
    RangeObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "range"; }
    bool truth() const override { return size() > 0; }
    int64_t size() const;

    int64_t start = 0, stop = 0, step = 1;
};

/// A variable that a function shares with those inside it.
struct CellObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Cell;
    CellObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "cell"; }

    nn::Value value = nn::ObjectPtr();  ///< unbound at first
};
using CellPtr = std::shared_ptr<CellObject>;

struct FunctionObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Function;
    FunctionObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "function"; }

    std::shared_ptr<const Program> program;
    const FunctionCode* code = nullptr;
    std::vector<nn::Value> defaults;  ///< one for each parameter that has one, in order
    std::vector<CellPtr> closure;
    std::weak_ptr<ClassObject> owner;  ///< the class whose body defined it: what super() means
    nn::OrderedMap<nn::Value> attributes;
    /// Grad mode that a decorator sets around every call.
    std::optional<bool> grad_mode;
};

/// A class: the user's, or one of Python's and torch's own.
struct ClassObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Class;
    ClassObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "type"; }

    std::string name, qualified_name;
    std::string module = "__main__";
    std::vector<ClassPtr> bases;
    std::vector<ClassPtr> mro;  ///< without itself
    nn::OrderedMap<nn::Value> attributes;
    bool builtin = false;  ///< shared by everybody and never written
    /// Shared and never written, too, but written in the language itself: see library.h.
    bool library = false;
    /// How a built-in class is called; null where it cannot be.
    nn::Value (*construct)(Machine&, const ClassPtr& self, Arguments& arguments) = nullptr;
    /// Of torch.nn's classes.
    const NativeEntry* native = nullptr;

    /// A field of a dataclass or a place of a namedtuple.
    struct Field {
        std::string name;
        bool has_default = false;
        nn::Value fallback;
        nn::Value factory;
    };
    std::vector<Field> fields;
    std::vector<std::string> annotations;  ///< annotated names of the body, in order
    bool dataclass = false, frozen = false, plain_repr = false, plain_eq = false;
    bool named_tuple = false;

    bool derives_from(const ClassObject& other) const;
    /// The entry of this class or the first of its line that has it; null.
    const nn::Value* find(std::string_view name) const;
    /// The nearest class of torch.nn in its line; null when it is no module.
    const ClassObject* module_base() const;
};

/// An object of the user's own class, or an exception.
struct InstanceObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Instance;
    InstanceObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return type->name; }

    ClassPtr type;
    nn::OrderedMap<nn::Value> attributes;
    std::vector<nn::Value> items;  ///< arguments of an exception, places of a namedtuple
};

/// A function with its first argument.
struct MethodObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Method;
    MethodObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "method"; }

    nn::Value function, self;
};

/// A function or method of Python's own: one row in a table.
struct Builtin {
    std::string_view name;
    nn::Value (*run)(Machine& machine, Arguments& arguments);
};

struct BuiltinObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Builtin;
    BuiltinObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "builtin_function_or_method"; }

    const Builtin* row = nullptr;
    std::string_view table;  ///< where the row stands: "builtins", "str", ...
    bool bound = false;
    nn::Value self;
};

/// A row of the tables of torch's names.
struct NativeObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Native;
    NativeObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override {
        return bound ? "builtin_function_or_method" : "function";
    }

    const NativeEntry* entry = nullptr;
    Place place = kTorch;
    bool bound = false;
    nn::Value self;
};

struct DescriptorObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Descriptor;
    enum class Sort : uint8_t { Property, Static, Class };
    DescriptorObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override;

    Sort sort = Sort::Property;
    nn::Value get, set, remove;  ///< of a property; get is the function of the others
};

struct SuperObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Super;
    SuperObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "super"; }

    ClassPtr type;   ///< look-ups begin behind it
    nn::Value self;  ///< an object, or a class in a class method
};

/// `torch`, `torch.nn`, `math`; or a name whose import the subset lacks.
struct NamespaceObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Namespace;
    NamespaceObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "module"; }

    std::string name;
    bool missing = false;
};

/// torch.no_grad() and its like, before and inside a with.
struct ContextObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Context;
    ContextObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return name; }

    std::string name;  ///< "no_grad"
    std::optional<bool> mode;
    std::vector<bool> before;  ///< modes to put back, one for each entry
};

/// What of the engine an EngineObject is, for walks that fork, hash and save it.
enum class EngineSort : uint8_t { Other, Optimizer, Scheduler, Generator };

/// An object of the engine that scripts hold: an optimizer, a generator. Families of the engine
/// derive from it. What is of no sort (a handle of a hook, a grad_fn) belongs to the tape: forks
/// share it, and it is not saved.
struct EngineObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Engine;
    explicit EngineObject(EngineSort of = EngineSort::Other) : ScriptObject(kKind), sort(of) {}
    const EngineSort sort;
    /// `object.name`, where `self` is the object; empty when it has none of that name.
    virtual std::optional<nn::Value> attribute(Machine&, const nn::Value& /*self*/,
                                               std::string_view /*name*/) const {
        return std::nullopt;
    }
};

}  // namespace engine::script
