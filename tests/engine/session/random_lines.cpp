#include "tests/engine/session/random_lines.h"

#include <functional>

namespace engine::test {

struct RandomLines::Sort {
    std::string_view name;
    std::function<std::string(RandomLines&)> make;
};

const std::vector<RandomLines::Sort>& RandomLines::table() {
    using R = RandomLines;
    using Words = std::vector<std::string>;
    static const std::vector<Sort> sorts = {
        // Right, or refused for what the model has become.
        {"train and eval",
         [](R& r) {
             static const Words calls = {".train()", ".eval()", ".train(False)",
                                         ".train(mode=True)", ".train(1)"};
             return r.module() + r.one_of(calls);
         }},
        {"flag",
         [](R& r) { return r.module() + ".training = " + (r.chance(80) ? "False" : r.value()); }},
        {"requires_grad",
         [](R& r) {
             return r.chance(50) ? r.module() + ".requires_grad_(" + r.value() + ")"
                                 : r.tensor() + ".requires_grad = " + r.value();
         }},
        {"attribute",
         [](R& r) { return r.module() + "." + r.one_of(r.attributes_) + " = " + r.value(); }},
        {"name",
         [](R& r) {
             static const Words names = {"a", "b", "x", "y", "loss", "model", "optimizer"};
             return r.one_of(names) + " = " + r.expression(2);
         }},
        {"augmented",
         [](R& r) {
             static const Words ops = {"+=", "-=", "*=", "/=", "%=", "@=", "//=", "**="};
             return r.tensor() + " " + r.one_of(ops) + " " + r.expression(1);
         }},
        {"in place",
         [](R& r) {
             static const Words calls = {".zero_()", ".fill_(", ".mul_(", ".add_(",
                                         ".requires_grad_("};
             const std::string call = r.one_of(calls);
             return r.tensor() + call + (call.ends_with('(') ? r.value() + ")" : "");
         }},
        {"element",
         [](R& r) {
             return r.tensor() + "[" + (r.chance(70) ? "0" : r.number()) + "] = " + r.expression(1);
         }},
        {"gradient",
         [](R& r) {
             return r.chance(50) ? r.tensor() + ".grad = " + r.expression(1)
                                 : r.module() + "(x).sum().backward()";
         }},
        {"forward",
         [](R& r) {
             return (r.chance(50) ? "y = model(" : r.module() + "(") + r.expression(1) + ")";
         }},
        {"optimizer",
         [](R& r) {
             static const Words calls = {"optimizer.step()", "optimizer.zero_grad()",
                                         "optimizer.zero_grad(set_to_none=False)",
                                         "optimizer.param_groups", "optimizer"};
             return r.one_of(calls);
         }},
        {"option",
         [](R& r) {
             static const Words options = {"lr", "betas", "eps", "weight_decay", "momentum", "no"};
             return "optimizer.param_groups[" + std::string(r.chance(90) ? "0" : "1") + "]['" +
                    r.one_of(options) + "'] = " + r.value();
         }},
        {"another module",
         [](R& r) { return r.module() + " = " + (r.chance(70) ? r.module() : r.value()); }},
        {"another tensor", [](R& r) { return r.tensor() + " = " + r.expression(1); }},
        {"torch",
         [](R& r) {
             static const Words calls = {"torch.manual_seed(", "torch.set_grad_enabled(",
                                         "torch.zeros(",       "torch.randn(",
                                         "torch.rand(",        "torch.ones(",
                                         "torch.save("};
             return r.one_of(calls) + r.value() + ")";
         }},
        {"question",
         [](R& r) {
             static const Words heads = {"print(", "len(", "("};
             return r.one_of(heads) + r.expression(2) + ")";
         }},
        {"nothing", [](R& r) { return std::string(r.chance(50) ? "  " : "# a remark"); }},
        // Wrong.
        {"cut short",
         [](R& r) {
             std::string line = r.plausible();
             return line.substr(0, r.random_() % (line.size() + 1));
         }},
        {"slip of the finger",
         [](R& r) {
             std::string line = r.plausible();
             for (unsigned slips = 1 + r.random_() % 3; slips > 0 && !line.empty(); --slips) {
                 const std::size_t at = r.random_() % line.size();
                 if (r.chance(40)) {
                     line.erase(at, 1);
                 } else {
                     line.insert(at, 1, static_cast<char>(' ' + r.random_() % 95));
                 }
             }
             return line;
         }},
        {"unknown name",
         [](R& r) { return r.chance(50) ? r.module() + ".frobnicate()" : "modle." + r.tensor(); }},
        {"wrong arguments",
         [](R& r) {
             return r.module() + ".eval(" + r.value() + ", " + r.value() + ", k=" + r.value() + ")";
         }},
        {"deep",
         [](R& r) {
             static const Words pieces = {"(",   "[",  "-", "not ", "f(",
                                          "2**", "2+", "~", "a[",   "a.b"};
             static const std::size_t counts[] = {30, 99, 1000, 200'000};
             const std::string piece = r.one_of(pieces);
             std::string line = piece == "a.b" ? "model" : "";
             for (std::size_t i = counts[r.random_() % 4]; i > 0; --i) {
                 line += piece == "a.b" ? ".training" : piece;
             }
             return line + (r.chance(50) ? "1" : "");
         }},
        {"long",
         [](R& r) {
             static const Words ends = {"+1", ".head", "[0]", "()", " and 1", ", 1", " '1'"};
             const std::string end = r.one_of(ends);
             std::string line = r.chance(50) ? "1" : "model";
             for (int i = 0; i < 50'000; ++i) line += end;
             return line;
         }},
        {"outside the subset",
         [](R& r) {
             static const Words lines = {"import torch",
                                         "for p in model.parameters(): p.zero_()",
                                         "def f(): pass",
                                         "model.eval(); model.train()",
                                         "with torch.no_grad(): pass",
                                         "x[1:2]",
                                         "x[0, 1]",
                                         "lambda: 1",
                                         "{1: 2}",
                                         "a = b = 1",
                                         "a, b = 1, 2",
                                         "del model",
                                         "1 if a else 2",
                                         "f'{x}'",
                                         "x is None",
                                         "0x10",
                                         "1j",
                                         "1 < 2 < 3",
                                         "[i for i in x]",
                                         "model\t.eval()",
                                         "model.\neval()",
                                         "@x",
                                         "$",
                                         "'open",
                                         "\"\\",
                                         "'''a"};
             return r.one_of(lines);
         }},
        {"bytes",
         [](R& r) {
             std::string line;
             for (unsigned left = r.random_() % 40; left > 0; --left) {
                 line += static_cast<char>(r.random_() % 256);
             }
             return line;
         }},
    };
    return sorts;
}

std::vector<std::string_view> RandomLines::sorts() {
    std::vector<std::string_view> names;
    for (const Sort& sort : table()) names.push_back(sort.name);
    return names;
}

RandomLine RandomLines::next(const session::Session& session) {
    modules_.clear();
    tensors_ = {"x", "y", "loss", "a"};
    attributes_ = {"p", "eps", "momentum", "bias", "weight", "unknown"};
    const nn::ModulePtr model = session.state().model;
    for (const auto& [path, module] : model->named_modules()) {
        modules_.push_back(session::expression(path));
        for (const auto& entry : module->attributes) attributes_.emplace_back(entry.first);
    }
    for (const auto& [name, tensor] : model->named_parameters()) {
        tensors_.push_back(session::expression(name));
    }
    for (const auto& [name, tensor] : model->named_buffers()) {
        tensors_.push_back(session::expression(name));
    }
    const Sort& sort = one_of(table());
    return {.sort = sort.name, .text = sort.make(*this)};
}

std::string RandomLines::module() {
    return one_of(modules_);
}

std::string RandomLines::tensor() {
    static const std::vector<std::string> tails = {".data", ".grad", "[0]", ".detach()"};
    return one_of(tensors_) + (chance(20) ? one_of(tails) : "");
}

std::string RandomLines::number() {
    static const std::vector<std::string> numbers = {
        "0",    "1",     "2",     "-1",    "3",   "0.5",
        "1e-3", "-0.25", "1e300", "1e400", "100", "9223372036854775807",
        "1e-9", "32",    "2.0",   "1_000", "007", "99999999999999999999"};
    return one_of(numbers);
}

std::string RandomLines::value() {
    static const std::vector<std::string> values = {"None",
                                                    "True",
                                                    "False",
                                                    "'text'",
                                                    "''",
                                                    "(1, 2)",
                                                    "[1, 2.5, 'a']",
                                                    "()",
                                                    "[]",
                                                    "model",
                                                    "x",
                                                    "a",
                                                    "(0.9, 0.99)",
                                                    "torch.zeros(2)",
                                                    "torch.randn(3, 2)",
                                                    "torch.ones(16)",
                                                    "optimizer",
                                                    "torch",
                                                    "float('inf')"};
    return chance(50) ? number() : one_of(values);
}

std::string RandomLines::expression(int depth) {
    static const std::vector<std::string> ops = {" + ",  " - ", " * ",  " / ", " // ",  " % ",
                                                 " ** ", " @ ", " == ", " < ", " and ", " or "};
    static const std::vector<std::string> tails = {".sum()",    ".mean()",  ".item()",
                                                   ".detach()", ".shape",   ".grad",
                                                   ".dim()",    ".numel()", "[0]"};
    if (depth == 0 || chance(30)) return chance(50) ? value() : tensor();
    if (chance(30)) return expression(depth - 1) + one_of(tails);
    if (chance(20)) return module() + "(" + expression(depth - 1) + ")";
    return expression(depth - 1) + one_of(ops) + expression(depth - 1);
}

std::string RandomLines::plausible() {
    static constexpr std::size_t kRight = 16;  // the first rows of the table
    return table()[random_() % kRight].make(*this);
}

}  // namespace engine::test
