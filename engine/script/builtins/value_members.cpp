#include "engine/script/builtins/value_members.h"

#include "engine/base/error.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"
#include "engine/script/slices.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

using nn::Value;

/// `@name.setter` above a function: the same property with one part more.
template <Value DescriptorObject::*part>
Value with_part(Machine& machine, Arguments& arguments) {
    expect_method("setter", arguments, 1, 1);
    const auto* before = as<DescriptorObject>(arguments.positional[0]);
    if (before == nullptr) raise(ErrorKind::TypeError, "a property is required");
    auto after = machine.made(make_released<DescriptorObject>(*before));
    (*after).*part = arguments.positional[1];
    return nn::ObjectPtr(std::move(after));
}

InstanceObject& tuple_of(const Arguments& arguments) {
    auto* instance =
        arguments.positional.empty() ? nullptr : as<InstanceObject>(arguments.positional[0]);
    if (instance == nullptr || !instance->type->named_tuple) {
        raise(ErrorKind::TypeError, "a namedtuple is required");
    }
    return *instance;
}

Value replaced(Machine& machine, Arguments& arguments) {
    const InstanceObject& before = tuple_of(arguments);
    auto after = machine.made(make_released<InstanceObject>(before));
    for (const auto& [name, value] : arguments.keywords) {
        const auto& fields = before.type->fields;
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [&](const auto& one) { return one.name == name; });
        if (field == fields.end()) {
            raise(ErrorKind::ValueError, "Got unexpected field names: ['{}']", name);
        }
        after->items.at(static_cast<std::size_t>(field - fields.begin())) = value;
    }
    return nn::ObjectPtr(std::move(after));
}

Value as_dict(Machine& machine, Arguments& arguments) {
    const InstanceObject& tuple = tuple_of(arguments);
    auto dict = machine.made(make_released<DictObject>());
    for (std::size_t i = 0; i < tuple.items.size(); ++i) {
        dict->table.set(tuple.type->fields[i].name, tuple.items[i]);
    }
    return nn::ObjectPtr(std::move(dict));
}

Value size_numel(Machine&, Arguments& arguments) {
    expect_method("numel", arguments, 0, 0);
    int64_t product = 1;
    for (const Value& size : arguments.positional[0].sequence()->items) product *= size.integer();
    return product;
}

Value size_index(Machine& machine, Arguments& arguments) {
    return find_builtin("tuple", "index")->run(machine, arguments);
}
Value size_count(Machine& machine, Arguments& arguments) {
    return find_builtin("tuple", "count")->run(machine, arguments);
}

Value range_index(Machine& machine, Arguments& arguments) {
    expect_method("index", arguments, 1, 1);
    const auto* range = as<RangeObject>(arguments.positional[0]);
    const Value& item = arguments.positional[1];
    if (range == nullptr || !machine.contains(arguments.positional[0], item)) {
        raise(ErrorKind::ValueError, "{} is not in range", machine.repr(item));
    }
    return (integer_argument(item) - range->start) / range->step;
}

Value range_count(Machine& machine, Arguments& arguments) {
    expect_method("count", arguments, 1, 1);
    return machine.contains(arguments.positional[0], arguments.positional[1]) ? 1 : 0;
}

Value slice_indices(Machine&, Arguments& arguments) {
    expect_method("indices", arguments, 1, 1);
    const auto& slice = std::get<std::shared_ptr<nn::Slice>>(arguments.positional[0].data());
    const int64_t length = integer_argument(arguments.positional[1]);
    if (length < 0) raise(ErrorKind::ValueError, "length should not be negative");
    const SliceBounds bounds = slice_bounds(*slice, static_cast<std::size_t>(length));
    return Value::tuple({bounds.start, bounds.stop, bounds.step});
}

Value order_of_look_up(Machine&, Arguments& arguments) {
    const auto type = shared_as<ClassObject>(arguments.positional.at(0));
    std::vector<Value> line{arguments.positional[0]};
    for (const ClassPtr& one : type->mro) line.emplace_back(nn::ObjectPtr(one));
    return Value::list(std::move(line));
}

template <Op op>
Value compared(Machine& machine, Arguments& arguments) {
    expect_method("comparison", arguments, 1, 1);
    return machine.compare(op, arguments.positional[0], arguments.positional[1]);
}

constexpr Builtin kProperty[] = {
    {"getter", with_part<&DescriptorObject::get>},
    {"setter", with_part<&DescriptorObject::set>},
    {"deleter", with_part<&DescriptorObject::remove>},
};
constexpr Builtin kNamedTuple[] = {{"_replace", replaced}, {"_asdict", as_dict}};
constexpr Builtin kSize[] = {{"numel", size_numel}, {"index", size_index}, {"count", size_count}};
constexpr Builtin kRange[] = {{"index", range_index}, {"count", range_count}};
constexpr Builtin kSlice[] = {{"indices", slice_indices}};
constexpr Builtin kType[] = {{"mro", order_of_look_up}};
constexpr Builtin kContainer[] = {
    {"__len__",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("__len__", arguments, 0, 0);
         return machine.length(arguments.positional[0]);
     }},
    {"__contains__",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("__contains__", arguments, 1, 1);
         return machine.contains(arguments.positional[0], arguments.positional[1]);
     }},
    {"__getitem__",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("__getitem__", arguments, 1, 1);
         return machine.get_item(arguments.positional[0], arguments.positional[1]);
     }},
    {"__iter__",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("__iter__", arguments, 0, 0);
         return nn::ObjectPtr(machine.iterate(arguments.positional[0]));
     }},
    {"__add__",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("__add__", arguments, 1, 1);
         return machine.binary(Op::Add, arguments.positional[0], arguments.positional[1]);
     }},
    {"__eq__", compared<Op::Eq>},
    {"__ne__", compared<Op::Ne>},
};

}  // namespace

std::span<const Builtin> property_members() {
    return kProperty;
}
std::span<const Builtin> namedtuple_members() {
    return kNamedTuple;
}
std::span<const Builtin> size_members() {
    return kSize;
}
std::span<const Builtin> range_members() {
    return kRange;
}
std::span<const Builtin> slice_members() {
    return kSlice;
}
std::span<const Builtin> type_members() {
    return kType;
}
std::span<const Builtin> container_members() {
    return kContainer;
}

std::optional<Value> plain_attribute(const Value& value, std::string_view table,
                                     std::string_view name) {
    if (table == "number") {
        const auto* real = std::get_if<double>(&value.data());
        if (name == "real") return real != nullptr ? Value(*real) : Value(value.integer());
        if (name == "imag") return real != nullptr ? Value(0.0) : Value(0);
        if (real == nullptr && name == "numerator") return Value(value.integer());
        if (real == nullptr && name == "denominator") return Value(1);
        return std::nullopt;
    }
    if (table == "slice") return std::nullopt;
    const bool adds = table == "str" || table == "list" || table == "tuple";
    const bool has_places = adds || table == "dict" || table == "range";
    if ((name == "__getitem__" && !has_places) || (name == "__add__" && !adds)) {
        return std::nullopt;
    }
    if (const Builtin* row = find_builtin("container", name)) {
        return builtin_method(*row, "container", value);
    }
    return std::nullopt;
}

}  // namespace engine::script
