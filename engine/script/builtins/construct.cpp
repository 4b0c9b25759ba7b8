#include "engine/script/builtins/construct.h"

#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/module_class.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace engine::script {

namespace {

std::string trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t\n\r\f\v");
    if (from == std::string_view::npos) return "";
    std::string out(text.substr(from, text.find_last_not_of(" \t\n\r\f\v") - from + 1));
    return out;
}

std::string without_underscores(std::string text) {
    std::erase(text, '_');
    return text;
}

int64_t int_of_text(const std::string& given, int64_t base) {
    const auto refuse = [&] {
        raise(ErrorKind::ValueError, "invalid literal for int() with base {}: {}", base,
              nn::Value(given).repr());
    };
    const std::string text = without_underscores(trimmed(given));
    std::size_t digits = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (digits >= text.size()) refuse();
    const bool prefix = text.size() > digits + 2 && text[digits] == '0' &&
                        std::isalpha(static_cast<unsigned char>(text[digits + 1])) != 0;
    if (base == 10 && prefix) refuse();
    char* end = nullptr;
    errno = 0;
    std::string body = text;
    if (prefix && (text[digits + 1] == 'b' || text[digits + 1] == 'o')) body.erase(digits, 2);
    const long long value = std::strtoll(body.c_str(), &end, static_cast<int>(base));
    if (end == nullptr || *end != '\0') refuse();
    if (errno == ERANGE) {
        raise(ErrorKind::OverflowError,
              "integers beyond 64 bits are outside the PyTorch subset that Modescope runs");
    }
    return value;
}

int64_t int_of_float(double value) {
    if (std::isnan(value)) raise(ErrorKind::ValueError, "cannot convert float NaN to integer");
    if (std::isinf(value)) {
        raise(ErrorKind::OverflowError, "cannot convert float infinity to integer");
    }
    if (std::abs(value) >= 9.2233720368547758e18) {
        raise(ErrorKind::OverflowError,
              "integers beyond 64 bits are outside the PyTorch subset that Modescope runs");
    }
    return static_cast<int64_t>(value);
}

void at_most(std::string_view name, const Arguments& arguments, std::size_t most) {
    if (arguments.positional.size() <= most) return;
    raise(ErrorKind::TypeError, "{} expected at most {} argument{}, got {}", name, most,
          most == 1 ? "" : "s", arguments.positional.size());
}

nn::Value item_of(Machine& machine, const nn::Value& tensor) {
    if (find_native(kMethod, "item") != nullptr) return machine.call_method(tensor, "item");
    return tensor.tensor().item<double>();
}

}  // namespace

nn::Value construct_int(Machine& machine, const ClassPtr&, Arguments& arguments) {
    const auto base = take_keyword(arguments, "base");
    no_keywords("int", arguments);
    at_most("int", arguments, 2);
    if (arguments.positional.empty()) return 0;
    nn::Value value = arguments.positional[0];
    const bool based = base || arguments.positional.size() > 1;
    if (value.is_tensor()) value = item_of(machine, value);
    if (const std::string* text = value.text()) {
        return int_of_text(*text, base    ? integer_argument(*base)
                                  : based ? integer_argument(arguments.positional[1])
                                          : 10);
    }
    if (const auto* real = std::get_if<double>(&value.data())) return int_of_float(*real);
    if (value.is_number()) return value.integer();
    if (auto own = machine.call_special(value, "__int__")) return *std::move(own);
    raise(ErrorKind::TypeError,
          "int() argument must be a string, a bytes-like object or a real number, not '{}'",
          value.type_name());
}

nn::Value construct_float(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("float", arguments);
    at_most("float", arguments, 1);
    if (arguments.positional.empty()) return 0.0;
    nn::Value value = arguments.positional[0];
    if (value.is_tensor()) value = item_of(machine, value);
    if (value.is_number()) return value.number();
    if (const std::string* text = value.text()) {
        const std::string plain = without_underscores(trimmed(*text));
        char* end = nullptr;
        const double real = std::strtod(plain.c_str(), &end);
        const bool hex = plain.find_first_of("xX(") != std::string::npos;
        if (plain.empty() || hex || end == nullptr || *end != '\0') {
            raise(ErrorKind::ValueError, "could not convert string to float: {}", value.repr());
        }
        return real;
    }
    if (auto own = machine.call_special(value, "__float__")) return *std::move(own);
    raise(ErrorKind::TypeError, "float() argument must be a string or a real number, not '{}'",
          value.type_name());
}

nn::Value construct_bool(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("bool", arguments);
    at_most("bool", arguments, 1);
    return !arguments.positional.empty() && machine.truth(arguments.positional[0]);
}

nn::Value construct_str(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("str", arguments);
    return arguments.positional.empty() ? nn::Value("")
                                        : nn::Value(machine.str(arguments.positional[0]));
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

nn::Value construct_dict(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    auto dict = machine.made(std::make_shared<DictObject>());
    std::size_t first = 0;
    if (type->name == "OrderedDict") dict->sort = DictObject::Sort::Ordered;
    if (type->name == "defaultdict") {
        dict->sort = DictObject::Sort::Default;
        if (!arguments.positional.empty()) dict->factory = arguments.positional[0];
        first = 1;
    }
    at_most(type->name, arguments, first + 1);
    if (arguments.positional.size() > first) {
        fill_dict(machine, *dict, arguments.positional[first]);
    }
    for (auto& [key, value] : arguments.keywords) dict->table.set(key, std::move(value));
    return nn::ObjectPtr(std::move(dict));
}

nn::Value construct_set(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    no_keywords(type->name, arguments);
    at_most(type->name, arguments, 1);
    auto set = machine.made(std::make_shared<SetObject>());
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
    return std::make_shared<nn::Slice>(std::move(slice));
}

nn::Value construct_type(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("type", arguments);
    if (arguments.positional.size() != 1) {
        raise(ErrorKind::TypeError, "type() takes 1 or 3 arguments");
    }
    return nn::ObjectPtr(machine.type_of(arguments.positional[0]));
}

nn::Value construct_object(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    if (!arguments.positional.empty() || !arguments.keywords.empty()) {
        raise(ErrorKind::TypeError, "{}() takes no arguments", type->name);
    }
    auto instance = machine.made(std::make_shared<InstanceObject>());
    instance->type = type;
    return nn::ObjectPtr(std::move(instance));
}

nn::Value construct_exception(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    no_keywords(type->name, arguments);
    auto instance = machine.made(std::make_shared<InstanceObject>());
    instance->type = type;
    instance->items = std::move(arguments.positional);
    return nn::ObjectPtr(std::move(instance));
}

nn::Value construct_descriptor(Machine&, const ClassPtr& type, Arguments& arguments) {
    auto descriptor = std::make_shared<DescriptorObject>();
    descriptor->sort = type->name == "property"       ? DescriptorObject::Sort::Property
                       : type->name == "staticmethod" ? DescriptorObject::Sort::Static
                                                      : DescriptorObject::Sort::Class;
    const auto part = [&](std::size_t at, std::string_view name) -> nn::Value {
        if (auto named = take_keyword(arguments, name)) return *std::move(named);
        return at < arguments.positional.size() ? arguments.positional[at] : nn::Value();
    };
    descriptor->get = part(0, "fget");
    descriptor->set = part(1, "fset");
    descriptor->remove = part(2, "fdel");
    return nn::ObjectPtr(std::move(descriptor));
}

std::string_view DescriptorObject::type_name() const {
    return sort == Sort::Property ? "property"
           : sort == Sort::Static ? "staticmethod"
                                  : "classmethod";
}

std::string_view DictObject::type_name() const {
    return sort == Sort::Ordered ? "OrderedDict" : sort == Sort::Default ? "defaultdict" : "dict";
}

nn::Value construct_super(Machine& machine, const ClassPtr&, Arguments& arguments) {
    expect_count("super", arguments, 2, 2);
    auto super = std::make_shared<SuperObject>();
    super->type = shared_as<ClassObject>(arguments.positional[0]);
    super->self = arguments.positional[1];
    if (!super->type) {
        raise(ErrorKind::TypeError, "super() argument 1 must be a type, not {}",
              arguments.positional[0].type_name());
    }
    const auto self_class = shared_as<ClassObject>(super->self);
    const ClassPtr own = self_class ? self_class : machine.type_of(super->self);
    if (!own->derives_from(*super->type)) {
        raise(ErrorKind::TypeError, "super(type, obj): obj must be an instance or subtype of type");
    }
    return nn::ObjectPtr(std::move(super));
}

nn::Value construct_iterator(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    using Sort = IteratorObject::Sort;
    auto walk = machine.made(std::make_shared<IteratorObject>());
    const std::string& name = type->name;
    auto& given = arguments.positional;
    if (name == "zip") {
        const auto strict = take_keyword(arguments, "strict");
        no_keywords(name, arguments);
        walk->sort = Sort::Zip;
        for (const nn::Value& one : given) walk->inner.push_back(machine.iterate(one));
        if (strict && strict->truth()) {
            // Lengths are compared here and not at the end: everything is walked at once.
            std::vector<std::vector<nn::Value>> all;
            for (const auto& one : walk->inner) {
                all.push_back(machine.items(nn::Value(nn::ObjectPtr(one))));
            }
            for (std::size_t i = 1; i < all.size(); ++i) {
                if (all[i].size() == all[0].size()) continue;
                raise(ErrorKind::ValueError, "zip() argument {} is {} than argument{} {}", i + 1,
                      all[i].size() < all[0].size() ? "shorter" : "longer", i == 1 ? "" : "s 1-",
                      i == 1 ? "1" : std::to_string(i));
            }
            walk->inner.clear();
            for (auto& one : all) {
                walk->inner.push_back(machine.iterate(nn::Value::list(std::move(one))));
            }
        }
    } else if (name == "map" || name == "filter") {
        no_keywords(name, arguments);
        if (given.size() < 2) {
            if (name == "map") {
                raise(ErrorKind::TypeError, "map() must have at least two arguments.");
            }
            raise(ErrorKind::TypeError, "filter expected 2 arguments, got {}", given.size());
        }
        walk->sort = name == "map" ? Sort::Map : Sort::Filter;
        walk->source = given[0];
        for (std::size_t i = 1; i < given.size(); ++i) {
            walk->inner.push_back(machine.iterate(given[i]));
        }
    } else if (name == "enumerate") {
        const auto start = take_keyword(arguments, "start");
        no_keywords(name, arguments);
        if (given.empty()) {
            raise(ErrorKind::TypeError, "enumerate() missing required argument 'iterable' (pos 1)");
        }
        walk->sort = Sort::Enumerate;
        walk->at = start              ? integer_argument(*start)
                   : given.size() > 1 ? integer_argument(given[1])
                                      : 0;
        walk->inner.push_back(machine.iterate(given[0]));
    } else {
        expect_count(name, arguments, 1, 1);
        if (auto own = machine.call_special(given[0], "__reversed__")) return *std::move(own);
        if (as<IteratorObject>(given[0]) != nullptr &&
            !as<IteratorObject>(given[0])->name.starts_with("dict_")) {
            raise(ErrorKind::TypeError, "'{}' object is not reversible", given[0].type_name());
        }
        if (as<SetObject>(given[0]) != nullptr) {
            raise(ErrorKind::TypeError, "'set' object is not reversible");
        }
        walk->sort = Sort::Reversed;
        walk->name = "reversed";
        if (given[0].sequence() != nullptr) {
            walk->name = given[0].sequence()->is_tuple ? "reversed" : "list_reverseiterator";
            walk->source = given[0];
        } else {
            walk->source = nn::Value::list(machine.items(given[0]));
        }
    }
    return nn::ObjectPtr(std::move(walk));
}

nn::Value construct_module(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    if (type->native != nullptr) return machine.call_native_row(*type->native, kNN, arguments);
    const nn::ModulePtr module = unfinished_module(type);
    module->python_class = nullptr;
    finish_module(machine, *module, std::move(arguments));
    return module;
}

nn::Value construct_size(Machine& machine, const ClassPtr&, Arguments& arguments) {
    expect_count("Size", arguments, 0, 1);
    std::vector<nn::Value> sizes;
    if (!arguments.positional.empty()) sizes = machine.items(arguments.positional[0]);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i].is_number() && !std::holds_alternative<double>(sizes[i].data())) continue;
        raise(ErrorKind::TypeError, "torch.Size() takes an iterable of 'int' (item {} is '{}')", i,
              sizes[i].type_name());
    }
    return std::make_shared<nn::Sequence>(
        nn::Sequence{.items = std::move(sizes), .tuple_class = nn::TupleClass::Size});
}

nn::Value construct_context(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    return *grad_context(machine, type->name, arguments);
}

nn::Value construct_native(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    for (const Place place : {kTorch, kNN}) {
        if (const NativeEntry* entry = find_native(place, type->name)) {
            return machine.call_native_row(*entry, place, arguments);
        }
    }
    raise(ErrorKind::TypeError, "`{}(...)` is outside the PyTorch subset that Modescope runs",
          type->name);
}

}  // namespace engine::script
