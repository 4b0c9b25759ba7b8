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
    const IteratorPtr walk =
        machine.iterate(several ? Value::tuple(arguments.positional) : arguments.positional[0]);
    const auto key_of = [&](const Value& item) {
        return key && !key->is_none() ? machine.call(*key, {.positional = {item}, .keywords = {}})
                                      : item;
    };
    Value best, item;
    if (!machine.next(*walk, best)) {
        if (standard) return *standard;
        raise(ErrorKind::ValueError, "{}() arg is an empty sequence", name);
    }
    Value best_key = key_of(best);
    while (machine.next(*walk, item)) {
        machine.step();
        Value this_key = key_of(item);
        if (!machine.truth(machine.compare(largest ? Op::Gt : Op::Lt, this_key, best_key))) {
            continue;
        }
        best = std::move(item);
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

/// throws  StopIteration with what a generator returned
[[noreturn]] void raise_stop(Machine& machine, const IteratorObject& walk) {
    if (walk.returned.is_none()) raise(ErrorKind::StopIteration, "");
    machine.raise_object(machine.instantiate(builtin_class("StopIteration"),
                                             {.positional = {walk.returned}, .keywords = {}}));
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
    raise_stop(machine, *walk);
}

/// The walk behind `generator.send` and its like.
IteratorObject& generator_of(const Arguments& arguments) {
    return *as<IteratorObject>(arguments.positional.at(0));
}

Value send(Machine& machine, Arguments& arguments) {
    expect_method("send", arguments, 1, 1);
    const Value self = arguments.positional[0];
    IteratorObject& walk = generator_of(arguments);
    Value out;
    const bool function = walk.sort == IteratorObject::Sort::Function;
    if (function ? machine.resume(walk, arguments.positional[1], nullptr, out)
                 : machine.next(walk, out)) {
        return out;
    }
    raise_stop(machine, walk);
}

Value throw_into(Machine& machine, Arguments& arguments) {
    expect_method("throw", arguments, 1, 3);
    const Value self = arguments.positional[0];
    IteratorObject& walk = generator_of(arguments);
    Value exception = arguments.positional[1];
    if (arguments.positional.size() > 2 && !arguments.positional[2].is_none()) {
        exception = arguments.positional[2];
    }
    if (const auto type = shared_as<ClassObject>(exception)) {
        exception = machine.instantiate(type, {});
    }
    std::shared_ptr<ScriptError> error;
    try {
        machine.raise_object(exception);
    } catch (const ScriptError& made) {
        error = std::make_shared<ScriptError>(made);
    }
    Value out;
    if (walk.sort != IteratorObject::Sort::Function) {
        walk.done = true;
        throw ScriptError(*error);
    }
    if (machine.resume(walk, {}, error, out)) return out;
    raise_stop(machine, walk);
}

Value close(Machine& machine, Arguments& arguments) {
    expect_method("close", arguments, 0, 0);
    const Value self = arguments.positional[0];
    IteratorObject& walk = generator_of(arguments);
    if (walk.sort == IteratorObject::Sort::Function) {
        machine.close(walk);
    } else {
        walk.done = true;
    }
    return {};
}

constexpr Builtin kGeneratorRows[] = {
    {"send", send},
    {"throw", throw_into},
    {"close", close},
};

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
std::span<const Builtin> generator_walk_methods() {
    return kGeneratorRows;
}

}  // namespace engine::script
