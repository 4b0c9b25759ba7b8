#include "tests/engine/script/fuzz_grammar.h"

#include <utility>

namespace fuzz {

namespace {

constexpr std::string_view kNames[] = {"a", "b", "c", "f", "g", "m", "n", "t", "x", "self"};
constexpr std::string_view kAtoms[] = {"0",
                                       "1",
                                       "-2",
                                       "3.5",
                                       "'k'",
                                       "''",
                                       "None",
                                       "True",
                                       "[]",
                                       "{}",
                                       "()",
                                       "torch.ones(2, 3)",
                                       "torch.ones(3, requires_grad=True)",
                                       "torch.randn(2, 3)",
                                       "nn.Linear(3, 2)",
                                       "nn.Dropout(0.5)",
                                       "nn.BatchNorm1d(3)",
                                       "torch.float64",
                                       "range(3)",
                                       "float('nan')",
                                       "..."};
constexpr std::string_view kBinary[] = {"+",  "-",  "*",  "/",   "//", "%",      "**",    "@",
                                        "&",  "|",  "^",  "<<",  ">>", "==",     "!=",    "<",
                                        "<=", "is", "in", "and", "or", "not in", "is not"};
constexpr std::string_view kMethods[] = {"append",
                                         "extend",
                                         "pop",
                                         "keys",
                                         "items",
                                         "get",
                                         "sum",
                                         "mean",
                                         "detach",
                                         "clone",
                                         "zero_",
                                         "add_",
                                         "backward",
                                         "train",
                                         "eval",
                                         "forward",
                                         "named_parameters",
                                         "state_dict",
                                         "split",
                                         "join",
                                         "format",
                                         "sort",
                                         "index",
                                         "update",
                                         "size",
                                         "view",
                                         "item",
                                         "to",
                                         "double",
                                         "apply",
                                         "parameters",
                                         "children",
                                         "requires_grad_"};
constexpr std::string_view kFunctions[] = {"len",
                                           "list",
                                           "dict",
                                           "tuple",
                                           "set",
                                           "sum",
                                           "min",
                                           "max",
                                           "abs",
                                           "round",
                                           "sorted",
                                           "reversed",
                                           "any",
                                           "all",
                                           "repr",
                                           "str",
                                           "int",
                                           "float",
                                           "bool",
                                           "iter",
                                           "next",
                                           "type",
                                           "zip",
                                           "enumerate",
                                           "print",
                                           "isinstance",
                                           "torch.cat",
                                           "torch.stack",
                                           "F.relu",
                                           "F.dropout",
                                           "torch.where",
                                           "copy.deepcopy",
                                           "copy.copy",
                                           "hash",
                                           "getattr",
                                           "setattr",
                                           "hasattr",
                                           "map",
                                           "filter",
                                           "nn.Sequential",
                                           "torch.tensor",
                                           "f",
                                           "g",
                                           "C",
                                           "M"};
constexpr std::string_view kAttributes[] = {"shape", "grad",  "weight", "training", "value",
                                            "dtype", "other", "T",      "__dict__", "__class__"};
constexpr std::string_view kErrors[] = {"ValueError", "TypeError", "RuntimeError",
                                        "KeyError",   "Exception", "StopIteration"};

}  // namespace

std::string Grammar::name() {
    return one_of(kNames);
}

std::string Grammar::target() {
    switch (below(6)) {
        case 0:
            return name() + "." + one_of(kAttributes);
        case 1:
            return name() + "[" + expression(1) + "]";
        case 2:
            return name() + ", " + name();
        case 3:
            return name() + ", *" + name();
        default:
            return name();
    }
}

std::string Grammar::arguments(int depth) {
    std::string out;
    for (std::size_t i = below(3); i > 0; --i) out += expression(depth) + ", ";
    if (below(12) == 0) out += "*" + expression(depth) + ", ";
    if (below(8) == 0) out += "x=" + expression(depth) + ", ";
    if (below(16) == 0) out += "**" + expression(depth);
    return "(" + out + ")";
}

std::string Grammar::expression(int depth) {
    if (depth <= 0) return below(2) == 0 ? name() : one_of(kAtoms);
    const auto inner = [&] { return expression(depth - 1); };
    switch (below(22)) {
        case 0:
        case 1:
        case 2:
            return "(" + inner() + " " + one_of(kBinary) + " " + inner() + ")";
        case 3:
            return "(" + one_of(std::array<std::string_view, 4>{"-", "not ", "~", "+"}) + inner() +
                   ")";
        case 4:
        case 5:
            return name() + "." + one_of(kMethods) + arguments(depth - 1);
        case 6:
        case 7:
        case 8:
            return one_of(kFunctions) + arguments(depth - 1);
        case 9:
            return name() + "." + one_of(kAttributes);
        case 10:
            return name() + "[" + inner() + "]";
        case 11:
            return name() + "[" + inner() + ":" + inner() + ", ...]";
        case 12:
            return "[" + inner() + ", *" + inner() + "]";
        case 13:
            return "{" + inner() + ": " + inner() + ", 'k': " + inner() + "}";
        case 14:
            return "[" + inner() + " for " + name() + " in " + inner() + " if " + inner() + "]";
        case 15:
            ++things[7];
            return "(" + inner() + " for " + name() + " in " + inner() + ")";
        case 16:
            return "{" + inner() + " for " + name() + " in " + inner() + "}";
        case 17:
            return "{" + inner() + ": " + inner() + " for " + name() + " in " + inner() + "}";
        case 18:
            return "(lambda " + name() + "=" + inner() + ": " + inner() + ")";
        case 19:
            return "(" + inner() + " if " + inner() + " else " + inner() + ")";
        case 20:
            return "f'{" + name() + "} {" + name() + "!r:>5}'";
        default:
            return "(" + name() + " := " + inner() + ")";
    }
}

void Grammar::line(const std::string& text) {
    text_ += std::string(static_cast<std::size_t>(indent_) * 4, ' ') + text + '\n';
}

void Grammar::block(int depth, bool in_function, bool in_loop) {
    ++indent_;
    for (std::size_t i = below(3) + 1; i > 0; --i) statement(depth - 1, in_function, in_loop);
    --indent_;
}

void Grammar::function(int depth, const std::string& called, const std::string& parameters) {
    line("def " + called + "(" + parameters + "):");
    ++indent_;
    if (below(8) == 0) line("global c");
    --indent_;
    block(depth, true, false);
    ++indent_;
    line("return " + expression(2));
    --indent_;
}

void Grammar::statement(int depth, bool in_function, bool in_loop) {
    const std::size_t kind = below(depth > 0 ? 19 : 9);
    switch (kind) {
        case 0:
        case 1:
        case 2:
            return line(target() + " = " + expression(2));
        case 3:
            return line(name() + " " +
                        one_of(std::array<std::string_view, 5>{"+", "-", "*", "@", "|"}) + "= " +
                        expression(1));
        case 4:
            return line(expression(3));
        case 5:
            if (in_function) return line("return " + expression(2));
            return line("assert " + expression(1) + ", " + expression(1));
        case 6:
            if (in_loop) return line(below(2) == 0 ? "break" : "continue");
            return line("del " + name());
        case 7:
            return line("raise " + one_of(kErrors) + "(" + expression(1) + ")");
        case 8:
            return line(name() + ": int = " + expression(1));
        case 9:
        case 10:
            line("if " + expression(2) + ":");
            block(depth, in_function, in_loop);
            if (below(2) == 0) {
                line("else:");
                block(depth, in_function, in_loop);
            }
            return;
        case 11:
        case 12:
            line("for " + name() + " in " + expression(2) + ":");
            return block(depth, in_function, true);
        case 13:
            line("while " + expression(1) + ":");
            block(depth, in_function, true);
            ++indent_;
            line("break");
            --indent_;
            return;
        case 14:
        case 15:
            ++things[10];
            line("try:");
            block(depth, in_function, in_loop);
            if (below(4) != 0) {
                line("except " + one_of(kErrors) + " as " + name() + ":");
                block(depth, in_function, in_loop);
            }
            line("finally:");
            return block(depth, in_function, in_loop);
        case 16:
            ++things[11];
            line("with " +
                 one_of(std::array<std::string_view, 3>{"torch.no_grad()", "torch.enable_grad()",
                                                        "torch.inference_mode()"}) +
                 ":");
            return block(depth, in_function, in_loop);
        case 17:
            ++things[6];
            return function(depth, one_of(std::array<std::string_view, 2>{"f", "g"}),
                            "a=1, *b, n=" + expression(1) + ", **c");
        default:
            return thing();
    }
}

void Grammar::thing() {
    const std::size_t which = below(12);
    switch (which) {
        case 0:
            ++things[0];
            if (below(2) == 0) {
                ++things[1];
                line("class C(C):");
            } else {
                line("class C:");
            }
            ++indent_;
            line("value = " + expression(1));
            function(1, "__init__", "self, a=0, *b");
            function(1, "__getattr__", "self, n");
            --indent_;
            return;
        case 1:
            ++things[2];
            line("class M(nn.Module):");
            ++indent_;
            line("def __init__(self, *a):");
            ++indent_;
            line("super().__init__()");
            line("self.value = " + expression(2));
            line("self.fc = nn.Linear(3, 3)");
            line("self.register_buffer('other', " + expression(1) + ")");
            --indent_;
            function(1, "forward", "self, x=None");
            --indent_;
            return line("m = M()");
        case 2:
            ++things[3];
            line("m = nn.Sequential(nn.Linear(3, 3), nn.Dropout(0.5))");
            function(1, "g", "*a");
            line("h = m" + std::string(below(2) == 0 ? "[0]" : "") + "." +
                 one_of(std::array<std::string_view, 3>{"register_forward_hook",
                                                        "register_forward_pre_hook",
                                                        "register_full_backward_hook"}) +
                 "(g)");
            line("m(torch.ones(2, 3)).sum().backward()");
            return line("h.remove()");
        case 3:
            ++things[4];
            line("t = torch.ones(3, requires_grad=True)");
            line("t.register_hook(lambda c: " + expression(2) + ")");
            return line("(t * 2).sum().backward()");
        case 4:
            ++things[5];
            line("m = nn.Linear(3, 1)");
            line("n = torch.optim.Adam(m.parameters(), lr=0.1)");
            line("for x in range(2):");
            ++indent_;
            line("n.zero_grad()");
            line("a = m(torch.randn(4, 3)).pow(2).mean()");
            statement(0, false, true);
            line("a.backward()");
            line("n.step()");
            --indent_;
            return;
        case 5:
            ++things[8];
            line("class C:");
            ++indent_;
            function(1,
                     one_of(std::array<std::string_view, 8>{"__add__", "__eq__", "__len__",
                                                            "__getitem__", "__iter__", "__call__",
                                                            "__repr__", "__hash__"}),
                     "self, *a");
            --indent_;
            return line("c = C()");
        case 6:
            ++things[9];
            line("a = [" + expression(1) + "]");
            line(one_of(std::array<std::string_view, 4>{
                "a.append(a)", "b = {'k': a}; a.append(b)", "a[0] = lambda: a",
                "m = nn.Linear(3, 3); a.append(m); m.register_forward_hook(lambda *b: a)"}));
            return;
        case 7:
            ++things[14];
            line("def g(*a):");
            ++indent_;
            line("try:");
            block(1, false, false);
            ++indent_;
            line("x = yield " + expression(2));
            line("yield from " + expression(2));
            --indent_;
            line("finally:");
            ++indent_;
            line("yield x");
            indent_ -= 2;
            line("t = g()");
            line("next(t)");
            return line(one_of(std::array<std::string_view, 4>{"t.send(t)", "list(t)", "t.close()",
                                                               "a = [t, next(t)]"}));
        case 8:
            ++things[15];
            line("match " + expression(2) + ":");
            ++indent_;
            for (const std::string_view pattern :
                 {"[a, *b]", "{'k': c, **n}", "C(value=x)", "int() | None", "(1, x) if ", "_"}) {
                const bool guarded = pattern.ends_with("if ");
                line("case " + std::string(pattern) + (guarded ? expression(1) : "") + ":");
                block(1, false, false);
            }
            --indent_;
            return;
        case 9:
            ++things[16];
            line("n = " + one_of(std::array<std::string_view, 4>{"10 ** 30", "-(1 << 200)",
                                                                 "2 ** 64 - 1", "3 ** 300"}));
            return line("n = n " + one_of(kBinary) + " " + expression(1));
        case 10:
            ++things[12];
            line("from dataclasses import dataclass");
            line("@dataclass");
            line("class D:");
            line("    value: int = 1");
            return line("c = D(" + expression(1) + ")");
        default:
            ++things[13];
            line("torch.manual_seed(" + expression(0) + ")");
            line("g = torch.Generator()");
            return line("t = torch.randn(2, 3, generator=g)");
    }
}

std::string Grammar::program() {
    text_ = "import torch, copy\nimport torch.nn.functional as F\nfrom torch import nn\n";
    line("class C:\n    def __init__(self, *a): self.value = a");
    line(
        "M = nn.Linear; t = torch.ones(2, 3); m = nn.Linear(3, 3); a, b, c, n = [1], {'k': 2}, 3, "
        "4");
    line("f = g = lambda *a, **b: a");
    for (std::size_t i = below(12) + 3; i > 0; --i) {
        if (below(3) == 0) {
            thing();
        } else {
            statement(3, false, false);
        }
    }
    return std::exchange(text_, {});
}

}  // namespace fuzz
