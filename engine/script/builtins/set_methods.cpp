#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/value_members.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <utility>

namespace engine::script {

namespace {

using nn::Value;

SetObject& set_of(std::string_view name, const Arguments& arguments) {
    auto* set = arguments.positional.empty() ? nullptr : as<SetObject>(arguments.positional[0]);
    if (set == nullptr) {
        raise(ErrorKind::TypeError, "unbound method set.{}() needs an argument", name);
    }
    return *set;
}

Value as_set(Machine& machine, const Value& value) {
    if (as<SetObject>(value) != nullptr) return value;
    return machine.instantiate(builtin_class("set"), {.positional = {value}, .keywords = {}});
}

template <Op op>
Value combined(Machine& machine, Arguments& arguments) {
    set_of("union", arguments);
    Value result = machine.binary(Op::BitOr, arguments.positional[0],
                                  machine.instantiate(builtin_class("set"), {}));
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        result = machine.binary(op, result, as_set(machine, arguments.positional[i]));
    }
    return result;
}

template <Op op>
Value compared(Machine& machine, Arguments& arguments) {
    set_of("issubset", arguments);
    expect_method("issubset", arguments, 1, 1);
    return machine.compare(op, arguments.positional[0], as_set(machine, arguments.positional[1]));
}

Value isdisjoint(Machine& machine, Arguments& arguments) {
    const SetObject& set = set_of("isdisjoint", arguments);
    expect_method("isdisjoint", arguments, 1, 1);
    for (const Value& item : machine.items(arguments.positional[1])) {
        if (set.table.contains(item)) return false;
    }
    return true;
}

Value add(Machine&, Arguments& arguments) {
    SetObject& set = set_of("add", arguments);
    expect_method("add", arguments, 1, 1);
    if (!set.table.contains(arguments.positional[1])) set.table.set(arguments.positional[1], {});
    return {};
}

Value discard(Machine&, Arguments& arguments) {
    SetObject& set = set_of("discard", arguments);
    expect_method("discard", arguments, 1, 1);
    set.table.erase(arguments.positional[1]);
    return {};
}

Value remove(Machine& machine, Arguments& arguments) {
    SetObject& set = set_of("remove", arguments);
    expect_method("remove", arguments, 1, 1);
    if (set.table.erase(arguments.positional[1])) return {};
    machine.raise_object(machine.instantiate(
        builtin_class("KeyError"), {.positional = {arguments.positional[1]}, .keywords = {}}));
}

Value pop(Machine&, Arguments& arguments) {
    SetObject& set = set_of("pop", arguments);
    expect_method("pop", arguments, 0, 0);
    if (set.table.empty()) raise(ErrorKind::KeyError, "'pop from an empty set'");
    Value taken = set.table.entries().front().key;
    set.table.erase(taken);
    return taken;
}

Value update(Machine& machine, Arguments& arguments) {
    set_of("update", arguments);
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        const std::vector<Value> more = machine.items(arguments.positional[i]);
        for (const Value& item : more) set_of("update", arguments).table.set(item, {});
    }
    return {};
}

Value clear(Machine&, Arguments& arguments) {
    SetObject& set = set_of("clear", arguments);
    expect_method("clear", arguments, 0, 0);
    const Table old = std::exchange(set.table, {});
    return {};
}

Value copy(Machine& machine, Arguments& arguments) {
    const SetObject& set = set_of("copy", arguments);
    expect_method("copy", arguments, 0, 0);
    return nn::ObjectPtr(machine.made(make_released<SetObject>(set)));
}

/// The same, kept in the set itself.
template <Op op>
Value combined_here(Machine& machine, Arguments& arguments) {
    const Value result = combined<op>(machine, arguments);
    set_of("update", arguments).table = as<SetObject>(result)->table;
    return {};
}

// What a frozenset has too stands first.
constexpr std::size_t kOfFrozen = 8;
constexpr Builtin kRows[] = {
    {"union", combined<Op::BitOr>},
    {"intersection", combined<Op::BitAnd>},
    {"difference", combined<Op::Sub>},
    {"symmetric_difference", combined<Op::BitXor>},
    {"issubset", compared<Op::Le>},
    {"issuperset", compared<Op::Ge>},
    {"isdisjoint", isdisjoint},
    {"copy", copy},
    {"intersection_update", combined_here<Op::BitAnd>},
    {"difference_update", combined_here<Op::Sub>},
    {"symmetric_difference_update", combined_here<Op::BitXor>},
    {"add", add},
    {"discard", discard},
    {"remove", remove},
    {"pop", pop},
    {"update", update},
    {"clear", clear},
};

}  // namespace

std::span<const Builtin> frozenset_methods() {
    return std::span(kRows).first(kOfFrozen);
}
std::span<const Builtin> set_methods() {
    return kRows;
}

}  // namespace engine::script
