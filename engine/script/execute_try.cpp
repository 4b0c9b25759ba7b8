// try, with, raise: the statements that deal with exceptions.
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"

#include <new>
#include <utility>

namespace engine::script {

namespace {

/// What is raised while an error is handled tells of it, unless it is the same or has its own.
void put_before(ScriptError& later, const std::shared_ptr<ScriptError>& handled) {
    const auto* exception = as<InstanceObject>(later.exception);
    const bool same = exception != nullptr && exception == as<InstanceObject>(handled->exception);
    if (!same && !later.before) later.before = handled;
}

/// `e.__cause__` and `e.__context__` of an exception that a handler is to look at.
void tell_of_before(Machine& machine, const ScriptError& error) {
    auto* const instance = as<InstanceObject>(error.exception);
    if (instance == nullptr || (!error.before && !error.alone)) return;
    const nn::Value before = error.before ? machine.exception_of(*error.before) : nn::Value();
    instance->attributes.set("__context__", before);
    instance->attributes.set("__cause__", error.from ? before : nn::Value());
    instance->attributes.set("__suppress_context__", error.from || error.alone);
}

bool has_method(Machine& machine, const nn::Value& value, std::string_view name) {
    return machine.type_of(value)->find(name) != nullptr;
}

}  // namespace

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
    Frame* const frame = frame_;
    try {
        flow = protected_part();
        result = std::move(returned_);
    } catch (const Error& error) {
        frame_ = frame;
        // Whoever pressed stop waits for no last part.
        if (error.kind() == ErrorKind::Cancelled) throw;
        const auto* known = dynamic_cast<const ScriptError*>(&error);
        const auto leaving = known != nullptr
                                 ? std::make_shared<ScriptError>(*known)
                                 : std::make_shared<ScriptError>(error.kind(), error.what());
        trace(*leaving, *frame);
        try {
            // What the last part does by return, break or continue replaces the exception.
            if (const Flow ended = block(statement.last); ended != Flow::Normal) return ended;
        } catch (ScriptError& later) {
            put_before(later, leaving);
            throw;
        } catch (const Error& later) {
            if (later.kind() == ErrorKind::Cancelled) throw;
            ScriptError placed(later.kind(), later.what());
            put_before(placed, leaving);
            throw placed;
        }
        throw ScriptError(*leaving);
    }
    if (const Flow ended = block(statement.last); ended != Flow::Normal) return ended;
    returned_ = std::move(result);
    return flow;
}

const Handler* Machine::handler_of(const Statement& statement, ScriptError& error) {
    error.exception = exception_of(error);
    tell_of_before(*this, error);
    for (const Handler& handler : statement.handlers) {
        if (!handler.types) return &handler;
        const nn::Value types = evaluate(*handler.types);
        frame_->here = handler.types->span;
        if (matches(error.exception, types)) return &handler;
    }
    return nullptr;
}

Machine::Flow Machine::run_handler(const Handler& handler,
                                   const std::shared_ptr<ScriptError>& error,
                                   const std::function<Flow()>& body) {
    handling_.push_back(error);
    struct Done {
        std::vector<std::shared_ptr<ScriptError>>& handling;
        ~Done() { handling.pop_back(); }
    } done{handling_};
    const auto forget = [&] {
        if (!handler.target) return;
        try {
            remove(*handler.target);
        } catch (const Error&) {
            return;  // the body has deleted it
        }
    };
    try {
        const Flow flow = body();
        if (flow != Flow::Yield) forget();
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

Machine::Flow Machine::handle(const Statement& statement,
                              const std::shared_ptr<ScriptError>& error) {
    const Handler* const handler = handler_of(statement, *error);
    if (handler == nullptr) throw ScriptError(*error);
    if (handler->target) assign(*handler->target, error->exception);
    return run_handler(*handler, error, [&] { return block(*handler->body); });
}

nn::Value Machine::enter_context(const nn::Value& context) {
    if (auto* mode = as<ContextObject>(context)) {
        enter(*mode);
        return {};
    }
    if (!has_method(*this, context, "__enter__") || !has_method(*this, context, "__exit__")) {
        raise(ErrorKind::TypeError, "'{}' object does not support the context manager protocol{}",
              context.type_name(),
              has_method(*this, context, "__enter__") ? " (missed __exit__ method)" : "");
    }
    return *call_special(context, "__enter__");
}

/// Whether it took the error, if there is one.
bool Machine::leave_context(const nn::Value& context, const std::shared_ptr<ScriptError>& error) {
    if (auto* mode = as<ContextObject>(context)) {
        leave(*mode);
        return false;
    }
    Arguments arguments{.positional = {{}, {}, {}}, .keywords = {}};
    if (error) {
        error->exception = exception_of(*error);
        arguments.positional[0] = nn::ObjectPtr(type_of(error->exception));
        arguments.positional[1] = error->exception;
    }
    const auto left = call_special(context, "__exit__", std::move(arguments));
    return left && truth(*left);
}

Machine::Flow Machine::with(const Statement& statement, std::size_t at) {
    if (at == statement.items.size()) return block(statement.body);
    const nn::Value context = evaluate(*statement.items[at]);
    frame_->here = statement.items[at]->span;
    nn::Value entered = enter_context(context);
    if (auto* mode = as<ContextObject>(context)) {
        struct Leave {
            Machine& machine;
            ContextObject& mode;
            ~Leave() { machine.leave(mode); }
        } leave_after{*this, *mode};
        if (statement.targets[at]) assign(*statement.targets[at], {});
        return with(statement, at + 1);
    }
    Flow flow = Flow::Normal;
    std::shared_ptr<ScriptError> caught;
    Frame* const frame = frame_;
    try {
        // A name that cannot be bound is left as the body would be.
        if (statement.targets[at]) assign(*statement.targets[at], std::move(entered));
        flow = with(statement, at + 1);
    } catch (const ScriptError& error) {
        caught = std::make_shared<ScriptError>(error);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        caught = std::make_shared<ScriptError>(error.kind(), error.what());
    }
    frame_ = frame;
    nn::Value result = std::move(returned_);
    if (caught) trace(*caught, *frame);
    if (!leave_context(context, caught) && caught) throw ScriptError(*caught);
    returned_ = std::move(result);
    return caught ? Flow::Normal : flow;
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

}  // namespace engine::script
