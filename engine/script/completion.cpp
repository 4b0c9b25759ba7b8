#include "engine/script/completion.h"

#include "engine/script/builtins.h"
#include "engine/script/members.h"
#include "engine/script/subset.h"
#include "engine/script/text_lookup.h"

#include <algorithm>
#include <cctype>
#include <exception>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace engine::script {

namespace {

using Kind = Candidate::Kind;
using Pieces = std::span<const Piece>;

constexpr std::size_t kMostCandidates = 400;
class Completer {
public:
    explicit Completer(const PromptNames& names) : names_(names), look_(names) {}

    Completion run(std::string_view text, std::size_t cursor) {
        Completion result;
        cursor = std::min(cursor, text.size());
        result.text = text;
        result.cursor = result.from = cursor;
        const std::vector<Piece> pieces = pieces_of(text.substr(0, cursor));
        result.call = hint(pieces);
        complete(pieces, 0, result);
        if (result.candidates.size() > kMostCandidates) result.candidates.resize(kMostCandidates);
        return result;
    }

    CallHint hint(Pieces pieces) {
        const std::vector<std::size_t> open = open_brackets(pieces);
        for (std::size_t i = open.size(); i-- > 0;) {
            if (!pieces[open[i]].is("(")) continue;
            const CallWords words = look_.words_of_call(pieces, open[i]);
            if (!words.known()) continue;
            return placed(words, pieces.subspan(open[i] + 1));
        }
        return {};
    }

private:
    // --- Calls.

    static CallHint placed(const CallWords& words, Pieces arguments) {
        // Which argument the cursor is in: by its name, else by the commas before it.
        std::size_t commas = 0;
        std::string_view keyword;
        int depth = 0;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const Piece& piece = arguments[i];
            if (piece.kind != Piece::Kind::Symbol) continue;
            const char c = piece.text[0];
            if (c == '(' || c == '[' || c == '{') ++depth;
            if (c == ')' || c == ']' || c == '}') --depth;
            if (depth > 0) continue;
            if (piece.is(",")) {
                ++commas;
                keyword = {};
            }
            if (piece.is("=") && i > 0) keyword = arguments[i - 1].text;
        }
        CallHint hint{.text = words.text(), .begin = 0, .end = 0};
        std::size_t at = words.name.size() + 1;
        for (std::size_t i = 0; i < words.parameters.size(); ++i) {
            const std::string& parameter = words.parameters[i];
            const bool rest = parameter.size() > 1 && parameter[0] == '*';
            const std::string_view own = std::string_view(parameter).substr(0, parameter.find('='));
            const bool here =
                keyword.empty() ? i == commas || (rest && i < commas) : own == keyword;
            if (here) {
                hint.begin = at;
                hint.end = at + parameter.size();
                break;
            }
            at += parameter.size() + 2;
        }
        return hint;
    }

    // --- What may come.

    void complete(Pieces pieces, std::size_t offset, Completion& result) {
        if (pieces.empty()) return globals("", pieces, result);
        const Piece& last = pieces.back();
        const bool touches = offset + last.end() == result.cursor;
        if (last.kind == Piece::Kind::Comment && touches) return;
        if (last.kind == Piece::Kind::String && last.open) {
            return last.format ? in_format_string(last, offset, result)
                               : in_string(pieces, offset, result);
        }
        std::string_view prefix;
        Pieces before = pieces;
        if (touches && last.kind == Piece::Kind::Name) {
            prefix = last.text;
            before = pieces.first(pieces.size() - 1);
        }
        result.from = result.cursor - prefix.size();
        if (touches && last.kind == Piece::Kind::Number) {
            if (pieces.size() < 2 || !pieces[pieces.size() - 2].is("[")) return;
            result.from = result.cursor - last.text.size();
            return subscript(pieces.first(pieces.size() - 2), last.text, result);
        }
        if (imports(before, prefix, result)) return;
        if (!before.empty() && before.back().is(".")) {
            const Found base = look_.primary(before.first(before.size() - 1));
            if (base.value) return take(members_of(look_.machine(), *base.value), prefix, result);
            if (base.instance_of) take(members_of_class(*base.instance_of), prefix, result);
            return;
        }
        if (!before.empty() && before.back().is("[") && prefix.empty()) {
            subscript(before.first(before.size() - 1), "", result);
            if (!result.candidates.empty()) return;
        }
        globals(prefix, before, result);
    }

    void subscript(Pieces base, std::string_view prefix, Completion& result) {
        const Found of = look_.primary(base);
        if (of.value) take(keys_of(look_.machine(), *of.value), prefix, result);
    }

    /// `group['l`: keys that are texts.
    void in_string(Pieces pieces, std::size_t offset, Completion& result) {
        if (pieces.size() < 3 || !pieces[pieces.size() - 2].is("[")) return;
        const Piece& string = pieces.back();
        const Found of = look_.primary(pieces.first(pieces.size() - 2));
        if (!of.value) return;
        result.from = offset + string.begin;
        const char quote = string.text[string.text.size() - string.content.size() - 1];
        std::vector<Candidate> keys = keys_of(look_.machine(), *of.value);
        std::erase_if(keys, [](const Candidate& key) { return key.text[0] != '\''; });
        for (Candidate& key : keys) std::replace(key.text.begin(), key.text.end(), '\'', quote);
        take(std::move(keys), string.text, result);
    }

    /// f"{model.ba": the expression behind the last open brace.
    void in_format_string(const Piece& string, std::size_t offset, Completion& result) {
        const auto open = string.content.rfind('{');
        if (open == std::string_view::npos) return;
        const std::string_view inside = string.content.substr(open + 1);
        if (inside.find('}') != std::string_view::npos) return;
        const std::size_t begin = offset + string.end() - inside.size();
        complete(pieces_of(inside), begin, result);
    }

    bool imports(Pieces before, std::string_view prefix, Completion& result) {
        std::size_t first = before.size();
        while (first > 0 && before[first - 1].kind != Piece::Kind::Newline) --first;
        const Pieces line = before.subspan(first);
        if (line.empty() || (line[0].text != "import" && line[0].text != "from")) return false;
        std::string path;
        std::size_t i = 1;
        for (; i < line.size() && line[i].text != "import"; ++i) {
            if (line[i].is(",")) {
                path.clear();
            } else {
                path += line[i].text;
            }
        }
        if (line[0].text == "from" && i < line.size()) {
            const std::vector<std::string> names = namespace_names(path);
            const nn::Value space = look_.machine().import(path);
            std::vector<Candidate> members;
            for (const std::string& name : names) {
                if (const auto held = look_up(look_.machine(), space, name)) {
                    members.push_back(candidate_for(name, *held));
                }
            }
            take(std::move(members), prefix, result);
            return true;
        }
        if (line[0].text == "from" && !line.back().is(".") && line.size() > 1) {
            take({{.text = "import", .kind = Kind::Keyword, .detail = "keyword"}}, prefix, result);
            return true;
        }
        std::vector<Candidate> spaces;
        std::set<std::string> seen;
        for (const std::string_view name : importable_modules()) {
            if (!name.starts_with(path)) continue;
            std::string part(name.substr(path.size()));
            part = part.substr(0, part.find('.'));
            if (part.empty() || !seen.insert(part).second) continue;
            spaces.push_back({.text = part, .kind = Kind::Namespace, .detail = path + part});
        }
        take(std::move(spaces), prefix, result);
        return true;
    }

    void globals(std::string_view prefix, Pieces before, Completion& result) {
        std::vector<Candidate> all;
        add_arguments(before, all);
        add_typed(before, all);
        if (names_.names != nullptr) {
            for (const auto& [held, value] : *names_.names) {
                all.push_back(candidate_for(held, value));
            }
        }
        std::vector<std::string_view> known{"model", "optimizer", "torch", "nn", "F", "optim"};
        for (const std::string_view one : builtin_names("builtins")) known.push_back(one);
        for (const std::string_view one : builtin_names("prompt")) known.push_back(one);
        for (const std::string_view one : builtin_class_names("builtins")) known.push_back(one);
        for (const std::string_view one : known) {
            if (!one.starts_with(prefix.substr(0, 1)) && !prefix.empty()) continue;
            if (const Found held = look_.name(one); held.value) {
                all.push_back(candidate_for(one, *held.value));
            }
        }
        for (const std::string_view word : keywords()) {
            all.push_back({.text = std::string(word), .kind = Kind::Keyword, .detail = "keyword"});
        }
        take(std::move(all), prefix, result);
    }

    /// `p=` of the call around the cursor, but for those that are given.
    void add_arguments(Pieces before, std::vector<Candidate>& into) {
        const std::vector<std::size_t> open = open_brackets(before);
        if (open.empty() || !before[open.back()].is("(")) return;
        // Behind `p=` stands a value, no name.
        if (before.back().is("=") || before.back().is(".")) return;
        const CallWords words = look_.words_of_call(before, open.back());
        const Pieces given = before.subspan(open.back() + 1);
        std::size_t positional = 0;
        if (!before.back().is("(") && !before.back().is(",")) return;
        int depth = 0;
        bool named = false;
        std::set<std::string_view> used;
        for (std::size_t i = 0; i < given.size(); ++i) {
            if (given[i].kind != Piece::Kind::Symbol) continue;
            const char c = given[i].text[0];
            if (c == '(' || c == '[' || c == '{') ++depth;
            if (c == ')' || c == ']' || c == '}') --depth;
            if (depth > 0) continue;
            if (given[i].is("=") && i > 0) {
                used.insert(given[i - 1].text);
                named = true;
            }
            if (given[i].is(",") && !std::exchange(named, false)) ++positional;
        }
        for (std::size_t i = 0; i < words.parameters.size(); ++i) {
            const std::string& parameter = words.parameters[i];
            if (parameter[0] == '*' || parameter[0] == '/' || i < positional) continue;
            const auto equals = parameter.find('=');
            const std::string own = parameter.substr(0, equals);
            if (used.contains(own)) continue;
            into.push_back({.text = own + "=",
                            .kind = Kind::Argument,
                            .detail = equals == std::string::npos ? "argument"
                                                                  : parameter.substr(equals + 1)});
        }
    }

    /// Names that the text itself binds above the cursor: targets, parameters, imports.
    static void add_typed(Pieces before, std::vector<Candidate>& into) {
        bool in_for = false, in_def = false;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const Piece& piece = before[i];
            if (piece.kind == Piece::Kind::Newline) in_for = in_def = false;
            if (piece.text == "for") in_for = true;
            if (piece.text == "in") in_for = false;
            if (piece.text == "def" || piece.text == "lambda") in_def = true;
            if (piece.is(":")) in_def = false;
            if (piece.kind != Piece::Kind::Name || is_keyword(piece.text)) continue;
            const bool member = i > 0 && before[i - 1].is(".");
            const std::string_view previous = i > 0 ? before[i - 1].text : std::string_view();
            const bool assigned = i + 1 < before.size() && before[i + 1].is("=") &&
                                  open_brackets(before.first(i)).empty();
            const bool bound = previous == "def" || previous == "class" || previous == "as";
            if (member || !(assigned || in_for || in_def || bound)) continue;
            into.push_back({.text = std::string(piece.text),
                            .kind = Kind::Attribute,
                            .detail = "in this input"});
        }
    }

    /// Those that go on from the prefix; first in its own spelling, then in any.
    static void take(std::vector<Candidate> all, std::string_view prefix, Completion& result) {
        const auto lower = [](std::string_view text) {
            std::string out(text);
            std::transform(out.begin(), out.end(), out.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            return out;
        };
        const bool hidden = prefix.starts_with('_');
        const std::string wanted = lower(prefix);
        std::set<std::string> seen;
        for (const bool exact : {true, false}) {
            for (const Candidate& one : all) {
                if (!hidden && one.text.starts_with('_')) continue;
                if (one.text.starts_with(prefix) != exact) continue;
                if (!exact && !lower(one.text).starts_with(wanted)) continue;
                if (seen.insert(one.text).second) result.candidates.push_back(one);
            }
        }
    }

    const PromptNames& names_;
    TextLookup look_;
};

}  // namespace

Completion complete(std::string_view text, std::size_t cursor, const PromptNames& names) {
    try {
        return Completer(names).run(text, cursor);
    } catch (const std::exception&) {  // a look-up that had to fail: nothing is offered
        Completion nothing;
        nothing.text = text;
        nothing.cursor = nothing.from = cursor;
        return nothing;
    }
}

CallHint signature_of(std::string_view text, std::size_t cursor, const PromptNames& names) {
    const std::vector<Piece> pieces = pieces_of(text.substr(0, cursor));
    return Completer(names).hint(pieces);
}

}  // namespace engine::script
