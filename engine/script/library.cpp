#include "engine/script/library.h"

#include "engine/base/error.h"
#include "engine/script/machine.h"
#include "engine/script/parser.h"
#include "engine/script/standalone.h"

#include <list>
#include <mutex>
#include <span>
#include <string>
#include <utility>

namespace engine::script_library {
std::span<const unsigned char> embedded_file(std::string_view name);
}

namespace engine::script {

namespace {

struct Source {
    std::string_view module;  ///< where PyTorch has it: what its classes say of themselves
    std::string_view space;   ///< where people import it from
    std::string_view file;
};

constexpr Source kSources[] = {
    {"torch.random", "torch.random", "random.py"},
    {"torch", "torch", "numbers.py"},
    {"torch.utils.data._utils.collate", "torch.utils.data", "collate.py"},
    {"torch.utils.data.dataset", "torch.utils.data", "dataset.py"},
    {"torch.utils.data.sampler", "torch.utils.data", "sampler.py"},
    {"torch.utils.data.dataloader", "torch.utils.data", "dataloader.py"},
    {"warnings", "warnings", "warnings.py"},
    {"torch.nn.utils.rnn", "torch.nn.utils.rnn", "rnn.py"},
    {"torch.nn.init", "torch.nn.init", "init.py"},
    {"torch.nn.utils.clip_grad", "torch.nn.utils", "clip_grad.py"},
    {"torch.nn.utils.spectral_norm", "torch.nn.utils", "spectral_norm.py"},
    {"torch.nn.utils.weight_norm", "torch.nn.utils", "weight_norm.py"},
    {"torch.nn.utils.fusion", "torch.nn.utils", "fusion.py"},
    {"torch.nn.utils.parametrize", "torch.nn.utils.parametrize", "parametrize.py"},
    {"torch.nn.utils.parametrizations", "torch.nn.utils.parametrizations", "parametrizations.py"},
    {"torch.nn.modules", "torch.nn", "modules.py"},
    {"torch.functional", "torch", "functions.py"},
    {"torch.autograd.function", "torch.autograd", "function.py"},
    {"torch.autograd.anomaly_mode", "torch.autograd", "anomaly_mode.py"},
    {"torch.autograd.functional", "torch.autograd.functional", "functional.py"},
    {"torch.autograd.gradcheck", "torch.autograd", "gradcheck.py"},
    {"torch.utils.checkpoint", "torch.utils.checkpoint", "checkpoint.py"},
    {"collections", "collections", "collections.py"},
    {"functools", "functools", "functools.py"},
    {"itertools", "itertools", "itertools.py"},
    {"operator", "operator", "operator.py"},
    {"contextlib", "contextlib", "contextlib.py"},
    {"enum", "enum", "enum.py"},
    {"sys", "sys", "sys.py"},
    {"random", "random", "python_random.py"},
    {"torch.optim.optimizer", "torch.optim", "optimizer.py"},
    {"torch.optim.swa_utils", "torch.optim.swa_utils", "swa_utils.py"},
    {"torch.optim.lbfgs", "torch.optim", "lbfgs.py"},
    {"torch.optim.lr_scheduler", "torch.optim.lr_scheduler", "lr_scheduler.py"},
};

/// One file of library/, run when somebody first asks for one of its names.
class Library {
public:
    explicit Library(const Source& source) : source_(source) {}

    const Source& source() const { return source_; }
    const std::shared_ptr<const Program>& program() {
        std::call_once(once_, [this] { load(); });
        return program_;
    }
    const nn::OrderedMap<nn::Value>& names() {
        program();
        return session_.names;
    }

private:
    void load() {
        const auto bytes = script_library::embedded_file(source_.file);
        const std::string text(bytes.begin(), bytes.end());
        session_.environment.heap = nullptr;  // they live as long as the program
        const auto program =
            std::const_pointer_cast<Program>(parse(text, "library/" + std::string(source_.file)));
        program->names = &session_.names;
        Machine machine(session_.environment);
        std::string nothing;
        machine.run_program(program, false, nothing);
        for (const auto& [name, value] : session_.names) {
            auto* const type = as<ClassObject>(value);
            if (type == nullptr || type->builtin || type->library) continue;
            type->library = true;
            type->module = source_.module;
        }
        program_ = program;
    }

    const Source& source_;
    std::once_flag once_;
    Standalone session_;
    std::shared_ptr<const Program> program_;
};

std::list<Library>& libraries() {
    static std::list<Library> all = [] {
        std::list<Library> made;
        for (const Source& source : kSources) made.emplace_back(source);
        return made;
    }();
    return all;
}

/// Whether a name is one that the file has for others.
bool is_public(std::string_view name, const nn::Value& value) {
    return !name.starts_with('_') && as<NamespaceObject>(value) == nullptr;
}

}  // namespace

std::optional<nn::Value> library_name(std::string_view space, std::string_view name) {
    for (Library& library : libraries()) {
        const bool whole = library.source().module == space;
        if (!whole && library.source().space != space) continue;
        const nn::Value* const value = library.names().find(name);
        if (value != nullptr && (whole || is_public(name, *value))) return *value;
    }
    return std::nullopt;
}

std::vector<std::string_view> library_names(std::string_view space) {
    std::vector<std::string_view> all;
    for (Library& library : libraries()) {
        if (library.source().module != space && library.source().space != space) continue;
        for (const auto& [name, value] : library.names()) {
            if (is_public(name, value)) all.push_back(name);
        }
    }
    return all;
}

ClassPtr library_class(std::string_view name) {
    for (Library& library : libraries()) {
        const nn::Value* const value = library.names().find(name);
        const auto type = value == nullptr ? nullptr : shared_as<ClassObject>(*value);
        if (type && type->library) return type;
    }
    return nullptr;
}

std::shared_ptr<const Program> library_program(std::string_view file) {
    for (Library& library : libraries()) {
        if (library.program()->file == file) return library.program();
    }
    raise(ErrorKind::ValueError, "there is no library {}", file);
}

}  // namespace engine::script
