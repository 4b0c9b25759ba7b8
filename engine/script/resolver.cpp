#include "engine/script/resolver.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace engine::script {
namespace {

struct Variable {
    std::string name;
    bool cell = false;
    uint32_t slot = 0;
    std::vector<Binding*> uses;  // of the function that owns it
};

struct Scope {
    enum class Kind { Module, Function, Class, Comprehension };
    Kind kind = Kind::Module;
    Scope* parent = nullptr;
    FunctionCode* code = nullptr;  // of a function
    Expr* comprehension = nullptr;
    std::map<std::string, Variable*> variables;
    std::set<std::string> globals, nonlocals;
    std::set<std::string> bound;  // of a class
    // Of a function or module, which owns slots and cells.
    std::vector<std::unique_ptr<Variable>> owned;
    std::map<std::string, uint32_t> free;
};

class Resolver {
public:
    explicit Resolver(Program& program) : program_(program) {}

    void run() {
        Scope module;
        scope_ = &module;
        block(program_.body);
        uint32_t slots = 0, cells = 0;
        settle(module, slots, cells, nullptr, nullptr);
        program_.slots = slots;
        program_.cells = cells;
    }

private:
    // --- What a block binds.

    static void bind_target(const Expr& target, std::set<std::string>& names) {
        if (target.kind == Expr::Kind::Name) names.insert(target.text);
        const bool holds = target.kind == Expr::Kind::Tuple || target.kind == Expr::Kind::List ||
                           target.kind == Expr::Kind::Starred;
        if (!holds) return;
        for (const ExprPtr& item : target.items) bind_target(*item, names);
    }

    static void bind_pattern(const Pattern& pattern, std::set<std::string>& names) {
        if (pattern.target) names.insert(pattern.target->text);
        if (pattern.as) names.insert(pattern.as->text);
        for (const PatternPtr& part : pattern.parts) bind_pattern(*part, names);
    }

    /// `a := b` binds in the function, also from inside a comprehension.
    static void bind_assigned(const Expr* expr, std::set<std::string>& names) {
        if (expr == nullptr || expr->height == 0) return;
        if (expr->kind == Expr::Kind::Assigned) names.insert(expr->items[0]->text);
        for (const ExprPtr& item : expr->items) bind_assigned(item.get(), names);
        for (const auto& [key, value] : expr->keywords) bind_assigned(value.get(), names);
        // A generator expression binds outside itself, as comprehensions do.
        if (expr->kind == Expr::Kind::Generator) bind_assigned(expr->function->value.get(), names);
        for (const Clause& clause : expr->clauses) {
            bind_assigned(clause.iterable.get(), names);
            for (const ExprPtr& test : clause.conditions) bind_assigned(test.get(), names);
        }
    }

    static void collect(const Block& body, std::set<std::string>& names, Scope& scope) {
        for (const Statement& one : body) {
            for (const ExprPtr& target : one.targets) {
                if (target) bind_target(*target, names);
            }
            for (const Imported& imported : one.imports) {
                if (imported.target) names.insert(imported.target->text);
            }
            bind_assigned(one.value.get(), names);
            for (const ExprPtr& item : one.items) bind_assigned(item.get(), names);
            for (const Handler& handler : one.handlers) {
                if (handler.target) names.insert(handler.target->text);
                collect(*handler.body, names, scope);
            }
            for (const Branch& branch : one.branches) {
                bind_assigned(branch.test.get(), names);
                collect(branch.body, names, scope);
            }
            for (const Case& choice : one.cases) {
                bind_pattern(*choice.pattern, names);
                bind_assigned(choice.guard.get(), names);
                collect(choice.body, names, scope);
            }
            if (one.kind == Statement::Kind::Scope) {
                for (const std::string& name : one.names) {
                    if (!names.contains(name)) continue;
                    refuse_syntax(one.span,
                                  fmt::format("name '{}' is assigned to before {} declaration",
                                              name, one.nonlocal ? "nonlocal" : "global"));
                }
                auto& declared = one.nonlocal ? scope.nonlocals : scope.globals;
                declared.insert(one.names.begin(), one.names.end());
            }
            if (one.kind != Statement::Kind::Class) collect(one.body, names, scope);
            collect(one.orelse, names, scope);
            collect(one.last, names, scope);
        }
    }

    static Scope& owner(Scope& scope) {
        Scope* at = &scope;
        while (at->kind == Scope::Kind::Class || at->kind == Scope::Kind::Comprehension) {
            at = at->parent;
        }
        return *at;
    }

    Variable* declare(Scope& scope, const std::string& name) {
        Scope& keeper = owner(scope);
        keeper.owned.push_back(std::make_unique<Variable>());
        Variable* const variable = keeper.owned.back().get();
        variable->name = name;
        return scope.variables[name] = variable;
    }

    // --- Names.

    /// The cell of `variable` as `keeper` reaches it, through every function between.
    uint32_t free_index(Scope& keeper, const Scope& home, Variable& variable) {
        variable.cell = true;
        // The same name may stand for two variables of comprehensions: the variable's address
        // tells.
        const std::string key =
            variable.name + '\0' + std::to_string(reinterpret_cast<std::uintptr_t>(&variable));
        const auto known = keeper.free.find(key);
        if (known != keeper.free.end()) return known->second;
        Scope& around = owner(*keeper.parent);
        FunctionCode::Free source{.own = &around == &home, .index = 0, .name = variable.name};
        if (!source.own) source.index = free_index(around, home, variable);
        const auto index = static_cast<uint32_t>(keeper.code->free.size());
        keeper.free[key] = index;
        keeper.code->free.push_back(std::move(source));
        if (keeper.code->free.back().own) pending_.push_back({keeper.code, index, &variable});
        return index;
    }

    void use(const std::string& name, Binding& binding) {
        Scope& keeper = owner(*scope_);
        bool own = true;  // still inside the function that uses it
        bool in_class = true;
        for (Scope* at = scope_; at != nullptr; at = at->parent) {
            if (at->kind == Scope::Kind::Module && at->variables.empty()) break;
            if (at->kind == Scope::Kind::Class) {
                if (in_class && at->bound.contains(name) && !at->globals.contains(name)) {
                    binding.where = Binding::Where::Class;
                    return;
                }
                if (at->globals.contains(name)) break;
            } else {
                in_class = false;
                if (at->globals.contains(name)) break;
                if (const auto it = at->variables.find(name); it != at->variables.end()) {
                    if (own) {
                        it->second->uses.push_back(&binding);
                    } else {
                        binding = {Binding::Where::Free,
                                   free_index(keeper, owner(*at), *it->second)};
                    }
                    return;
                }
            }
            if (at == &keeper) own = false;
        }
        binding.where = Binding::Where::Global;
    }

    // --- Walking.

    void names_in(Expr* expr) {
        if (expr == nullptr) return;
        switch (expr->kind) {
            case Expr::Kind::Name:
                use(expr->text, expr->binding);
                return;
            case Expr::Kind::Lambda:
                function(*expr->function, nullptr);
                return;
            case Expr::Kind::Generator:
                names_in(expr->items[0].get());
                function(*expr->function, expr);
                return;
            case Expr::Kind::ListComp:
            case Expr::Kind::SetComp:
            case Expr::Kind::DictComp:
                comprehension(*expr);
                return;
            default:
                for (const ExprPtr& item : expr->items) names_in(item.get());
                for (const auto& [key, value] : expr->keywords) names_in(value.get());
        }
    }

    void names_in_pattern(Pattern& pattern) {
        for (const ExprPtr* const expr : {&pattern.value, &pattern.target, &pattern.as}) {
            names_in(expr->get());
        }
        for (const ExprPtr& key : pattern.keys) names_in(key.get());
        for (const PatternPtr& part : pattern.parts) names_in_pattern(*part);
    }

    void clauses(Expr& expr, bool first_outside) {
        for (std::size_t i = 0; i < expr.clauses.size(); ++i) {
            Clause& clause = expr.clauses[i];
            if (i > 0 || !first_outside) names_in(clause.iterable.get());
            names_in(clause.target.get());
            for (const ExprPtr& test : clause.conditions) names_in(test.get());
        }
    }

    void comprehension(Expr& expr) {
        names_in(expr.clauses[0].iterable.get());
        Scope inner;
        inner.kind = Scope::Kind::Comprehension;
        inner.parent = scope_;
        inner.comprehension = &expr;
        std::set<std::string> names;
        for (const Clause& clause : expr.clauses) bind_target(*clause.target, names);
        for (const std::string& name : names) declare(inner, name);
        scope_ = &inner;
        clauses(expr, true);
        for (const ExprPtr& item : expr.items) names_in(item.get());
        scope_ = inner.parent;
        for (const auto& [name, variable] : inner.variables) {
            comprehension_cells_.push_back({&expr, variable});
        }
    }

    void function(FunctionCode& code, Expr* generator) {
        for (const Parameter& parameter : code.parameters) names_in(parameter.fallback.get());
        Scope inner;
        inner.kind = Scope::Kind::Function;
        inner.parent = scope_;
        inner.code = &code;
        std::set<std::string> names;
        if (generator != nullptr) {
            for (const Clause& clause : generator->clauses) bind_target(*clause.target, names);
        }
        if (generator == nullptr) bind_assigned(code.value.get(), names);
        collect(code.body, names, inner);
        for (Parameter& parameter : code.parameters) {
            if (inner.globals.contains(parameter.name) ||
                inner.nonlocals.contains(parameter.name)) {
                refuse_syntax(
                    code.span,
                    fmt::format("name '{}' is parameter and {}", parameter.name,
                                inner.globals.contains(parameter.name) ? "global" : "nonlocal"));
            }
            names.erase(parameter.name);
            declare(inner, parameter.name)->uses.push_back(&parameter.binding);
        }
        for (const std::string& name : names) {
            if (!inner.globals.contains(name) && !inner.nonlocals.contains(name)) {
                declare(inner, name);
            }
        }
        scope_ = &inner;
        check_nonlocals(inner);
        if (generator != nullptr) clauses(*generator, false);
        names_in(code.value.get());
        block(code.body);
        scope_ = inner.parent;
        settle(inner, code.slots, code.cells, &code.slot_names, &code.cell_names);
        code.simple = std::all_of(code.parameters.begin(), code.parameters.end(),
                                  [](const Parameter& parameter) {
                                      return parameter.kind == Parameter::Kind::Plain &&
                                             parameter.binding.where == Binding::Where::Local;
                                  });
    }

    void check_nonlocals(const Scope& inner) {
        for (const std::string& name : inner.nonlocals) {
            bool found = false;
            for (const Scope* at = inner.parent; at != nullptr; at = at->parent) {
                found |= at->kind == Scope::Kind::Function && at->variables.contains(name);
            }
            if (!found) {
                refuse_syntax(inner.code->span,
                              fmt::format("no binding for nonlocal '{}' found", name));
            }
        }
    }

    void class_body(Statement& one) {
        Scope inner;
        inner.kind = Scope::Kind::Class;
        inner.parent = scope_;
        collect(one.body, inner.bound, inner);
        scope_ = &inner;
        block(one.body);
        scope_ = inner.parent;
    }

    void block(Block& body) {
        for (Statement& one : body) statement(one);
    }

    void statement(Statement& one) {
        for (const ExprPtr& decorator : one.decorators) names_in(decorator.get());
        if (one.function) function(*one.function, nullptr);
        if (one.kind == Statement::Kind::Class && one.value) {
            // The call's callee is the class's own name, which nobody reads.
            for (std::size_t i = 1; i < one.value->items.size(); ++i) {
                names_in(one.value->items[i].get());
            }
            for (const auto& [key, value] : one.value->keywords) names_in(value.get());
        } else {
            names_in(one.value.get());
        }
        names_in(one.cause.get());
        for (const ExprPtr& item : one.items) names_in(item.get());
        for (const ExprPtr& target : one.targets) names_in(target.get());
        for (const Imported& imported : one.imports) names_in(imported.target.get());
        for (Branch& branch : one.branches) {
            names_in(branch.test.get());
            block(branch.body);
        }
        for (Case& choice : one.cases) {
            names_in_pattern(*choice.pattern);
            names_in(choice.guard.get());
            block(choice.body);
        }
        if (one.kind == Statement::Kind::Class) {
            class_body(one);
        } else {
            block(one.body);
        }
        for (Handler& handler : one.handlers) {
            names_in(handler.types.get());
            names_in(handler.target.get());
            block(*handler.body);
        }
        block(one.orelse);
        block(one.last);
    }

    /// Gives every variable of a scope its slot or cell, now that all uses are known.
    void settle(Scope& scope, uint32_t& slots, uint32_t& cells,
                std::vector<std::string>* slot_names, std::vector<std::string>* cell_names) {
        for (const auto& variable : scope.owned) {
            variable->slot = variable->cell ? cells++ : slots++;
            if (auto* names = variable->cell ? cell_names : slot_names; names != nullptr) {
                names->push_back(variable->name);
            }
            for (Binding* use : variable->uses) {
                *use = {variable->cell ? Binding::Where::Cell : Binding::Where::Local,
                        variable->slot};
            }
        }
        std::erase_if(comprehension_cells_, [&](const auto& pair) {
            const bool mine =
                std::any_of(scope.owned.begin(), scope.owned.end(),
                            [&](const auto& variable) { return variable.get() == pair.second; });
            if (mine && pair.second->cell) pair.first->fresh_cells.push_back(pair.second->slot);
            return mine;
        });
        std::erase_if(pending_, [&](const Pending& one) {
            const bool mine =
                std::any_of(scope.owned.begin(), scope.owned.end(),
                            [&](const auto& variable) { return variable.get() == one.variable; });
            if (mine) one.code->free[one.index].index = one.variable->slot;
            return mine;
        });
    }

    struct Pending {
        FunctionCode* code;
        uint32_t index;
        const Variable* variable;
    };

    Program& program_;
    Scope* scope_ = nullptr;
    std::vector<Pending> pending_;  // free names whose cell has no number yet
    std::vector<std::pair<Expr*, Variable*>> comprehension_cells_;
};

}  // namespace

void resolve(Program& program) {
    Resolver(program).run();
}

}  // namespace engine::script
