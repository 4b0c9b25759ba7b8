#pragma once

#include "engine/script/builtins.h"
#include "engine/script/generator_object.h"
#include "engine/script/hook_handle.h"
#include "engine/script/integer_object.h"
#include "engine/script/iterator.h"
#include "engine/script/object.h"
#include "engine/script/optimizer_object.h"
#include "engine/script/scheduler_object.h"
#include "engine/script/script_error.h"

#include <memory>
#include <string>
#include <utility>

// What every object of a script holds: the one list that fork, hash, save and restore walk
// (session/state_fields.h has the rest and says what a walk is). A walk has beside the others
//     object(p, visit)    an object by pointer: visited once, known again
namespace engine::script {

/// An empty object of a kind, for a walk that reads; `sort` is that of an object of the engine.
/// throws  ValueError for a kind that there is not
nn::ObjectPtr empty_object(ObjectKind kind, EngineSort sort);
/// That of an object of the engine, Other of all else.
EngineSort engine_sort(const ScriptObject& object);
/// Where a walk that reads puts a scheduler's entries.
/// throws  ValueError when there is no such class
std::shared_ptr<optim::Scheduler> empty_scheduler(const std::string& class_name);
/// The name of a class that everybody shares, or null for any other object.
const std::string* builtin_class_name(const ScriptObject& object);
/// The other way.
/// throws  ValueError when there is no such class
nn::ObjectPtr class_that_all_share(const std::string& name);
/// A copy that shares what the object holds, for a walk that forks. What nobody writes stays
/// itself.
nn::ObjectPtr copy_of(const nn::ObjectPtr& object);
/// Gives a function that is read back its code, by its place in its program's text.
/// throws  ValueError when there is no such function
void find_code(FunctionObject& function, const std::string& text, const std::string& file,
               uint32_t ordinal);
/// throws  ValueError when defaults and cells are not those that the code asks for
void check_function(const FunctionObject& function);
/// Ends a walk whose source is not of its sort. A generator that is read back has ended: its place
/// in its text is not kept.
void check_iterator(IteratorObject& iterator);
/// Hexadecimal digits, with a sign where it is negative.
/// throws  ValueError when they are not, or fit 64 bits
void read_integer(IntegerObject& integer, std::string_view text);
/// throws  ValueError when there is no such row
const Builtin* known_builtin(std::string_view table, std::string_view name,
                             std::string_view& table_name);

/// An optimizer, the session's own or a script's. `value` visits an nn::Value.
template <class Walk, class Pointer, class Value>
void visit_optimizer(Walk& walk, Pointer& pointer, const Value& value) {
    walk.optimizer(pointer, [&](auto& held) {
        walk.list(held.groups, [&](auto& group) {
            walk.map(group.options, value);
            walk.list(group.parameters, [&](auto& tensor) { walk.tensor(tensor); });
        });
        walk.list(held.state, [&](auto& entries) { walk.map(entries, value); });
        walk.map(held.defaults, value);
        walk.plain(held.steps);
    });
}

template <class Walk, class Value>
struct ObjectFields {
    Walk& walk;
    Value value;  ///< visits an nn::Value

    template <class T>
    void pointer(std::shared_ptr<T>& held) const {
        nn::ObjectPtr any = held;
        walk.object(any, *this);
        if (any != held) held = std::static_pointer_cast<T>(any);
    }
    template <class T>
    void weak(std::weak_ptr<T>& held) const {
        std::shared_ptr<T> strong = held.lock();
        const bool changed = [&] {
            const std::shared_ptr<T> before = strong;
            pointer(strong);
            return strong != before;
        }();
        if (changed) held = strong;
    }

    void operator()(ScriptObject& object) const {
        switch (object.kind()) {
            case ObjectKind::Dict:
                return fields(static_cast<DictObject&>(object));
            case ObjectKind::Set:
                return fields(static_cast<SetObject&>(object));
            case ObjectKind::Range:
                return fields(static_cast<RangeObject&>(object));
            case ObjectKind::Cell:
                return value(static_cast<CellObject&>(object).value);
            case ObjectKind::Function:
                return fields(static_cast<FunctionObject&>(object));
            case ObjectKind::Class:
                return fields(static_cast<ClassObject&>(object));
            case ObjectKind::Instance:
                return fields(static_cast<InstanceObject&>(object));
            case ObjectKind::Method:
                value(static_cast<MethodObject&>(object).function);
                return value(static_cast<MethodObject&>(object).self);
            case ObjectKind::Builtin:
                return fields(static_cast<BuiltinObject&>(object));
            case ObjectKind::Native:
                return fields(static_cast<NativeObject&>(object));
            case ObjectKind::Descriptor:
                return fields(static_cast<DescriptorObject&>(object));
            case ObjectKind::Super:
                pointer(static_cast<SuperObject&>(object).type);
                return value(static_cast<SuperObject&>(object).self);
            case ObjectKind::Namespace:
                walk.plain(static_cast<NamespaceObject&>(object).name);
                return walk.plain(static_cast<NamespaceObject&>(object).missing);
            case ObjectKind::Iterator:
                return fields(static_cast<IteratorObject&>(object));
            case ObjectKind::Context:
                return fields(static_cast<ContextObject&>(object));
            case ObjectKind::Integer:
                return fields(static_cast<IntegerObject&>(object));
            case ObjectKind::Engine:
                return engine(object);
        }
    }

private:
    void engine(ScriptObject& object) const {
        switch (static_cast<EngineObject&>(object).sort) {
            case EngineSort::Other:
                return handle(object);
            case EngineSort::Optimizer:
                return fields(static_cast<OptimizerObject&>(object));
            case EngineSort::Scheduler:
                return fields(static_cast<SchedulerObject&>(object));
            case EngineSort::Generator:
                walk.plain(static_cast<GeneratorObject&>(object).is_default);
                return walk.generator(static_cast<GeneratorObject&>(object).own);
        }
    }
    /// A fork's handle is one of the fork's module. Nothing else walks it: it is not saved.
    void handle([[maybe_unused]] ScriptObject& object) const {
        if constexpr (requires { Walk::kWrites; }) {
            auto* const held = dynamic_cast<HookHandleObject*>(&object);
            const nn::ModulePtr module = held ? held->module.lock() : nullptr;
            if (!module) return;
            nn::Value moved(module);
            value(moved);
            held->module = std::get<nn::ModulePtr>(moved.data());
        }
    }
    void optimizer(std::shared_ptr<optim::Optimizer>& held) const {
        const auto any = [this](auto& v) { value(const_cast<nn::Value&>(v)); };
        visit_optimizer(walk, held, any);
    }
    void fields(OptimizerObject& held) const {
        walk.plain(held.part);
        walk.plain(held.group);
        optimizer(held.owner);
        if constexpr (requires { Walk::kWrites; }) {
            if (held.owner) held.optimizer = held.owner.get();
        }
    }
    void fields(SchedulerObject& held) const {
        std::string class_name(held.scheduler ? held.scheduler->rule().class_name : "");
        walk.plain(class_name);
        if (!held.scheduler) held.scheduler = empty_scheduler(class_name);
        map(held.scheduler->entries);
        optimizer(held.scheduler->optimizer);
    }
    void table(Table& table) const {
        walk.list(table.all(), [this](auto& entry) {
            value(const_cast<nn::Value&>(entry.key));
            value(const_cast<nn::Value&>(entry.value));
        });
        // Copies have other identities, and so other hashes.
        if constexpr (requires { Walk::kWrites; }) table.reindex();
    }
    void fields(DictObject& dict) const {
        walk.plain(dict.sort);
        table(dict.table);
        value(dict.factory);
        nn::Value metadata(dict.metadata);
        value(metadata);
        dict.metadata = std::get<std::shared_ptr<nn::Dict>>(metadata.data());
        pointer(dict.type);
        map(dict.attributes);
    }
    void fields(IntegerObject& integer) const {
        const BigInteger& held = integer.value;
        std::string text = (held.is_negative() ? "-" : "") + held.digits(16);
        walk.plain(text);
        if constexpr (requires { Walk::kReads; }) read_integer(integer, text);
    }
    void fields(SetObject& set) const {
        walk.plain(set.frozen);
        table(set.table);
    }
    void fields(RangeObject& range) const {
        walk.plain(range.start);
        walk.plain(range.stop);
        walk.plain(range.step);
    }
    void maybe_flag(std::optional<bool>& flag) const {
        int8_t state = !flag ? -1 : *flag ? 1 : 0;
        walk.plain(state);
        flag = state < 0 ? std::nullopt : std::optional(state == 1);
    }
    void map(nn::OrderedMap<nn::Value>& map) const {
        walk.map(map, [this](auto& held) { value(const_cast<nn::Value&>(held)); });
    }
    void values(std::vector<nn::Value>& list) const {
        walk.list(list, [this](auto& held) { value(const_cast<nn::Value&>(held)); });
    }
    template <class T>
    void pointers(std::vector<std::shared_ptr<T>>& list) const {
        walk.list(list, [this](auto& held) { pointer(const_cast<std::shared_ptr<T>&>(held)); });
    }
    void fields(FunctionObject& function) const {
        // A library's text is the same for everybody: its name is enough.
        const bool own = function.program && function.program->names == nullptr;
        std::string text = own ? function.program->text : "";
        std::string file = function.program ? function.program->file : "";
        uint32_t ordinal = function.code != nullptr ? function.code->ordinal : 0;
        walk.plain(text);
        walk.plain(file);
        walk.plain(ordinal);
        const bool read = function.program == nullptr;
        if (read) find_code(function, text, file, ordinal);
        values(function.defaults);
        pointers(function.closure);
        if (read) check_function(function);
        weak(function.owner);
        map(function.attributes);
        maybe_flag(function.grad_mode);
    }
    void fields(ClassObject& type) const {
        walk.plain(type.name);
        walk.plain(type.qualified_name);
        walk.plain(type.module);
        pointers(type.bases);
        pointers(type.mro);
        map(type.attributes);
        walk.list(type.fields, [this](auto& held) {
            auto& field = const_cast<ClassObject::Field&>(held);
            walk.plain(field.name);
            walk.plain(field.has_default);
            value(field.fallback);
            value(field.factory);
        });
        walk.list(type.annotations, [this](auto& name) { walk.plain(name); });
        for (bool* flag :
             {&type.dataclass, &type.frozen, &type.plain_repr, &type.plain_eq, &type.named_tuple}) {
            walk.plain(*flag);
        }
    }
    void fields(InstanceObject& instance) const {
        pointer(instance.type);
        map(instance.attributes);
        values(instance.items);
    }
    void fields(BuiltinObject& builtin) const {
        std::string table(builtin.table);
        std::string name(builtin.row != nullptr ? builtin.row->name : "");
        walk.plain(table);
        walk.plain(name);
        if (builtin.row == nullptr) {
            builtin.row = known_builtin(table, name, builtin.table);
        }
        walk.plain(builtin.bound);
        value(builtin.self);
    }
    void fields(NativeObject& native) const {
        std::string name(native.entry != nullptr ? native.entry->signature.name : "");
        walk.plain(native.place);
        walk.plain(name);
        if (native.entry == nullptr) native.entry = find_native(native.place, name);
        walk.plain(native.bound);
        value(native.self);
    }
    void fields(DescriptorObject& descriptor) const {
        walk.plain(descriptor.sort);
        value(descriptor.get);
        value(descriptor.set);
        value(descriptor.remove);
    }
    void fields(ContextObject& context) const {
        walk.plain(context.name);
        maybe_flag(context.mode);
    }
    void fields(IteratorObject& iterator) const {
        walk.plain(iterator.sort);
        walk.plain(iterator.name);
        value(iterator.source);
        value(iterator.end);
        for (int64_t* number : {&iterator.at, &iterator.stop, &iterator.step}) walk.plain(*number);
        walk.plain(iterator.size);
        pointers(iterator.inner);
        walk.plain(iterator.done);
        values(iterator.slots);
        pointers(iterator.cells);
        pointers(iterator.closure);
        weak(iterator.owner);
        pointers(iterator.walks);
        pointer(iterator.function);
        walk.plain(iterator.started);
        value(iterator.returned);
        walk.list(iterator.steps, [this](auto& held) {
            auto& step = const_cast<GeneratorStep&>(held);
            walk.plain(step.at);
            walk.plain(step.part);
            walk.plain(step.ended);
            value(step.held);
            pointer(step.walk);
            error(step.error);
        });
        if constexpr (requires { Walk::kReads; }) check_iterator(iterator);
    }
    /// What a generator handles or holds back. It is not saved: one that is read back has ended.
    void error([[maybe_unused]] std::shared_ptr<ScriptError>& held) const {
        if constexpr (
            !requires { Walk::kSaves; } && !requires { Walk::kReads; }) {
            std::string words = held ? held->line() : "";
            walk.plain(words);
            if (!held) return;
            if constexpr (requires { Walk::kWrites; }) held = std::make_shared<ScriptError>(*held);
            value(held->exception);
        }
    }
};

}  // namespace engine::script
