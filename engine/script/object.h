#pragma once

#include "engine/nn/value.h"
#include "engine/script/native.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace engine::script {

struct Environment;
struct Callable;
class Object;

/// `torch`: a name whose attributes are a table.
struct Namespace {
    std::string_view name;
};
/// `optimizer`.
struct OptimizerRef {};
/// `optimizer.param_groups`.
struct GroupsRef {};
/// `optimizer.param_groups[i]`.
struct GroupRef {
    std::size_t index = 0;
};
/// `model.eval`: a callable and, of a method, what it was taken from.
struct Bound {
    const Callable* callable = nullptr;
    std::shared_ptr<const Object> self;  ///< null: a function
};

/// A row of the native tables and, of a method, what it was taken from.
struct NativeBound {
    const NativeEntry* entry = nullptr;
    Place place = kTorch;
    std::shared_ptr<const Object> self;  ///< null: a function or a class
};

/// What an expression can be: a value, or one of the few things that are not values of a model.
class Object {
public:
    using Variant =
        std::variant<nn::Value, Namespace, OptimizerRef, GroupsRef, GroupRef, Bound, NativeBound>;

    Object() = default;  ///< None
    Object(nn::Value value) : data_(std::move(value)) {}
    Object(Namespace value) : data_(value) {}
    Object(OptimizerRef value) : data_(value) {}
    Object(GroupsRef value) : data_(value) {}
    Object(GroupRef value) : data_(value) {}
    Object(Bound value) : data_(std::move(value)) {}
    Object(NativeBound value) : data_(std::move(value)) {}

    const Variant& data() const { return data_; }
    template <class T>
    const T* as() const {
        return std::get_if<T>(&data_);
    }
    /// The value; TypeError "unsupported operand type ..." when it is none.
    const nn::Value& value() const;
    /// The module, or null.
    nn::ModulePtr module() const;
    /// The tensor, or null.
    const Tensor* tensor() const;
    /// Python's type(x).__name__: "Sequential", "int", "builtin_function_or_method".
    std::string type_name(const Environment& environment) const;

private:
    Variant data_;
};

/// An argument bound to its parameter; null when the call did not give it.
using Arguments = std::span<const Object* const>;

/// A function or method of the subset: one row in a table.
struct Callable {
    std::string_view name;                     ///< as errors call it: "Module.train"
    std::string_view key;                      ///< as an attribute: "train"
    std::vector<std::string_view> parameters;  ///< without self
    std::size_t required = 0;                  ///< the first so many must be given
    bool variadic = false;                     ///< takes any number of positional arguments instead
    Object (*run)(Environment& environment, const Object& self, Arguments arguments);
    /// Returns its own object for chaining: a console does not print that.
    bool returns_self = false;
};

/// Binds and calls. Throws TypeError in Python's words for arguments that do not fit.
Object call(const Bound& bound, std::span<const Object> positional,
            std::span<const std::pair<std::string, Object>> keywords, Environment& environment);

// One table a type; one more method is one more row in its file.
std::span<const Callable> module_methods();
std::span<const Callable> optimizer_methods();
std::span<const Callable> torch_functions();
std::span<const Callable> builtins();

/// The row of `key`, or null.
const Callable* find(std::span<const Callable> table, std::string_view key);

}  // namespace engine::script
