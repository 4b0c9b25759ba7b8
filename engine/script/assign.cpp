// Targets: what stands left of `=`, behind `for` and behind `del`.
#include "engine/base/error.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <utility>

namespace engine::script {

void Machine::place(Frame& frame, const Binding& binding, nn::Value value) {
    if (binding.where == Binding::Where::Cell) {
        frame.cells[binding.slot]->value = std::move(value);
    } else {
        frame.slots[binding.slot] = std::move(value);
    }
}

void Machine::assign(const Expr& target, nn::Value value) {
    switch (target.kind) {
        case Expr::Kind::Name:
            switch (target.binding.where) {
                case Binding::Where::Local:
                    frame_->slots[target.binding.slot] = std::move(value);
                    return;
                case Binding::Where::Cell:
                    frame_->cells[target.binding.slot]->value = std::move(value);
                    return;
                case Binding::Where::Free:
                    (*frame_->closure)[target.binding.slot]->value = std::move(value);
                    return;
                case Binding::Where::Class:
                    frame_->class_names->set(target.text, std::move(value));
                    return;
                case Binding::Where::Global:
                    break;
            }
            if ((target.text == "model" && environment_.model) ||
                (target.text == "optimizer" && environment_.optimizer != nullptr)) {
                raise(ErrorKind::RuntimeError,
                      "'{}' belongs to the session: change it in place, or choose another model",
                      target.text);
            }
            environment_.names.set(target.text, std::move(value));
            return;
        case Expr::Kind::Attribute: {
            const nn::Value object = evaluate(*target.items[0]);
            frame_->here = target.span;
            set_attribute(object, target.text, std::move(value));
            return;
        }
        case Expr::Kind::Subscript: {
            const nn::Value object = evaluate(*target.items[0]);
            const nn::Value index = evaluate(*target.items[1]);
            frame_->here = target.span;
            set_item(object, index, value);
            return;
        }
        default:
            frame_->here = target.span;
            unpack(target.items, value);
    }
}

void Machine::unpack(const std::vector<ExprPtr>& targets, const nn::Value& value) {
    const auto star = std::find_if(targets.begin(), targets.end(), [](const ExprPtr& target) {
        return target->kind == Expr::Kind::Starred;
    });
    std::vector<nn::Value> values;
    try {
        if (star != targets.end() || value.sequence() != nullptr) {
            values = items(value);
        } else {
            // One more than there are names tells that there are too many.
            const IteratorPtr walk = iterate(value);
            nn::Value item;
            while (values.size() <= targets.size() && next(*walk, item)) {
                values.push_back(std::move(item));
            }
        }
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::TypeError &&
            std::string_view(error.what()).ends_with("object is not iterable")) {
            raise(ErrorKind::TypeError, "cannot unpack non-iterable {} object", value.type_name());
        }
        throw;
    }
    const std::size_t fixed = targets.size() - (star == targets.end() ? 0 : 1);
    if (values.size() < fixed) {
        raise(ErrorKind::ValueError, "not enough values to unpack (expected {}{}, got {})",
              star == targets.end() ? "" : "at least ", fixed, values.size());
    }
    if (star == targets.end()) {
        if (values.size() > fixed) {
            raise(ErrorKind::ValueError, "too many values to unpack (expected {})", fixed);
        }
        for (std::size_t i = 0; i < fixed; ++i) assign(*targets[i], std::move(values[i]));
        return;
    }
    const auto before = static_cast<std::size_t>(star - targets.begin());
    const std::size_t rest = values.size() - fixed;
    std::size_t at = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (i != before) {
            assign(*targets[i], values[at++]);
            continue;
        }
        const auto from = values.begin() + static_cast<std::ptrdiff_t>(at);
        assign(*targets[i]->items[0],
               nn::Value::list({from, from + static_cast<std::ptrdiff_t>(rest)}));
        at += rest;
    }
}

void Machine::remove(const Expr& target) {
    const auto missing = [&] {
        frame_->here = target.span;
        raise(ErrorKind::NameError, "name '{}' is not defined", target.text);
    };
    switch (target.kind) {
        case Expr::Kind::Name: {
            const auto clear = [&](nn::Value& value) {
                if (is_unbound(value)) {
                    frame_->here = target.span;
                    raise(ErrorKind::UnboundLocalError,
                          "cannot access local variable '{}' where it is not associated with a "
                          "value",
                          target.text);
                }
                value = unbound();
            };
            switch (target.binding.where) {
                case Binding::Where::Local:
                    return clear(frame_->slots[target.binding.slot]);
                case Binding::Where::Cell:
                    return clear(frame_->cells[target.binding.slot]->value);
                case Binding::Where::Free:
                    return clear((*frame_->closure)[target.binding.slot]->value);
                case Binding::Where::Class:
                    if (!frame_->class_names->erase(target.text)) missing();
                    return;
                case Binding::Where::Global:
                    if (!environment_.names.erase(target.text)) missing();
                    return;
            }
            return;
        }
        case Expr::Kind::Attribute: {
            const nn::Value object = evaluate(*target.items[0]);
            frame_->here = target.span;
            delete_attribute(object, target.text);
            return;
        }
        case Expr::Kind::Subscript: {
            const nn::Value object = evaluate(*target.items[0]);
            const nn::Value index = evaluate(*target.items[1]);
            frame_->here = target.span;
            delete_item(object, index);
            return;
        }
        default:
            for (const ExprPtr& item : target.items) remove(*item);
    }
}

}  // namespace engine::script
