#include "engine/script/call_words.h"

#include "engine/script/builtins.h"

#include <algorithm>
#include <iterator>

namespace engine::script {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// As in a signature; long ones and those that only their own class could word are "...".
std::string default_words(const nn::Value& value) {
    constexpr std::size_t kMost = 24;
    if (std::holds_alternative<nn::ObjectPtr>(value.data()) || value.is_tensor() ||
        std::holds_alternative<nn::ModulePtr>(value.data())) {
        if (const auto* type = as<ClassObject>(value)) return type->name;
        return "...";
    }
    std::string text = value.repr();
    return text.size() > kMost ? "..." : text;
}

CallWords words_of_function(const FunctionObject& function) {
    CallWords words{.name = function.code->name, .parameters = {}};
    std::size_t with_default = 0;
    bool starred = false;
    for (const Parameter& parameter : function.code->parameters) {
        using Kind = Parameter::Kind;
        std::string text = parameter.name;
        if (parameter.kind == Kind::Rest) {
            text = "*" + text;
            starred = true;
        }
        if (parameter.kind == Kind::Keywords) text = "**" + text;
        if (parameter.kind == Kind::KeywordOnly && !starred) {
            words.parameters.emplace_back("*");
            starred = true;
        }
        if (parameter.fallback) {
            const bool known = with_default < function.defaults.size();
            text += "=" + (known ? default_words(function.defaults[with_default++]) : "...");
        }
        words.parameters.push_back(std::move(text));
    }
    return words;
}

void drop_first(CallWords& words) {
    if (!words.parameters.empty()) words.parameters.erase(words.parameters.begin());
}

CallWords words_of_class(const ClassObject& type) {
    if (const nn::Value* init = type.find("__init__")) {
        if (const auto* function = as<FunctionObject>(*init)) {
            CallWords words = words_of_function(*function);
            drop_first(words);
            words.name = type.name;
            return words;
        }
    }
    if (!type.fields.empty()) {
        CallWords words{.name = type.name, .parameters = {}};
        for (const ClassObject::Field& field : type.fields) {
            std::string text = field.name;
            if (field.has_default) text += "=" + default_words(field.fallback);
            words.parameters.push_back(std::move(text));
        }
        return words;
    }
    const ClassObject* const base = type.native != nullptr ? &type : type.module_base();
    if (base != nullptr && base->native != nullptr) {
        CallWords words = read_signature(base->native->native->signature);
        words.name = type.name;
        return words;
    }
    if (type.builtin) return read_signature(builtin_signature("builtins", type.name));
    return {.name = type.name, .parameters = {}};
}

CallWords words_of_module(const nn::Module& module) {
    const auto type = std::static_pointer_cast<ClassObject>(module.python_class);
    if (const nn::Value* member = type ? type->find("forward") : nullptr) {
        const auto* function = as<FunctionObject>(*member);
        if (function == nullptr) return {};
        CallWords words = words_of_function(*function);
        drop_first(words);
        return words;
    }
    const nn::Behaviour& behaviour = module.behaviour();
    if (behaviour.forward == nullptr || behaviour.binds_arguments) return {};
    CallWords words{.name = "forward", .parameters = {}};
    for (const std::string_view name : behaviour.arguments) words.parameters.emplace_back(name);
    for (const nn::OptionalArgument& argument : behaviour.optional_arguments) {
        using Default = nn::OptionalArgument::Default;
        words.parameters.push_back(std::string(argument.name) +
                                   (argument.fallback == Default::None   ? "=None"
                                    : argument.fallback == Default::True ? "=True"
                                                                         : "=False"));
    }
    return words;
}

}  // namespace

std::string CallWords::text() const {
    if (!known()) return "";
    std::string text = name + "(";
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        text += (i > 0 ? ", " : "") + parameters[i];
    }
    return text + ")";
}

CallWords read_signature(std::string_view signature) {
    const auto open = signature.find('(');
    if (open == std::string_view::npos || !signature.ends_with(')')) return {};
    CallWords words{.name = std::string(signature.substr(0, open)), .parameters = {}};
    const std::string_view inside = signature.substr(open + 1, signature.size() - open - 2);
    int depth = 0;
    bool quoted = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= inside.size(); ++i) {
        const char c = i < inside.size() ? inside[i] : ',';
        if (c == '\'') quoted = !quoted;
        if (!quoted && (c == '(' || c == '[')) ++depth;
        if (!quoted && (c == ')' || c == ']')) --depth;
        if (i < inside.size() && (quoted || depth > 0 || c != ',')) continue;
        const std::string_view part = trimmed(inside.substr(start, i - start));
        if (!part.empty()) words.parameters.emplace_back(part);
        start = i + 1;
    }
    return words;
}

CallWords call_words(const nn::Value& callable) {
    if (const auto* module = std::get_if<nn::ModulePtr>(&callable.data()); module && *module) {
        return words_of_module(**module);
    }
    if (const auto* function = as<FunctionObject>(callable)) return words_of_function(*function);
    if (const auto* method = as<MethodObject>(callable)) {
        CallWords words = call_words(method->function);
        drop_first(words);
        return words;
    }
    if (const auto* native = as<NativeObject>(callable)) {
        CallWords words = read_signature(native->entry->native->signature);
        if (native->bound) drop_first(words);
        return words;
    }
    if (const auto* builtin = as<BuiltinObject>(callable)) {
        const std::string_view known = builtin_signature(builtin->table, builtin->row->name);
        if (!known.empty()) return read_signature(known);
        // What math has beside those is a function of one number.
        if (builtin->table == "math") {
            return {.name = std::string(builtin->row->name), .parameters = {"x"}};
        }
        return {};
    }
    if (const auto* type = as<ClassObject>(callable)) return words_of_class(*type);
    return {};
}

}  // namespace engine::script
