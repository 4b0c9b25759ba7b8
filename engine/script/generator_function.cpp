// Functions that yield. A call keeps its variables, and for every block that it stands in how far
// it is there: to go on, the blocks are entered anew at those places. So a generator in the middle
// of its work is plain data, and forks and hashes with the state.
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"
#include "engine/script/whole_span.h"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

namespace engine::script {

/// One stretch of a generator's work, from where it stood to its next yield.
struct Machine::GeneratorRun {
    IteratorObject& generator;
    bool resuming = false;  ///< still on the way to where it stood
    nn::Value sent;
    std::shared_ptr<ScriptError> thrown;
    nn::Value out;

    GeneratorStep& step(std::size_t depth) { return generator.steps.at(depth); }
    /// Leaves what stands deeper than `depth` blocks.
    void cut(std::size_t depth) { generator.steps.resize(depth); }
};

namespace {

constexpr uint32_t kBody = 0, kElse = 1, kLast = 2, kFirstHandler = 3;

/// The error that is on its way, as a script keeps one.
/// throws  it again where it stops the program
std::shared_ptr<ScriptError> caught_error() {
    try {
        throw;
    } catch (const ScriptError& error) {
        return std::make_shared<ScriptError>(error);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        return std::make_shared<ScriptError>(error.kind(), error.what());
    } catch (const std::bad_alloc&) {
        return std::make_shared<ScriptError>(ErrorKind::MemoryError, "");
    }
}

bool is_a(const nn::Value& exception, std::string_view type) {
    return as<InstanceObject>(exception)->type->derives_from(*builtin_class(type));
}

/// Grad mode that a decorator sets around every stretch.
class DecoratedMode {
public:
    DecoratedMode(Machine& machine, const FunctionObject& function)
        : machine_(machine), before_(machine.environment().grad_enabled) {
        if (function.grad_mode) machine.set_grad_mode(*function.grad_mode);
        active_ = function.grad_mode.has_value();
    }
    ~DecoratedMode() {
        if (active_) machine_.set_grad_mode(before_);
    }
    DecoratedMode(const DecoratedMode&) = delete;
    DecoratedMode& operator=(const DecoratedMode&) = delete;

private:
    Machine& machine_;
    bool before_, active_ = false;
};

}  // namespace

nn::Value Machine::make_generator(const std::shared_ptr<FunctionObject>& function, Frame& frame) {
    auto generator = made(make_released<IteratorObject>());
    generator->sort = IteratorObject::Sort::Function;
    generator->function = function;
    const std::size_t slots = function->code->slots;
    generator->slots.assign(std::make_move_iterator(frame.slots),
                            std::make_move_iterator(frame.slots + slots));
    generator->cells = std::move(frame.cells);
    return nn::ObjectPtr(std::move(generator));
}

bool Machine::resume(IteratorObject& generator, nn::Value sent, std::shared_ptr<ScriptError> thrown,
                     nn::Value& out) {
    if (generator.running) raise(ErrorKind::ValueError, "generator already executing");
    if (!generator.started && !generator.done && !sent.is_none()) {
        raise(ErrorKind::TypeError, "can't send non-None value to a just-started generator");
    }
    if (thrown && (generator.done || !generator.started)) {
        generator.done = true;
        throw ScriptError(*thrown);
    }
    if (generator.done) return false;
    check_depth();
    const std::shared_ptr<FunctionObject> function = generator.function;
    const FunctionCode& code = *function->code;
    const DecoratedMode mode(*this, *function);
    Frame frame;
    frame.program = function->program.get();
    frame.code = &code;
    frame.function = function.get();
    frame.slots = generator.slots.data();
    frame.cells = generator.cells;
    frame.closure = &function->closure;
    frame.owner = function->owner.lock();
    frame.here = code.span;
    const FrameScope scope(*this, frame);
    GeneratorRun run{.generator = generator,
                     .resuming = std::exchange(generator.started, true),
                     .sent = std::move(sent),
                     .thrown = std::move(thrown),
                     .out = {}};
    generator.running = true;
    const auto end = [&] {
        generator.running = false;
        generator.done = true;
        const auto slots = std::exchange(generator.slots, {});
        const auto steps = std::exchange(generator.steps, {});
    };
    try {
        const Flow flow = walk_block(code.body, run, 0);
        if (flow == Flow::Yield) {
            generator.running = false;
            out = std::move(run.out);
            return true;
        }
        if (flow == Flow::Return) generator.returned = std::exchange(returned_, {});
    } catch (...) {
        std::shared_ptr<ScriptError> error;
        try {
            error = caught_error();
        } catch (...) {
            end();
            throw;
        }
        frame_ = &frame;
        trace(*error, frame);
        error->exception = exception_of(*error);
        end();
        if (!is_a(error->exception, "StopIteration")) throw ScriptError(*error);
        ScriptError turned(ErrorKind::RuntimeError, "generator raised StopIteration");
        turned.before = error;
        turned.from = true;
        throw turned;
    }
    end();
    return false;
}

void Machine::close(IteratorObject& generator) {
    if (generator.done) return;
    if (!generator.started) {
        generator.done = true;
        return;
    }
    auto leave = std::make_shared<ScriptError>(ErrorKind::Raised, "");
    leave->class_name = "GeneratorExit";
    leave->exception = instantiate(builtin_class("GeneratorExit"), {});
    nn::Value ignored;
    try {
        if (!resume(generator, {}, leave, ignored)) return;
    } catch (const ScriptError& error) {
        const nn::Value exception = exception_of(error);
        if (is_a(exception, "GeneratorExit") || is_a(exception, "StopIteration")) return;
        throw;
    }
    raise(ErrorKind::RuntimeError, "generator ignored GeneratorExit");
}

Machine::Flow Machine::walk_block(const Block& body, GeneratorRun& run, std::size_t depth) {
    std::size_t at = 0;
    if (run.resuming) {
        at = run.step(depth).at;
    } else {
        run.cut(depth);
        run.generator.steps.emplace_back();
    }
    for (; at < body.size(); ++at) {
        if (!run.resuming) {
            run.cut(depth);
            run.generator.steps.emplace_back();
            run.step(depth).at = at;
        }
        const Statement& one = body[at];
        const Flow flow = one.yields ? walk_statement(one, run, depth) : execute(one);
        if (flow == Flow::Yield) return flow;
        if (flow == Flow::Normal) continue;
        run.cut(depth);
        return flow;
    }
    run.cut(depth);
    return Flow::Normal;
}

Machine::Flow Machine::walk_statement(const Statement& statement, GeneratorRun& run,
                                      std::size_t depth) {
    step();
    frame_->here = statement.span;
    switch (statement.kind) {
        case Statement::Kind::If:
        case Statement::Kind::Match:
            return walk_choice(statement, run, depth);
        case Statement::Kind::While:
            return walk_while(statement, run, depth);
        case Statement::Kind::For:
            return walk_for(statement, run, depth);
        case Statement::Kind::Try:
            return walk_try(statement, run, depth);
        case Statement::Kind::With:
            return walk_with(statement, 0, run, depth);
        default:
            return statement.value->text == "from" ? walk_delegated(statement, run, depth)
                                                   : walk_yield(statement, run, depth);
    }
}

/// What `yield` is worth goes where its statement says.
Machine::Flow Machine::use_yielded(const Statement& statement, nn::Value value) {
    if (statement.kind == Statement::Kind::Return) {
        returned_ = std::move(value);
        return Flow::Return;
    }
    for (const ExprPtr& target : statement.targets) assign(*target, value);
    return Flow::Normal;
}

Machine::Flow Machine::walk_yield(const Statement& statement, GeneratorRun& run, std::size_t) {
    const Expr& yield = *statement.value;
    if (!run.resuming) {
        run.out = yield.items.empty() ? nn::Value() : evaluate(*yield.items[0]);
        return Flow::Yield;
    }
    run.resuming = false;
    frame_->here = yield.span;
    if (const auto thrown = std::exchange(run.thrown, nullptr)) throw ScriptError(*thrown);
    return use_yielded(statement, std::exchange(run.sent, {}));
}

Machine::Flow Machine::walk_delegated(const Statement& statement, GeneratorRun& run,
                                      std::size_t depth) {
    const Expr& yield = *statement.value;
    if (!run.resuming) {
        const nn::Value source = evaluate(*yield.items[0]);
        frame_->here = yield.span;
        run.step(depth).walk = iterate(source);
    }
    run.resuming = false;
    frame_->here = yield.span;
    const IteratorPtr walk = run.step(depth).walk;
    const auto thrown = std::exchange(run.thrown, nullptr);
    const bool function = walk->sort == IteratorObject::Sort::Function;
    if (thrown && !function) throw ScriptError(*thrown);
    if (thrown && is_a(exception_of(*thrown), "GeneratorExit")) {
        close(*walk);
        throw ScriptError(*thrown);
    }
    const bool more = function ? resume(*walk, std::exchange(run.sent, {}), thrown, run.out)
                               : next(*walk, run.out);
    return more ? Flow::Yield : use_yielded(statement, walk->returned);
}

Machine::Flow Machine::walk_choice(const Statement& statement, GeneratorRun& run,
                                   std::size_t depth) {
    const bool match = statement.kind == Statement::Kind::Match;
    const std::size_t count = match ? statement.cases.size() : statement.branches.size();
    std::size_t chosen = run.resuming ? run.step(depth).part : count;
    if (!run.resuming && match) {
        const Case* const found = case_of(statement);
        if (found == nullptr) return Flow::Normal;
        chosen = static_cast<std::size_t>(found - statement.cases.data());
    } else if (!run.resuming) {
        for (chosen = 0; chosen < count; ++chosen) {
            const Expr& test = *statement.branches[chosen].test;
            frame_->here = test.span;
            if (truth(evaluate(test))) break;
        }
    }
    run.step(depth).part = static_cast<uint32_t>(chosen);
    const Block& body = chosen == count ? statement.orelse
                        : match         ? statement.cases[chosen].body
                                        : statement.branches[chosen].body;
    return walk_block(body, run, depth + 1);
}

Machine::Flow Machine::walk_while(const Statement& statement, GeneratorRun& run,
                                  std::size_t depth) {
    if (run.resuming && run.step(depth).part == kElse) {
        return walk_block(statement.orelse, run, depth + 1);
    }
    for (;;) {
        if (!run.resuming) {
            frame_->here = statement.span;
            if (!truth(evaluate(*statement.value))) break;
            step();
        }
        const Flow flow = walk_block(statement.body, run, depth + 1);
        if (flow == Flow::Break) return Flow::Normal;
        if (flow == Flow::Return || flow == Flow::Yield) return flow;
    }
    run.step(depth).part = kElse;
    return walk_block(statement.orelse, run, depth + 1);
}

Machine::Flow Machine::walk_for(const Statement& statement, GeneratorRun& run, std::size_t depth) {
    if (run.resuming && run.step(depth).part == kElse) {
        return walk_block(statement.orelse, run, depth + 1);
    }
    if (!run.resuming) {
        const nn::Value source = evaluate(*statement.value);
        frame_->here = statement.value->span;
        run.step(depth).walk = iterate(source);
    }
    const IteratorPtr walk = run.step(depth).walk;
    nn::Value item;
    for (;;) {
        if (!run.resuming) {
            frame_->here = with_body(statement.span);
            if (!next(*walk, item)) break;
            step();
            assign(*statement.targets[0], std::move(item));
        }
        const Flow flow = walk_block(statement.body, run, depth + 1);
        if (flow == Flow::Break) return Flow::Normal;
        if (flow == Flow::Return || flow == Flow::Yield) return flow;
    }
    run.step(depth).part = kElse;
    return walk_block(statement.orelse, run, depth + 1);
}

/// The body, a handler, or else: what `finally` protects.
Machine::Flow Machine::walk_protected(const Statement& statement, GeneratorRun& run,
                                      std::size_t depth) {
    if (statement.handlers.empty()) return walk_block(statement.body, run, depth + 1);
    uint32_t part = run.resuming ? run.step(depth).part : kBody;
    const bool resumed_handler = run.resuming && part >= kFirstHandler;
    if (part == kBody) {
        Frame* const frame = frame_;
        std::shared_ptr<ScriptError> caught;
        try {
            const Flow flow = walk_block(statement.body, run, depth + 1);
            if (flow != Flow::Normal) return flow;
        } catch (...) {
            caught = caught_error();
        }
        part = kElse;
        if (caught) {
            frame_ = frame;
            run.cut(depth + 1);
            trace(*caught, *frame);
            const Handler* const handler = handler_of(statement, *caught);
            if (handler == nullptr) throw ScriptError(*caught);
            part = kFirstHandler + static_cast<uint32_t>(handler - statement.handlers.data());
        }
        run.step(depth).error = caught;
        run.step(depth).part = part;
    }
    if (part == kElse) return walk_block(statement.orelse, run, depth + 1);
    const Handler& handler = statement.handlers.at(part - kFirstHandler);
    const std::shared_ptr<ScriptError> error = run.step(depth).error;
    if (handler.target && !resumed_handler) assign(*handler.target, error->exception);
    return run_handler(handler, error, [&] { return walk_block(*handler.body, run, depth + 1); });
}

Machine::Flow Machine::walk_try(const Statement& statement, GeneratorRun& run, std::size_t depth) {
    if (statement.last.empty()) return walk_protected(statement, run, depth);
    if (!run.resuming || run.step(depth).part != kLast) {
        Frame* const frame = frame_;
        std::shared_ptr<ScriptError> leaving;
        Flow flow = Flow::Normal;
        try {
            flow = walk_protected(statement, run, depth);
            if (flow == Flow::Yield) return flow;
        } catch (...) {
            leaving = caught_error();
            frame_ = frame;
            trace(*leaving, *frame);
        }
        run.cut(depth + 1);
        GeneratorStep& step = run.step(depth);
        step.part = kLast;
        step.ended = static_cast<uint8_t>(flow);
        step.held = std::move(returned_);
        step.error = leaving;
    }
    const std::shared_ptr<ScriptError> leaving = run.step(depth).error;
    try {
        // What the last part does by return, break or continue replaces the exception.
        const Flow ended = walk_block(statement.last, run, depth + 1);
        if (ended != Flow::Normal) return ended;
    } catch (...) {
        const auto later = caught_error();
        if (leaving && !later->before) later->before = leaving;
        throw ScriptError(*later);
    }
    if (leaving) throw ScriptError(*leaving);
    GeneratorStep& step = run.step(depth);
    returned_ = std::move(step.held);
    return static_cast<Flow>(step.ended);
}

Machine::Flow Machine::walk_with(const Statement& statement, std::size_t item, GeneratorRun& run,
                                 std::size_t depth) {
    if (item == statement.items.size()) return walk_block(statement.body, run, depth);
    if (!run.resuming) {
        if (item > 0) {
            run.cut(depth);
            run.generator.steps.emplace_back();
        }
        const nn::Value context = evaluate(*statement.items[item]);
        frame_->here = statement.items[item]->span;
        nn::Value entered = enter_context(context);
        run.step(depth).held = context;
        if (statement.targets[item]) assign(*statement.targets[item], std::move(entered));
    }
    const nn::Value context = run.step(depth).held;
    Frame* const frame = frame_;
    std::shared_ptr<ScriptError> caught;
    Flow flow = Flow::Normal;
    try {
        flow = walk_with(statement, item + 1, run, depth + 1);
        if (flow == Flow::Yield) return flow;
    } catch (...) {
        caught = caught_error();
    }
    frame_ = frame;
    run.cut(depth + 1);
    nn::Value result = std::move(returned_);
    if (!leave_context(context, caught) && caught) throw ScriptError(*caught);
    returned_ = std::move(result);
    return flow;
}

}  // namespace engine::script
