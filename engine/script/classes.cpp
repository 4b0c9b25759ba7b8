#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/construct.h"
#include "engine/script/library.h"
#include "engine/script/machine.h"
#include "engine/script/module_class.h"
#include "engine/script/optimizer_object.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <list>
#include <utility>

namespace engine::script {

namespace {

/// Python's order of look-up: every class before its bases, bases in their order.
/// throws  TypeError when there is none
std::vector<ClassPtr> linear_order(const ClassObject& type) {
    std::list<std::vector<ClassPtr>> lines;
    for (const ClassPtr& base : type.bases) {
        std::vector<ClassPtr> line{base};
        line.insert(line.end(), base->mro.begin(), base->mro.end());
        lines.push_back(std::move(line));
    }
    lines.push_back(type.bases);
    std::vector<ClassPtr> order;
    for (;;) {
        lines.remove_if([](const auto& line) { return line.empty(); });
        if (lines.empty()) return order;
        ClassPtr next;
        for (const auto& line : lines) {
            const bool in_a_tail = std::any_of(lines.begin(), lines.end(), [&](const auto& other) {
                return std::find(other.begin() + 1, other.end(), line[0]) != other.end();
            });
            if (!in_a_tail) {
                next = line[0];
                break;
            }
        }
        if (!next) {
            std::string names;
            for (const ClassPtr& base : type.bases) {
                names += (names.empty() ? "" : ", ") + base->name;
            }
            raise(ErrorKind::TypeError,
                  "Cannot create a consistent method resolution\norder (MRO) for bases {}", names);
        }
        order.push_back(next);
        for (auto& line : lines) {
            if (line[0] == next) line.erase(line.begin());
        }
    }
}

void adopt(const nn::Value& member, const ClassPtr& owner) {
    if (const auto function = shared_as<FunctionObject>(member)) {
        if (function->owner.expired()) function->owner = owner;
    } else if (const auto* descriptor = as<DescriptorObject>(member)) {
        for (const nn::Value* part : {&descriptor->get, &descriptor->set, &descriptor->remove}) {
            adopt(*part, owner);
        }
    }
}

/// To Python a class's body is a function of its own, and tracebacks show it.
void tell_of_class(ScriptError& error, Frame& frame, const std::string& name, const Span& head) {
    if (frame.program->names == nullptr && error.traced != &frame) {
        error.trace.push_back({.file = frame.program->file,
                               .function = name,
                               .source = std::string(frame.program->line(frame.here.line)),
                               .span = frame.here});
    }
    frame.here = head;
    ++frame.here.end_line;  // the body is part of it
}

bool is_enum(const ClassObject& type) {
    return std::any_of(type.mro.begin(), type.mro.end(),
                       [](const ClassPtr& one) { return one->library && one->name == "Enum"; });
}

/// The plain attributes of an Enum's body become its objects; equal values share one.
void make_members(Machine& machine, const ClassPtr& type) {
    auto members = machine.made(make_released<DictObject>());
    nn::Value last = 0;
    for (auto& [name, held] : type->attributes) {
        const bool plain = !name.starts_with('_') && as<FunctionObject>(held) == nullptr &&
                           as<DescriptorObject>(held) == nullptr &&
                           as<ClassObject>(held) == nullptr;
        if (!plain) continue;
        const auto* given = as<InstanceObject>(held);
        const bool counted =
            given != nullptr && given->type->library && given->type->name == "auto";
        const nn::Value value = counted ? machine.binary(Op::Add, last, 1) : held;
        last = value;
        nn::Value member;
        for (const Table::Entry& entry : members->table.entries()) {
            const nn::Value* known = as<InstanceObject>(entry.value)->attributes.find("_value_");
            if (known != nullptr && machine.equal(*known, value)) member = entry.value;
        }
        if (member.is_none()) {
            auto made = machine.made(make_released<InstanceObject>());
            made->type = type;
            made->attributes.set("_name_", name);
            made->attributes.set("_value_", value);
            member = nn::ObjectPtr(std::move(made));
        }
        held = member;
        members->table.set(name, member);
    }
    type->attributes.set("__members__", nn::ObjectPtr(std::move(members)));
}

/// throws  TypeError where a method of an ABC still waits for its body
void refuse_abstract(const ClassObject& type) {
    const bool abstract = std::any_of(type.mro.begin(), type.mro.end(), [](const ClassPtr& one) {
        return one->builtin && one->name == "ABC";
    });
    if (!abstract) return;
    std::vector<std::string> open;
    const auto look = [&](const ClassObject& one) {
        for (const auto& [name, member] : one.attributes) {
            const nn::Value* found = type.find(name);
            const auto* function = found == nullptr ? nullptr : as<FunctionObject>(*found);
            const bool waits =
                function != nullptr && function->attributes.find("__isabstractmethod__") != nullptr;
            if (waits && std::find(open.begin(), open.end(), name) == open.end()) {
                open.emplace_back(name);
            }
        }
    };
    look(type);
    for (const ClassPtr& one : type.mro) look(*one);
    if (open.empty()) return;
    std::sort(open.begin(), open.end());
    std::string names;
    for (const std::string& name : open) names += (names.empty() ? "" : ", ") + name;
    raise(ErrorKind::TypeError, "Can't instantiate abstract class {} with abstract method{} {}",
          type.name, open.size() == 1 ? "" : "s", names);
}

/// `Color(1)`
nn::Value enum_member(Machine& machine, const ClassObject& type, const Arguments& arguments) {
    const nn::Value* members = type.find("__members__");
    if (members == nullptr || arguments.positional.size() != 1) {
        raise(ErrorKind::TypeError, "{}() takes one argument: a value of its members", type.name);
    }
    const nn::Value wanted = arguments.positional[0];
    for (const Table::Entry& entry : as<DictObject>(*members)->table.entries()) {
        const auto* member = as<InstanceObject>(entry.value);
        if (member->type.get() == &type &&
            (machine.equal(*member->attributes.find("_value_"), wanted) ||
             machine.truth(machine.compare(Op::Is, entry.value, wanted)))) {
            return entry.value;
        }
    }
    raise(ErrorKind::ValueError, "{} is not a valid {}", machine.repr(wanted), type.qualified_name);
}

}  // namespace

bool ClassObject::derives_from(const ClassObject& other) const {
    if (this == &other) return true;
    return std::any_of(mro.begin(), mro.end(),
                       [&](const ClassPtr& one) { return one.get() == &other; });
}

const nn::Value* ClassObject::find(std::string_view key) const {
    if (const nn::Value* own = attributes.find(key)) return own;
    for (const ClassPtr& one : mro) {
        if (const nn::Value* found = one->attributes.find(key)) return found;
    }
    return nullptr;
}

const ClassObject* ClassObject::module_base() const {
    if (builtin && (native != nullptr || name == "Module")) return this;
    for (const ClassPtr& one : mro) {
        if (one->builtin && (one->native != nullptr || one->name == "Module")) return one.get();
    }
    return nullptr;
}

nn::Value Machine::make_class(const Statement& statement) {
    auto type = made(make_released<ClassObject>());
    type->name = statement.targets[0]->text;
    type->qualified_name = statement.text;
    Arguments given;
    if (statement.value) arguments_of(*statement.value, 1, given);
    frame_->here = statement.span;
    for (const auto& [key, value] : given.keywords) {
        if (key == "metaclass") {
            const auto* maker = as<ClassObject>(value);
            if (maker != nullptr && maker->builtin && maker->name == "ABCMeta") continue;
            raise(ErrorKind::SyntaxError,
                  "`{}=` of a class is outside the PyTorch subset that Modescope runs", key);
        }
    }
    for (const nn::Value& base : given.positional) {
        if (const auto* space = as<NamespaceObject>(base); space != nullptr && space->missing) {
            refuse_missing(*space);
        }
        if (is_generic_base(base)) continue;
        auto parent = shared_as<ClassObject>(base);
        if (!parent) {
            raise(ErrorKind::TypeError, "'{}' object cannot be the base of a class",
                  base.type_name());
        }
        if (parent->builtin && !may_be_base(*parent)) {
            raise(ErrorKind::TypeError,
                  "a class of `{}` is outside the PyTorch subset that Modescope runs",
                  parent->name);
        }
        type->bases.push_back(std::move(parent));
    }
    if (type->bases.empty()) type->bases.push_back(builtin_class("object"));
    type->mro = linear_order(*type);

    nn::OrderedMap<nn::Value>* const names = std::exchange(frame_->class_names, &type->attributes);
    auto* const annotations = std::exchange(frame_->annotations, &type->annotations);
    const ClassPtr owner = std::exchange(frame_->owner, nullptr);
    const bool echo = std::exchange(frame_->echo, false);
    const auto put_back = [&] {
        frame_->class_names = names;
        frame_->annotations = annotations;
        frame_->owner = owner;
        frame_->echo = echo;
    };
    try {
        block(statement.body);
    } catch (ScriptError& error) {
        tell_of_class(error, *frame_, type->name, statement.span);
        put_back();
        throw;
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) {
            put_back();
            throw;
        }
        ScriptError placed(error.kind(), error.what());
        tell_of_class(placed, *frame_, type->name, statement.span);
        put_back();
        throw placed;
    } catch (...) {
        put_back();
        throw;
    }
    put_back();
    if (!statement.body.empty() && statement.body[0].kind == Statement::Kind::Expression) {
        const Expr& first = *statement.body[0].value;
        if (first.kind == Expr::Kind::Literal && first.literal.text() != nullptr) {
            type->attributes.set("__doc__", first.literal);
        }
    }
    for (const auto& [key, member] : type->attributes) adopt(member, type);
    ClassPtr finished = finish_class(std::move(type));
    if (is_enum(*finished)) make_members(*this, finished);
    for (const ClassPtr& base : finished->mro) {
        const nn::Value* hook = base->attributes.find("__init_subclass__");
        if (hook == nullptr) continue;
        const auto* descriptor = as<DescriptorObject>(*hook);
        Arguments arguments{.positional = {nn::ObjectPtr(finished)}, .keywords = given.keywords};
        call(descriptor != nullptr ? descriptor->get : *hook, std::move(arguments));
        break;
    }
    return nn::ObjectPtr(std::move(finished));
}

ClassPtr Machine::finish_class(ClassPtr type) {
    const bool named = std::any_of(
        type->bases.begin(), type->bases.end(),
        [](const ClassPtr& base) { return base->builtin && base->name == "NamedTuple"; });
    if (named) {
        type->named_tuple = true;
        for (const std::string& name : type->annotations) {
            ClassObject::Field field{
                .name = name, .has_default = false, .fallback = {}, .factory = {}};
            if (const nn::Value* standard = type->attributes.find(name)) {
                field.has_default = true;
                field.fallback = *standard;
            }
            type->attributes.erase(name);
            type->fields.push_back(std::move(field));
        }
    } else {
        for (const ClassPtr& base : type->mro) {
            if (!base->named_tuple) continue;
            type->named_tuple = true;
            type->fields = base->fields;
            break;
        }
        if (type->fields.empty()) {
            for (const ClassPtr& base : type->bases) {
                if (!base->dataclass) continue;
                type->dataclass = true;
                type->fields = base->fields;
                type->frozen = base->frozen;
                break;
            }
        }
    }
    return type;
}

nn::Value Machine::instantiate(const ClassPtr& type, Arguments arguments) {
    if (type->builtin) {
        if (type->construct == nullptr) {
            raise(ErrorKind::TypeError, "cannot create '{}' instances", type->name);
        }
        return type->construct(*this, type, arguments);
    }
    check_depth();
    if (is_enum(*type)) return enum_member(*this, *type, arguments);
    const nn::Value* init = type->find("__init__");
    const auto run_init = [&](const nn::Value& self) {
        const nn::Value result = call(bind_member(*init, self, type), std::move(arguments));
        if (!result.is_none()) {
            raise(ErrorKind::TypeError, "__init__() should return None, not '{}'",
                  result.type_name());
        }
    };
    if (type->module_base() != nullptr) {
        const nn::ModulePtr module = unfinished_module(type);
        if (init != nullptr) {
            run_init(module);
        } else {
            finish_module(*this, *module, std::move(arguments));
        }
        return module;
    }
    if (!type->derives_from(*builtin_class("BaseException"))) refuse_abstract(*type);
    if (type->derives_from(*builtin_class("dict"))) {
        const std::shared_ptr<DictObject> dict = empty_dict(*this, *type);
        dict->type = type;
        const nn::Value self = nn::ObjectPtr(dict);
        if (init != nullptr) {
            run_init(self);
        } else {
            init_dict(*this, *dict, arguments);
        }
        return self;
    }
    auto instance = made(make_released<InstanceObject>());
    instance->type = type;
    const nn::Value self = nn::ObjectPtr(instance);
    if (type->derives_from(*builtin_class("BaseException"))) {
        instance->items = arguments.positional;
        if (init != nullptr) run_init(self);
        return self;
    }
    if (init != nullptr) {
        run_init(self);
        return self;
    }
    if (type->dataclass || type->named_tuple) {
        fill_fields(self, *instance, arguments);
        return self;
    }
    if (!arguments.positional.empty() || !arguments.keywords.empty()) {
        raise(ErrorKind::TypeError, "{}() takes no arguments", type->name);
    }
    return self;
}

ClassPtr Machine::type_of(const nn::Value& value) {
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        if ((*module)->python_class) {
            return std::static_pointer_cast<ClassObject>((*module)->python_class);
        }
        return class_of_module(**module);
    }
    if (const auto* instance = as<InstanceObject>(value)) return instance->type;
    if (const auto* dict = as<DictObject>(value); dict != nullptr && dict->type) return dict->type;
    if (auto known = find_builtin_class(value.type_name())) return known;
    auto type = make_released<ClassObject>();
    type->name = type->qualified_name = value.type_name();
    type->module = "builtins";
    type->builtin = true;
    type->mro = {builtin_class("object")};
    // torch.max's results and their like are tuples with names.
    const nn::Sequence* const sequence = value.sequence();
    const auto* const object = as<EngineObject>(value);
    const EngineSort sort = object == nullptr ? EngineSort::Other : object->sort;
    ClassPtr parent;
    if (sequence != nullptr && sequence->is_tuple) parent = builtin_class("tuple");
    if (sort == EngineSort::Scheduler) parent = library_class("LRScheduler");
    if (parent) type->mro.insert(type->mro.begin(), parent);
    return type;
}

bool Machine::is_subclass(const ClassPtr& type, const nn::Value& types) {
    if (const nn::Sequence* several = types.sequence(); several != nullptr && several->is_tuple) {
        return std::any_of(several->items.begin(), several->items.end(),
                           [&](const nn::Value& one) { return is_subclass(type, one); });
    }
    const auto wanted = shared_as<ClassObject>(types);
    if (!wanted) {
        if (const auto* space = as<NamespaceObject>(types); space != nullptr && space->missing) {
            refuse_missing(*space);
        }
        raise(ErrorKind::TypeError,
              "isinstance() arg 2 must be a type, a tuple of types, or a union");
    }
    if (type->derives_from(*wanted)) return true;
    if (wanted->builtin && wanted->name == "Variable") {
        return type->derives_from(*builtin_class("Tensor"));
    }
    // Classes that only say what something can do.
    const std::string_view name = wanted->name;
    if (!wanted->builtin) return false;
    if (name == "Iterable" || name == "Sequence" || name == "Mapping" || name == "Callable") {
        const std::string_view own = type->name;
        const bool sequence =
            own == "list" || own == "tuple" || own == "str" || own == "range" || own == "Size";
        const bool mapping = own == "dict" || own == "OrderedDict" || own == "defaultdict";
        if (name == "Sequence") return sequence;
        if (name == "Mapping") return mapping;
        if (name == "Callable") {
            return own == "function" || own == "method" || own == "type" ||
                   own == "builtin_function_or_method" || type->find("__call__") != nullptr ||
                   type->module_base() != nullptr;
        }
        return sequence || mapping || own == "set" || own == "frozenset" || own == "generator" ||
               own == "Tensor" || own == "Parameter" || own == "zip" || own == "map" ||
               own == "enumerate" || type->find("__iter__") != nullptr;
    }
    return false;
}

namespace {

/// torch.optim's own optimizers are the engine's; the class of all is for one's own.
bool is_optimizer(const nn::Value& value) {
    const auto* const object = as<EngineObject>(value);
    return object != nullptr && object->sort == EngineSort::Optimizer &&
           dynamic_cast<const OptimizerObject&>(*object).part == OptimizerObject::Part::Whole;
}
bool holds_optimizer_class(const nn::Value& types) {
    if (const nn::Sequence* several = types.sequence(); several != nullptr) {
        return std::any_of(several->items.begin(), several->items.end(), holds_optimizer_class);
    }
    const auto* const type = as<ClassObject>(types);
    return type != nullptr && type->library && type->name == "Optimizer";
}

/// Whether `types` is the class that is called after x's dtype, or has it.
bool is_typed_tensor(const Tensor& x, const nn::Value& types) {
    if (const nn::Sequence* several = types.sequence(); several != nullptr) {
        return std::any_of(several->items.begin(), several->items.end(),
                           [&x](const nn::Value& one) { return is_typed_tensor(x, one); });
    }
    const auto* const type = as<ClassObject>(types);
    return type != nullptr && type->builtin && legacy_name(x.dtype()) == "torch." + type->name;
}

}  // namespace

bool Machine::is_instance(const nn::Value& value, const nn::Value& types) {
    // torch.FloatTensor and its like are no classes of tensors: they look at the dtype.
    if (value.is_tensor() && is_typed_tensor(value.tensor(), types)) return true;
    if (is_optimizer(value) && holds_optimizer_class(types)) return true;
    return is_subclass(type_of(value), types);
}

}  // namespace engine::script
