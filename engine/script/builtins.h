#pragma once

#include "engine/script/object.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

// What the files of built-in names share.
namespace engine::script {

struct ContextObject;

/// `len`, `int`, `ValueError`: a name that every program has; empty when there is none.
std::optional<nn::Value> builtin_name(Machine& machine, std::string_view name);

/// Python's own class of that name: "int", "ValueError", "Module". Shared and never written.
/// throws  std::logic_error for a name that is none
const ClassPtr& builtin_class(std::string_view name);
/// Null when there is none.
ClassPtr find_builtin_class(std::string_view name);
/// Whether a class of the user's own may derive from it.
bool may_be_base(const ClassObject& type);
/// Generic[T], Protocol: bases that change nothing.
bool is_generic_base(const nn::Value& value);
/// torch.nn's class of that name, or null.
ClassPtr module_class(std::string_view name);
/// The class of modules that a C++ maker named so.
ClassPtr class_of_module(const nn::Module& module);

/// The row of a table: "str", "list", "dict", "set", "tuple", "builtins", ...; or null.
const Builtin* find_builtin(std::string_view table, std::string_view name);
/// The same; tells the table's own name, which outlives every text that was read.
const Builtin* find_builtin(std::string_view table, std::string_view name,
                            std::string_view* table_name);
/// As a value: `abs`, or `text.upper` with its self.
nn::Value builtin_value(const Builtin& row, std::string_view table);
nn::Value builtin_method(const Builtin& row, std::string_view table, nn::Value self);

// One table a file.
std::span<const Builtin> builtin_functions();
std::span<const Builtin> iteration_functions();
std::span<const Builtin> generator_walk_methods();
std::span<const Builtin> str_methods();
std::span<const Builtin> str_tests();
std::span<const Builtin> list_methods();
std::span<const Builtin> tuple_methods();
std::span<const Builtin> dict_methods();
std::span<const Builtin> set_methods();
std::span<const Builtin> number_methods();
std::span<const Builtin> object_members();
std::span<const Builtin> module_members();
std::span<const Builtin> exception_members();
std::span<const Builtin> math_functions();
std::span<const Builtin> torch_functions();
std::span<const Builtin> tensor_methods();
std::span<const Builtin> library_functions();
std::span<const Builtin> special_functions();
std::span<const Builtin> torch_file_functions();

/// What the engine's functions take in place of a script's objects: nn::Dict for a dict whose keys
/// are texts, a list for a range, set or iterator; and back.
nn::Value to_native(Machine& machine, nn::Value value);
nn::Value from_native(Machine& machine, nn::Value value);

/// `@torch.no_grad()` above a function.
nn::Value decorate_with(Machine& machine, const ContextObject& context, Arguments& arguments);
/// torch.no_grad and its like by name; null when there is none.
std::optional<nn::Value> grad_context(Machine& machine, std::string_view name,
                                      Arguments& arguments);
/// The row of torch's tables that is `space.name`, and its place there; null where it is anything
/// else.
const NativeEntry* namespace_function(std::string_view space, std::string_view name, Place& place);
/// throws  ModuleNotFoundError: an import that the subset lacks is used
[[noreturn]] void refuse_missing(const NamespaceObject& space);

/// Turns a class's own decorator names into what they make: property, staticmethod, dataclass.
ClassPtr make_dataclass(Machine& machine, const ClassPtr& type, bool frozen, bool with_repr,
                        bool with_eq);
nn::Value make_named_tuple(Machine& machine, const std::string& name,
                           const std::vector<std::string>& fields,
                           const std::vector<nn::Value>& defaults);

// --- Reading arguments, with the words that CPython's own functions use.

/// throws  TypeError "len() takes exactly one argument (2 given)"
void expect_count(std::string_view name, const Arguments& arguments, std::size_t least,
                  std::size_t most);
/// The same of a method, whose self does not count.
void expect_method(std::string_view name, const Arguments& arguments, std::size_t least,
                   std::size_t most);
/// Takes a keyword out of the arguments; None when it is not there.
std::optional<nn::Value> take_keyword(Arguments& arguments, std::string_view name);
/// throws  TypeError "sorted() got an unexpected keyword argument 'k'"
void no_keywords(std::string_view name, const Arguments& arguments);
/// An int or bool; throws TypeError "'str' object cannot be interpreted as an integer"
int64_t integer_argument(const nn::Value& value);
/// throws  MemoryError where a result would be absurd
void check_size(std::size_t items);

}  // namespace engine::script
