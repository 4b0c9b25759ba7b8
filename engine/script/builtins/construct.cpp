#include "engine/script/builtins/construct.h"

#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/module_class.h"
#include "engine/script/release_parts.h"

#include <utility>

namespace engine::script {

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
    auto instance = machine.made(make_released<InstanceObject>());
    instance->type = type;
    return nn::ObjectPtr(std::move(instance));
}

nn::Value construct_exception(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    no_keywords(type->name, arguments);
    auto instance = machine.made(make_released<InstanceObject>());
    instance->type = type;
    instance->items = std::move(arguments.positional);
    return nn::ObjectPtr(std::move(instance));
}

nn::Value construct_descriptor(Machine&, const ClassPtr& type, Arguments& arguments) {
    auto descriptor = make_released<DescriptorObject>();
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

nn::Value construct_super(Machine& machine, const ClassPtr&, Arguments& arguments) {
    expect_count("super", arguments, 2, 2);
    auto super = make_released<SuperObject>();
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
    auto walk = machine.made(make_released<IteratorObject>());
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
            raise(ErrorKind::TypeError, "enumerate() missing required argument 'iterable'");
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
        const bool walks =
            given[0].sequence() != nullptr || given[0].text() != nullptr ||
            as<DictObject>(given[0]) != nullptr || as<RangeObject>(given[0]) != nullptr ||
            as<IteratorObject>(given[0]) != nullptr || given[0].is_tensor() ||
            as<EngineObject>(given[0]) != nullptr || as<InstanceObject>(given[0]) != nullptr ||
            std::holds_alternative<nn::ModulePtr>(given[0].data());
        if (!walks) {
            raise(ErrorKind::TypeError, "'{}' object is not reversible", given[0].type_name());
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
    return nn::make_released<nn::Sequence>(
        nn::Sequence{.items = std::move(sizes), .tuple_class = nn::TupleClass::Size});
}

nn::Value construct_context(Machine& machine, const ClassPtr& type, Arguments& arguments) {
    return *grad_context(machine, type->name, arguments);
}

nn::Value construct_variable(Machine& machine, const ClassPtr&, Arguments& arguments) {
    const auto named = take_keyword(arguments, "requires_grad");
    static_cast<void>(take_keyword(arguments, "volatile"));
    no_keywords("Variable", arguments);
    expect_count("Variable", arguments, 1, 3);
    const nn::Value data = arguments.positional[0];
    if (!data.is_tensor()) {
        raise(ErrorKind::TypeError, "Variable data has to be a tensor, but got {}",
              data.type_name());
    }
    const nn::Value made = machine.call_method(data, "detach");
    const bool wanted = named                             ? machine.truth(*named)
                        : arguments.positional.size() > 1 ? machine.truth(arguments.positional[1])
                                                          : false;
    if (wanted) machine.set_attribute(made, "requires_grad", true);
    return wanted || data.tensor().requires_grad() ? made : data;
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
