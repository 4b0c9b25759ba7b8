// sum, min, sorted, any and the others that walk something.
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"
#include "engine/script/sorting.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

using nn::Value;

Value sum(Machine& machine, Arguments& arguments) {
    const auto start = take_keyword(arguments, "start");
    if (arguments.positional.empty()) {
        raise(ErrorKind::TypeError, "sum() takes at least 1 positional argument (0 given)");
    }
    expect_count("sum", arguments, 1, 2);
    Value total = start                             ? *start
                  : arguments.positional.size() > 1 ? arguments.positional[1]
                                                    : Value(0);
    if (total.text() != nullptr) {
        raise(ErrorKind::TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    }
    const IteratorPtr walk = machine.iterate(arguments.positional[0]);
    Value item;
    while (machine.next(*walk, item)) {
        machine.step();
        total = machine.binary(Op::Add, total, item);
    }
    return total;
}

template <bool largest>
Value extreme(Machine& machine, Arguments& arguments) {
    const std::string_view name = largest ? "max" : "min";
    const auto key = take_keyword(arguments, "key");
    const auto standard = take_keyword(arguments, "default");
    if (!arguments.keywords.empty()) {
        raise(ErrorKind::TypeError, "'{}' is an invalid keyword argument for {}()",
              arguments.keywords[0].first, name);
    }
    if (arguments.positional.empty()) {
        raise(ErrorKind::TypeError, "{} expected at least 1 argument, got 0", name);
    }
    const bool several = arguments.positional.size() > 1;
    const std::vector<Value> items =
        several ? arguments.positional : machine.items(arguments.positional[0]);
    if (items.empty()) {
        if (standard) return *standard;
        raise(ErrorKind::ValueError, "{}() arg is an empty sequence", name);
    }
    const auto key_of = [&](const Value& item) {
        return key && !key->is_none() ? machine.call(*key, {.positional = {item}, .keywords = {}})
                                      : item;
    };
    Value best = items[0];
    Value best_key = key_of(best);
    for (std::size_t i = 1; i < items.size(); ++i) {
        Value this_key = key_of(items[i]);
        if (!machine.truth(machine.compare(largest ? Op::Gt : Op::Lt, this_key, best_key))) {
            continue;
        }
        best = items[i];
        best_key = std::move(this_key);
    }
    return best;
}

Value sorted(Machine& machine, Arguments& arguments) {
    if (arguments.positional.size() != 1) {
        raise(ErrorKind::TypeError, "sorted expected 1 argument, got {}",
              arguments.positional.size());
    }
    std::vector<Value> items = machine.items(arguments.positional[0]);
    sort_values(machine, items, arguments, "sort");
    return Value::list(std::move(items));
}

template <bool all>
Value quantified(Machine& machine, Arguments& arguments) {
    expect_count(all ? "all" : "any", arguments, 1, 1);
    const IteratorPtr walk = machine.iterate(arguments.positional[0]);
    Value item;
    while (machine.next(*walk, item)) {
        machine.step();
        if (machine.truth(item) != all) return !all;
    }
    return all;
}

Value iter(Machine& machine, Arguments& arguments) {
    expect_count("iter", arguments, 1, 2);
    if (arguments.positional.size() == 1) {
        const IteratorPtr walk = machine.iterate(arguments.positional[0]);
        if (walk->sort == IteratorObject::Sort::Protocol) return walk->source;
        return nn::ObjectPtr(walk);
    }
    auto walk = machine.made(make_released<IteratorObject>());
    walk->sort = IteratorObject::Sort::Callable;
    walk->source = arguments.positional[0];
    walk->end = arguments.positional[1];
    return nn::ObjectPtr(std::move(walk));
}

bool is_stop_iteration(const Value& exception) {
    return as<InstanceObject>(exception)->type->derives_from(*builtin_class("StopIteration"));
}

Value next(Machine& machine, Arguments& arguments) {
    expect_count("next", arguments, 1, 2);
    const Value& source = arguments.positional[0];
    const auto walk = shared_as<IteratorObject>(source);
    Value item;
    if (!walk || walk->name.starts_with("dict_")) {
        try {
            if (auto own = machine.call_special(source, "__next__")) return *std::move(own);
        } catch (const Error& error) {
            const bool ended = arguments.positional.size() > 1 &&
                               error.kind() != ErrorKind::Cancelled &&
                               is_stop_iteration(machine.exception_of(error));
            if (ended) return arguments.positional[1];
            throw;
        }
        raise(ErrorKind::TypeError, "'{}' object is not an iterator", source.type_name());
    }
    if (machine.next(*walk, item)) return item;
    if (arguments.positional.size() > 1) return arguments.positional[1];
    raise(ErrorKind::StopIteration, "");
}

constexpr Builtin kRows[] = {
    {"sum", sum},
    {"max", extreme<true>},
    {"min", extreme<false>},
    {"sorted", sorted},
    {"all", quantified<true>},
    {"any", quantified<false>},
    {"iter", iter},
    {"next", next},
};

}  // namespace

void sort_values(Machine& machine, std::vector<nn::Value>& items, Arguments& arguments,
                 std::string_view name) {
    const auto key = take_keyword(arguments, "key");
    const auto reverse = take_keyword(arguments, "reverse");
    no_keywords(name, arguments);
    const bool down = reverse && machine.truth(*reverse);
    struct Keyed {
        Value key;
        std::size_t place;
    };
    std::vector<Keyed> keyed;
    for (std::size_t i = 0; i < items.size(); ++i) {
        keyed.push_back({key && !key->is_none()
                             ? machine.call(*key, {.positional = {items[i]}, .keywords = {}})
                             : items[i],
                         i});
    }
    // A merge by hand: std::stable_sort must not meet an order that a user's __lt__ contradicts.
    std::vector<Keyed> spare(keyed.size());
    for (std::size_t width = 1; width < keyed.size(); width *= 2) {
        for (std::size_t from = 0; from < keyed.size(); from += 2 * width) {
            const std::size_t middle = std::min(from + width, keyed.size());
            const std::size_t end = std::min(from + 2 * width, keyed.size());
            std::size_t a = from, b = middle;
            for (std::size_t at = from; at < end; ++at) {
                const bool right =
                    a >= middle || (b < end && (down ? machine.less(keyed[a].key, keyed[b].key)
                                                     : machine.less(keyed[b].key, keyed[a].key)));
                spare[at] = std::move(keyed[right ? b++ : a++]);
            }
            machine.step();
        }
        std::swap(keyed, spare);
    }
    std::vector<Value> sorted;
    for (const Keyed& one : keyed) sorted.push_back(items[one.place]);
    items = std::move(sorted);
}

std::span<const Builtin> iteration_functions() {
    return kRows;
}

}  // namespace engine::script
