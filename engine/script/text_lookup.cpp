#include "engine/script/text_lookup.h"

#include "engine/script/builtins.h"
#include "engine/script/members.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <iterator>
#include <utility>

namespace engine::script {

namespace {

using Pieces = TextLookup::Pieces;

constexpr int kMostNesting = 60;

constexpr std::string_view kKeywords[] = {
    "False",    "None",   "True", "and",    "as",     "assert", "break",   "class",
    "continue", "def",    "del",  "elif",   "else",   "except", "finally", "for",
    "from",     "global", "if",   "import", "in",     "is",     "lambda",  "nonlocal",
    "not",      "or",     "pass", "raise",  "return", "try",    "while",   "with"};

/// Methods that return what they are called on.
constexpr std::string_view kReturnsSelf[] = {
    "train",  "eval", "requires_grad_", "apply", "to",         "cpu",  "float",
    "double", "half", "detach",         "clone", "contiguous", "zero_"};

Found found(std::optional<nn::Value> value) {
    return {.value = std::move(value), .instance_of = nullptr};
}

std::optional<nn::Value> literal(const Piece& piece) {
    if (piece.kind == Piece::Kind::String) return nn::Value(std::string(piece.content));
    if (piece.kind != Piece::Kind::Number) return std::nullopt;
    const char* const end = piece.text.data() + piece.text.size();
    int64_t whole = 0;
    const auto [stop, error] = std::from_chars(piece.text.data(), end, whole);
    if (error == std::errc() && stop == end) return nn::Value(whole);
    return nn::Value(0.0);  // some float: they all have the same members
}

/// Place of the bracket that the last piece closes; npos when there is none.
std::size_t opening(Pieces pieces) {
    int depth = 0;
    for (std::size_t i = pieces.size(); i-- > 0;) {
        if (pieces[i].kind != Piece::Kind::Symbol) continue;
        const char c = pieces[i].text[0];
        if (c == ')' || c == ']' || c == '}') ++depth;
        if ((c == '(' || c == '[' || c == '{') && --depth == 0) return i;
    }
    return std::string_view::npos;
}

/// Whether a bracket behind these pieces is a call or a subscript.
bool ends_expression(Pieces pieces) {
    if (pieces.empty()) return false;
    const Piece& last = pieces.back();
    if (last.kind == Piece::Kind::Name) return !is_keyword(last.text);
    return last.kind == Piece::Kind::String || last.is(")") || last.is("]") || last.is("}");
}

}  // namespace

std::span<const std::string_view> keywords() {
    return kKeywords;
}

bool is_keyword(std::string_view name) {
    return std::find(std::begin(kKeywords), std::end(kKeywords), name) != std::end(kKeywords);
}

TextLookup::TextLookup(const PromptNames& names)
    : known_(names),
      model_(names.model),
      environment_{.model = model_,
                   .optimizer = names.optimizer,
                   .generator = generator_,
                   .grad_enabled = grad_enabled_,
                   .tensor_defaults = tensor_defaults_,
                   .names = names_,
                   .context = context_,
                   .flag_observer = {},
                   .printed = {}},
      machine_(environment_) {}

Found TextLookup::name(std::string_view name) {
    if (known_.names != nullptr) {
        if (const nn::Value* held = known_.names->find(name)) return found(*held);
    }
    if (name == "None") return found(nn::Value());
    if (name == "True" || name == "False") return found(nn::Value(name == "True"));
    try {
        return found(builtin_name(machine_, name));
    } catch (const Error&) {
        return {};
    }
}

Found TextLookup::primary(Pieces pieces, int depth) {
    if (pieces.empty() || depth > kMostNesting) return {};
    const Piece& last = pieces.back();
    const Pieces before = pieces.first(pieces.size() - 1);
    if (last.kind == Piece::Kind::Name) {
        if (before.empty() || !before.back().is(".")) {
            return is_keyword(last.text) && !std::isupper(last.text[0]) ? Found() : name(last.text);
        }
        const Found base = primary(before.first(before.size() - 1), depth + 1);
        return base ? attribute(base, last.text) : Found();
    }
    if (last.kind == Piece::Kind::String && last.open) return {};
    if (auto value = literal(last)) return found(std::move(value));
    if (!last.is(")") && !last.is("]") && !last.is("}")) return {};
    const std::size_t open = opening(pieces);
    if (open == std::string_view::npos) return {};
    const Pieces outside = pieces.first(open);
    const Pieces inside = pieces.subspan(open + 1, pieces.size() - open - 2);
    if (last.is("]")) {
        const Found base = primary(outside, depth + 1);
        if (!base && !ends_expression(outside)) return found(nn::Value::list({}));
        return base.value ? item(*base.value, inside) : Found();
    }
    if (last.is(")")) {
        if (ends_expression(outside)) return result_of_call(outside, depth);
        return primary(inside, depth + 1);
    }
    return {};
}

Found TextLookup::attribute(const Found& base, std::string_view name) {
    if (base.value) return found(look_up(machine_, *base.value, name));
    const nn::Value* const member = base.instance_of->find(name);
    return member != nullptr && as<DescriptorObject>(*member) == nullptr ? found(*member) : Found();
}

Found TextLookup::item(const nn::Value& base, Pieces inside) {
    const bool minus = inside.size() == 2 && inside[0].is("-");
    if (inside.size() != 1 && !minus) {
        return base.is_tensor() ? found(base) : Found();
    }
    std::optional<nn::Value> key = literal(inside.back());
    if (!key && inside[0].kind == Piece::Kind::Name) key = name(inside[0].text).value;
    if (!key) return {};
    if (minus) {
        const auto* number = std::get_if<int64_t>(&key->data());
        if (number == nullptr) return {};
        key = nn::Value(-*number);
    }
    if (!key->is_number() && key->text() == nullptr) return {};
    return found(look_up_item(machine_, base, *key));
}

Found TextLookup::result_of_call(Pieces callee, int depth) {
    const Found called = primary(callee, depth + 1);
    if (called.value) {
        if (auto type = shared_as<ClassObject>(*called.value)) {
            return {.value = std::nullopt, .instance_of = std::move(type)};
        }
    }
    const std::string_view method = callee.back().text;
    const bool same = callee.size() > 2 && callee[callee.size() - 2].is(".") &&
                      std::find(std::begin(kReturnsSelf), std::end(kReturnsSelf), method) !=
                          std::end(kReturnsSelf);
    return same ? primary(callee.first(callee.size() - 2), depth + 1) : Found();
}

CallWords TextLookup::words_of_call(Pieces pieces, std::size_t open) {
    const Pieces callee = pieces.first(open);
    if (!ends_expression(callee)) return {};
    // `def f(` and `class C(` call nothing.
    if (callee.size() > 1 && callee.back().kind == Piece::Kind::Name) {
        const std::string_view before = callee[callee.size() - 2].text;
        if (before == "def" || before == "class") return {};
    }
    const Found called = primary(callee);
    return called.value ? call_words(*called.value) : CallWords();
}

}  // namespace engine::script
