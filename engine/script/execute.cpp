#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"

#include <utility>

namespace engine::script {

Machine::Flow Machine::block(const Block& body) {
    for (const Statement& one : body) {
        if (const Flow flow = execute(one); flow != Flow::Normal) return flow;
    }
    return Flow::Normal;
}

Machine::Flow Machine::execute(const Statement& statement) {
    step();
    frame_->here = statement.span;
    switch (statement.kind) {
        case Statement::Kind::Expression: {
            nn::Value value = evaluate(*statement.value);
            if (frame_->echo && !value.is_none()) show_expression(*statement.value, value);
            return Flow::Normal;
        }
        case Statement::Kind::Assign: {
            nn::Value value = evaluate(*statement.value);
            frame_->here = statement.span;
            const std::size_t last = statement.targets.size() - 1;
            for (std::size_t i = 0; i < last; ++i) assign(*statement.targets[i], value);
            assign(*statement.targets[last], std::move(value));
            return Flow::Normal;
        }
        case Statement::Kind::Augmented:
            augmented(statement);
            return Flow::Normal;
        case Statement::Kind::Annotated:
            annotated(statement);
            return Flow::Normal;
        case Statement::Kind::If:
            return if_(statement);
        case Statement::Kind::While:
            return while_(statement);
        case Statement::Kind::For:
            return for_(statement);
        case Statement::Kind::Break:
            return Flow::Break;
        case Statement::Kind::Continue:
            return Flow::Continue;
        case Statement::Kind::Pass:
        case Statement::Kind::Scope:
            return Flow::Normal;
        case Statement::Kind::Return:
            returned_ = statement.value ? evaluate(*statement.value) : nn::Value();
            return Flow::Return;
        case Statement::Kind::Def:
        case Statement::Kind::Class:
            define(statement);
            return Flow::Normal;
        case Statement::Kind::Import:
        case Statement::Kind::From:
            import_(statement);
            return Flow::Normal;
        case Statement::Kind::Raise:
            raise_(statement);
            return Flow::Normal;
        case Statement::Kind::Try:
            return try_(statement);
        case Statement::Kind::With:
            return with(statement, 0);
        case Statement::Kind::Assert:
            assert_(statement);
            return Flow::Normal;
        case Statement::Kind::Delete:
            for (const ExprPtr& target : statement.targets) remove(*target);
            return Flow::Normal;
    }
    return Flow::Normal;
}

void Machine::augmented(const Statement& statement) {
    const Expr& target = *statement.targets[0];
    if (target.kind == Expr::Kind::Name) {
        const nn::Value old = evaluate(target);
        const nn::Value operand = evaluate(*statement.value);
        frame_->here = statement.span;
        assign(target, in_place(statement.op, old, operand));
        return;
    }
    // The object and the index are evaluated once.
    const nn::Value object = evaluate(*target.items[0]);
    const bool attribute = target.kind == Expr::Kind::Attribute;
    const nn::Value index = attribute ? nn::Value() : evaluate(*target.items[1]);
    frame_->here = target.span;
    const nn::Value old = attribute ? get_attribute(object, target.text) : get_item(object, index);
    const nn::Value operand = evaluate(*statement.value);
    frame_->here = statement.span;
    nn::Value result = in_place(statement.op, old, operand);
    if (attribute) {
        set_attribute(object, target.text, std::move(result));
    } else {
        set_item(object, index, result);
    }
}

void Machine::annotated(const Statement& statement) {
    const Expr& target = *statement.targets[0];
    const bool name = target.kind == Expr::Kind::Name;
    if (name && frame_->annotations != nullptr && frame_->class_names != nullptr) {
        frame_->annotations->push_back(target.text);
    }
    if (statement.value) assign(target, evaluate(*statement.value));
}

Machine::Flow Machine::if_(const Statement& statement) {
    for (const Branch& branch : statement.branches) {
        frame_->here = branch.test->span;
        if (truth(evaluate(*branch.test))) return block(branch.body);
    }
    return block(statement.orelse);
}

Machine::Flow Machine::while_(const Statement& statement) {
    for (;;) {
        frame_->here = statement.span;
        if (!truth(evaluate(*statement.value))) break;
        step();
        const Flow flow = block(statement.body);
        if (flow == Flow::Break) return Flow::Normal;
        if (flow == Flow::Return) return flow;
    }
    return block(statement.orelse);
}

Machine::Flow Machine::for_(const Statement& statement) {
    const nn::Value source = evaluate(*statement.value);
    frame_->here = statement.value->span;
    const IteratorPtr walk = iterate(source);
    nn::Value item;
    for (;;) {
        frame_->here = statement.value->span;
        if (!next(*walk, item)) break;
        step();
        assign(*statement.targets[0], std::move(item));
        const Flow flow = block(statement.body);
        if (flow == Flow::Break) return Flow::Normal;
        if (flow == Flow::Return) return flow;
    }
    return block(statement.orelse);
}

Machine::Flow Machine::try_(const Statement& statement) {
    const auto protected_part = [&]() -> Flow {
        if (statement.handlers.empty()) return block(statement.body);
        std::shared_ptr<ScriptError> caught;
        Frame* const frame = frame_;
        try {
            const Flow flow = block(statement.body);
            if (flow != Flow::Normal) return flow;
        } catch (const ScriptError& error) {
            caught = std::make_shared<ScriptError>(error);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Cancelled) throw;
            caught = std::make_shared<ScriptError>(error.kind(), error.what());
        } catch (const std::bad_alloc&) {
            caught = std::make_shared<ScriptError>(ErrorKind::MemoryError, "");
        }
        frame_ = frame;
        if (caught) trace(*caught, *frame);
        return caught ? handle(statement, caught) : block(statement.orelse);
    };
    if (statement.last.empty()) return protected_part();

    Flow flow = Flow::Normal;
    nn::Value result;
    try {
        flow = protected_part();
        result = std::move(returned_);
    } catch (...) {
        // What the last part does by return, break or continue replaces the exception.
        if (const Flow ended = block(statement.last); ended != Flow::Normal) return ended;
        throw;
    }
    if (const Flow ended = block(statement.last); ended != Flow::Normal) return ended;
    returned_ = std::move(result);
    return flow;
}

namespace {

/// What is raised while an error is handled tells of it, unless it is the same or has its own.
void put_before(ScriptError& later, const std::shared_ptr<ScriptError>& handled) {
    const auto* exception = as<InstanceObject>(later.exception);
    const bool same = exception != nullptr && exception == as<InstanceObject>(handled->exception);
    if (!same && !later.before) later.before = handled;
}

}  // namespace

Machine::Flow Machine::handle(const Statement& statement,
                              const std::shared_ptr<ScriptError>& error) {
    error->exception = exception_of(*error);
    for (const Handler& handler : statement.handlers) {
        if (handler.types) {
            const nn::Value types = evaluate(*handler.types);
            frame_->here = handler.types->span;
            if (!matches(error->exception, types)) continue;
        }
        handling_.push_back(error);
        struct Done {
            std::vector<std::shared_ptr<ScriptError>>& handling;
            ~Done() { handling.pop_back(); }
        } done{handling_};
        if (handler.target) assign(*handler.target, error->exception);
        const auto forget = [&] {
            if (!handler.target) return;
            try {
                remove(*handler.target);
            } catch (const Error&) {
                return;  // the body has deleted it
            }
        };
        try {
            const Flow flow = block(*handler.body);
            forget();
            return flow;
        } catch (ScriptError& later) {
            forget();
            put_before(later, error);
            throw;
        } catch (const Error& later) {
            forget();
            if (later.kind() == ErrorKind::Cancelled) throw;
            ScriptError placed(later.kind(), later.what());
            put_before(placed, error);
            throw placed;
        } catch (...) {
            forget();
            throw;
        }
    }
    throw ScriptError(*error);
}

Machine::Flow Machine::with(const Statement& statement, std::size_t at) {
    if (at == statement.items.size()) return block(statement.body);
    const nn::Value context = evaluate(*statement.items[at]);
    frame_->here = statement.items[at]->span;
    if (auto* mode = as<ContextObject>(context)) {
        enter(*mode);
        struct Leave {
            Machine& machine;
            ContextObject& mode;
            ~Leave() { machine.leave(mode); }
        } leave_after{*this, *mode};
        if (statement.targets[at]) assign(*statement.targets[at], {});
        return with(statement, at + 1);
    }
    const auto entered = call_special(context, "__enter__");
    if (!entered) {
        raise(ErrorKind::TypeError, "'{}' object does not support the context manager protocol",
              context.type_name());
    }
    if (statement.targets[at]) assign(*statement.targets[at], *entered);
    const auto exit = [&](const nn::Value& type, const nn::Value& value) {
        const auto left =
            call_special(context, "__exit__", {.positional = {type, value, {}}, .keywords = {}});
        return left && truth(*left);
    };
    Flow flow = Flow::Normal;
    std::shared_ptr<ScriptError> caught;
    Frame* const frame = frame_;
    try {
        flow = with(statement, at + 1);
    } catch (const ScriptError& error) {
        caught = std::make_shared<ScriptError>(error);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        caught = std::make_shared<ScriptError>(error.kind(), error.what());
    }
    frame_ = frame;
    if (!caught) {
        nn::Value result = std::move(returned_);
        exit({}, {});
        returned_ = std::move(result);
        return flow;
    }
    caught->exception = exception_of(*caught);
    if (!exit(nn::ObjectPtr(type_of(caught->exception)), caught->exception)) {
        throw ScriptError(*caught);
    }
    return Flow::Normal;
}

void Machine::raise_(const Statement& statement) {
    if (!statement.value) {
        if (handling_.empty()) {
            raise(ErrorKind::RuntimeError, "No active exception to reraise");
        }
        throw ScriptError(*handling_.back());
    }
    nn::Value value = evaluate(*statement.value);
    const nn::Value cause = statement.cause ? evaluate(*statement.cause) : nn::Value();
    frame_->here = statement.span;
    if (const auto type = shared_as<ClassObject>(value)) value = instantiate(type, {});
    if (!statement.cause) raise_object(value);
    try {
        raise_object(value);
    } catch (ScriptError& error) {
        error.alone = cause.is_none();
        error.from = !error.alone;
        if (error.from) error.before = error_of_cause(cause);
        throw;
    }
}

std::shared_ptr<const ScriptError> Machine::error_of_cause(nn::Value cause) {
    if (const auto type = shared_as<ClassObject>(cause)) cause = instantiate(type, {});
    const auto* instance = as<InstanceObject>(cause);
    if (instance == nullptr || !instance->type->derives_from(*builtin_class("BaseException"))) {
        raise(ErrorKind::TypeError, "exception causes must derive from BaseException");
    }
    for (const auto& handled : handling_) {
        if (as<InstanceObject>(handled->exception) == instance) return handled;
    }
    try {
        raise_object(cause);
    } catch (const ScriptError& error) {
        return std::make_shared<ScriptError>(error);
    }
}

void Machine::assert_(const Statement& statement) {
    if (truth(evaluate(*statement.value))) return;
    const nn::Value message = statement.cause ? evaluate(*statement.cause) : nn::Value();
    // `assert False` has nothing to underline.
    const bool constant = statement.value->kind == Expr::Kind::Literal;
    frame_->here = constant ? statement.span : statement.value->span;
    Arguments arguments;
    if (statement.cause) arguments.positional.push_back(message);
    raise_object(instantiate(builtin_class("AssertionError"), std::move(arguments)));
}

nn::Value Machine::decorate(const Statement& statement, nn::Value value) {
    std::vector<nn::Value> decorators;
    for (const ExprPtr& decorator : statement.decorators) {
        decorators.push_back(evaluate(*decorator));
    }
    for (auto decorator = decorators.rbegin(); decorator != decorators.rend(); ++decorator) {
        value = call(*decorator, {.positional = {std::move(value)}, .keywords = {}});
    }
    return value;
}

void Machine::define(const Statement& statement) {
    const bool function = statement.kind == Statement::Kind::Def;
    nn::Value value = function ? make_function(*statement.function) : make_class(statement);
    assign(*statement.targets[0], decorate(statement, std::move(value)));
}

void Machine::import_(const Statement& statement) {
    if (statement.kind == Statement::Kind::Import) {
        for (const Imported& one : statement.imports) {
            const nn::Value space = import(one.name);
            // `import torch.nn` binds torch, `import torch.nn as nn` what it names.
            assign(*one.target, one.whole ? import(one.name.substr(0, one.name.find('.'))) : space);
        }
        return;
    }
    if (statement.text == "__future__") return;
    const nn::Value space = import(statement.text);
    for (const Imported& one : statement.imports) {
        if (!one.target) {
            import_all(statement.text);
            continue;
        }
        const auto* names = as<NamespaceObject>(space);
        if (names->missing) {
            assign(*one.target, import(statement.text + "." + one.name));
            continue;
        }
        auto value = namespace_attribute(statement.text, one.name);
        if (!value && statement.text.starts_with("torch")) {
            // PyTorch has more than we: no error before the name is used.
            auto lacking = std::make_shared<NamespaceObject>();
            lacking->name = statement.text + "." + one.name;
            lacking->missing = true;
            value = nn::ObjectPtr(std::move(lacking));
        }
        if (!value) {
            raise(ErrorKind::ImportError,
                  "cannot import name '{}' from '{}': it is outside the PyTorch subset that "
                  "Modescope runs",
                  one.name, statement.text);
        }
        assign(*one.target, *std::move(value));
    }
}

}  // namespace engine::script
