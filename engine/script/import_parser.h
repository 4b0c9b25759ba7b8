#pragma once

#include "engine/script/expression_parser.h"

#include <string>

namespace engine::script {

/// The statements of the grammar that import.
class ImportParser : public ExpressionParser {
public:
    using ExpressionParser::ExpressionParser;

protected:
    using ExpressionParser::finish;
    using ExpressionParser::make;
    static Statement make(Statement::Kind kind, const Span& start) {
        Statement made;
        made.kind = kind;
        made.span = start;
        return made;
    }
    Statement finish(Statement statement) const {
        statement.span = tokens_.since(statement.span);
        return statement;
    }

    std::string dotted() {
        std::string path;
        do {
            if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
            path += (path.empty() ? "" : ".") + tokens_.take().text;
        } while (tokens_.accept("."));
        return path;
    }

    Imported imported(std::string path, const Span& at, bool whole) {
        Imported one{.name = std::move(path), .target = nullptr, .whole = false};
        Token token{.kind = TokenKind::Name, .text = one.name, .span = at};
        if (tokens_.accept("as")) {
            if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
            token = tokens_.take();
        } else if (whole) {
            token.text = one.name.substr(0, one.name.find('.'));
            one.whole = true;
        }
        one.target = name(token);
        return one;
    }

    Statement import() {
        Statement made = make(Statement::Kind::Import, tokens_.take().span);
        do {
            const Span at = tokens_.peek().span;
            made.imports.push_back(imported(dotted(), at, true));
        } while (tokens_.accept(","));
        return finish(std::move(made));
    }

    Statement from() {
        Statement made = make(Statement::Kind::From, tokens_.take().span);
        while (tokens_.at(".") || tokens_.at("...")) made.text += tokens_.take().text;
        if (!tokens_.at("import")) made.text += dotted();
        if (!tokens_.accept("import")) tokens_.invalid();
        if (tokens_.at("*")) {
            const Span at = tokens_.take().span;
            if (functions_ > 0) refuse_syntax(at, "import * only allowed at module level");
            made.imports.push_back({.name = "*", .target = nullptr, .whole = false});
            return finish(std::move(made));
        }
        const bool brackets = tokens_.accept("(");
        do {
            if (brackets && tokens_.at(")")) break;
            if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
            const Token token = tokens_.take();
            made.imports.push_back(imported(token.text, token.span, false));
        } while (tokens_.accept(","));
        if (brackets && !tokens_.accept(")")) tokens_.invalid();
        return finish(std::move(made));
    }

    int functions_ = 0;  ///< that the statement stands in
};

}  // namespace engine::script
