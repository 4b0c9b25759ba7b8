#include "engine/session/model_candidates.h"

#include "engine/script/lexer.h"
#include "engine/session/example_shapes.h"
#include "engine/session/model_proposals.h"
#include "engine/session/syntax_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::session {

namespace {

using script::Expr;
using script::FunctionCode;
using script::Program;
using script::Statement;

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n\f");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n\f") - begin + 1);
}

/// What the top of a file defines, by name.
class Definitions {
public:
    explicit Definitions(const Program& program) : program_(program) { walk(program.body); }

    const std::vector<const Statement*>& module_classes() const { return module_classes_; }
    const std::vector<const Statement*>& functions() const { return functions_; }
    /// Variables that hold a module, in order.
    const std::vector<std::string>& models() const { return models_; }
    const ProposalFacts& facts() const { return facts_; }

    const Statement* module_class(std::string_view name) const {
        const auto it = std::ranges::find_if(
            module_classes_, [&](const Statement* one) { return name_of(*one) == name; });
        return it == module_classes_.end() ? nullptr : *it;
    }

    static const std::string& name_of(const Statement& definition) {
        return definition.targets[0]->text;
    }

    /// Whether a call of that gives a module: a class of the file or of torch.nn.
    bool makes_module(const Expr& call) const {
        if (call.kind != Expr::Kind::Call) return false;
        const std::string name = dotted(*call.items[0]);
        return is_torch_module(name) || module_class(name) != nullptr || factories_.contains(name);
    }

    /// Its own __init__, or that of the class before it in this file; null when there is none.
    const FunctionCode* constructor(const Statement& type, int depth = 0) const {
        for (const Statement& member : type.body) {
            if (member.kind == Statement::Kind::Def && member.function &&
                member.function->name == "__init__") {
                return member.function.get();
            }
        }
        if (!type.value || depth > 20) return nullptr;
        for (std::size_t i = 1; i < type.value->items.size(); ++i) {
            const Statement* const base = module_class(dotted(*type.value->items[i]));
            if (base && base != &type) return constructor(*base, depth + 1);
        }
        return nullptr;
    }

    void add_factory(const std::string& name) { factories_.insert(name); }

private:
    bool is_torch_module(const std::string& name) const {
        return name.starts_with("nn.") || name.starts_with("torch.nn.") ||
               from_torch_nn_.contains(name);
    }

    void walk(const script::Block& block) {
        for (const Statement& statement : block) {
            switch (statement.kind) {
                case Statement::Kind::Try:
                    walk(statement.body);
                    break;
                case Statement::Kind::From:
                    if (statement.text == "torch.nn") note_imports(statement);
                    break;
                case Statement::Kind::Class:
                    note_class(statement);
                    break;
                case Statement::Kind::Def:
                    if (statement.function) functions_.push_back(&statement);
                    break;
                case Statement::Kind::Assign:
                    note_variable(statement);
                    break;
                default:
                    break;
            }
        }
    }

    void note_imports(const Statement& statement) {
        for (const script::Imported& each : statement.imports) {
            if (each.target) from_torch_nn_.insert(each.target->text);
        }
    }

    void note_class(const Statement& statement) {
        bool module = false;
        if (statement.value) {
            for (std::size_t i = 1; i < statement.value->items.size(); ++i) {
                const std::string base = dotted(*statement.value->items[i]);
                module = module || is_torch_module(base) || module_class(base) != nullptr;
            }
        }
        if (module) {
            module_classes_.push_back(&statement);
            facts_.module_classes.push_back(name_of(statement));
        } else if (!statement.decorators.empty()) {
            facts_.configs.push_back(name_of(statement));
        }
    }

    /// `criterion = nn.MSELoss()` stands in many a file beside the model that it judges.
    bool makes_model(const Expr& call) const {
        if (!makes_module(call)) return false;
        const std::string name = dotted(*call.items[0]);
        return !name.ends_with("Loss") && !name.ends_with("nn.Parameter");
    }

    void note_variable(const Statement& statement) {
        for (const script::ExprPtr& target : statement.targets) {
            if (target->kind != Expr::Kind::Name) continue;
            facts_.variables.push_back(target->text);
            // What a call makes is known when it runs; a file calls its model by these names.
            const bool likely = target->text == "model" || target->text == "net";
            if (statement.value && (likely || makes_model(*statement.value))) {
                models_.push_back(target->text);
            }
        }
    }

    const Program& program_;
    std::set<std::string, std::less<>> from_torch_nn_, factories_;
    std::vector<const Statement*> module_classes_, functions_;
    std::vector<std::string> models_;
    ProposalFacts facts_;
};

bool is_required(const script::Parameter& parameter) {
    using Kind = script::Parameter::Kind;
    return parameter.kind != Kind::Rest && parameter.kind != Kind::Keywords && !parameter.fallback;
}

/// Annotations by parameter's name. The parser reads over them: they are found among the tokens.
class Annotations {
public:
    explicit Annotations(const Program& program)
        : program_(program), tokens_(script::tokenize(program.text)) {}

    /// Of a `def` that begins at `line`.
    std::string of(const FunctionCode& function, std::string_view parameter) const {
        auto token = std::ranges::find_if(tokens_, [&](const script::Token& each) {
            return each.span.line >= function.span.line && each.text == "(" &&
                   each.kind == script::TokenKind::Operator;
        });
        int depth = 0;
        for (; token != tokens_.end(); ++token) {
            const bool sign = token->kind == script::TokenKind::Operator;
            if (sign && (token->text == "(" || token->text == "[" || token->text == "{")) ++depth;
            if (sign && (token->text == ")" || token->text == "]" || token->text == "}")) --depth;
            if (depth == 0) break;
            const bool here =
                depth == 1 && token->kind == script::TokenKind::Name && token->text == parameter;
            if (here && std::next(token) != tokens_.end() && std::next(token)->text == ":") {
                return until_end(std::next(token, 2));
            }
        }
        return {};
    }

private:
    using At = std::vector<script::Token>::const_iterator;

    std::string until_end(At token) const {
        const At begin = token;
        int depth = 0;
        for (; token != tokens_.end(); ++token) {
            const std::string& text = token->text;
            if (text == "(" || text == "[" || text == "{") ++depth;
            if (depth == 0 && (text == "," || text == "=" || text == ")")) break;
            if (text == ")" || text == "]" || text == "}") --depth;
        }
        if (token == begin) return {};
        const At last = std::prev(token);
        return text_at(program_, {.line = begin->span.line,
                                  .column = begin->span.column,
                                  .end_line = last->span.end_line,
                                  .end_column = last->span.end_column});
    }

    const Program& program_;
    std::vector<script::Token> tokens_;
};

/// Whether an expression says the same at the top of the file: literals, and names of the file.
bool stands_alone(const Expr& expr, const ProposalFacts& facts) {
    bool alone = true;
    for_each_expression(expr, [&](const Expr& each) {
        if (each.kind == Expr::Kind::Lambda || !each.clauses.empty()) alone = false;
        if (each.kind != Expr::Kind::Name) return;
        const auto knows = [&](const std::vector<std::string>& names) {
            return std::ranges::find(names, each.text) != names.end();
        };
        alone = alone && (knows(facts.module_classes) || knows(facts.configs) ||
                          knows(facts.variables) || each.text == "nn" || each.text == "torch");
    });
    return alone;
}

/// How the file itself calls a class: one text for each parameter that such a call gives.
std::vector<std::string> as_called(const Program& program, const std::string& name,
                                   const std::vector<ModelParameter>& parameters,
                                   const ProposalFacts& facts) {
    std::vector<std::string> best(parameters.size());
    bool found = false;
    for_each_expression(program.body, [&](const Expr& expr) {
        if (found || expr.kind != Expr::Kind::Call || dotted(*expr.items[0]) != name) return;
        std::vector<std::string> values(parameters.size());
        for (std::size_t i = 1; i < expr.items.size(); ++i) {
            const Expr& argument = *expr.items[i];
            if (argument.kind == Expr::Kind::Starred || i > parameters.size()) return;
            if (!stands_alone(argument, facts)) continue;
            values[i - 1] = text_at(program, argument.span);
        }
        for (const auto& [keyword, value] : expr.keywords) {
            const auto it = std::ranges::find(parameters, keyword, &ModelParameter::name);
            if (it == parameters.end() || !stands_alone(*value, facts)) continue;
            values[static_cast<std::size_t>(it - parameters.begin())] =
                text_at(program, value->span);
        }
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            if (parameters[i].required() && values[i].empty()) return;
        }
        found = true;
        best = std::move(values);
    });
    return best;
}

std::vector<ModelParameter> parameters_of(const Program& program, const std::string& name,
                                          const FunctionCode& init, const Annotations& annotations,
                                          const ProposalFacts& facts) {
    using Kind = script::Parameter::Kind;
    std::vector<ModelParameter> parameters;
    for (std::size_t i = 1; i < init.parameters.size(); ++i) {
        const script::Parameter& one = init.parameters[i];
        if (one.kind == Kind::Rest || one.kind == Kind::Keywords) continue;
        ModelParameter parameter{.name = one.name,
                                 .fallback = {},
                                 .annotation = annotations.of(init, one.name),
                                 .proposal = {}};
        if (one.fallback) parameter.fallback = text_at(program, one.fallback->span);
        parameters.push_back(std::move(parameter));
    }
    const std::vector<std::string> called = as_called(program, name, parameters, facts);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        ModelParameter& parameter = parameters[i];
        parameter.proposal = called[i];
        if (parameter.required() && parameter.proposal.empty()) {
            parameter.proposal = proposal_for(parameter.name, parameter.annotation, facts);
        }
    }
    return parameters;
}

/// A function that needs nothing and returns a module that it makes.
bool is_factory(const Statement& statement, const Definitions& definitions) {
    const FunctionCode& code = *statement.function;
    if (!statement.decorators.empty() || std::ranges::any_of(code.parameters, is_required)) {
        return false;
    }
    std::set<std::string> made;
    for (const Statement& line : code.body) {
        if (line.kind == Statement::Kind::Assign && line.value &&
            definitions.makes_module(*line.value) && line.targets[0]->kind == Expr::Kind::Name) {
            made.insert(line.targets[0]->text);
        }
        if (line.kind != Statement::Kind::Return || !line.value) continue;
        if (definitions.makes_module(*line.value)) return true;
        if (line.value->kind == Expr::Kind::Name && made.contains(line.value->text)) return true;
    }
    return false;
}

/// Names that the bodies of the other classes use: parts of a model, and not the model.
std::set<std::string> used_inside_classes(const Definitions& definitions) {
    std::set<std::string> used;
    for (const Statement* const type : definitions.module_classes()) {
        for_each_expression(type->body, [&](const Expr& expr) {
            if (expr.kind == Expr::Kind::Name && expr.text != Definitions::name_of(*type)) {
                used.insert(expr.text);
            }
        });
    }
    for (const Statement* const type : definitions.module_classes()) {
        for (std::size_t i = 1; type->value && i < type->value->items.size(); ++i) {
            used.insert(dotted(*type->value->items[i]));  // a base is a part as well
        }
    }
    return used;
}

}  // namespace

void find_candidates(const Program& program, ModelSource& found) {
    found.examples = example_shapes(program);
    Definitions definitions(program);
    const Annotations annotations(program);
    using Kind = ModelCandidate::Kind;
    // `model` is what a file calls the one that it means; then the last one that it makes.
    std::vector<std::string> models = definitions.models();
    std::ranges::reverse(models);
    const auto named = std::ranges::find(models, "model");
    const bool has_model = named != models.end();
    if (has_model) std::rotate(models.begin(), named, named + 1);
    std::set<std::string> known;
    for (const std::string& name : models) {
        if (known.insert(name).second) {
            found.candidates.push_back({.kind = Kind::Variable, .name = name, .parameters = {}});
        }
    }
    for (const Statement* const function : definitions.functions()) {
        if (!is_factory(*function, definitions)) continue;
        const std::string& name = Definitions::name_of(*function);
        definitions.add_factory(name);
        found.candidates.push_back({.kind = Kind::Factory, .name = name, .parameters = {}});
    }
    const std::set<std::string> used = used_inside_classes(definitions);
    std::vector<ModelCandidate> wholes, parts;
    for (const Statement* const type : definitions.module_classes()) {
        const std::string& name = Definitions::name_of(*type);
        ModelCandidate candidate{.kind = Kind::Class, .name = name, .parameters = {}};
        if (const FunctionCode* const init = definitions.constructor(*type)) {
            candidate.parameters =
                parameters_of(program, name, *init, annotations, definitions.facts());
        }
        (used.contains(name) ? parts : wholes).push_back(std::move(candidate));
    }
    // Of wholes the last, which is what the file works towards, and those that need nothing.
    std::ranges::reverse(wholes);
    std::ranges::stable_partition(wholes, [](const auto& each) { return !each.needs_arguments(); });
    const bool one_whole = wholes.size() == 1 && !wholes.front().needs_arguments();
    const std::size_t before = found.candidates.size();
    for (auto* const list : {&wholes, &parts}) {
        std::ranges::move(*list, std::back_inserter(found.candidates));
    }
    found.clear = has_model || found.candidates.size() == 1
                      ? !found.candidates.empty() && !found.candidates.front().needs_arguments()
                      : before == 0 && one_whole;
}

std::string ModelCandidate::construct(const std::vector<std::string>& values) const {
    if (kind == Kind::Variable) return name;
    std::string arguments;
    bool positional = true;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const ModelParameter& parameter = parameters[i];
        const std::string_view value = i < values.size() ? trimmed(values[i]) : "";
        if (value.empty() || value == parameter.fallback) {
            positional = false;
            continue;
        }
        positional = positional && parameter.required();
        if (!arguments.empty()) arguments += ", ";
        arguments += positional ? std::string(value) : fmt::format("{}={}", parameter.name, value);
    }
    return fmt::format("{}({})", name, arguments);
}

std::string ModelCandidate::construct() const {
    std::vector<std::string> values;
    for (const ModelParameter& parameter : parameters) values.push_back(parameter.proposal);
    return construct(values);
}

bool ModelCandidate::needs_arguments() const {
    return std::ranges::any_of(parameters, &ModelParameter::required);
}

}  // namespace engine::session
