#include "engine/script/pattern_parser.h"

#include <algorithm>
#include <utility>

namespace engine::script {

bool PatternParser::at_name(std::string_view text, std::size_t ahead) const {
    const Token& token = tokens_.peek(ahead);
    return token.kind == TokenKind::Name && token.text == text;
}

bool PatternParser::at_match() const {
    if (!at_name("match")) return false;
    std::size_t ahead = 1;
    for (;; ++ahead) {
        const TokenKind kind = tokens_.peek(ahead).kind;
        if (kind == TokenKind::End) return false;
        if (kind == TokenKind::Newline) break;
    }
    return ahead > 2 && tokens_.at(":", ahead - 1) &&
           tokens_.peek(ahead + 1).kind == TokenKind::Indent && at_name("case", ahead + 2);
}

PatternPtr PatternParser::make_pattern(Pattern::Kind kind) const {
    auto made = std::make_unique<Pattern>();
    made->kind = kind;
    made->span = tokens_.peek().span;
    return made;
}

/// The variable that a pattern binds; null for `_`.
ExprPtr PatternParser::capture() {
    const Token token = tokens_.take();
    return token.text == "_" ? nullptr : name(token);
}

// a, *b, c
PatternPtr PatternParser::patterns() {
    PatternPtr first = star_or_pattern();
    if (!tokens_.at(",")) {
        if (first->kind == Pattern::Kind::Star) tokens_.invalid();
        return first;
    }
    auto made = std::make_unique<Pattern>();
    made->kind = Pattern::Kind::Sequence;
    made->span = first->span;
    made->parts.push_back(std::move(first));
    while (tokens_.accept(",")) {
        if (tokens_.at(":") || tokens_.at("if")) break;
        made->parts.push_back(star_or_pattern());
    }
    made->span = tokens_.since(made->span);
    return made;
}

PatternPtr PatternParser::star_or_pattern() {
    if (!tokens_.at("*")) return pattern();
    PatternPtr star = make_pattern(Pattern::Kind::Star);
    tokens_.take();
    if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
    star->target = capture();
    star->span = tokens_.since(star->span);
    return star;
}

PatternPtr PatternParser::pattern() {
    const Nesting nesting(depth_, kMostNested, kNestedTooDeep);
    PatternPtr made = closed();
    if (tokens_.at("|")) {
        auto either = std::make_unique<Pattern>();
        either->kind = Pattern::Kind::Or;
        either->span = made->span;
        either->parts.push_back(std::move(made));
        while (tokens_.accept("|")) either->parts.push_back(closed());
        either->span = tokens_.since(either->span);
        made = std::move(either);
    }
    if (tokens_.accept("as")) {
        if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
        if (at_name("_")) {
            refuse_syntax(tokens_.peek().span, "cannot use '_' as a target");
        }
        made->as = capture();
        made->span = tokens_.since(made->span);
    }
    return made;
}

PatternPtr PatternParser::sequence(std::string_view close) {
    PatternPtr made = make_pattern(Pattern::Kind::Sequence);
    tokens_.take();
    bool comma = close == "]";
    while (!tokens_.at(close)) {
        made->parts.push_back(star_or_pattern());
        if (!tokens_.accept(",")) break;
        comma = true;
    }
    if (!tokens_.accept(close)) tokens_.invalid();
    made->span = tokens_.since(made->span);
    const bool group = !comma && made->parts.size() == 1;  // (pattern)
    if (!group) return made;
    if (made->parts[0]->kind == Pattern::Kind::Star) tokens_.invalid();
    return std::move(made->parts[0]);
}

PatternPtr PatternParser::mapping() {
    PatternPtr made = make_pattern(Pattern::Kind::Mapping);
    tokens_.take();
    while (!tokens_.at("}")) {
        if (tokens_.accept("**")) {
            if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
            made->target = capture();
        } else {
            made->keys.push_back(binary(0));
            if (!tokens_.accept(":")) tokens_.invalid();
            made->parts.push_back(pattern());
        }
        if (!tokens_.accept(",")) break;
    }
    if (!tokens_.accept("}")) tokens_.invalid();
    made->span = tokens_.since(made->span);
    return made;
}

PatternPtr PatternParser::closed() {
    if (tokens_.at("(")) return sequence(")");
    if (tokens_.at("[")) return sequence("]");
    if (tokens_.at("{")) return mapping();
    if (tokens_.at(TokenKind::Name)) return class_or_value();
    const bool same = tokens_.at("None") || tokens_.at("True") || tokens_.at("False");
    const bool literal = same || tokens_.at("-") || tokens_.at(TokenKind::Integer) ||
                         tokens_.at(TokenKind::Float) || tokens_.at(TokenKind::String);
    if (!literal) tokens_.invalid();
    PatternPtr made = make_pattern(same ? Pattern::Kind::Same : Pattern::Kind::Value);
    // One operand: a `|` behind it parts alternatives.
    made->value = unary();
    made->span = tokens_.since(made->span);
    return made;
}

// x, a.b, Point(1, y=2)
PatternPtr PatternParser::class_or_value() {
    PatternPtr made = make_pattern(Pattern::Kind::Capture);
    if (!tokens_.at(".", 1) && !tokens_.at("(", 1)) {
        made->target = capture();
        return made;
    }
    ExprPtr value = name(tokens_.take());
    while (tokens_.accept(".")) {
        if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
        ExprPtr attribute = make(Expr::Kind::Attribute, made->span);
        attribute->text = tokens_.take().text;
        add(*attribute, std::move(value));
        value = finish(std::move(attribute));
    }
    made->value = std::move(value);
    made->kind = Pattern::Kind::Value;
    if (tokens_.accept("(")) {
        made->kind = Pattern::Kind::Class;
        while (!tokens_.at(")")) {
            const bool named = tokens_.at(TokenKind::Name) && tokens_.at("=", 1);
            if (named) {
                made->names.push_back(tokens_.take().text);
                tokens_.take();
            } else if (!made->names.empty()) {
                tokens_.invalid("positional patterns follow keyword patterns");
            }
            made->parts.push_back(pattern());
            if (!tokens_.accept(",")) break;
        }
        if (!tokens_.accept(")")) tokens_.invalid();
    }
    made->span = tokens_.since(made->span);
    return made;
}

}  // namespace engine::script
