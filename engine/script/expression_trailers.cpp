// What follows an atom: attributes, subscripts and calls.
#include "engine/script/expression_parser.h"

#include <algorithm>
#include <utility>

namespace engine::script {

ExprPtr ExpressionParser::postfix() {
    const Span start = tokens_.peek().span;
    ExprPtr expr = atom();
    for (;;) {
        if (tokens_.accept(".")) {
            if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
            ExprPtr attribute = make(Expr::Kind::Attribute, start);
            attribute->text = tokens_.take().text;
            add(*attribute, std::move(expr));
            expr = finish(std::move(attribute));
        } else if (tokens_.at("[")) {
            const Token open = tokens_.take();
            open_.push_back(open);
            ExprPtr subscript = make(Expr::Kind::Subscript, start);
            add(*subscript, std::move(expr));
            add(*subscript, index());
            expect_close("]", open);
            expr = finish(std::move(subscript));
        } else if (tokens_.at("(")) {
            expr = call(std::move(expr));
        } else {
            return expr;
        }
    }
}

// a[1], a[1:2, ..., None]
ExprPtr ExpressionParser::index() {
    const Span start = tokens_.peek().span;
    ExprPtr first = index_part();
    if (!tokens_.at(",")) return first;
    ExprPtr tuple = make(Expr::Kind::Tuple, start);
    add(*tuple, std::move(first));
    while (tokens_.accept(",")) {
        if (tokens_.at("]")) break;
        add(*tuple, index_part());
    }
    return finish(std::move(tuple));
}

ExprPtr ExpressionParser::index_part() {
    const Span start = tokens_.peek().span;
    ExprPtr low = tokens_.at(":") ? nullptr : star_or_expression();
    if (!tokens_.accept(":")) return low;
    ExprPtr slice = make(Expr::Kind::Slice, start);
    add(*slice, std::move(low));
    const auto part = [&] {
        const bool absent = tokens_.at(":") || tokens_.at(",") || tokens_.at("]");
        add(*slice, absent ? nullptr : expression());
    };
    part();
    if (tokens_.accept(":")) {
        part();
    } else {
        add(*slice, nullptr);
    }
    return finish(std::move(slice));
}

ExprPtr ExpressionParser::call(ExprPtr callee) {
    ExprPtr result = make(Expr::Kind::Call, callee->span);
    add(*result, std::move(callee));
    const Token open = tokens_.take();
    open_.push_back(open);
    while (!tokens_.at(")")) {
        argument(*result);
        if (!tokens_.accept(",")) break;
    }
    expect_close(")", open);
    return finish(std::move(result));
}

void ExpressionParser::argument(Expr& call) {
    const auto keyword = [&](std::string name, ExprPtr value) {
        call.height = std::max(call.height, value->height + 1);
        call.keywords.emplace_back(std::move(name), std::move(value));
    };
    if (tokens_.at("*")) {
        const bool behind = std::any_of(call.keywords.begin(), call.keywords.end(),
                                        [](const auto& one) { return one.first.empty(); });
        if (behind) {
            refuse_syntax(tokens_.peek().span,
                          "iterable argument unpacking follows keyword argument unpacking");
        }
        ExprPtr starred = make(Expr::Kind::Starred, tokens_.take().span);
        add(*starred, expression());
        add(call, finish(std::move(starred)));
        return;
    }
    if (tokens_.accept("**")) return keyword("", expression());
    if (tokens_.at(TokenKind::Name) && tokens_.at("=", 1)) {
        const Span at = tokens_.peek().span;
        std::string name = tokens_.take().text;
        tokens_.take();
        for (const auto& [other, value] : call.keywords) {
            if (other == name) {
                refuse_syntax(at, fmt::format("keyword argument repeated: {}", name));
            }
        }
        return keyword(std::move(name), expression());
    }
    const Span start = tokens_.peek().span;
    ExprPtr value = expression();
    if (tokens_.at("for")) {
        add(call, generator(std::move(value), start));
        return;
    }
    if (tokens_.at("=")) {
        refuse_syntax(value->span,
                      "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    if (!call.keywords.empty()) {
        refuse_syntax(tokens_.peek().span,
                      call.keywords.back().first.empty()
                          ? "positional argument follows keyword argument unpacking"
                          : "positional argument follows keyword argument");
    }
    add(call, std::move(value));
}

}  // namespace engine::script
