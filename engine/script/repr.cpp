#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/release.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/prompt.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"
#include "engine/script/module_class.h"
#include "engine/script/optimizer_object.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

std::string address(const void* object) {
    return fmt::format("0x{:012x}", reinterpret_cast<std::uintptr_t>(object));
}

bool plain_set(const std::vector<Table::Entry>& entries) {
    return std::all_of(entries.begin(), entries.end(), [](const Table::Entry& entry) {
        const auto* number = std::get_if<int64_t>(&entry.key.data());
        return number != nullptr && *number >= 0 && *number < 1000;
    });
}

/// Words of what holds others; `seen` are the ones around, so that a list in itself ends.
class Writer {
public:
    explicit Writer(Machine& machine) : machine_(machine) {}

    std::string joined(const std::vector<nn::Value>& items) {
        std::string out;
        // By index: a user's __repr__ may change what is written here.
        for (std::size_t i = 0; i < items.size(); ++i) {
            const nn::Value item = items[i];
            if (i > 0) out += ", ";
            out += machine_.repr(item);
            check_size(out.size());
        }
        return out;
    }

    std::string sequence(const nn::Sequence& sequence) {
        if (sequence.tuple_class == nn::TupleClass::Size) {
            return "torch.Size([" + joined(sequence.items) + "])";
        }
        if (sequence.tuple_class == nn::TupleClass::IncompatibleKeys) {  // holds nothing of users
            return nn::Value(nn::make_released<nn::Sequence>(sequence)).repr();
        }
        const auto& info = nn::tuple_class_info(sequence.tuple_class);
        if (sequence.tuple_class != nn::TupleClass::Plain) {
            const bool of_torch = info.name.starts_with("torch.");
            std::string out = std::string(info.name) + (of_torch ? "(\n" : "(");
            for (std::size_t i = 0; i < sequence.items.size(); ++i) {
                if (i > 0) out += of_torch ? ",\n" : ", ";
                out += fmt::format("{}={}", info.fields[i], machine_.repr(sequence.items[i]));
            }
            return out + ')';
        }
        const std::string inside = joined(sequence.items);
        if (!sequence.is_tuple) return "[" + inside + "]";
        return "(" + inside + (sequence.items.size() == 1 ? ",)" : ")");
    }

    std::string dict(const DictObject& dict) {
        std::string out;
        const bool ordered = dict.sort == DictObject::Sort::Ordered;
        for (std::size_t i = 0; i < dict.table.size(); ++i) {
            const Table::Entry entry = dict.table.entries()[i];
            if (!out.empty()) out += ", ";
            check_size(out.size());
            const std::string key = machine_.repr(entry.key), value = machine_.repr(entry.value);
            out += ordered ? "(" + key + ", " + value + ")" : key + ": " + value;
        }
        if (ordered) {
            return std::string(dict.type_name()) + (out.empty() ? "()" : "([" + out + "])");
        }
        out = "{" + out + "}";
        if (dict.sort == DictObject::Sort::Default) {
            return "defaultdict(" + machine_.repr(dict.factory) + ", " + out + ")";
        }
        return out;
    }

    std::string set(const SetObject& set) {
        if (set.table.empty()) return set.frozen ? "frozenset()" : "set()";
        std::vector<nn::Value> keys;
        for (const Table::Entry& entry : set.table.entries()) keys.push_back(entry.key);
        // CPython puts small numbers in their order.
        if (plain_set(set.table.entries())) {
            std::sort(keys.begin(), keys.end(), [](const nn::Value& a, const nn::Value& b) {
                return a.integer() < b.integer();
            });
        }
        const std::string inside = "{" + joined(keys) + "}";
        return set.frozen ? "frozenset(" + inside + ")" : inside;
    }

    std::string type(const ClassObject& type) {
        const bool hidden = type.module == "builtins";
        return fmt::format("<class '{}{}'>", hidden ? "" : type.module + ".",
                           hidden ? type.name : type.qualified_name);
    }

    std::string instance(const InstanceObject& instance) {
        const ClassObject& type = *instance.type;
        if (type.derives_from(*builtin_class("BaseException"))) {
            return type.name + "(" + joined(instance.items) + ")";
        }
        if (type.named_tuple) return fields(type, instance.items);
        if (type.dataclass && !type.plain_repr) return dataclass(type, instance);
        if (type.name == "NotImplementedType") return "NotImplemented";
        return fmt::format("<{}{} object at {}>",
                           type.module == "builtins" ? "" : type.module + ".", type.qualified_name,
                           address(&instance));
    }

private:
    std::string dataclass(const ClassObject& type, const InstanceObject& instance) {
        const nn::Value* hidden = type.find("__dataclass_hidden__");
        std::string out = type.qualified_name + "(";
        for (std::size_t i = 0; i < type.fields.size(); ++i) {
            const nn::Value name(type.fields[i].name);
            if (hidden != nullptr && machine_.contains(*hidden, name)) continue;
            const nn::Value* held = instance.attributes.find(type.fields[i].name);
            const nn::Value value = held != nullptr ? *held : nn::Value();
            if (!out.ends_with('(')) out += ", ";
            out += type.fields[i].name + "=" + machine_.repr(value);
        }
        return out + ")";
    }

    std::string fields(const ClassObject& type, const std::vector<nn::Value>& values) {
        std::string out = (type.named_tuple ? type.name : type.qualified_name) + "(";
        for (std::size_t i = 0; i < values.size() && i < type.fields.size(); ++i) {
            if (i > 0) out += ", ";
            out += type.fields[i].name + "=" + machine_.repr(values[i]);
        }
        return out + ")";
    }

    Machine& machine_;
};

std::string function_repr(Machine& machine, const nn::Value& value) {
    if (const auto* function = as<FunctionObject>(value)) {
        return fmt::format("<function {} at {}>", function->code->qualified_name,
                           address(function));
    }
    if (const auto* method = as<MethodObject>(value)) {
        const auto* function = as<FunctionObject>(method->function);
        return fmt::format("<bound method {} of {}>",
                           function != nullptr ? function->code->qualified_name : "?",
                           machine.repr(method->self));
    }
    if (const auto* builtin = as<BuiltinObject>(value)) {
        if (builtin->row->name == "exit" || builtin->row->name == "quit") {
            return std::string(kNoExit);
        }
        if (!builtin->bound) return fmt::format("<built-in function {}>", builtin->row->name);
        if (builtin->table == "Module") {
            return fmt::format("<bound method Module.{} of {}>", builtin->row->name,
                               machine.repr(builtin->self));
        }
        return fmt::format("<built-in method {} of {} object at {}>", builtin->row->name,
                           builtin->self.type_name(), address(builtin));
    }
    const auto* native = as<NativeObject>(value);
    const std::string_view name = native->entry->signature.name;
    if (!native->bound) {
        return native->place == kFunctional
                   ? fmt::format("<function {} at {}>", name, address(native))
                   : fmt::format(
                         "<built-in method {} of type object at "
                         "{}>",
                         name, address(native));
    }
    if (native->place == kModuleMethod) {
        return fmt::format("<bound method Module.{} of {}>", name, machine.repr(native->self));
    }
    return fmt::format("<built-in method {} of Tensor object at {}>", name, address(native));
}

}  // namespace

std::string ScriptObject::repr() const {
    return fmt::format("<{} object>", type_name());
}

std::string Machine::repr(const nn::Value& value) {
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        return module_repr(*this, *module);
    }
    const auto* object = std::get_if<nn::ObjectPtr>(&value.data());
    const nn::Sequence* const sequence = value.sequence();
    if (sequence == nullptr && object == nullptr) return value.repr();

    const void* const identity =
        sequence != nullptr ? static_cast<const void*>(sequence) : object->get();
    const bool inside = std::find(writing_.begin(), writing_.end(), identity) != writing_.end();
    // Of what words itself, Python only knows that it calls too deep.
    const auto* instance = as<InstanceObject>(value);
    if (inside && (instance == nullptr || instance->type->find("__repr__") == nullptr)) {
        if (sequence != nullptr) return sequence->is_tuple ? "(...)" : "[...]";
        return as<DictObject>(value) != nullptr ? "{...}" : "...";
    }
    const nn::DepthGuard guard(nn::kGettingRepr);
    writing_.push_back(identity);
    struct Done {
        std::vector<const void*>& writing;
        ~Done() { writing.pop_back(); }
    } done{writing_};

    Writer writer(*this);
    if (sequence != nullptr) return writer.sequence(*sequence);
    if (*object == nullptr) return "None";
    if (const auto* wide = as<IntegerObject>(value)) return wide->repr();
    if (auto own = call_special(value, "__repr__")) {
        if (own->text() == nullptr) {
            raise(ErrorKind::TypeError, "__repr__ returned non-string (type {})", own->type_name());
        }
        return *own->text();
    }
    if (const auto* dict = as<DictObject>(value)) return writer.dict(*dict);
    if (const auto* set = as<SetObject>(value)) return writer.set(*set);
    if (const auto* type = as<ClassObject>(value)) return writer.type(*type);
    if (instance != nullptr) return writer.instance(*instance);
    if (const auto* range = as<RangeObject>(value)) {
        return range->step == 1
                   ? fmt::format("range({}, {})", range->start, range->stop)
                   : fmt::format("range({}, {}, {})", range->start, range->stop, range->step);
    }
    if (const auto* space = as<NamespaceObject>(value)) {
        return fmt::format("<module '{}'>", space->name);
    }
    if (const auto* walk = as<IteratorObject>(value)) {
        if (walk->name.starts_with("dict_")) {
            const auto* dict = as<DictObject>(walk->source);
            const bool ordered = dict != nullptr && dict->sort == DictObject::Sort::Ordered;
            return (ordered ? "o" : "") + walk->name + "(" +
                   writer.sequence({.items = items(value), .is_tuple = false}) + ")";
        }
        if (walk->type_name() == "generator" && walk->sort == IteratorObject::Sort::Generator) {
            return fmt::format("<generator object <genexpr> at {}>", address(walk));
        }
        if (walk->function) {
            return fmt::format("<generator object {} at {}>", walk->function->code->qualified_name,
                               address(walk));
        }
        return fmt::format("<{} object at {}>", walk->type_name(), address(walk));
    }
    if (as<FunctionObject>(value) != nullptr || as<MethodObject>(value) != nullptr ||
        as<BuiltinObject>(value) != nullptr || as<NativeObject>(value) != nullptr) {
        return function_repr(*this, value);
    }
    if (as<EngineObject>(value) != nullptr) return optimizer_repr(*this, value);
    return fmt::format("<{} object at {}>", value.type_name(), address(object->get()));
}

std::string Machine::str(const nn::Value& value) {
    if (const std::string* text = value.text()) return *text;
    if (const auto* instance = as<InstanceObject>(value)) {
        if (auto own = call_special(value, "__str__")) {
            if (own->text() == nullptr) {
                raise(ErrorKind::TypeError, "__str__ returned non-string (type {})",
                      own->type_name());
            }
            return *own->text();
        }
        if (instance->type->derives_from(*builtin_class("BaseException")) &&
            instance->type->find("__repr__") == nullptr) {
            if (instance->items.empty()) return "";
            const nn::DepthGuard guard("getting the str of an object");
            if (instance->items.size() > 1) return repr(nn::Value::tuple(instance->items));
            // KeyError shows its key as repr() does.
            return instance->type->derives_from(*builtin_class("KeyError"))
                       ? repr(instance->items[0])
                       : str(instance->items[0]);
        }
    }
    if (std::holds_alternative<nn::ModulePtr>(value.data())) {
        if (auto own = call_special(value, "__str__")) return str(*own);
    }
    if (const auto* device = std::get_if<nn::Device>(&value.data())) {
        return device->meta ? "meta" : "cpu";
    }
    return repr(value);
}

}  // namespace engine::script
