#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/memory.h"
#include "engine/script/release_parts.h"

#include <utility>

namespace engine::script {

namespace {

std::string_view name_of_comprehension(Expr::Kind kind) {
    return kind == Expr::Kind::ListComp  ? "<listcomp>"
           : kind == Expr::Kind::SetComp ? "<setcomp>"
                                         : "<dictcomp>";
}

}  // namespace

template <class Emit>
void Machine::clause(const Expr& expr, std::size_t at, const Emit& emit) {
    if (at == expr.clauses.size()) return emit();
    const Clause& one = expr.clauses[at];
    const nn::Value source = evaluate(*one.iterable);
    frame_->here = one.iterable->span;
    const IteratorPtr walk = iterate(source);
    if (at > 0) return walk_clause(expr, at, *walk, emit);
    // To Python what is behind the first iterable is a function of its own, and tracebacks show it.
    const auto tell = [&](ScriptError& error) {
        if (frame_->program->names == nullptr && error.traced != frame_) {
            error.trace.push_back({.file = frame_->program->file,
                                   .function = std::string(name_of_comprehension(expr.kind)),
                                   .source = std::string(frame_->program->line(frame_->here.line)),
                                   .span = frame_->here});
            error.traced = nullptr;
        }
        frame_->here = expr.span;
    };
    Frame* const frame = frame_;
    try {
        walk_clause(expr, at, *walk, emit);
    } catch (ScriptError& error) {
        frame_ = frame;
        tell(error);
        throw;
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        frame_ = frame;
        ScriptError placed(error.kind(), error.what());
        tell(placed);
        throw placed;
    }
}

template <class Emit>
void Machine::walk_clause(const Expr& expr, std::size_t at, IteratorObject& walk,
                          const Emit& emit) {
    const Clause& one = expr.clauses[at];
    nn::Value item;
    while (next(walk, item)) {
        step();
        assign(*one.target, std::move(item));
        bool passes = true;
        for (const ExprPtr& condition : one.conditions) {
            if (truth(evaluate(*condition))) continue;
            passes = false;
            break;
        }
        if (passes) clause(expr, at + 1, emit);
    }
}

nn::Value Machine::comprehension(const Expr& expr) {
    for (const uint32_t cell : expr.fresh_cells) {
        frame_->cells[cell] = made(make_released<CellObject>());
    }
    if (expr.kind == Expr::Kind::ListComp) {
        auto list = nn::make_released<nn::Sequence>(nn::Sequence{.items = {}, .is_tuple = false});
        clause(expr, 0, [&] {
            auto& items = list->items;
            check_size(items.size());
            if (items.size() == items.capacity()) {
                expect_memory(3 * items.size() * sizeof(nn::Value));
            }
            items.push_back(evaluate(*expr.items[0]));
        });
        return list;
    }
    if (expr.kind == Expr::Kind::SetComp) {
        auto set = made(make_released<SetObject>());
        clause(expr, 0, [&] { set->table.set(evaluate(*expr.items[0]), {}); });
        return nn::ObjectPtr(std::move(set));
    }
    auto dict = made(make_released<DictObject>());
    clause(expr, 0, [&] {
        const nn::Value key = evaluate(*expr.items[0]);
        dict->table.set(key, evaluate(*expr.items[1]));
    });
    return nn::ObjectPtr(std::move(dict));
}

nn::Value Machine::generator(const Expr& expr) {
    const nn::Value source = evaluate(*expr.items[0]);
    frame_->here = expr.items[0]->span;
    const FunctionCode& code = *expr.function;
    auto made_here = made(make_released<IteratorObject>());
    made_here->sort = IteratorObject::Sort::Generator;
    made_here->expr = &expr;
    made_here->program = code.program->shared_from_this();
    made_here->slots.assign(code.slots, unbound());
    for (uint32_t i = 0; i < code.cells; ++i) {
        made_here->cells.push_back(made(make_released<CellObject>()));
    }
    for (const FunctionCode::Free& free : code.free) {
        made_here->closure.push_back(free.own ? frame_->cells[free.index]
                                              : (*frame_->closure)[free.index]);
    }
    made_here->owner = frame_->owner;
    made_here->walks.push_back(iterate(source));
    return nn::ObjectPtr(std::move(made_here));
}

// One walk for each clause, innermost last: the next value comes from the innermost that has one.
bool Machine::next_of_generator(IteratorObject& generator, nn::Value& out) {
    if (generator.running) raise(ErrorKind::ValueError, "generator already executing");
    check_depth();
    const Expr& expr = *generator.expr;
    Frame frame;
    frame.program = generator.program.get();
    frame.code = expr.function.get();
    frame.slots = generator.slots.data();
    frame.cells = generator.cells;
    frame.closure = &generator.closure;
    frame.owner = generator.owner.lock();
    frame.here = expr.span;
    const FrameScope scope(*this, frame);
    generator.running = true;
    try {
        while (!generator.walks.empty()) {
            const std::size_t at = generator.walks.size() - 1;
            const Clause& one = expr.clauses[at];
            nn::Value item;
            if (!next(*generator.walks[at], item)) {
                generator.walks.pop_back();
                continue;
            }
            step();
            assign(*one.target, std::move(item));
            bool passes = true;
            for (const ExprPtr& condition : one.conditions) {
                passes = passes && truth(evaluate(*condition));
            }
            if (!passes) continue;
            if (at + 1 < expr.clauses.size()) {
                generator.walks.push_back(iterate(evaluate(*expr.clauses[at + 1].iterable)));
                continue;
            }
            out = evaluate(*expr.function->value);
            generator.running = false;
            return true;
        }
    } catch (ScriptError& error) {
        generator.walks.clear();
        generator.running = false;
        trace(error, frame);
        throw;
    } catch (const Error& error) {
        generator.walks.clear();
        generator.running = false;
        if (error.kind() == ErrorKind::Cancelled) throw;
        ScriptError placed(error.kind(), error.what());
        trace(placed, frame);
        throw placed;
    }
    generator.running = false;
    return false;
}

}  // namespace engine::script
