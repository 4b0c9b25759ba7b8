// Every table of built-in names, and how a name finds its row.
#include "engine/script/builtins.h"
#include "engine/script/builtins/prompt.h"
#include "engine/script/builtins/surroundings.h"
#include "engine/script/builtins/value_members.h"
#include "engine/script/generator_object.h"
#include "engine/script/global_hooks.h"
#include "engine/script/last_shown.h"
#include "engine/script/machine.h"
#include "engine/script/optimizer_object.h"
#include "engine/script/optimizer_state_object.h"
#include "engine/script/release_parts.h"
#include "engine/script/scheduler_object.h"
#include "engine/script/subset.h"
#include "engine/script/tensor_hook_methods.h"
#include "engine/script/warnings.h"

#include <map>
#include <utility>

namespace engine::script {

namespace {

using Key = std::pair<std::string_view, std::string_view>;

std::map<Key, const Builtin*> all_rows() {
    const std::pair<std::string_view, std::span<const Builtin>> tables[] = {
        {"builtins", builtin_functions()},
        {"builtins", iteration_functions()},
        {"generator", generator_walk_methods()},
        {"prompt", prompt_functions()},
        {"str", str_methods()},
        {"str", str_tests()},
        {"list", list_methods()},
        {"tuple", tuple_methods()},
        {"dict", dict_methods()},
        {"set", set_methods()},
        {"frozenset", frozenset_methods()},
        {"container", container_members()},
        {"namedtuple", namedtuple_members()},
        {"property", property_members()},
        {"range", range_members()},
        {"slice", slice_members()},
        {"type", type_members()},
        {"Size", size_members()},
        {"number", number_methods()},
        {"int", number_methods()},
        {"float", number_methods()},
        {"object", object_members()},
        {"Module", module_members()},
        {"BaseException", exception_members()},
        {"math", math_functions()},
        {"random", random_functions()},
        {"time", time_functions()},
        {"sys", sys_functions()},
        {"torch", torch_functions()},
        {"torch", generator_functions()},
        {"torch", torch_file_functions()},
        {"warnings", warning_functions()},
        {"library", library_functions()},
        {"special", special_functions()},
        {"Tensor", tensor_methods()},
        {"Optimizer", optimizer_methods()},
        {"OptimizerState", optimizer_state_methods()},
        {"ParamGroup", param_group_methods()},
        {"global_hooks", global_hook_functions()},
        {"Scheduler", scheduler_methods()},
        {"Generator", generator_methods()},
        {"HookHandle", hook_handle_methods()},
        {"GradFn", grad_fn_methods()},
    };
    std::map<Key, const Builtin*> rows;
    for (const auto& [table, list] : tables) {
        for (const Builtin& row : list) rows.emplace(Key{table, row.name}, &row);
    }
    return rows;
}

}  // namespace

namespace {

const std::map<Key, const Builtin*>& rows_by_name() {
    static const std::map<Key, const Builtin*> rows = all_rows();
    return rows;
}

}  // namespace

std::vector<std::string_view> builtin_names(std::string_view table) {
    std::vector<std::string_view> names;
    for (const auto& [key, row] : rows_by_name()) {
        if (key.first == table && !key.second.starts_with('_')) names.push_back(key.second);
    }
    return names;
}

const Builtin* find_builtin(std::string_view table, std::string_view name,
                            std::string_view* table_name) {
    const auto& rows = rows_by_name();
    const auto it = rows.find(Key{table, name});
    if (it == rows.end()) return nullptr;
    if (table_name != nullptr) *table_name = it->first.first;
    return it->second;
}

const Builtin* find_builtin(std::string_view table, std::string_view name) {
    return find_builtin(table, name, nullptr);
}

nn::Value builtin_value(const Builtin& row, std::string_view table) {
    auto builtin = make_released<BuiltinObject>();
    builtin->row = &row;
    builtin->table = table;
    return nn::ObjectPtr(std::move(builtin));
}

nn::Value builtin_method(const Builtin& row, std::string_view table, nn::Value self) {
    auto builtin = make_released<BuiltinObject>();
    builtin->row = &row;
    builtin->table = table;
    builtin->bound = true;
    builtin->self = std::move(self);
    return nn::ObjectPtr(std::move(builtin));
}

std::optional<nn::Value> builtin_name(Machine& machine, std::string_view name) {
    Environment& environment = machine.environment();
    if (name == "model" && environment.model) return nn::Value(environment.model);
    if (name == "optimizer" && environment.optimizer != nullptr) {
        return optimizer_value(*environment.optimizer);
    }
    if (const Builtin* row = find_builtin("builtins", name)) {
        return builtin_value(*row, "builtins");
    }
    if (LastShown* const last = last_shown(); name == "_" && last && last->kept) {
        last->read = true;
        return last->value;
    }
    if (const Builtin* row = find_builtin("prompt", name)) return builtin_value(*row, "prompt");
    // The prompt has torch's usual names without an import.
    if (name == "torch") return machine.import("torch");
    if (name == "nn") return machine.import("torch.nn");
    if (name == "F") return machine.import("torch.nn.functional");
    if (name == "optim") return machine.import("torch.optim");
    if (name == "__name__") return nn::Value("__main__");
    if (name == "NotImplemented") {
        static const auto value = [] {
            auto instance = make_released<InstanceObject>();
            instance->type = builtin_class("NotImplementedType");
            return nn::ObjectPtr(std::move(instance));
        }();
        return nn::Value(value);
    }
    if (name == "Ellipsis") return nn::Value(nn::Ellipsis{});
    static constexpr std::string_view kDangerous[] = {
        "eval", "exec", "open",  "__import__", "compile", "input", "globals",   "locals",
        "vars", "dir",  "bytes", "bytearray",  "complex", "help",  "breakpoint"};
    for (const std::string_view one : kDangerous) {
        if (one != name) continue;
        raise(ErrorKind::NameError, "`{}` is outside the PyTorch subset that Modescope runs", name);
    }
    if (auto type = find_builtin_class(name); type && type->module == "builtins") {
        return nn::Value(nn::ObjectPtr(std::move(type)));
    }
    return std::nullopt;
}

}  // namespace engine::script
