// What @dataclass and namedtuple give a class: fields, and a constructor for them.
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

[[noreturn]] void missing(std::string_view name, const std::vector<std::string>& names) {
    std::string listed;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) listed += i + 1 < names.size() ? ", " : names.size() > 2 ? ", and " : " and ";
        listed += "'" + names[i] + "'";
    }
    raise(ErrorKind::TypeError, "{} missing {} required positional argument{}: {}", name,
          names.size(), names.size() == 1 ? "" : "s", listed);
}

}  // namespace

void Machine::fill_fields(const nn::Value& self, InstanceObject& instance, Arguments& arguments) {
    const ClassObject& type = *instance.type;
    const std::string shown =
        type.qualified_name + (type.named_tuple ? ".__new__()" : ".__init__()");
    std::vector<std::string> absent;
    std::vector<bool> used(arguments.keywords.size(), false);
    std::vector<nn::Value> values;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const ClassObject::Field& field = type.fields[i];
        nn::Value value;
        const auto named =
            std::find_if(arguments.keywords.begin(), arguments.keywords.end(),
                         [&](const nn::Keyword& one) { return one.first == field.name; });
        if (named != arguments.keywords.end()) {
            used[static_cast<std::size_t>(named - arguments.keywords.begin())] = true;
            if (i < arguments.positional.size()) {
                raise(ErrorKind::TypeError, "{} got multiple values for argument '{}'", shown,
                      field.name);
            }
            value = named->second;
        } else if (i < arguments.positional.size()) {
            value = arguments.positional[i];
        } else if (!field.factory.is_none()) {
            value = call(field.factory, Arguments{});
        } else if (field.has_default) {
            value = field.fallback;
        } else {
            absent.push_back(field.name);
        }
        values.push_back(std::move(value));
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (used[i]) continue;
        raise(ErrorKind::TypeError, "{} got an unexpected keyword argument '{}'", shown,
              arguments.keywords[i].first);
    }
    if (arguments.positional.size() > type.fields.size()) {
        const auto least = static_cast<std::size_t>(std::count_if(
            type.fields.begin(), type.fields.end(),
            [](const auto& field) { return !field.has_default && field.factory.is_none(); }));
        const std::size_t most = type.fields.size() + 1;
        raise(ErrorKind::TypeError, "{} takes {} positional argument{} but {} were given", shown,
              least + 1 == most ? std::to_string(most)
                                : fmt::format("from {} to {}", least + 1, most),
              most == 1 ? "" : "s", arguments.positional.size() + 1);
    }
    if (!absent.empty()) missing(shown, absent);
    if (type.named_tuple) {
        instance.items = std::move(values);
        return;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        instance.attributes.set(type.fields[i].name, std::move(values[i]));
    }
    static_cast<void>(call_special(self, "__post_init__"));
}

ClassPtr make_dataclass(Machine&, const ClassPtr& type, bool frozen, bool with_repr, bool with_eq) {
    type->dataclass = true;
    type->frozen = frozen;
    type->plain_repr = !with_repr;
    type->plain_eq = !with_eq;
    std::vector<ClassObject::Field> fields;
    std::vector<nn::Value> hidden;
    for (const ClassPtr& base : type->bases) {
        if (base->dataclass) fields.insert(fields.end(), base->fields.begin(), base->fields.end());
    }
    for (const std::string& name : type->annotations) {
        ClassObject::Field field{.name = name, .has_default = false, .fallback = {}, .factory = {}};
        if (const nn::Value* standard = type->attributes.find(name)) {
            if (const auto* given = as<InstanceObject>(*standard);
                given != nullptr && given->type->name == "Field") {
                const nn::Value* shown = given->attributes.find("repr");
                if (shown != nullptr && !shown->truth()) hidden.emplace_back(name);
                if (const nn::Value* factory = given->attributes.find("default_factory")) {
                    field.factory = *factory;
                } else if (const nn::Value* plain = given->attributes.find("default")) {
                    field.has_default = true;
                    field.fallback = *plain;
                }
                type->attributes.erase(name);
            } else {
                if (as<DictObject>(*standard) != nullptr || as<SetObject>(*standard) != nullptr ||
                    (standard->sequence() != nullptr && !standard->sequence()->is_tuple)) {
                    raise(ErrorKind::ValueError,
                          "mutable default <class '{}'> for field {} is not allowed: use "
                          "default_factory",
                          standard->type_name(), name);
                }
                field.has_default = true;
                field.fallback = *standard;
            }
        }
        const auto same = std::find_if(fields.begin(), fields.end(),
                                       [&](const auto& one) { return one.name == name; });
        if (same != fields.end()) {
            *same = std::move(field);
            continue;
        }
        const bool required = !field.has_default && field.factory.is_none();
        const bool after_default = std::any_of(fields.begin(), fields.end(), [](const auto& one) {
            return one.has_default || !one.factory.is_none();
        });
        if (required && after_default) {
            raise(ErrorKind::TypeError, "non-default argument '{}' follows default argument", name);
        }
        fields.push_back(std::move(field));
    }
    type->fields = std::move(fields);
    if (!hidden.empty()) {
        type->attributes.set("__dataclass_hidden__", nn::Value::tuple(std::move(hidden)));
    }
    return type;
}

nn::Value make_named_tuple(Machine& machine, const std::string& name,
                           const std::vector<std::string>& fields,
                           const std::vector<nn::Value>& defaults) {
    auto type = machine.made(make_released<ClassObject>());
    type->name = type->qualified_name = name;
    type->bases = {builtin_class("tuple")};
    type->mro = {builtin_class("tuple"), builtin_class("object")};
    type->named_tuple = true;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        ClassObject::Field field{
            .name = fields[i], .has_default = false, .fallback = {}, .factory = {}};
        const std::size_t required = fields.size() - std::min(defaults.size(), fields.size());
        if (i >= required) {
            field.has_default = true;
            field.fallback = defaults[i - required];
        }
        type->fields.push_back(std::move(field));
    }
    return nn::ObjectPtr(std::move(type));
}

}  // namespace engine::script
