#include "app/cli/script_files.h"

#include "app/cli/columns.h"
#include "engine/nn/python_checks.h"
#include "engine/script/machine.h"
#include "engine/script/script_error.h"
#include "engine/script/standalone.h"
#include "engine/session/model_source.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app::cli {

namespace {

using engine::Tensor;
using engine::nn::Module;
using engine::nn::ModulePtr;
using engine::nn::Value;
using engine::script::Standalone;

constexpr std::size_t kLargestFile = std::size_t{16} << 20;

/// The file's text, or nothing and the reason in words.
std::optional<std::string> text_of(const std::filesystem::path& path, std::ostream& err) {
    std::ifstream file(path, std::ios::binary);
    std::string why;
    if (std::filesystem::is_directory(path)) {
        why = "this is a folder";
    } else if (!file) {
        why = "this file cannot be read";
    } else {
        std::string text(std::istreambuf_iterator<char>(file), {});
        if (text.size() <= kLargestFile) return text;
        why = "too large for a Python file";
    }
    err << fmt::format("modescope: {}: {}\n", path.string(), why);
    return std::nullopt;
}

/// What sys.exit() asks for: nothing is 0, a number itself, words are shown and 1. Empty of every
/// other exception.
std::optional<int> exit_code(const engine::script::ScriptError& error, std::ostream& err) {
    const auto* instance = engine::script::as<engine::script::InstanceObject>(error.exception);
    if (instance == nullptr || instance->type->name != "SystemExit") return std::nullopt;
    if (instance->items.empty() || instance->items[0].is_none()) return 0;
    const Value& asked = instance->items[0];
    if (std::holds_alternative<int64_t>(asked.data())) {
        return static_cast<int>(asked.integer() & 0xFF);
    }
    err << error.what() << '\n';
    return 1;
}

int run(const std::filesystem::path& path, std::string_view name, Standalone& session,
        std::ostream& out, std::ostream& err) {
    const auto text = text_of(path, err);
    if (!text) return 2;
    session.environment.output = [&out](std::string_view printed) { out << printed; };
    session.environment.clock = [] {
        const auto since = std::chrono::system_clock::now().time_since_epoch();
        return std::chrono::duration<double>(since).count();
    };
    try {
        engine::script::run_file(*text, path.string(), session.environment, name);
    } catch (const engine::script::ScriptError& error) {
        out.flush();  // the traceback comes after what was printed before it
        if (const auto code = exit_code(error, err)) return *code;
        err << error.traceback();
        return 1;
    }
    out.flush();
    return 0;
}

int64_t count(const Module::NamedTensors& tensors) {
    int64_t sum = 0;
    for (const auto& [name, tensor] : tensors) {
        if (!tensor.is_uninitialized()) sum += tensor.numel();
    }
    return sum;
}

std::string shape_of(const Tensor& tensor) {
    return tensor.is_uninitialized() ? "lazy" : engine::nn::python_tuple(tensor.sizes());
}

/// Class and options: the first line of its print, without the bracket of what stands inside.
std::string title_of(engine::script::Machine& machine, const ModulePtr& module) {
    std::string printed = machine.repr(Value(module));
    const std::size_t end = printed.find('\n');
    if (end != std::string::npos) printed.resize(end);
    if (printed.ends_with('(')) printed.pop_back();
    return printed;
}

void add_module(std::string& out, engine::script::Machine& machine, const std::string& path,
                const ModulePtr& module) {
    std::size_t depth = 0;
    for (const char c : path) depth += c == '.' ? 1 : 0;
    const std::string name = path.substr(path.rfind('.') + 1);
    std::string line = padded(std::string(2 + 2 * depth, ' ') + name, 24) + " " +
                       mode_word(module->training) + "  " + title_of(machine, module);
    for (const auto& [key, tensor] : module->parameters) {
        if (!tensor.defined()) continue;
        line += fmt::format("  {} {}{}", key, shape_of(tensor),
                            tensor.requires_grad() ? "" : " frozen");
    }
    for (const auto& [key, buffer] : module->buffers) {
        if (!buffer.tensor.defined()) continue;
        line += fmt::format("  {} {} buffer", key, shape_of(buffer.tensor));
    }
    out += line + '\n';
}

std::string tree(engine::script::Machine& machine, const std::string& name,
                 const ModulePtr& model) {
    const auto modules = model->named_modules();
    std::size_t in_eval = 0;
    for (const auto& [path, module] : modules) in_eval += module->training ? 0 : 1;
    const auto parameters = model->named_parameters();
    Module::NamedTensors trained;
    bool lazy = false;
    for (const auto& named : parameters) {
        lazy = lazy || named.second.is_uninitialized();
        if (named.second.requires_grad()) trained.push_back(named);
    }
    std::string out = fmt::format(
        "{}: {} of {} modules in eval, {} weights, {} of them trained, {} numbers in buffers{}\n",
        name, in_eval, modules.size(), count(parameters), count(trained),
        count(model->named_buffers()), lazy ? ", lazy ones not counted" : "");
    for (const auto& [path, module] : modules) {
        add_module(out, machine, path.empty() ? name : name + "." + path, module);
    }
    return out;
}

/// Every name that holds a module, the same module once.
std::vector<std::pair<std::string, ModulePtr>> models_of(const Standalone& session) {
    std::vector<std::pair<std::string, ModulePtr>> models;
    for (const auto& [name, value] : session.names) {
        const auto* module = std::get_if<ModulePtr>(&value.data());
        if (module == nullptr || *module == nullptr) continue;
        bool known = false;
        for (const auto& [other, model] : models) known = known || model == *module;
        if (!known) models.emplace_back(name, *module);
    }
    return models;
}

/// Of a file that defines its model and makes none: the one that opening it would make, as `model`.
int make_likeliest(const std::filesystem::path& path, Standalone& session, std::ostream& out,
                   std::ostream& err) {
    const auto text = text_of(path, err);
    if (!text) return 2;
    const auto source = engine::session::read_model_source(*text, path.filename().string());
    if (source.candidates.empty()) {
        err << fmt::format("modescope: {} makes no model: it needs a line such as model = Net()\n",
                           path.string());
        return 1;
    }
    const std::string line = "model = " + source.candidates.front().construct();
    out << "# " << line << '\n';
    try {
        engine::script::run_file(line + '\n', "<model>", session.environment, path.stem().string());
    } catch (const engine::script::ScriptError& error) {
        out.flush();
        err << error.traceback();
        return 1;
    }
    return 0;
}

}  // namespace

int run_file(const std::filesystem::path& file, std::ostream& out, std::ostream& err) {
    return run_file_in({}, file, out, err);
}

int run_file_in(const std::filesystem::path& folder, const std::filesystem::path& file,
                std::ostream& out, std::ostream& err) {
    std::error_code unknown;
    if (!folder.empty() && !std::filesystem::is_directory(folder, unknown)) {
        err << fmt::format("modescope: {}: there is no such folder\n", folder.string());
        return 2;
    }
    Standalone session;
    session.environment.folder = folder.string();
    session.environment.errors = [&](std::string_view words) {
        out.flush();
        err << words;
    };
    return run(file, "__main__", session, out, err);
}

int inspect_file(const std::filesystem::path& file, std::ostream& out, std::ostream& err) {
    Standalone session;
    if (const int code = run(file, file.stem().string(), session, out, err); code != 0) return code;
    auto models = models_of(session);
    if (models.empty()) {
        if (const int code = make_likeliest(file, session, out, err); code != 0) return code;
        models = models_of(session);
    }
    engine::script::Machine machine(session.environment);
    try {
        for (const auto& [name, model] : models) {
            out << (name == models.front().first ? "" : "\n") << tree(machine, name, model);
        }
    } catch (const engine::Error& error) {  // of the file's own __repr__ or extra_repr
        err << "modescope: " << error.line() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace app::cli
