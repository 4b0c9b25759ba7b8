#include "engine/script/parser.h"

#include "engine/base/error.h"
#include "engine/script/lexer.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace engine::script {
namespace {

// A line nests as deep as a person types; a file from a stranger may try more.
constexpr int kMaxDepth = 100;
// 1+1+1... and a.b.c... need no brackets to grow a tree that is walked, and freed, by recursion.
constexpr int kMaxHeight = 500;

[[noreturn]] void outside(std::string_view what) {
    raise(ErrorKind::SyntaxError, "`{}` is outside the PyTorch subset that Modescope runs", what);
}

struct BinaryLevel {
    std::vector<std::string_view> operators;
};
// Loosest first.
const BinaryLevel kLevels[] = {{{"|"}},        {{"^"}},      {{"&"}},
                               {{"<<", ">>"}}, {{"+", "-"}}, {{"*", "/", "//", "%", "@"}}};

/// One level more, for as long as it lives.
class Nesting {
public:
    explicit Nesting(int& depth) : depth_(depth) {
        if (depth_ >= kMaxDepth) raise(ErrorKind::SyntaxError, "too many nested parentheses");
        ++depth_;
    }
    ~Nesting() { --depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

private:
    int& depth_;
};

class Parser {
public:
    explicit Parser(std::string_view line) : tokens_(tokenize(line)) {}

    Statement statement() {
        Statement result;
        if (peek().kind == TokenKind::End) return result;
        refuse_statement_keyword();
        result.value = expression_list();
        static constexpr std::string_view kAugmented[] = {
            "+=", "-=", "*=", "/=", "%=", "@=", "//=", "**="};
        for (const std::string_view op : kAugmented) {
            if (accept(op)) {
                result.op = op.substr(0, op.size() - 1);
                take_target(result);
                return end(std::move(result));
            }
        }
        if (accept("=")) {
            take_target(result);
            if (peek_is("=")) outside("a = b = c");
        }
        return end(std::move(result));
    }

private:
    const Token& peek() const { return tokens_[at_]; }
    bool peek_is(std::string_view text) const {
        const Token& token = peek();
        return (token.kind == TokenKind::Operator || token.kind == TokenKind::Keyword) &&
               token.text == text;
    }
    Token take() { return tokens_[at_].kind == TokenKind::End ? tokens_[at_] : tokens_[at_++]; }
    bool accept(std::string_view text) {
        if (!peek_is(text)) return false;
        ++at_;
        return true;
    }
    [[noreturn]] void invalid() const { raise(ErrorKind::SyntaxError, "invalid syntax"); }

    void expect_close(std::string_view close, std::string_view open) {
        open_.pop_back();
        if (accept(close)) return;
        if (peek().kind == TokenKind::End) {
            raise(ErrorKind::SyntaxError, "'{}' was never closed", open);
        }
        if (peek_is(")") || peek_is("]") || peek_is("}")) {
            raise(ErrorKind::SyntaxError,
                  "closing parenthesis '{}' does not match opening parenthesis '{}'", peek().text,
                  open);
        }
        raise(ErrorKind::SyntaxError, "invalid syntax. Perhaps you forgot a comma?");
    }

    void refuse_statement_keyword() const {
        const Token& token = peek();
        static constexpr std::string_view kValues[] = {"None", "True", "False", "not"};
        if (token.kind != TokenKind::Keyword) return;
        for (const std::string_view value : kValues) {
            if (token.text == value) return;
        }
        outside(token.text);
    }

    Statement end(Statement statement) {
        if (peek_is(";")) outside(";");
        if (peek_is(":=")) outside(":=");
        if (peek_is(":")) outside(":");
        if (peek().kind == TokenKind::Keyword) refuse_statement_keyword();
        if (peek_is(")") || peek_is("]") || peek_is("}")) {
            raise(ErrorKind::SyntaxError, "unmatched '{}'", peek().text);
        }
        if (peek().kind != TokenKind::End) invalid();
        return statement;
    }

    // What has been read is the target; the value follows.
    void take_target(Statement& statement) {
        statement.target = std::move(statement.value);
        switch (statement.target->kind) {
            case Expr::Kind::Name:
            case Expr::Kind::Attribute:
            case Expr::Kind::Subscript:
                break;
            case Expr::Kind::Call:
                raise(ErrorKind::SyntaxError,
                      "cannot assign to function call here. Maybe you meant '==' instead of '='?");
            case Expr::Kind::Literal:
                raise(ErrorKind::SyntaxError,
                      "cannot assign to {} here. Maybe you meant '==' instead of '='?",
                      statement.target->literal.is_none() ||
                              std::holds_alternative<bool>(statement.target->literal.data())
                          ? statement.target->literal.repr()
                          : "literal");
            case Expr::Kind::Tuple:
            case Expr::Kind::List:
                break;
            default:
                raise(ErrorKind::SyntaxError,
                      "cannot assign to expression here. Maybe you meant '==' instead of '='?");
        }
        statement.value = expression_list();
    }

    ExprPtr make(Expr::Kind kind, int column) const {
        auto expr = std::make_unique<Expr>();
        expr->kind = kind;
        expr->column = column;
        return expr;
    }
    /// Every operand comes in by here.
    static void add(Expr& expr, ExprPtr item) {
        expr.height = std::max(expr.height, item->height + 1);
        if (expr.height > kMaxHeight) {
            raise(ErrorKind::RuntimeError, "maximum recursion depth exceeded during compilation");
        }
        expr.items.push_back(std::move(item));
    }
    ExprPtr pair(Expr::Kind kind, const Token& op, ExprPtr left, ExprPtr right) const {
        ExprPtr expr = make(kind, op.column);
        expr->text = op.text;
        add(*expr, std::move(left));
        add(*expr, std::move(right));
        return expr;
    }

    ExprPtr expression_list() {
        const int column = peek().column;
        ExprPtr first = expression();
        if (!peek_is(",")) return first;
        ExprPtr tuple = make(Expr::Kind::Tuple, column);
        add(*tuple, std::move(first));
        while (accept(",")) {
            if (peek().kind == TokenKind::End || peek_is("=")) break;
            add(*tuple, expression());
        }
        return tuple;
    }

    ExprPtr expression() {
        const Nesting nesting(depth_);
        ExprPtr left = conjunction();
        while (peek_is("or")) {
            const Token op = take();
            left = pair(Expr::Kind::Or, op, std::move(left), conjunction());
        }
        if (peek_is("if")) outside("a if b else c");
        return left;
    }
    ExprPtr conjunction() {
        ExprPtr left = negation();
        while (peek_is("and")) {
            const Token op = take();
            left = pair(Expr::Kind::And, op, std::move(left), negation());
        }
        return left;
    }
    ExprPtr negation() {
        if (!peek_is("not")) return comparison();
        return unary_of(take(), [this] { return negation(); });
    }
    ExprPtr comparison() {
        ExprPtr left = binary(0);
        static constexpr std::string_view kCompare[] = {"==", "!=", "<", "<=", ">", ">="};
        bool compared = false;
        for (;;) {
            if (peek_is("in") || peek_is("is")) outside(peek().text);
            const auto* const found = std::find_if(std::begin(kCompare), std::end(kCompare),
                                                   [&](auto op) { return peek_is(op); });
            if (found == std::end(kCompare)) return left;
            if (std::exchange(compared, true)) outside("a < b < c");
            const Token op = take();
            left = pair(Expr::Kind::Compare, op, std::move(left), binary(0));
        }
    }
    ExprPtr binary(std::size_t level) {
        if (level == std::size(kLevels)) return unary();
        ExprPtr left = binary(level + 1);
        for (;;) {
            bool found = false;
            for (const auto op : kLevels[level].operators) found |= peek_is(op);
            if (!found) return left;
            const Token op = take();
            left = pair(Expr::Kind::Binary, op, std::move(left), binary(level + 1));
        }
    }

    template <class Operand>
    ExprPtr unary_of(const Token& op, Operand operand) {
        const Nesting nesting(depth_);
        ExprPtr expr = make(Expr::Kind::Unary, op.column);
        expr->text = op.text;
        add(*expr, operand());
        return expr;
    }
    ExprPtr unary() {
        if (peek_is("-") || peek_is("+") || peek_is("~"))
            return unary_of(take(), [this] { return unary(); });
        ExprPtr base = postfix();
        if (peek_is("**")) {
            const Token op = take();
            const Nesting nesting(depth_);
            return pair(Expr::Kind::Binary, op, std::move(base), unary());  // binds to the right
        }
        return base;
    }

    ExprPtr postfix() {
        ExprPtr expr = atom();
        for (;;) {
            const Token token = peek();
            if (accept(".")) {
                if (peek().kind != TokenKind::Name) invalid();
                ExprPtr attribute = make(Expr::Kind::Attribute, token.column);
                attribute->text = take().text;
                add(*attribute, std::move(expr));
                expr = std::move(attribute);
            } else if (accept("[")) {
                open_ += '[';
                ExprPtr subscript = make(Expr::Kind::Subscript, token.column);
                add(*subscript, std::move(expr));
                add(*subscript, index());
                expect_close("]", "[");
                expr = std::move(subscript);
            } else if (accept("(")) {
                open_ += '(';
                expr = call(std::move(expr), token.column);
            } else {
                return expr;
            }
        }
    }

    // a[1], a[1:2, ..., None]
    ExprPtr index() {
        const int column = peek().column;
        ExprPtr first = index_part();
        if (!peek_is(",")) return first;
        ExprPtr tuple = make(Expr::Kind::Tuple, column);
        add(*tuple, std::move(first));
        while (accept(",")) {
            if (peek_is("]")) break;
            add(*tuple, index_part());
        }
        return tuple;
    }
    ExprPtr index_part() {
        const Token start = peek();
        ExprPtr low = peek_is(":") ? literal(start, nn::Value()) : expression();
        if (!accept(":")) return low;
        ExprPtr slice = make(Expr::Kind::Slice, start.column);
        add(*slice, std::move(low));
        const auto part = [&] {
            const bool absent = peek_is(":") || peek_is(",") || peek_is("]");
            add(*slice, absent ? literal(start, nn::Value()) : expression());
        };
        part();
        if (accept(":")) {
            part();
        } else {
            add(*slice, literal(start, nn::Value()));
        }
        return slice;
    }

    ExprPtr call(ExprPtr callee, int column) {
        ExprPtr result = make(Expr::Kind::Call, column);
        add(*result, std::move(callee));
        while (!peek_is(")")) {
            if (peek_is("*") || peek_is("**")) outside("*args");
            const bool keyword = peek().kind == TokenKind::Name &&
                                 tokens_[at_ + 1].kind == TokenKind::Operator &&
                                 tokens_[at_ + 1].text == "=";
            if (keyword) {
                std::string name = take().text;
                take();
                for (const auto& [other, value] : result->keywords) {
                    if (other == name) {
                        raise(ErrorKind::SyntaxError, "keyword argument repeated: {}", name);
                    }
                }
                result->keywords.emplace_back(std::move(name), expression());
                result->height =
                    std::max(result->height, result->keywords.back().second->height + 1);
            } else {
                if (!result->keywords.empty()) {
                    raise(ErrorKind::SyntaxError, "positional argument follows keyword argument");
                }
                add(*result, expression());
            }
            if (!accept(",")) break;
        }
        expect_close(")", "(");
        return result;
    }

    ExprPtr literal(const Token& token, nn::Value value) const {
        ExprPtr expr = make(Expr::Kind::Literal, token.column);
        expr->literal = std::move(value);
        return expr;
    }

    ExprPtr atom() {
        const Token token = take();
        switch (token.kind) {
            case TokenKind::Name: {
                ExprPtr expr = make(Expr::Kind::Name, token.column);
                expr->text = token.text;
                return expr;
            }
            case TokenKind::Integer:
                return literal(token, integer(token.text));
            case TokenKind::Float:
                return literal(token, std::strtod(token.text.c_str(), nullptr));
            case TokenKind::String: {
                std::string text = token.text;  // neighbours join, as in Python
                while (peek().kind == TokenKind::String) text += take().text;
                return literal(token, std::move(text));
            }
            case TokenKind::Keyword:
                if (token.text == "None") return literal(token, nn::Value());
                if (token.text == "True" || token.text == "False") {
                    return literal(token, token.text == "True");
                }
                if (token.text == "lambda" || token.text == "await" || token.text == "yield") {
                    outside(token.text);
                }
                invalid();
            case TokenKind::Operator:
                if (token.text == "(") return brackets(token, ")", Expr::Kind::Tuple);
                if (token.text == "[") return brackets(token, "]", Expr::Kind::List);
                if (token.text == "{") outside("{...}");
                if (token.text == "...") return literal(token, nn::Ellipsis{});
                if (token.text == ")" || token.text == "]" || token.text == "}") {
                    raise(ErrorKind::SyntaxError, "unmatched '{}'", token.text);
                }
                invalid();
            case TokenKind::End:
                if (!open_.empty()) {
                    raise(ErrorKind::SyntaxError, "'{}' was never closed", open_.back());
                }
                break;
        }
        invalid();
    }

    static nn::Value integer(const std::string& text) {
        errno = 0;
        const long long value = std::strtoll(text.c_str(), nullptr, 10);
        if (errno == ERANGE) raise(ErrorKind::RuntimeError, "Overflow when unpacking long");
        return int64_t{value};
    }

    // (a), (a,), (a, b), [a, b]
    ExprPtr brackets(const Token& open, std::string_view close, Expr::Kind kind) {
        ExprPtr group = make(kind, open.column);
        open_ += open.text;
        bool comma = false;
        while (!peek_is(close)) {
            add(*group, expression());
            if (peek_is("for")) outside("[... for ... in ...]");
            if (!accept(",")) break;
            comma = true;
        }
        expect_close(close, open.text);
        const bool grouping = kind == Expr::Kind::Tuple && group->items.size() == 1 && !comma;
        return grouping ? std::move(group->items[0]) : std::move(group);
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::string open_;  // brackets that wait for their other half, innermost last
};

}  // namespace

Statement parse(std::string_view line) {
    return Parser(line).statement();
}

}  // namespace engine::script
