#include "engine/script/object_fields.h"

#include "engine/base/error.h"
#include "engine/script/library.h"
#include "engine/script/parser.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <string>

namespace engine::script {

namespace {

template <class T>
nn::ObjectPtr copied(const nn::ObjectPtr& object) {
    return std::make_shared<T>(static_cast<const T&>(*object));
}

bool is_library_function(const FunctionObject& function) {
    // One that was made by a call has variables of its own.
    return function.program && function.program->names != nullptr && function.closure.empty();
}

nn::ObjectPtr copy_of_engine_object(const nn::ObjectPtr& object) {
    switch (static_cast<const EngineObject&>(*object).sort) {
        case EngineSort::Other:
            if (dynamic_cast<const HookHandleObject*>(object.get()) != nullptr) {
                return copied<HookHandleObject>(object);
            }
            return object;
        case EngineSort::Optimizer:
            return copied<OptimizerObject>(object);
        case EngineSort::Generator:
            return copied<GeneratorObject>(object);
        case EngineSort::Scheduler: {
            auto copy =
                std::make_shared<SchedulerObject>(static_cast<const SchedulerObject&>(*object));
            copy->scheduler = std::make_shared<optim::Scheduler>(*copy->scheduler);
            return copy;
        }
    }
    return object;
}

/// What stands in a saved state for an object of the tape.
struct LostObject : EngineObject {
    std::string_view type_name() const override { return "object"; }
};

}  // namespace

nn::ObjectPtr empty_object(ObjectKind kind, EngineSort sort) {
    switch (kind) {
        case ObjectKind::Dict:
            return make_released<DictObject>();
        case ObjectKind::Set:
            return make_released<SetObject>();
        case ObjectKind::Range:
            return std::make_shared<RangeObject>();
        case ObjectKind::Cell:
            return make_released<CellObject>();
        case ObjectKind::Function:
            return make_released<FunctionObject>();
        case ObjectKind::Class:
            return make_released<ClassObject>();
        case ObjectKind::Instance:
            return make_released<InstanceObject>();
        case ObjectKind::Method:
            return make_released<MethodObject>();
        case ObjectKind::Builtin:
            return make_released<BuiltinObject>();
        case ObjectKind::Native:
            return make_released<NativeObject>();
        case ObjectKind::Descriptor:
            return make_released<DescriptorObject>();
        case ObjectKind::Super:
            return make_released<SuperObject>();
        case ObjectKind::Namespace:
            return std::make_shared<NamespaceObject>();
        case ObjectKind::Iterator:
            return make_released<IteratorObject>();
        case ObjectKind::Context:
            return std::make_shared<ContextObject>();
        case ObjectKind::Integer:
            return std::make_shared<IntegerObject>();
        case ObjectKind::Engine:
            if (sort == EngineSort::Optimizer) return std::make_shared<OptimizerObject>();
            if (sort == EngineSort::Scheduler) return std::make_shared<SchedulerObject>();
            if (sort == EngineSort::Generator) return std::make_shared<GeneratorObject>();
            return std::make_shared<LostObject>();
    }
    raise(ErrorKind::ValueError, "saved state: unknown kind of object");
}

const std::string* builtin_class_name(const ScriptObject& object) {
    if (object.kind() != ObjectKind::Class) return nullptr;
    const auto& type = static_cast<const ClassObject&>(object);
    return type.builtin || type.library ? &type.name : nullptr;
}

nn::ObjectPtr class_that_all_share(const std::string& name) {
    nn::ObjectPtr found = find_builtin_class(name);
    if (!found) found = module_class(name);
    if (!found) found = library_class(name);
    if (!found) raise(ErrorKind::ValueError, "saved state: a class that there is not: {}", name);
    return found;
}

EngineSort engine_sort(const ScriptObject& object) {
    return object.kind() == ObjectKind::Engine ? static_cast<const EngineObject&>(object).sort
                                               : EngineSort::Other;
}

std::shared_ptr<optim::Scheduler> empty_scheduler(const std::string& class_name) {
    for (const optim::SchedulerRule* const rule : optim::scheduler_rules()) {
        if (rule->class_name == class_name) return std::make_shared<optim::Scheduler>(*rule);
    }
    raise(ErrorKind::ValueError, "saved state: unknown scheduler {}", class_name);
}

nn::ObjectPtr copy_of(const nn::ObjectPtr& object) {
    switch (static_cast<const ScriptObject&>(*object).kind()) {
        case ObjectKind::Dict:
            return copied<DictObject>(object);
        case ObjectKind::Set:
            return copied<SetObject>(object);
        case ObjectKind::Cell:
            return copied<CellObject>(object);
        case ObjectKind::Function:
            return is_library_function(static_cast<const FunctionObject&>(*object))
                       ? object
                       : copied<FunctionObject>(object);
        case ObjectKind::Class:
            return builtin_class_name(static_cast<const ClassObject&>(*object)) != nullptr
                       ? object
                       : copied<ClassObject>(object);
        case ObjectKind::Instance:
            return copied<InstanceObject>(object);
        case ObjectKind::Method:
            return copied<MethodObject>(object);
        case ObjectKind::Builtin:
            return copied<BuiltinObject>(object);
        case ObjectKind::Native:
            return copied<NativeObject>(object);
        case ObjectKind::Descriptor:
            return copied<DescriptorObject>(object);
        case ObjectKind::Super:
            return copied<SuperObject>(object);
        case ObjectKind::Iterator:
            return copied<IteratorObject>(object);
        case ObjectKind::Context:
            return copied<ContextObject>(object);
        case ObjectKind::Engine:
            return copy_of_engine_object(object);
        case ObjectKind::Range:
        case ObjectKind::Namespace:
        case ObjectKind::Integer:
            return object;
    }
    return object;
}

void find_code(FunctionObject& function, const std::string& text, const std::string& file,
               uint32_t ordinal) {
    try {
        function.program = text.empty() ? library_program(file) : parse(text, file);
    } catch (const Error&) {
        raise(ErrorKind::ValueError, "saved state: a function that is none");
    }
    if (ordinal >= function.program->functions.size()) {
        raise(ErrorKind::ValueError, "saved state: a function that is none");
    }
    function.code = function.program->functions[ordinal];
}

void check_function(const FunctionObject& function) {
    std::size_t defaults = 0;
    for (const Parameter& parameter : function.code->parameters) {
        if (parameter.fallback) ++defaults;
    }
    const bool cells = std::all_of(function.closure.begin(), function.closure.end(),
                                   [](const CellPtr& cell) { return cell != nullptr; });
    if (!cells || defaults != function.defaults.size() ||
        function.closure.size() != function.code->free.size()) {
        raise(ErrorKind::ValueError, "saved state: a function without what it needs");
    }
}

void check_iterator(IteratorObject& iterator) {
    using Sort = IteratorObject::Sort;
    bool good = std::all_of(iterator.inner.begin(), iterator.inner.end(),
                            [](const IteratorPtr& one) { return one != nullptr; });
    switch (iterator.sort) {
        case Sort::Sequence:
        case Sort::Reversed:
            good = good && iterator.source.sequence() != nullptr && iterator.at >= 0;
            break;
        case Sort::Text:
            good = good && iterator.source.text() != nullptr && iterator.at >= 0;
            break;
        case Sort::Tensor:
            good = good && iterator.source.is_tensor() && iterator.source.tensor().defined() &&
                   iterator.source.tensor().dim() > 0 && iterator.at >= 0;
            break;
        case Sort::Keys:
        case Sort::Values:
        case Sort::Items:
            good = good && iterator.at >= 0 &&
                   (as<DictObject>(iterator.source) != nullptr ||
                    as<SetObject>(iterator.source) != nullptr);
            break;
        case Sort::Enumerate:
        case Sort::Filter:
            good = good && iterator.inner.size() == 1;
            break;
        case Sort::Range:
        case Sort::Zip:
        case Sort::Map:
        case Sort::Protocol:
        case Sort::Getitem:
        case Sort::Callable:
            break;
        default:
            good = false;
    }
    if (!good) iterator.done = true;
}

void read_integer(IntegerObject& integer, std::string_view text) {
    const bool negative = text.starts_with('-');
    auto value = BigInteger::of_digits(text.substr(negative ? 1 : 0), 16);
    if (!value || value->small()) raise(ErrorKind::ValueError, "saved state: an int that is none");
    integer.value = negative ? -*value : *std::move(value);
}

const Builtin* known_builtin(std::string_view table, std::string_view name,
                             std::string_view& table_name) {
    const Builtin* const row = find_builtin(table, name, &table_name);
    if (row == nullptr) raise(ErrorKind::ValueError, "saved state: unknown function {}", name);
    return row;
}

}  // namespace engine::script
