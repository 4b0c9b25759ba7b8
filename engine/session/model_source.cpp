#include "engine/session/model_source.h"

#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/script/parser.h"
#include "engine/session/model_candidates.h"
#include "engine/session/printed_model.h"
#include "engine/session/syntax_walk.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace engine::session {

namespace {

using script::Expr;
using script::Program;
using script::Statement;

constexpr std::size_t kLargestText = std::size_t{4} << 20;

// --- Texts that are no whole file

/// Without ">>> " and "... ", when that is how it begins: copied from a prompt.
std::string without_prompts(std::string_view text) {
    if (!text.starts_with(">>>")) return std::string(text);
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
        if (!line.starts_with(">>>") && !line.starts_with("...")) continue;
        line.remove_prefix(std::min<std::size_t>(line.size(), 4));
        out += std::string(line) + '\n';
    }
    return out;
}

struct UsualImport {
    std::string_view name, line;
};
constexpr std::array kUsual{
    UsualImport{"torch", "import torch"},
    UsualImport{"nn", "import torch.nn as nn"},
    UsualImport{"F", "import torch.nn.functional as F"},
    UsualImport{"math", "import math"},
    UsualImport{"OrderedDict", "from collections import OrderedDict"},
};

/// What a text uses and neither imports nor defines, of the usual names: pasted classes often come
/// without the lines above them.
std::string missing_imports(const Program& program) {
    std::set<std::string, std::less<>> used, bound;
    for_each_expression(program.body, [&](const Expr& expr) {
        if (expr.kind == Expr::Kind::Name) used.insert(expr.text);
    });
    for (const Statement& statement : program.body) {
        for (const script::Imported& each : statement.imports) {
            if (each.target) bound.insert(each.target->text);
        }
        for (const script::ExprPtr& target : statement.targets) {
            if (target && target->kind == Expr::Kind::Name) bound.insert(target->text);
        }
    }
    std::string lines;
    for (const UsualImport& usual : kUsual) {
        if (!used.contains(usual.name) || bound.contains(usual.name)) continue;
        lines += std::string(usual.line) + '\n';
    }
    return lines;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n\f");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n\f") - begin + 1);
}

/// Without the white space that all lines begin with: cut out of the middle of a file.
std::string dedented(std::string_view text) {
    std::size_t shared = std::string_view::npos;
    const auto each_line = [&](const auto& act) {
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            act(rest.substr(0, end));
            rest.remove_prefix(std::min(rest.size(), end + 1));
        }
    };
    each_line([&](std::string_view line) {
        const auto begin = line.find_first_not_of(" \t");
        if (begin != std::string_view::npos && line[begin] != '\r')
            shared = std::min(shared, begin);
    });
    if (shared == 0 || shared == std::string_view::npos) return std::string(text);
    std::string out;
    each_line([&](std::string_view line) {
        line.remove_prefix(std::min(line.size(), shared));
        out += std::string(line) + '\n';
    });
    return out;
}

/// Whether this is Python that does more than show something: a print may stand in its docstring.
bool is_program(std::string_view text) {
    using Kind = Statement::Kind;
    try {
        const auto program = script::parse(text);
        return std::ranges::any_of(program->body, [](const Statement& one) {
            return one.kind == Kind::Class || one.kind == Kind::Assign ||
                   one.kind == Kind::Annotated || one.kind == Kind::Def;
        });
    } catch (const Error&) {
        return false;
    }
}

void refuse(ModelSource& found, std::string words) {
    found.form = ModelSource::Form::Nothing;
    found.error = std::move(words);
    found.candidates.clear();
}

void read_python(ModelSource& found, bool pasted) {
    const auto program = script::parse(found.source, found.file);
    found.form = ModelSource::Form::File;
    const bool expression = program->body.size() == 1 &&
                            program->body[0].kind == Statement::Kind::Expression &&
                            program->body[0].value->kind != Expr::Kind::Literal;
    std::string imports;
    if (pasted || expression) imports = missing_imports(*program);
    if (!imports.empty() || expression) {
        if (expression) {
            found.form = ModelSource::Form::Expression;
            found.source = "model = " + std::string(trimmed(found.source)) + '\n';
        }
        if (!imports.empty()) found.source = imports + '\n' + found.source;
        const auto whole = script::parse(found.source, found.file);
        if (expression) {
            found.candidates.push_back(
                {.kind = ModelCandidate::Kind::Variable, .name = "model", .parameters = {}});
            found.clear = true;
        } else {
            find_candidates(*whole, found);
        }
        return;
    }
    find_candidates(*program, found);
}

}  // namespace

ModelSource read_model_source(std::string_view text, std::string_view file) {
    ModelSource found;
    const bool pasted = file.empty();
    found.file = pasted ? "pasted.py" : std::string(file);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (trimmed(text).empty()) {
        refuse(found, pasted ? "There is no text to paste." : found.file + " is empty.");
        return found;
    }
    if (text.size() > kLargestText || text.find('\0') != std::string_view::npos) {
        refuse(found, text.size() > kLargestText ? found.file + ": too large for a Python file."
                                                 : found.file + " is no text.");
        return found;
    }
    if (!is_utf8(text)) {
        refuse(found, found.file + " is not UTF-8: save it as UTF-8 and open it again.");
        return found;
    }
    if (looks_printed(text) && !is_program(text)) {
        read_printed_model(text, found);
        return found;
    }
    found.source = pasted ? dedented(without_prompts(text)) : std::string(text);
    if (!found.source.ends_with('\n')) found.source += '\n';
    try {
        found.header = read_header(found.source);
        read_python(found, pasted);
    } catch (const script::ScriptError& error) {
        found.form = ModelSource::Form::File;
        found.error = error.line();
        found.traceback = error.traceback();
        return found;
    }
    if (found.candidates.empty()) {
        refuse(found,
               found.file +
                   " makes no model: it has neither a class of nn.Module nor a variable that "
                   "holds a module.");
    }
    return found;
}

}  // namespace engine::session
