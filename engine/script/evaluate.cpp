#include "engine/script/machine.h"

#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/format.h"
#include "engine/script/memory.h"
#include "engine/script/release_parts.h"

#include <utility>

namespace engine::script {

namespace {

/// throws  NameError, which names the module that may have had the name, where the file takes all
/// of
///         one that is unknown
[[noreturn]] void not_defined(Machine& machine, std::string_view name, const Program& program) {
    for (const Statement& one : program.body) {
        const bool all = one.kind == Statement::Kind::From && !one.imports.front().target;
        if (!all || !as<NamespaceObject>(machine.import(one.text))->missing) continue;
        raise(ErrorKind::NameError,
              "name '{}' is not defined: `from {} import *` is outside the PyTorch subset that "
              "Modescope runs",
              name, one.text);
    }
    raise(ErrorKind::NameError, "name '{}' is not defined", name);
}

/// throws  TypeError "Value after * must be an iterable, not int"
IteratorPtr walk_of_star(Machine& machine, const nn::Value& source) {
    try {
        return machine.iterate(source);
    } catch (const Error& error) {
        if (!std::string_view(error.what()).ends_with("object is not iterable")) throw;
        raise(ErrorKind::TypeError, "Value after * must be an iterable, not {}",
              source.type_name());
    }
}

[[noreturn]] void not_bound(std::string_view name, bool free) {
    if (free) {
        raise(ErrorKind::NameError,
              "cannot access free variable '{}' where it is not associated with a value in "
              "enclosing scope",
              name);
    }
    raise(ErrorKind::UnboundLocalError,
          "cannot access local variable '{}' where it is not associated with a value", name);
}

}  // namespace

nn::Value Machine::global(const Expr& expr) {
    // Names keep their places, so that the last one is nearly always right.
    const auto* const own = frame_->program->names;
    const auto& names = own != nullptr ? *own : environment_.names;
    const uint32_t hint = expr.hint.load(std::memory_order_relaxed);
    if (hint < names.size() && names.at_index(hint).first == expr.text) {
        return names.at_index(hint).second;
    }
    if (const nn::Value* value = names.find(expr.text)) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (&names.at_index(i).second != value) continue;
            expr.hint.store(static_cast<uint32_t>(i), std::memory_order_relaxed);
            break;
        }
        return *value;
    }
    if (auto value = builtin_name(*this, expr.text)) return *std::move(value);
    not_defined(*this, expr.text, *frame_->program);
}

nn::Value Machine::name(const Expr& expr) {
    const uint32_t slot = expr.binding.slot;
    const auto missing = [&](bool free) {
        frame_->here = expr.span;
        not_bound(expr.text, free);
    };
    switch (expr.binding.where) {
        case Binding::Where::Local: {
            const nn::Value& value = frame_->slots[slot];
            if (is_unbound(value)) missing(false);
            return value;
        }
        case Binding::Where::Cell: {
            const nn::Value& value = frame_->cells[slot]->value;
            if (is_unbound(value)) missing(false);
            return value;
        }
        case Binding::Where::Free: {
            const nn::Value& value = (*frame_->closure)[slot]->value;
            if (is_unbound(value)) missing(true);
            return value;
        }
        case Binding::Where::Class:
            if (frame_->class_names != nullptr) {
                if (const nn::Value* value = frame_->class_names->find(expr.text)) return *value;
            }
            return global(expr);
        case Binding::Where::Global:
            return global(expr);
    }
    not_defined(*this, expr.text, *frame_->program);
}

nn::Value Machine::evaluate(const Expr& expr) {
    switch (expr.kind) {
        case Expr::Kind::Literal:
            return expr.literal;
        case Expr::Kind::Name:
            if (expr.binding.where != Binding::Where::Local) frame_->here = expr.span;
            return name(expr);
        case Expr::Kind::Attribute: {
            const nn::Value object = evaluate(*expr.items[0]);
            frame_->here = expr.span;
            return get_attribute(object, expr.text);
        }
        case Expr::Kind::Subscript: {
            const nn::Value object = evaluate(*expr.items[0]);
            const nn::Value index = evaluate(*expr.items[1]);
            frame_->here = expr.span;
            return get_item(object, index);
        }
        case Expr::Kind::Slice:
            return slice(expr);
        case Expr::Kind::Call:
            return call_expression(expr);
        case Expr::Kind::Unary: {
            const nn::Value operand = evaluate(*expr.items[0]);
            frame_->here = expr.span;
            return unary(expr.op, operand);
        }
        case Expr::Kind::Binary: {
            const nn::Value left = evaluate(*expr.items[0]);
            const nn::Value right = evaluate(*expr.items[1]);
            frame_->here = expr.span;
            return binary(expr.op, left, right);
        }
        case Expr::Kind::Compare:
            return compare_chain(expr);
        case Expr::Kind::And: {
            nn::Value left = evaluate(*expr.items[0]);
            return truth(left) ? evaluate(*expr.items[1]) : left;
        }
        case Expr::Kind::Or: {
            nn::Value left = evaluate(*expr.items[0]);
            return truth(left) ? left : evaluate(*expr.items[1]);
        }
        case Expr::Kind::Conditional:
            return truth(evaluate(*expr.items[1])) ? evaluate(*expr.items[0])
                                                   : evaluate(*expr.items[2]);
        case Expr::Kind::Tuple:
            return nn::Value::tuple(spread(expr.items));
        case Expr::Kind::List:
            return nn::Value::list(spread(expr.items));
        case Expr::Kind::Set: {
            auto set = made(make_released<SetObject>());
            for (const nn::Value& item : spread(expr.items)) set->table.set(item, {});
            return nn::ObjectPtr(std::move(set));
        }
        case Expr::Kind::Dict:
            return dict(expr);
        case Expr::Kind::Starred:
            raise(ErrorKind::SyntaxError, "can't use starred expression here");
        case Expr::Kind::Lambda:
            return make_function(*expr.function);
        case Expr::Kind::ListComp:
        case Expr::Kind::SetComp:
        case Expr::Kind::DictComp:
            return comprehension(expr);
        case Expr::Kind::Generator:
            return generator(expr);
        case Expr::Kind::Format: {
            std::string text;
            for (const ExprPtr& item : expr.items) {
                if (item->kind == Expr::Kind::Literal) {
                    text += *item->literal.text();
                } else {
                    text += *evaluate(*item).text();
                }
            }
            return text;
        }
        case Expr::Kind::Formatted:
            return formatted(expr);
        case Expr::Kind::Assigned: {
            nn::Value value = evaluate(*expr.items[1]);
            assign(*expr.items[0], value);
            return value;
        }
        case Expr::Kind::Yield:  // part of a statement, which deals with it
            break;
    }
    return {};
}

nn::Value Machine::slice(const Expr& expr) {
    const auto part = [&](std::size_t i) {
        return expr.items[i] ? evaluate(*expr.items[i]) : nn::Value();
    };
    nn::Value start = part(0), stop = part(1), step = part(2);
    return nn::make_released<nn::Slice>(
        nn::Slice{std::move(start), std::move(stop), std::move(step)});
}

std::vector<nn::Value> Machine::spread(const std::vector<ExprPtr>& expressions, std::size_t first) {
    std::vector<nn::Value> values;
    values.reserve(expressions.size() - std::min(first, expressions.size()));
    for (std::size_t i = first; i < expressions.size(); ++i) {
        const Expr& item = *expressions[i];
        if (item.kind != Expr::Kind::Starred) {
            values.push_back(evaluate(item));
            continue;
        }
        const nn::Value source = evaluate(*item.items[0]);
        const IteratorPtr walk = walk_of_star(*this, source);
        nn::Value one;
        while (next(*walk, one)) {
            step();
            check_size(values.size());
            if (values.size() == values.capacity()) {
                expect_memory(3 * values.size() * sizeof(nn::Value));
            }
            values.push_back(std::move(one));
        }
    }
    return values;
}

nn::Value Machine::dict(const Expr& expr) {
    auto dict = made(make_released<DictObject>());
    for (std::size_t i = 0; i < expr.items.size(); i += 2) {
        if (expr.items[i]) {
            const nn::Value key = evaluate(*expr.items[i]);
            nn::Value value = evaluate(*expr.items[i + 1]);
            frame_->here = expr.span;
            dict->table.set(key, std::move(value));
            continue;
        }
        const nn::Value other = evaluate(*expr.items[i + 1]);
        const auto* mapping = as<DictObject>(other);
        if (mapping == nullptr) {
            if (!find_attribute(other, "keys")) {
                raise(ErrorKind::TypeError, "'{}' object is not a mapping", other.type_name());
            }
            for (const nn::Value& key : items(call_method(other, "keys"))) {
                dict->table.set(key, get_item(other, key));
            }
            continue;
        }
        for (const Table::Entry& entry : mapping->table.entries()) {
            dict->table.set(entry.key, entry.value);
        }
    }
    return nn::ObjectPtr(std::move(dict));
}

nn::Value Machine::formatted(const Expr& expr) {
    const nn::Value value = evaluate(*expr.items[0]);
    const std::string spec = expr.items[1] ? *evaluate(*expr.items[1]).text() : std::string();
    frame_->here = expr.span;
    if (expr.text == "r") return format(repr(value), spec);
    if (expr.text == "a") return format(ascii_only(repr(value)), spec);
    if (expr.text == "s") return format(str(value), spec);
    return format(value, spec);
}

nn::Value Machine::compare_chain(const Expr& expr) {
    nn::Value left = evaluate(*expr.items[0]);
    for (std::size_t i = 0;; ++i) {
        nn::Value right = evaluate(*expr.items[i + 1]);
        frame_->here = expr.span;
        nn::Value result = compare(expr.ops[i], left, right);
        if (i + 1 == expr.ops.size() || !truth(result)) return result;
        left = std::move(right);
    }
}

void Machine::arguments_of(const Expr& call, std::size_t first, Arguments& into) {
    into.positional.reserve(call.items.size());
    for (std::size_t i = first; i < call.items.size(); ++i) {
        const Expr& item = *call.items[i];
        if (item.kind != Expr::Kind::Starred) {
            into.positional.push_back(evaluate(item));
            continue;
        }
        const nn::Value spread = evaluate(*item.items[0]);
        frame_->here = call.span;
        for (nn::Value& one : items(spread)) into.positional.push_back(std::move(one));
    }
    const auto add = [&](std::string_view key, nn::Value value) {
        for (const auto& [other, held] : into.keywords) {
            if (other != key) continue;
            raise(ErrorKind::TypeError, "{} got multiple values for keyword argument '{}'",
                  "function", key);
        }
        into.keywords.emplace_back(key, std::move(value));
    };
    for (const auto& [key, value] : call.keywords) {
        if (!key.empty()) {
            add(key, evaluate(*value));
            continue;
        }
        const nn::Value other = evaluate(*value);
        const auto* mapping = as<DictObject>(other);
        if (mapping == nullptr) {
            raise(ErrorKind::TypeError, "argument after ** must be a mapping, not {}",
                  other.type_name());
        }
        for (const Table::Entry& entry : mapping->table.entries()) {
            const std::string* text = entry.key.text();
            if (text == nullptr) raise(ErrorKind::TypeError, "keywords must be strings");
            add(*text, entry.value);
        }
    }
}

nn::Value Machine::call_expression(const Expr& expr) {
    const Expr& callee = *expr.items[0];
    if (callee.kind == Expr::Kind::Name && callee.text == "super" && expr.items.size() == 1 &&
        callee.binding.where == Binding::Where::Global && !environment_.names.contains("super")) {
        frame_->here = expr.span;
        return zero_argument_super();
    }
    Arguments arguments;
    if (callee.kind != Expr::Kind::Attribute) {
        const nn::Value function = evaluate(callee);
        arguments_of(expr, 1, arguments);
        frame_->here = expr.span;
        return call(function, std::move(arguments));
    }
    nn::Value object = evaluate(*callee.items[0]);
    frame_->here = callee.span;
    const Callee found = callee_of(object, callee.text);
    if (!found) {
        const nn::Value function = get_attribute(object, callee.text);
        arguments_of(expr, 1, arguments);
        frame_->here = expr.span;
        return call(function, std::move(arguments));
    }
    arguments.positional.reserve(expr.items.size());
    if (found.bound) arguments.positional.push_back(std::move(object));
    arguments_of(expr, 1, arguments);
    frame_->here = expr.span;
    if (found.function) return call_function(found.function, arguments);
    return call_native_row(*found.native, found.place, arguments);
}

/// Looks in the order in which attributes are looked up, and gives up where something else may come
/// first.
Machine::Callee Machine::callee_of(const nn::Value& object, std::string_view name) {
    if (object.is_tensor()) {
        if (!object.tensor().defined() || find_native(kTensorProperty, name) != nullptr) return {};
        return {.native = find_native(kMethod, name), .place = kMethod, .bound = true};
    }
    if (const auto* space = as<NamespaceObject>(object)) {
        Callee callee;
        if (!space->missing) callee.native = namespace_function(space->name, name, callee.place);
        return callee;
    }
    const nn::Value* member = nullptr;
    if (const auto* module = std::get_if<nn::ModulePtr>(&object.data()); module && *module) {
        const auto* type = static_cast<const ClassObject*>((*module)->python_class.get());
        if (type == nullptr || (*module)->attributes.contains(name)) return {};
        member = type->find(name);
    } else if (const auto* instance = as<InstanceObject>(object)) {
        if (instance->attributes.contains(name)) return {};
        member = instance->type->find(name);
    }
    if (member == nullptr || as<FunctionObject>(*member) == nullptr) return {};
    return {.function = shared_as<FunctionObject>(*member), .bound = true};
}

nn::Value Machine::zero_argument_super() {
    if (frame_->code == nullptr) raise(ErrorKind::RuntimeError, "super(): no arguments");
    if (!frame_->owner) raise(ErrorKind::RuntimeError, "super(): __class__ cell not found");
    if (frame_->code->parameters.empty()) {
        raise(ErrorKind::RuntimeError, "super(): no arguments");
    }
    const Binding& first = frame_->code->parameters[0].binding;
    auto super = make_released<SuperObject>();
    super->type = frame_->owner;
    super->self = first.where == Binding::Where::Cell ? frame_->cells[first.slot]->value
                                                      : frame_->slots[first.slot];
    if (const auto* rest = super->self.sequence();
        rest != nullptr && frame_->code->parameters[0].kind == Parameter::Kind::Rest &&
        !rest->items.empty()) {
        super->self = nn::Value(rest->items[0]);
    }
    return nn::ObjectPtr(std::move(super));
}

}  // namespace engine::script
