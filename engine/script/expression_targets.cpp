// What stands left of a sign, behind `for`, and between the brackets of a def.
#include "engine/script/expression_parser.h"

#include <utility>

namespace engine::script {

std::string_view words_for_target(const Expr& target) {
    using Kind = Expr::Kind;
    switch (target.kind) {
        case Kind::Call:
            return "function call";
        case Kind::Literal:
            if (target.literal.is_none()) return "None";
            if (const auto* flag = std::get_if<bool>(&target.literal.data())) {
                return *flag ? "True" : "False";
            }
            if (std::holds_alternative<nn::Ellipsis>(target.literal.data())) return "ellipsis";
            return "literal";
        case Kind::Compare:
            return "comparison";
        case Kind::Conditional:
            return "conditional expression";
        case Kind::Lambda:
            return "lambda";
        case Kind::ListComp:
            return "list comprehension";
        case Kind::SetComp:
            return "set comprehension";
        case Kind::DictComp:
            return "dict comprehension";
        case Kind::Generator:
            return "generator expression";
        case Kind::Dict:
            return "dict literal";
        case Kind::Set:
            return "set display";
        case Kind::Format:
            return "f-string expression";
        case Kind::Assigned:
            return "named expression";
        case Kind::Yield:
            return "yield expression";
        default:
            return "expression";
    }
}

namespace {

/// Whether `target = ...` may have meant a comparison.
bool may_be_compared(const Expr& target) {
    using Kind = Expr::Kind;
    switch (target.kind) {
        case Kind::Literal:
            return !target.literal.is_none() &&
                   !std::holds_alternative<bool>(target.literal.data());
        case Kind::Compare:
        case Kind::And:
        case Kind::Or:
        case Kind::Conditional:
        case Kind::Lambda:
        case Kind::Generator:
            return false;
        case Kind::Unary:
            return target.op != Op::Not;
        default:
            return true;
    }
}

}  // namespace

void ExpressionParser::check_target(const Expr& target, std::string_view verb, bool alone) {
    using Kind = Expr::Kind;
    switch (target.kind) {
        case Kind::Name:
        case Kind::Attribute:
        case Kind::Subscript:
            return;
        case Kind::Tuple:
        case Kind::List:
            for (const ExprPtr& item : target.items) check_target(*item, verb);
            return;
        case Kind::Starred:
            check_target(*target.items[0], verb);
            return;
        default:
            // Python's hint is for what stands alone before the only sign.
            refuse_syntax(target.span,
                          fmt::format("cannot {} {}{}", verb, words_for_target(target),
                                      alone && may_be_compared(target)
                                          ? " here. Maybe you meant '==' instead of '='?"
                                          : ""));
    }
}

ExprPtr ExpressionParser::target_list() {
    const Span start = tokens_.peek().span;
    const auto one = [this]() -> ExprPtr {
        if (!tokens_.at("*")) return binary(0);
        ExprPtr starred = make(Expr::Kind::Starred, tokens_.take().span);
        add(*starred, binary(0));
        return finish(std::move(starred));
    };
    ExprPtr first = one();
    if (!tokens_.at(",")) {
        check_target(*first, "assign to");
        return first;
    }
    ExprPtr tuple = make(Expr::Kind::Tuple, start);
    add(*tuple, std::move(first));
    while (tokens_.accept(",")) {
        if (tokens_.at("in") || tokens_.at("=")) break;
        add(*tuple, one());
    }
    check_target(*tuple, "assign to");
    return finish(std::move(tuple));
}

std::vector<Parameter> ExpressionParser::parameters(std::string_view close) {
    std::vector<Parameter> list;
    bool keyword_only = false;
    while (!tokens_.at(close)) {
        Parameter parameter;
        if (tokens_.accept("/")) {
            if (!tokens_.accept(",") && !tokens_.at(close)) tokens_.invalid();
            continue;
        }
        if (tokens_.accept("**")) {
            parameter.kind = Parameter::Kind::Keywords;
        } else if (tokens_.accept("*")) {
            if (keyword_only) tokens_.invalid("* argument may appear only once");
            keyword_only = true;
            const bool bare = tokens_.accept(",");
            if (tokens_.at(close) || (bare && tokens_.at("**"))) {
                tokens_.invalid("named arguments must follow bare *");
            }
            if (bare) continue;
            parameter.kind = Parameter::Kind::Rest;
        } else if (keyword_only) {
            parameter.kind = Parameter::Kind::KeywordOnly;
        }
        if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
        const Span at = tokens_.peek().span;
        parameter.name = tokens_.take().text;
        for (const Parameter& other : list) {
            if (other.name != parameter.name) continue;
            refuse_syntax(
                at, fmt::format("duplicate argument '{}' in function definition", parameter.name));
        }
        const bool plain = parameter.kind == Parameter::Kind::Plain ||
                           parameter.kind == Parameter::Kind::KeywordOnly;
        if (close != ":" && tokens_.accept(":")) expression();  // an annotation: read and ignored
        if (plain && tokens_.accept("=")) {
            parameter.fallback = expression();
        } else if (parameter.kind == Parameter::Kind::Plain && !list.empty() &&
                   list.back().kind == Parameter::Kind::Plain && list.back().fallback) {
            refuse_syntax(at, "non-default argument follows default argument");
        }
        const bool last = parameter.kind == Parameter::Kind::Keywords;
        list.push_back(std::move(parameter));
        if (!tokens_.accept(",")) break;
        if (last && !tokens_.at(close))
            tokens_.invalid("arguments cannot follow var-keyword argument");
    }
    return list;
}

}  // namespace engine::script
