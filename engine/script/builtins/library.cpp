// The few functions of Python's library that model files use: namedtuple, dataclass, pprint.
#include "engine/base/error.h"
#include "engine/nn/deepcopy.h"
#include "engine/nn/depth_guard.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/pretty.h"
#include "engine/script/release_parts.h"

#include <utility>

namespace engine::script {

namespace {

using nn::Value;

Value namedtuple(Machine& machine, Arguments& arguments) {
    const auto defaults = take_keyword(arguments, "defaults");
    expect_count("namedtuple", arguments, 2, 2);
    const std::string* name = arguments.positional[0].text();
    if (name == nullptr) raise(ErrorKind::TypeError, "Type names and field names must be strings");
    std::vector<std::string> fields;
    if (const std::string* text = arguments.positional[1].text()) {
        std::string word;
        for (const char c : *text + " ") {
            if (c != ' ' && c != ',') {
                word += c;
            } else if (!word.empty()) {
                fields.push_back(std::exchange(word, ""));
            }
        }
    } else {
        for (const Value& field : machine.items(arguments.positional[1])) {
            fields.push_back(machine.str(field));
        }
    }
    return make_named_tuple(
        machine, *name, fields,
        defaults && !defaults->is_none() ? machine.items(*defaults) : std::vector<Value>{});
}

Value dataclass(Machine& machine, Arguments& arguments) {
    const auto flag = [&](std::string_view name, bool standard) {
        const auto given = take_keyword(arguments, name);
        return given ? given->truth() : standard;
    };
    const bool frozen = flag("frozen", false);
    const bool with_repr = flag("repr", true);
    const bool with_eq = flag("eq", true);
    const bool with_order = flag("order", false);
    arguments.keywords.clear();
    if (arguments.positional.empty()) {
        // @dataclass(frozen=True): what is called next has the class.
        auto waiting = machine.made(make_released<MethodObject>());
        waiting->function = builtin_value(*find_builtin("library", "_dataclass"), "library");
        waiting->self = Value::tuple({frozen, with_repr, with_eq, with_order});
        return nn::ObjectPtr(std::move(waiting));
    }
    const auto type = shared_as<ClassObject>(arguments.positional[0]);
    if (!type) raise(ErrorKind::TypeError, "dataclass() should be called on a class");
    return nn::ObjectPtr(make_dataclass(machine, type, frozen, with_repr, with_eq));
}

Value dataclass_with(Machine& machine, Arguments& arguments) {
    const auto& flags = arguments.positional.at(0).sequence()->items;
    const auto type = shared_as<ClassObject>(arguments.positional.at(1));
    if (!type) raise(ErrorKind::TypeError, "dataclass() should be called on a class");
    if (flags[3].truth()) type->attributes.set("__dataclass_order__", true);
    return nn::ObjectPtr(
        make_dataclass(machine, type, flags[0].truth(), flags[1].truth(), flags[2].truth()));
}

Value field(Machine& machine, Arguments& arguments) {
    auto made = machine.made(make_released<InstanceObject>());
    made->type = builtin_class("Field");
    for (auto& [key, value] : arguments.keywords) made->attributes.set(key, std::move(value));
    return nn::ObjectPtr(std::move(made));
}

const InstanceObject& dataclass_of(std::string_view function, const Arguments& arguments) {
    const auto* instance =
        arguments.positional.empty() ? nullptr : as<InstanceObject>(arguments.positional[0]);
    if (instance == nullptr || !instance->type->dataclass) {
        raise(ErrorKind::TypeError, "{}() should be called on dataclass instances", function);
    }
    return *instance;
}

/// Fields as a dict or tuple; dataclasses in them, and in lists and dicts of them, too.
Value unpacked(Machine& machine, const Value& value, bool to_dict) {
    const nn::DepthGuard guard;
    if (const auto* instance = as<InstanceObject>(value);
        instance != nullptr && instance->type->dataclass) {
        auto dict = machine.made(make_released<DictObject>());
        std::vector<Value> values;
        for (const ClassObject::Field& one : instance->type->fields) {
            const Value* held = instance->attributes.find(one.name);
            values.push_back(held == nullptr ? Value() : unpacked(machine, *held, to_dict));
            dict->table.set(one.name, values.back());
        }
        return to_dict ? Value(nn::ObjectPtr(std::move(dict))) : Value::tuple(std::move(values));
    }
    if (const nn::Sequence* sequence = value.sequence()) {
        auto copy = nn::make_released<nn::Sequence>(*sequence);
        for (Value& item : copy->items) item = unpacked(machine, item, to_dict);
        return copy;
    }
    if (const auto* dict = as<DictObject>(value)) {
        auto copy = machine.made(make_released<DictObject>(*dict));
        for (Table::Entry& entry : copy->table.all()) {
            entry.value = unpacked(machine, entry.value, to_dict);
        }
        return nn::ObjectPtr(std::move(copy));
    }
    return nn::deepcopy(value);
}

Value asdict(Machine& machine, Arguments& arguments) {
    dataclass_of("asdict", arguments);
    return unpacked(machine, arguments.positional[0], true);
}

Value astuple(Machine& machine, Arguments& arguments) {
    dataclass_of("astuple", arguments);
    return unpacked(machine, arguments.positional[0], false);
}

Value replace(Machine& machine, Arguments& arguments) {
    const InstanceObject& before = dataclass_of("replace", arguments);
    const ClassPtr type = before.type;
    Arguments given;
    for (const ClassObject::Field& one : type->fields) {
        auto changed = take_keyword(arguments, one.name);
        const Value* held = before.attributes.find(one.name);
        given.keywords.emplace_back(one.name, changed           ? *std::move(changed)
                                              : held != nullptr ? *held
                                                                : Value());
    }
    for (auto& rest : arguments.keywords) given.keywords.push_back(std::move(rest));
    return machine.instantiate(type, std::move(given));
}

Value fields(Machine& machine, Arguments& arguments) {
    expect_count("fields", arguments, 1, 1);
    const auto* instance = as<InstanceObject>(arguments.positional[0]);
    const auto* type =
        instance != nullptr ? instance->type.get() : as<ClassObject>(arguments.positional[0]);
    if (type == nullptr || !type->dataclass) {
        raise(ErrorKind::TypeError, "must be called with a dataclass type or instance");
    }
    std::vector<Value> all;
    for (const ClassObject::Field& one : type->fields) {
        auto field = machine.made(make_released<InstanceObject>());
        field->type = builtin_class("Field");
        field->attributes.set("name", one.name);
        field->attributes.set("default", one.fallback);
        all.emplace_back(nn::ObjectPtr(std::move(field)));
    }
    return Value::tuple(std::move(all));
}

Value pprint(Machine& machine, Arguments& arguments) {
    if (arguments.positional.empty()) raise(ErrorKind::TypeError, "pprint() needs an argument");
    machine.environment().print(pretty(machine, arguments.positional[0]) + "\n");
    return {};
}

Value identity(Machine&, Arguments& arguments) {
    if (arguments.positional.empty()) raise(ErrorKind::TypeError, "a decorator needs a function");
    return arguments.positional[0];
}

Value reduce(Machine& machine, Arguments& arguments) {
    expect_count("reduce", arguments, 2, 3);
    std::vector<Value> items = machine.items(arguments.positional[1]);
    if (arguments.positional.size() > 2) items.insert(items.begin(), arguments.positional[2]);
    if (items.empty()) {
        raise(ErrorKind::TypeError, "reduce() of empty iterable with no initial value");
    }
    Value total = items[0];
    for (std::size_t i = 1; i < items.size(); ++i) {
        total = machine.call(arguments.positional[0],
                             {.positional = {total, items[i]}, .keywords = {}});
    }
    return total;
}

Value partial(Machine& machine, Arguments& arguments) {
    if (arguments.positional.empty()) {
        raise(ErrorKind::TypeError, "type 'partial' takes at least one argument");
    }
    auto keywords = machine.made(make_released<DictObject>());
    for (auto& [key, value] : arguments.keywords) keywords->table.set(key, value);
    auto bound = machine.made(make_released<MethodObject>());
    bound->function = builtin_value(*find_builtin("library", "_partial"), "library");
    bound->self = Value::tuple(
        {Value::tuple(std::move(arguments.positional)), nn::ObjectPtr(std::move(keywords))});
    return nn::ObjectPtr(std::move(bound));
}

Value call_partial(Machine& machine, Arguments& arguments) {
    const auto& held = arguments.positional.at(0).sequence()->items;
    const auto& first = held[0].sequence()->items;
    Arguments given;
    given.positional.assign(first.begin() + 1, first.end());
    given.positional.insert(given.positional.end(), arguments.positional.begin() + 1,
                            arguments.positional.end());
    for (const Table::Entry& entry : as<DictObject>(held[1])->table.entries()) {
        if (!take_keyword(given, *entry.key.text())) {
            given.keywords.emplace_back(*entry.key.text(), entry.value);
        }
    }
    for (auto& [key, value] : arguments.keywords) {
        static_cast<void>(take_keyword(given, key));
        given.keywords.emplace_back(key, std::move(value));
    }
    return machine.call(first[0], std::move(given));
}

constexpr Builtin kRows[] = {
    {"namedtuple", namedtuple}, {"dataclass", dataclass}, {"_dataclass", dataclass_with},
    {"field", field},           {"asdict", asdict},       {"pprint", pprint},
    {"astuple", astuple},       {"replace", replace},     {"fields", fields},
    {"identity", identity},     {"reduce", reduce},       {"partial", partial},
    {"_partial", call_partial},
};

}  // namespace

std::span<const Builtin> library_functions() {
    return kRows;
}

}  // namespace engine::script
