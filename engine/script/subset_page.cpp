#include "engine/base/error.h"
#include "engine/script/ast.h"
#include "engine/script/native.h"
#include "engine/script/parser.h"
#include "engine/script/standalone.h"
#include "engine/script/subset.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace engine::script {

namespace {

struct Form {
    std::string_view name, example;
};

// One row for each kind of statement and expression, in the order of the tree's own (ast.h); each
// example is read, and must be what its row says.
constexpr Form kStatements[] = {
    {"an expression", "print(model)"},
    {"assignment", "a = b = 1; x, (y, *rest) = 1, (2, 3, 4)"},
    {"augmented assignment", "total += loss.item()"},
    {"annotated assignment (the annotation is read and ignored)", "width: int = 64"},
    {"if, elif, else", "if x > 0: y = 1\nelif x < 0: y = -1\nelse: y = 0"},
    {"while, else", "while n > 1: n //= 2"},
    {"for, else; targets may be tuples", "for name, p in model.named_parameters(): print(name)"},
    {"break", "for i in range(9): break"},
    {"continue", "for i in range(9): continue"},
    {"pass", "pass"},
    {"return", "def f(): return 1, 2"},
    {"def with defaults, *args, keyword-only arguments, **kwargs",
     "def f(a, b=2, *args, c=3, **kw): pass"},
    {"class: inheritance, super() in both spellings, class attributes, property, staticmethod, "
     "classmethod, special methods",
     "class Net(nn.Module): expansion = 4"},
    {"import", "import torch.nn as nn"},
    {"from ... import", "from torch import nn, optim"},
    {"raise, raise ... from", "raise ValueError('words') from None"},
    {"try, except, else, finally",
     "try: f()\nexcept (ValueError, KeyError) as e: print(e)\nfinally: pass"},
    {"with: torch.no_grad() and its like, and objects with __enter__ and __exit__",
     "with torch.no_grad(): y = model(x)"},
    {"assert", "assert x.dim() == 2, 'a matrix'"},
    {"del", "del x, d['key'], a[0]"},
    {"global, nonlocal", "def f():\n    global n\n    n = 1"},
    {"match, case: values, names, sequences, dicts, classes, alternatives, guards",
     "match x:\n    case [a, *_] if a > 0: y = a\n    case {'lr': float(lr)}: y = lr\n    case _: "
     "y = 0"},
};

constexpr Form kExpressions[] = {
    {"numbers, texts, None, True, ...", "0x1F"},
    {"names", "x"},
    {"attributes", "model.fc.weight"},
    {"subscripts", "x[0, ..., None]"},
    {"slices", "x[1:, ::2]"},
    {"calls", "f(1, *args, key=2, **kwargs)"},
    {"unary operators: - + ~ not", "not x"},
    {"binary operators: + - * / // % ** @ & | ^ << >>", "a @ b"},
    {"comparisons, chained: == != < <= > >= is in not", "0 <= i < n"},
    {"and", "a and b"},
    {"or", "a or b"},
    {"a if test else b", "1 if x else 2"},
    {"tuples", "(1, 'a')"},
    {"lists", "[1, *more]"},
    {"sets", "{1, 2}"},
    {"dicts", "{'a': 1, **more}"},
    {"starred items", "[*layers]"},
    {"lambda", "lambda x, y=1: x + y"},
    {"list comprehensions", "[x * 2 for x in values if x]"},
    {"set comprehensions", "{x % 3 for x in values}"},
    {"dict comprehensions", "{k: v for k, v in pairs}"},
    {"generator expressions", "sum(x for x in values)"},
    {"f-strings with =, !r and format specifications", "f'{loss:.4f} {x!r:>8} {n=}'"},
    {"nested fields of f-strings", "f'{x:{width}}'"},
    {":=", "(n := len(a))"},
    {"yield, yield from: generators, with send(), throw() and close()",
     "def f():\n    got = yield 1"},
};

struct Outside {
    std::string_view what, code, instead;
};

// What is refused by name; the words are what the program really says.
constexpr Outside kOutside[] = {
    {"`yield` inside an expression", "def f():\n    print((yield 1))",
     "`x = yield 1` on a line before"},
    {"coroutines", "async def f(): pass", "plain functions"},
    {"`except*`", "try: pass\nexcept* ValueError: pass", "`except`"},
    {"complex numbers", "(-8.0) ** 0.5", "`torch.sqrt`, which gives nan"},
    {"running text as code", "eval('1 + 1')", "`getattr`, or a dict of functions"},
    {"files", "open('data.txt')", "tensors made in the program"},
    {"bytes", "bytes(3)", "lists of int"},
    {"metaclasses", "class A(metaclass=type): pass", "a class decorator's work done by hand"},
    {"classes of `list`, `str`, `int` and the like", "class A(list): pass",
     "a class that has one; classes of `dict` are fine"},
    {"modules of other packages, when they are used", "import numpy as np\nnp.ones(2)",
     "torch's own names"},
    {"names of torch that the engine lacks, when they are used", "torch.fft",
     "what the lists above hold"},
};

void check_forms() {
    for (std::size_t i = 0; i < std::size(kStatements); ++i) {
        const auto program = parse(kStatements[i].example);
        const Statement* at = &program->body.at(0);
        const auto wanted = static_cast<Statement::Kind>(i);
        // What stands only inside others: break, return, global.
        if (at->kind != wanted && at->function) at = &at->function->body.at(0);
        if (at->kind != wanted && !at->body.empty()) at = &at->body.at(0);
        if (at->kind != wanted) {
            throw std::logic_error(fmt::format("the page's example is no {}", kStatements[i].name));
        }
    }
    const auto holds = [](const Expr& expr, Expr::Kind kind, const auto& self) -> bool {
        if (expr.kind == kind) return true;
        return std::any_of(expr.items.begin(), expr.items.end(),
                           [&](const ExprPtr& item) { return item && self(*item, kind, self); });
    };
    for (std::size_t i = 0; i < std::size(kExpressions); ++i) {
        const auto program = parse(kExpressions[i].example);
        const Statement* at = &program->body.at(0);
        if (at->function) at = &at->function->body.at(0);
        if (!holds(*at->value, static_cast<Expr::Kind>(i), holds)) {
            throw std::logic_error(
                fmt::format("the page's example is no {}", kExpressions[i].name));
        }
    }
}

std::string refusal_of(std::string_view code) {
    Standalone session;
    try {
        run(code, session.environment);
    } catch (const Error& error) {
        return error.line();
    }
    throw std::logic_error(fmt::format("the page says that this is refused: {}", code));
}

/// In Markdown, on one line of a table.
std::string code(std::string_view text) {
    std::string out = "`";
    for (const char c : text) {
        if (c == '\n') {
            out += "` / `";
        } else if (c == '|') {
            out += "\\|";
        } else {
            out += c;
        }
    }
    return out + "`";
}

template <class Names>
std::string listed(const Names& names) {
    std::string out;
    for (const auto& name : names) {
        if (std::string_view(name).starts_with("__")) continue;
        out += (out.empty() ? "`" : ", `") + std::string(name) + "`";
    }
    return out;
}

std::string forms(std::string_view head, std::span<const Form> rows) {
    std::string out = fmt::format("| {} | such as |\n|---|---|\n", head);
    for (const Form& row : rows) {
        std::string name(row.name);
        for (std::size_t at = 0; (at = name.find('|', at)) != std::string::npos; at += 2) {
            name.insert(at, "\\");
        }
        for (std::size_t at = 0; (at = name.find('*', at)) != std::string::npos; at += 2) {
            name.insert(at, "\\");
        }
        out += fmt::format("| {} | {} |\n", name, code(row.example));
    }
    return out;
}

std::string built_ins() {
    std::string out = "Functions: " + listed(builtin_names("builtins")) + ".\n\n";
    std::vector<std::string_view> types, exceptions;
    for (const std::string_view name : builtin_class_names("builtins")) {
        const bool exception = name.ends_with("Error") || name.ends_with("Exception") ||
                               name.ends_with("Warning") || name == "StopIteration" ||
                               name == "KeyboardInterrupt" || name == "SystemExit";
        (exception ? exceptions : types).push_back(name);
    }
    out += "Types: " + listed(types) + ".\n\nExceptions: " + listed(exceptions) + ".\n\n";
    out += "| type | methods |\n|---|---|\n";
    for (const std::string_view table :
         {"str", "list", "tuple", "dict", "set", "frozenset", "range", "slice", "number"}) {
        out += fmt::format("| {} | {} |\n", table == "number" ? "int, float, bool" : table,
                           listed(builtin_names(table)));
    }
    return out;
}

std::string modules() {
    std::string out = "| module | names |\n|---|---|\n";
    for (const std::string_view module : importable_modules()) {
        if (module.starts_with("torch")) continue;
        out += fmt::format("| `{}` | {} |\n", module, listed(names_in_module(module)));
    }
    out += "\nOf torch: ";
    std::vector<std::string_view> torch;
    for (const std::string_view module : importable_modules()) {
        if (module.starts_with("torch")) torch.push_back(module);
    }
    return out + listed(torch) + ".\n";
}

std::string torch_names() {
    std::string out;
    const auto section = [&](std::string_view title, std::string_view module, Place place) {
        std::vector<std::string> names = names_in_module(module);
        for (const std::string_view name : native_names(place)) names.emplace_back(name);
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        std::erase_if(names, [](const std::string& name) { return name.starts_with('_'); });
        out += fmt::format("### {} ({})\n\n{}.\n\n", title, names.size(), listed(names));
    };
    section("torch", "torch", kTorch);
    section("Methods of tensors", "", kMethod);
    section("Attributes of tensors", "", kTensorProperty);
    section("torch.nn", "torch.nn", kNN);
    section("Methods of modules", "", kModuleMethod);
    section("torch.nn.functional", "torch.nn.functional", kFunctional);
    section("torch.nn.init", "torch.nn.init", kInit);
    section("torch.nn.utils", "torch.nn.utils", kUtils);
    section("torch.optim", "torch.optim", kOptim);
    section("torch.optim.lr_scheduler", "torch.optim.lr_scheduler", kScheduler);
    section("torch.utils.data", "torch.utils.data", static_cast<Place>(0));
    section("torch.autograd", "torch.autograd", kAutograd);
    section("torch.linalg", "torch.linalg", kLinalg);
    return out;
}

std::string outside() {
    std::string out = "| Python | what Modescope says | instead |\n|---|---|---|\n";
    for (const Outside& row : kOutside) {
        out += fmt::format("| {} | {} | {} |\n", row.what, code(refusal_of(row.code)), row.instead);
    }
    return out;
}

}  // namespace

std::string subset_page() {
    check_forms();
    std::string out =
        "# The Python and PyTorch that Modescope runs\n\n"
        "A model file is Python as PyTorch's own lessons write it, run by an interpreter of our "
        "own. What runs here runs in real PyTorch and prints the same; what does not run says so "
        "by name and with its line. A program may not touch files, the network or other programs, "
        "so a file from a stranger is safe to open.\n\n"
        "This page is written by the program itself (`subset_page > docs/pytorch_subset.md`): a "
        "test compares the two.\n\n";
    out += "## Statements\n\n" + forms("statement", kStatements) + "\n";
    out += "## Expressions\n\n" + forms("expression", kExpressions) + "\n";
    out += "## Built-in names\n\n" + built_ins() + "\n";
    out += "## Modules to import\n\n" + modules() +
           "\nAn import of anything else is no error before its name is used.\n\n";
    out += "## Names of torch\n\n" + torch_names();
    out += "## Outside, and what one does instead\n\n" + outside() + "\n";
    out +=
        "## Limits\n\n"
        "A script that does not end is stopped by the window's stop button (Ctrl+C under "
        "`modescope run`), and the session goes on as before. Calls inside calls end with "
        "`RecursionError: maximum recursion depth exceeded` like Python's, texts and lists that "
        "grow without end with `MemoryError` before the machine swaps.\n";
    return out;
}

}  // namespace engine::script
