#include "engine/session/printed_tree.h"

#include "engine/base/error.h"
#include "engine/script/native.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace engine::session {

namespace {

constexpr int kDeepest = 200;
constexpr int64_t kMostModules = 20'000;
constexpr int64_t kMostText = 16 << 20;

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_word(char c) {
    return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0;
}

struct Line {
    std::size_t indent = 0;
    std::string text;  ///< without the white space around it
    std::size_t number = 0;
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
        const auto begin = line.find_first_not_of(" \t");
        const auto last = line.find_last_not_of(" \t\r");
        if (begin == std::string_view::npos || last == std::string_view::npos || last < begin) {
            continue;
        }
        lines.push_back({begin, std::string(line.substr(begin, last - begin + 1)), number});
    }
    return lines;
}

/// "Conv2d" of "Conv2d(...": nothing where no class is called.
std::optional<std::string> class_at(std::string_view text) {
    if (text.empty() || !is_letter(text[0])) return std::nullopt;
    std::size_t end = 0;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end == text.size() || text[end] != '(') return std::nullopt;
    return std::string(text.substr(0, end));
}

/// "(conv1): " or "(0-3): 4 x " and what comes behind it.
struct Child {
    std::string key;
    int64_t times = 1;
    int64_t first = 0;  ///< of "0-3"
    std::string rest;
};

std::optional<int64_t> number_of(std::string_view text) {
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Child> child_at(std::string_view text) {
    if (!text.starts_with('(')) return std::nullopt;
    const auto close = text.find("): ");
    if (close == std::string_view::npos) return std::nullopt;
    Child child{.key = std::string(text.substr(1, close - 1)), .rest = {}};
    if (child.key.empty() || child.key.find_first_of(" ()=,") != std::string::npos) {
        return std::nullopt;
    }
    std::string_view rest = text.substr(close + 3);
    const auto times = rest.find(" x ");
    const auto dash = child.key.find('-');
    if (times != std::string_view::npos && dash != std::string::npos) {
        const auto count = number_of(rest.substr(0, times));
        const auto first = number_of(std::string_view(child.key).substr(0, dash));
        const auto last = number_of(std::string_view(child.key).substr(dash + 1));
        // Neither difference can overflow: no number here is negative.
        const bool counts = count && first && last && *count >= 1 && *last >= *first;
        if (counts && *last - *first == *count - 1) {
            child.times = *count;
            child.first = *first;
            rest.remove_prefix(times + 3);
        }
    }
    child.rest = rest;
    if (!class_at(child.rest) && !child.rest.starts_with("Parameter containing:") &&
        child.rest != "None") {
        return std::nullopt;
    }
    return child;
}

/// Where the bracket that is open before `at` closes; npos where it does not. Quotes count.
std::size_t closing(std::string_view text, std::size_t at) {
    int depth = 1;
    char quote = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != 0) {
            if (c == '\\') ++at;
            if (c == quote) quote = 0;
            continue;
        }
        // An apostrophe inside a word is none of Python's.
        if ((c == '\'' || c == '"') && (at == 0 || !is_word(text[at - 1]))) quote = c;
        if (c == '(' || c == '[' || c == '{' || c == '<') ++depth;
        if (c == ')' || c == ']' || c == '}' || c == '>') --depth;
        if (depth == 0) return at;
    }
    return std::string_view::npos;
}

class Reader {
public:
    explicit Reader(std::vector<Line> lines) : lines_(std::move(lines)) {}

    /// From line `at`, whose text begins at `text`.
    PrintedModule read(std::size_t at, std::string_view text) {
        at_ = at;
        return module(text, lines_[at].indent, 0);
    }
    bool complete() const { return complete_; }

private:
    PrintedModule module(std::string_view text, std::size_t indent, int depth) {
        const std::size_t number = lines_[at_].number;
        if (depth > kDeepest) refuse(number, "it is nested too deeply");
        PrintedModule made;
        const auto name = class_at(text);
        if (!name) refuse(number, "expected a class, as in \"Linear(\"");
        made.class_name = *name;
        const std::size_t inside = name->size() + 1;
        if (inside == text.size()) {
            ++at_;
            body(made, indent, depth);
            return made;
        }
        const std::size_t end = closing(text, inside);
        if (end == std::string_view::npos) refuse(number, "a bracket is not closed");
        std::string_view words = text.substr(inside, end - inside);
        // A ParameterDict of one stands on one line.
        const auto word = std::min(words.find_first_not_of(' '), words.size());
        if (const auto child = child_at(words.substr(word)); child && !class_at(child->rest)) {
            PrintedModule parameter;
            parameter.name = child->key;
            parameter.extra = child->rest;
            made.children.push_back(std::move(parameter));
            words = {};
        }
        made.extra = words;
        ++at_;
        return made;
    }

    /// The lines up to the closing bracket, which stands as far in as the class.
    void body(PrintedModule& made, std::size_t indent, int depth) {
        for (;;) {
            if (at_ == lines_.size()) {
                complete_ = false;
                return;
            }
            const Line& line = lines_[at_];
            if (line.text == ")" || line.text == "),") {
                ++at_;
                return;
            }
            if (line.indent <= indent && depth > 0) {  // its bracket was lost
                complete_ = false;
                return;
            }
            const auto child = child_at(line.text);
            if (!child) {
                made.extra += (made.extra.empty() ? "" : "\n") + line.text;
                ++at_;
                continue;
            }
            add(made, *child, line.indent, depth);
        }
    }

    void add(PrintedModule& parent, const Child& child, std::size_t indent, int depth) {
        const int64_t modules = modules_, letters = text_;
        PrintedModule made;
        if (child.rest.starts_with("Parameter containing:") || child.rest == "None") {
            made.extra = child.rest;
            ++at_;
        } else {
            made = module(child.rest, indent, depth + 1);
        }
        ++modules_;
        text_ += std::ssize(made.class_name) + std::ssize(made.extra);
        // Every copy brings all that stands in it.
        const int64_t more = child.times - 1;
        if (more > kMostModules || modules_ + more * (modules_ - modules) > kMostModules ||
            text_ + more * (text_ - letters) > kMostText) {
            refuse(lines_.back().number, "it is too large");
        }
        modules_ += more * (modules_ - modules);
        text_ += more * (text_ - letters);
        for (int64_t i = 0; i < child.times; ++i) {
            made.name = child.times == 1 ? child.key : std::to_string(child.first + i);
            parent.children.push_back(made);
        }
    }

    [[noreturn]] static void refuse(std::size_t line, std::string_view why) {
        raise(ErrorKind::ValueError, "this is not what print(model) shows: line {}: {}", line, why);
    }

    std::vector<Line> lines_;
    std::size_t at_ = 0;
    bool complete_ = true;
    int64_t modules_ = 0, text_ = 0;  ///< of all that is made, and the letters in it
};

/// "Net(" of ">>> Net(", "model = Net(", "Out[3]: Net(".
std::string_view root_in(std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        if ((i == 0 || !is_word(line[i - 1])) && class_at(line.substr(i))) return line.substr(i);
    }
    return {};
}

/// The line that the tree begins at; nothing when there is no tree.
std::optional<std::size_t> root_of(const std::vector<Line>& lines) {
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const std::string_view root = root_in(lines[i].text);
        if (root.empty() || !root.ends_with('(') || lines[i].text.starts_with('(')) continue;
        const auto name = class_at(root);
        if (!name || name->size() + 1 != root.size()) continue;
        // Its first child may come after lines of its own.
        for (std::size_t j = i + 1; j < lines.size() && j < i + 8; ++j) {
            if (lines[j].indent <= lines[i].indent && lines[j].text != ")") break;
            if (child_at(lines[j].text)) return i;
        }
    }
    if (lines.size() != 1) return std::nullopt;
    // One layer: a class of torch.nn without "nn." before it.
    const auto name = class_at(lines[0].text);
    if (!name || script::find_native(script::kNN, *name) == nullptr) return std::nullopt;
    return closing(lines[0].text, name->size() + 1) + 1 == lines[0].text.size()
               ? std::optional<std::size_t>(0)
               : std::nullopt;
}

}  // namespace

bool looks_printed(std::string_view text) {
    return root_of(lines_of(text)).has_value();
}

PrintedModule parse_printed(std::string_view text, bool& complete) {
    std::vector<Line> lines = lines_of(text);
    const auto root = root_of(lines);
    if (!root) raise(ErrorKind::ValueError, "this is not what print(model) shows: no class in it");
    const std::string first(root_in(lines[*root].text));
    Reader reader(std::move(lines));
    PrintedModule tree = reader.read(*root, first);
    complete = reader.complete();
    return tree;
}

}  // namespace engine::session
