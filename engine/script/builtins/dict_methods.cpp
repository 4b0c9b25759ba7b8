#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/construct.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <utility>

namespace engine::script {

namespace {

using nn::Value;

DictObject& dict_of(std::string_view name, const Arguments& arguments) {
    auto* dict = arguments.positional.empty() ? nullptr : as<DictObject>(arguments.positional[0]);
    if (dict == nullptr) {
        raise(ErrorKind::TypeError, "unbound method dict.{}() needs an argument", name);
    }
    return *dict;
}

template <IteratorObject::Sort sort>
Value view(Machine& machine, Arguments& arguments) {
    const std::string name = sort == IteratorObject::Sort::Keys     ? "keys"
                             : sort == IteratorObject::Sort::Values ? "values"
                                                                    : "items";
    const DictObject& dict = dict_of(name, arguments);
    expect_method(name, arguments, 0, 0);
    auto walk = machine.made(make_released<IteratorObject>());
    walk->sort = sort;
    walk->source = arguments.positional[0];
    walk->size = dict.table.size();
    walk->name = "dict_" + name;
    return nn::ObjectPtr(std::move(walk));
}

Value get(Machine&, Arguments& arguments) {
    const DictObject& dict = dict_of("get", arguments);
    expect_method("get", arguments, 1, 2);
    if (const Value* found = dict.table.find(arguments.positional[1])) return *found;
    return arguments.positional.size() > 2 ? arguments.positional[2] : Value();
}

Value pop(Machine& machine, Arguments& arguments) {
    DictObject& dict = dict_of("pop", arguments);
    expect_method("pop", arguments, 1, 2);
    const Value key = arguments.positional[1];
    if (const Value* found = dict.table.find(key)) {
        Value taken = *found;
        dict.table.erase(key);
        return taken;
    }
    if (arguments.positional.size() > 2) return arguments.positional[2];
    machine.raise_object(
        machine.instantiate(builtin_class("KeyError"), {.positional = {key}, .keywords = {}}));
}

Value popitem(Machine&, Arguments& arguments) {
    DictObject& dict = dict_of("popitem", arguments);
    const auto last = take_keyword(arguments, "last");
    expect_method("popitem", arguments, 0, 1);
    if (dict.table.empty()) raise(ErrorKind::KeyError, "'popitem(): dictionary is empty'");
    const Table::Entry entry =
        last && !last->truth() ? dict.table.entries().front() : dict.table.entries().back();
    dict.table.erase(entry.key);
    return Value::tuple({entry.key, entry.value});
}

Value setdefault(Machine&, Arguments& arguments) {
    DictObject& dict = dict_of("setdefault", arguments);
    expect_method("setdefault", arguments, 1, 2);
    const Value& key = arguments.positional[1];
    if (const Value* found = dict.table.find(key)) return *found;
    return dict.table.set(key, arguments.positional.size() > 2 ? arguments.positional[2] : Value());
}

Value update(Machine& machine, Arguments& arguments) {
    const Value self = arguments.positional.at(0);
    DictObject& dict = dict_of("update", arguments);
    Arguments given;
    given.positional.assign(arguments.positional.begin() + 1, arguments.positional.end());
    given.keywords = std::move(arguments.keywords);
    if (given.positional.size() > 1) {
        raise(ErrorKind::TypeError, "update expected at most 1 argument, got {}",
              given.positional.size());
    }
    const Value other = machine.instantiate(builtin_class("dict"), std::move(given));
    for (const Table::Entry& entry : as<DictObject>(other)->table.entries()) {
        dict.table.set(entry.key, entry.value);
    }
    return {};
}

Value clear(Machine&, Arguments& arguments) {
    DictObject& dict = dict_of("clear", arguments);
    expect_method("clear", arguments, 0, 0);
    const Table old = std::exchange(dict.table, {});
    return {};
}

Value copy(Machine& machine, Arguments& arguments) {
    const DictObject& dict = dict_of("copy", arguments);
    expect_method("copy", arguments, 0, 0);
    return nn::ObjectPtr(machine.made(make_released<DictObject>(dict)));
}

Value fromkeys(Machine& machine, Arguments& arguments) {
    no_keywords("fromkeys", arguments);
    auto dict = machine.made(make_released<DictObject>());
    if (arguments.positional.empty()) {
        raise(ErrorKind::TypeError, "fromkeys expected at least 1 argument, got 0");
    }
    for (const Value& key : machine.items(arguments.positional[0])) {
        dict->table.set(key, arguments.positional.size() > 1 ? arguments.positional[1] : Value());
    }
    return nn::ObjectPtr(std::move(dict));
}

Value move_to_end(Machine&, Arguments& arguments) {
    DictObject& dict = dict_of("move_to_end", arguments);
    const auto last = take_keyword(arguments, "last");
    const Value key = arguments.positional.at(1);
    const Value* found = dict.table.find(key);
    if (found == nullptr) raise(ErrorKind::KeyError, "{}", key.repr());
    Value value = *found;
    dict.table.erase(key);
    if (!last || last->truth()) {
        dict.table.set(key, std::move(value));
        return {};
    }
    const Table old = std::exchange(dict.table, {});
    dict.table.set(key, std::move(value));
    for (const Table::Entry& entry : old.entries()) dict.table.set(entry.key, entry.value);
    return {};
}

// What a class of dict reaches by super(): the dict itself, without the class's own words.
Value init(Machine& machine, Arguments& arguments) {
    dict_of("__init__", arguments);
    const Value self = arguments.positional[0];
    arguments.positional.erase(arguments.positional.begin());
    init_dict(machine, *as<DictObject>(self), arguments);
    return {};
}

Value get_item(Machine& machine, Arguments& arguments) {
    DictObject& dict = dict_of("__getitem__", arguments);
    expect_method("__getitem__", arguments, 1, 1);
    if (const Value* found = dict.table.find(arguments.positional[1])) return *found;
    const ClassPtr type = std::exchange(dict.type, nullptr);  // its __getitem__ would come here
    const Value self = arguments.positional[0];
    struct PutBack {
        DictObject& dict;
        ClassPtr type;
        ~PutBack() { dict.type = std::move(type); }
    } put_back{dict, type};
    return machine.get_item(self, arguments.positional[1]);
}

Value set_item(Machine&, Arguments& arguments) {
    DictObject& dict = dict_of("__setitem__", arguments);
    expect_method("__setitem__", arguments, 2, 2);
    dict.table.set(arguments.positional[1], arguments.positional[2]);
    return {};
}

Value delete_item(Machine& machine, Arguments& arguments) {
    DictObject& dict = dict_of("__delitem__", arguments);
    expect_method("__delitem__", arguments, 1, 1);
    const Value key = arguments.positional[1];
    if (dict.table.erase(key)) return {};
    machine.raise_object(
        machine.instantiate(builtin_class("KeyError"), {.positional = {key}, .keywords = {}}));
}

Value has_item(Machine&, Arguments& arguments) {
    const DictObject& dict = dict_of("__contains__", arguments);
    expect_method("__contains__", arguments, 1, 1);
    return dict.table.contains(arguments.positional[1]);
}

constexpr Builtin kRows[] = {
    {"__init__", init},
    {"__getitem__", get_item},
    {"__setitem__", set_item},
    {"__delitem__", delete_item},
    {"__contains__", has_item},
    {"keys", view<IteratorObject::Sort::Keys>},
    {"values", view<IteratorObject::Sort::Values>},
    {"items", view<IteratorObject::Sort::Items>},
    {"get", get},
    {"pop", pop},
    {"popitem", popitem},
    {"setdefault", setdefault},
    {"update", update},
    {"clear", clear},
    {"copy", copy},
    {"fromkeys", fromkeys},
    {"move_to_end", move_to_end},
};

}  // namespace

std::span<const Builtin> dict_methods() {
    return kRows;
}

}  // namespace engine::script
