// list(), tuple(), dict(), set(), range(), slice().
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/construct.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <utility>

namespace engine::script {

void at_most(std::string_view name, const Arguments& arguments, std::size_t most) {
    if (arguments.positional.size() <= most) return;
    raise(ErrorKind::TypeError, "{} expected at most {} argument{}, got {}", name, most,
          most == 1 ? "" : "s", arguments.positional.size());
}

std::string_view DictObject::type_name() const {
    if (type) return type->name;
    return sort == Sort::Ordered ? "OrderedDict" : sort == Sort::Default ? "defaultdict" : "dict";
}

nn::Value construct_list(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("list", arguments);
    at_most("list", arguments, 1);
    if (arguments.positional.empty()) return nn::Value::list({});
    return nn::Value::list(machine.items(arguments.positional[0]));
}

nn::Value construct_tuple(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("tuple", arguments);
    at_most("tuple", arguments, 1);
    if (arguments.positional.empty()) return nn::Value::tuple({});
    return nn::Value::tuple(machine.items(arguments.positional[0]));
}

void fill_dict(Machine& machine, DictObject& dict, const nn::Value& from) {
    if (const auto* other = as<DictObject>(from)) {
        for (const Table::Entry& entry : other->table.entries()) {
            dict.table.set(entry.key, entry.value);
        }
        return;
    }
    if (machine.find_attribute(from, "keys")) {
        for (const nn::Value& key : machine.items(machine.call_method(from, "keys"))) {
            dict.table.set(key, machine.get_item(from, key));
        }
        return;
    }
    std::size_t at = 0;
    for (const nn::Value& pair : machine.items(from)) {
        std::vector<nn::Value> both;
        try {
            both = machine.items(pair);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::TypeError) throw;
            raise(ErrorKind::TypeError,
                  "cannot convert dictionary update sequence element #{} to a sequence", at);
        }
        if (both.size() != 2) {
            raise(ErrorKind::ValueError,
                  "dictionary update sequence element #{} has length {}; 2 is required", at,
                  both.size());
        }
        dict.table.set(both[0], both[1]);
        ++at;
    }
}

bool is_callable(const nn::Value& value) {
    const auto* instance = as<InstanceObject>(value);
    return std::holds_alternative<nn::ModulePtr>(value.data()) ||
           as<FunctionObject>(value) != nullptr || as<ClassObject>(value) != nullptr ||
           as<MethodObject>(value) != nullptr || as<BuiltinObject>(value) != nullptr ||
           as<NativeObject>(value) != nullptr ||
           (instance != nullptr && instance->type->find("__call__") != nullptr);
}

void init_dict(Machine& machine, DictObject& dict, Arguments& arguments) {
    std::size_t first = 0;
    if (dict.sort == DictObject::Sort::Default) {
        if (!arguments.positional.empty()) dict.factory = arguments.positional[0];
        if (!dict.factory.is_none() && !is_callable(dict.factory)) {
            raise(ErrorKind::TypeError, "first argument must be callable or None");
        }
        first = 1;
    }
    at_most(dict.type_name(), arguments, first + 1);
    if (arguments.positional.size() > first) {
        fill_dict(machine, dict, arguments.positional[first]);
    }
    for (auto& [key, value] : arguments.keywords) dict.table.set(key, std::move(value));
}

std::shared_ptr<DictObject> empty_dict(Machine& machine, const ClassObject& type) {
    auto dict = machine.made(make_released<DictObject>());
    for (const ClassObject* one = &type;;) {
        if (one->builtin && one->name == "OrderedDict") dict->sort = DictObject::Sort::Ordered;
        if (one->builtin && one->name == "defaultdict") dict->sort = DictObject::Sort::Default;
        if (one->bases.empty()) return dict;
        one = one->bases[0].get();
    }
}

nn::Value construct_dict(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    auto dict = empty_dict(machine, *type);
    init_dict(machine, *dict, arguments);
    return nn::ObjectPtr(std::move(dict));
}

nn::Value construct_set(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    no_keywords(type->name, arguments);
    at_most(type->name, arguments, 1);
    auto set = machine.made(make_released<SetObject>());
    set->frozen = type->name == "frozenset";
    if (!arguments.positional.empty()) {
        for (const nn::Value& item : machine.items(arguments.positional[0])) {
            set->table.set(item, {});
        }
    }
    return nn::ObjectPtr(std::move(set));
}

nn::Value construct_range(Machine&, const ClassPtr&, Arguments& arguments) {
    no_keywords("range", arguments);
    const auto& given = arguments.positional;
    if (given.empty()) {
        raise(ErrorKind::TypeError, "range expected at least 1 argument, got 0");
    }
    at_most("range", arguments, 3);
    auto range = std::make_shared<RangeObject>();
    if (given.size() == 1) {
        range->stop = integer_argument(given[0]);
    } else {
        range->start = integer_argument(given[0]);
        range->stop = integer_argument(given[1]);
        if (given.size() > 2) range->step = integer_argument(given[2]);
        if (range->step == 0) raise(ErrorKind::ValueError, "range() arg 3 must not be zero");
    }
    return nn::ObjectPtr(std::move(range));
}

int64_t RangeObject::size() const {
    if (step > 0 ? start >= stop : start <= stop) return 0;
    // As unsigned numbers the distance always fits.
    const uint64_t distance = step > 0 ? static_cast<uint64_t>(stop) - static_cast<uint64_t>(start)
                                       : static_cast<uint64_t>(start) - static_cast<uint64_t>(stop);
    const uint64_t stride =
        step > 0 ? static_cast<uint64_t>(step) : 0 - static_cast<uint64_t>(step);
    return static_cast<int64_t>(
        std::min<uint64_t>((distance - 1) / stride + 1, uint64_t{INT64_MAX}));
}

nn::Value construct_slice(Machine&, const ClassPtr&, Arguments& arguments) {
    expect_count("slice", arguments, 1, 3);
    const auto& given = arguments.positional;
    nn::Slice slice;
    if (given.size() == 1) {
        slice.stop = given[0];
    } else {
        slice = {given[0], given[1], given.size() > 2 ? given[2] : nn::Value()};
    }
    return nn::make_released<nn::Slice>(std::move(slice));
}

}  // namespace engine::script
