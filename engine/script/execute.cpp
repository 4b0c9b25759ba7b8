#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/whole_span.h"

#include <algorithm>
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
    // What an expression showed stands before what the next statement prints.
    if (shown_ != nullptr && !shown_->empty()) {
        environment_.print(std::exchange(*shown_, {}) + '\n');
    }
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
        case Statement::Kind::Match:
            return match_(statement);
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
        frame_->here = with_body(statement.span);
        if (!next(*walk, item)) break;
        step();
        assign(*statement.targets[0], std::move(item));
        const Flow flow = block(statement.body);
        if (flow != Flow::Break && flow != Flow::Return) continue;
        // A generator that nobody else holds ends here: its `finally` runs at once.
        const bool last = walk->sort == IteratorObject::Sort::Function && walk.use_count() <= 2;
        if (last) {
            nn::Value result = std::move(returned_);
            close(*walk);
            returned_ = std::move(result);
        }
        return flow == Flow::Break ? Flow::Normal : flow;
    }
    return block(statement.orelse);
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
        const auto* names = as<NamespaceObject>(space);
        if (!one.target) {
            // A file that takes all of an unknown module may need nothing of it: see not_defined().
            const Block& body = frame_->program->body;
            const bool of_file =
                !frame_->echo && std::any_of(body.begin(), body.end(), [&](const Statement& other) {
                    return &other == &statement;
                });
            if (names->missing && !of_file) refuse_missing(*names);
            import_all(names->name);
            continue;
        }
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
