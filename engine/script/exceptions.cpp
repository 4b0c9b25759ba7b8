#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <utility>

namespace engine::script {

namespace {

/// The kind of the nearest class that the engine knows by name.
ErrorKind kind_of(const ClassObject& type) {
    static constexpr ErrorKind kKinds[] = {
        ErrorKind::RuntimeError,        ErrorKind::ValueError,        ErrorKind::TypeError,
        ErrorKind::IndexError,          ErrorKind::KeyError,          ErrorKind::AttributeError,
        ErrorKind::NameError,           ErrorKind::ZeroDivisionError, ErrorKind::SyntaxError,
        ErrorKind::NotImplementedError, ErrorKind::MemoryError,       ErrorKind::OSError,
        ErrorKind::AssertionError,      ErrorKind::StopIteration,     ErrorKind::RecursionError,
        ErrorKind::OverflowError,       ErrorKind::UnboundLocalError, ErrorKind::ImportError,
        ErrorKind::ModuleNotFoundError, ErrorKind::IndentationError,
    };
    for (const ErrorKind kind : kKinds) {
        if (type.name == name_of(kind) && type.builtin) return kind;
    }
    return ErrorKind::Raised;
}

}  // namespace

nn::Value Machine::exception_of(const Error& error) {
    if (const auto* known = dynamic_cast<const ScriptError*>(&error);
        known != nullptr && !known->exception.is_none()) {
        return known->exception;
    }
    auto exception = made(make_released<InstanceObject>());
    exception->type = builtin_class(name_of(error.kind()));
    const std::string_view words = error.what();
    if (!words.empty()) exception->items.emplace_back(std::string(words));
    return nn::ObjectPtr(std::move(exception));
}

void Machine::raise_object(const nn::Value& exception) {
    const auto* instance = as<InstanceObject>(exception);
    if (instance == nullptr || !instance->type->derives_from(*builtin_class("BaseException"))) {
        raise(ErrorKind::TypeError, "exceptions must derive from BaseException");
    }
    const ErrorKind kind = kind_of(*instance->type);
    ScriptError error(kind, str(exception));
    if (kind == ErrorKind::Raised) {
        const ClassObject& type = *instance->type;
        const bool plain = type.module == "__main__" || type.module == "builtins";
        error.class_name = plain ? type.qualified_name : type.module + "." + type.qualified_name;
    }
    error.exception = exception;
    throw error;
}

bool Machine::matches(const nn::Value& exception, const nn::Value& types) {
    const auto one = [&](const nn::Value& type) {
        const auto wanted = shared_as<ClassObject>(type);
        if (!wanted || !wanted->derives_from(*builtin_class("BaseException"))) {
            raise(ErrorKind::TypeError,
                  "catching classes that do not inherit from BaseException is not allowed");
        }
        return as<InstanceObject>(exception)->type->derives_from(*wanted);
    };
    const nn::Sequence* several = types.sequence();
    if (several == nullptr || !several->is_tuple) return one(types);
    for (const nn::Value& type : several->items) {
        if (one(type)) return true;
    }
    return false;
}

}  // namespace engine::script
