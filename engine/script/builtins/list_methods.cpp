#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/memory.h"
#include "engine/script/sorting.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

using nn::Value;

const std::shared_ptr<nn::Sequence>& list_of(const Arguments& arguments) {
    return std::get<std::shared_ptr<nn::Sequence>>(arguments.positional.at(0).data());
}

std::vector<Value>& items_of(Arguments& arguments) {
    return list_of(arguments)->items;
}

void check_list(const Arguments& arguments, std::string_view name) {
    if (!arguments.positional.empty() && arguments.positional[0].sequence() != nullptr) return;
    raise(ErrorKind::TypeError, "unbound method list.{}() needs an argument", name);
}

Value append(Machine& machine, Arguments& arguments) {
    check_list(arguments, "append");
    expect_method("append", arguments, 1, 1);
    auto& items = items_of(arguments);
    check_size(items.size());
    if (items.size() == items.capacity()) expect_memory(3 * items.size() * sizeof(Value));
    machine.given(list_of(arguments), arguments.positional[1]);
    items.push_back(arguments.positional[1]);
    return {};
}

Value extend(Machine& machine, Arguments& arguments) {
    check_list(arguments, "extend");
    expect_method("extend", arguments, 1, 1);
    const std::vector<Value> more = machine.items(arguments.positional[1]);
    auto& items = items_of(arguments);
    check_size(items.size() + more.size());
    expect_memory((2 * items.size() + more.size()) * sizeof(Value));
    for (const Value& item : more) machine.given(list_of(arguments), item);
    items.insert(items.end(), more.begin(), more.end());
    return {};
}

Value insert(Machine& machine, Arguments& arguments) {
    check_list(arguments, "insert");
    expect_method("insert", arguments, 2, 2);
    auto& items = items_of(arguments);
    check_size(items.size());
    const auto size = static_cast<int64_t>(items.size());
    int64_t at = integer_argument(arguments.positional[1]);
    at = std::clamp<int64_t>(at < 0 ? at + size : at, 0, size);
    machine.given(list_of(arguments), arguments.positional[2]);
    items.insert(items.begin() + at, arguments.positional[2]);
    return {};
}

Value pop(Machine&, Arguments& arguments) {
    check_list(arguments, "pop");
    expect_method("pop", arguments, 0, 1);
    auto& items = items_of(arguments);
    if (items.empty()) raise(ErrorKind::IndexError, "pop from empty list");
    const auto size = static_cast<int64_t>(items.size());
    int64_t at = arguments.positional.size() > 1 ? integer_argument(arguments.positional[1]) : -1;
    if (at < 0) at += size;
    if (at < 0 || at >= size) raise(ErrorKind::IndexError, "pop index out of range");
    Value taken = std::move(items[static_cast<std::size_t>(at)]);
    items.erase(items.begin() + at);
    return taken;
}

std::optional<std::size_t> find(Machine& machine, Arguments& arguments) {
    auto& items = items_of(arguments);
    const auto bound = [&](std::size_t at, int64_t absent) {
        if (arguments.positional.size() <= at) return absent;
        const auto size = static_cast<int64_t>(items.size());
        const int64_t given = integer_argument(arguments.positional[at]);
        return std::clamp<int64_t>(given < 0 ? given + size : given, 0, size);
    };
    const auto from = static_cast<std::size_t>(bound(2, 0));
    const auto end = static_cast<std::size_t>(bound(3, static_cast<int64_t>(items.size())));
    for (std::size_t i = from; i < std::min(end, items.size()); ++i) {
        const Value item = items[i];  // a user's __eq__ may change the list
        machine.step();
        if (machine.equal(item, arguments.positional[1])) return i;
    }
    return std::nullopt;
}

Value remove(Machine& machine, Arguments& arguments) {
    check_list(arguments, "remove");
    expect_method("remove", arguments, 1, 1);
    const auto at = find(machine, arguments);
    auto& items = items_of(arguments);
    if (!at || *at >= items.size()) {
        raise(ErrorKind::ValueError, "list.remove(x): x not in list");
    }
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(*at));
    return {};
}

Value index(Machine& machine, Arguments& arguments) {
    check_list(arguments, "index");
    expect_method("index", arguments, 1, 3);
    const auto at = find(machine, arguments);
    if (at) return static_cast<int64_t>(*at);
    if (arguments.positional[0].sequence()->is_tuple) {
        raise(ErrorKind::ValueError, "tuple.index(x): x not in tuple");
    }
    raise(ErrorKind::ValueError, "{} is not in list", machine.repr(arguments.positional[1]));
}

Value count(Machine& machine, Arguments& arguments) {
    check_list(arguments, "count");
    expect_method("count", arguments, 1, 1);
    int64_t found = 0;
    for (std::size_t i = 0; i < items_of(arguments).size(); ++i) {
        const Value item = items_of(arguments)[i];
        if (machine.equal(item, arguments.positional[1])) ++found;
    }
    return found;
}

Value reverse(Machine&, Arguments& arguments) {
    check_list(arguments, "reverse");
    expect_method("reverse", arguments, 0, 0);
    auto& items = items_of(arguments);
    std::reverse(items.begin(), items.end());
    return {};
}

Value sort(Machine& machine, Arguments& arguments) {
    check_list(arguments, "sort");
    if (arguments.positional.size() > 1) {
        raise(ErrorKind::TypeError, "sort() takes no positional arguments");
    }
    std::vector<Value> items = items_of(arguments);
    sort_values(machine, items, arguments, "sort");
    items_of(arguments) = std::move(items);
    return {};
}

Value clear(Machine&, Arguments& arguments) {
    check_list(arguments, "clear");
    expect_method("clear", arguments, 0, 0);
    const std::vector<Value> old = std::exchange(items_of(arguments), {});
    return {};
}

Value copy(Machine&, Arguments& arguments) {
    check_list(arguments, "copy");
    expect_method("copy", arguments, 0, 0);
    return Value::list(items_of(arguments));
}

constexpr Builtin kList[] = {
    {"append", append}, {"extend", extend}, {"insert", insert}, {"pop", pop},
    {"remove", remove}, {"index", index},   {"count", count},   {"reverse", reverse},
    {"sort", sort},     {"clear", clear},   {"copy", copy},
};
constexpr Builtin kTuple[] = {
    {"index", index},
    {"count", count},
};

}  // namespace

std::span<const Builtin> list_methods() {
    return kList;
}
std::span<const Builtin> tuple_methods() {
    return kTuple;
}

}  // namespace engine::script
