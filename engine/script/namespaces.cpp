// `import torch.nn as nn`: which modules there are, and what their names mean.
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/engine_object.h"
#include "engine/script/generator_object.h"
#include "engine/script/library.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"
#include "engine/script/special_names.h"
#include "engine/script/subset.h"
#include "engine/script/switches.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace engine::script {

namespace {

struct Space {
    std::string_view name;
    /// Rows of the tables of torch's names that stand here; 0 for none.
    unsigned place = 0;
    /// Table of built-in functions that stand here.
    std::string_view table{};
    /// Built-in classes that stand here, with blanks between.
    std::string_view classes{};
    std::string_view functions{};  ///< of the table, if not all
};

constexpr Space kSpaces[] = {
    {"torch", kTorch, "torch",
     "Tensor FloatTensor DoubleTensor LongTensor BoolTensor IntTensor ShortTensor CharTensor "
     "ByteTensor HalfTensor BFloat16Tensor Size dtype device Generator no_grad enable_grad "
     "inference_mode set_grad_enabled"},
    {"torch.nn", kNN, "", "Module Parameter"},
    {"torch.nn.functional", kFunctional},
    {"torch.nn.init", kInit},
    {"torch.nn.utils", kUtils},
    {"torch.nn.utils.rnn"},
    {"torch.nn.utils.fusion"},
    {"torch.nn.utils.parametrize"},
    {"torch.nn.utils.parametrizations"},
    {"torch.nn.parameter", kNN, "", "Parameter"},
    {"torch.nn.modules", kNN, "", "Module"},
    {"torch.nn.modules.module", kNN, "global_hooks", "Module"},
    {"torch.autograd", kAutograd, "",
     "Variable no_grad enable_grad inference_mode set_grad_enabled"},
    {"torch.autograd.grad_mode", 0, "", "no_grad enable_grad inference_mode set_grad_enabled"},
    {"torch.autograd.function"},
    {"torch.autograd.anomaly_mode"},
    {"torch.autograd.functional"},
    {"torch.autograd.gradcheck"},
    {"torch.linalg", kLinalg},
    {"torch.optim", kOptim},
    {"torch.optim.optimizer"},
    {"torch.optim.lbfgs"},
    {"torch.optim.lr_scheduler", kScheduler},
    {"torch.optim.swa_utils"},
    {"torch.random", 0, "torch", "", "manual_seed seed initial_seed get_rng_state set_rng_state"},
    {"torch.utils"},
    {"torch.utils.checkpoint"},
    {"torch.utils.data"},
    {"torch.utils.data.dataset"},
    {"torch.utils.data.sampler"},
    {"torch.utils.data.dataloader"},
    {"torch.utils.data._utils"},
    {"torch.utils.data._utils.collate"},
    {"torch.cuda"},
    {"torch.backends"},
    {"torch.backends.cudnn"},
    {"torch.backends.cuda"},
    {"torch.backends.cuda.matmul"},
    {"torch.backends.mps"},
    {"torch.version"},
    {"torch.types"},
    {"torch.jit"},
    {"math", 0, "math"},
    {"collections", 0, "library", "OrderedDict defaultdict", "namedtuple"},
    {"collections.abc", 0, "", "Iterable Sequence Mapping Callable"},
    {"typing", 0, "", "NamedTuple"},
    {"pprint", 0, "library", "", "pprint"},
    {"dataclasses", 0, "library", "", "dataclass field asdict astuple replace fields"},
    {"functools", 0, "library", "", "partial reduce"},
    {"abc", 0, "", "ABC ABCMeta"},
    {"copy"},
    {"itertools"},
    {"operator"},
    {"contextlib"},
    {"enum"},
    {"string"},
    {"random", 0, "random"},
    {"time", 0, "time"},
    {"sys", 0, "sys"},
    {"warnings", 0, "warnings"},
    {"pickle", 0, "", "UnpicklingError"},
    {"__future__"},
};

/// What imports name without being known: a lesson may import them and use none of it.
constexpr std::string_view kTyping[] = {
    "Any",         "Optional",   "Union",    "List",          "Tuple",     "Dict",
    "Set",         "Callable",   "Iterable", "Iterator",      "Sequence",  "Type",
    "TypeVar",     "Generic",    "Literal",  "Final",         "Protocol",  "Mapping",
    "Generator",   "ClassVar",   "overload", "TYPE_CHECKING", "FrozenSet", "DefaultDict",
    "OrderedDict", "Collection", "Hashable", "NoReturn",      "Self"};

const Space* find_space(std::string_view name) {
    const auto* const it = std::find_if(std::begin(kSpaces), std::end(kSpaces),
                                        [&](const Space& space) { return space.name == name; });
    return it == std::end(kSpaces) ? nullptr : it;
}

bool has_word(std::string_view words, std::string_view word) {
    for (std::size_t at = words.find(word); at != std::string_view::npos;
         at = words.find(word, at + 1)) {
        const bool begins = at == 0 || words[at - 1] == ' ';
        const bool ends = at + word.size() == words.size() || words[at + word.size()] == ' ';
        if (begins && ends) return true;
    }
    return false;
}

nn::Value space_value(std::string_view name, bool missing = false) {
    auto space = std::make_shared<NamespaceObject>();
    space->name = name;
    space->missing = missing;
    return nn::ObjectPtr(std::move(space));
}

nn::Value native_value(const NativeEntry& entry, Place place) {
    auto native = make_released<NativeObject>();
    native->entry = &entry;
    native->place = place;
    return nn::ObjectPtr(std::move(native));
}

std::optional<nn::Value> dtype_named(std::string_view name) {
    static constexpr std::pair<std::string_view, DType> kOther[] = {
        {"float", DType::Float32}, {"double", DType::Float64}, {"long", DType::Int64},
        {"int", DType::Int32},     {"short", DType::Int16},    {"half", DType::Half}};
    for (const auto& [other, dtype] : kOther) {
        if (other == name) return nn::Value(dtype);
    }
    for (const DType dtype :
         {DType::Float32, DType::Float64, DType::Int64, DType::Bool, DType::Int32, DType::Int16,
          DType::Int8, DType::UInt8, DType::Half, DType::BFloat16}) {
        if (name_of(dtype).substr(6) == name) return nn::Value(dtype);
    }
    return std::nullopt;
}

std::optional<nn::Value> constant(std::string_view space, std::string_view name) {
    if (const auto on = switch_of(space, name)) return nn::Value(*on);
    if (space == "torch.version" && name == "cuda") return nn::Value();
    if (space == "math" || space == "torch") {
        if (name == "pi") return nn::Value(M_PI);
        if (name == "e") return nn::Value(M_E);
        if (name == "inf") return nn::Value(std::numeric_limits<double>::infinity());
        if (name == "nan") return nn::Value(std::numeric_limits<double>::quiet_NaN());
        if (name == "tau" && space == "math") return nn::Value(2 * M_PI);
    }
    if (space == "string") {
        constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
        constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        constexpr std::string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
        constexpr std::string_view kBlank = " \t\n\r\x0b\x0c";
        const std::string letters = std::string(kLower) + std::string(kUpper);
        if (name == "ascii_lowercase") return nn::Value(std::string(kLower));
        if (name == "ascii_uppercase") return nn::Value(std::string(kUpper));
        if (name == "ascii_letters") return nn::Value(letters);
        if (name == "digits") return nn::Value("0123456789");
        if (name == "hexdigits") return nn::Value("0123456789abcdefABCDEF");
        if (name == "octdigits") return nn::Value("01234567");
        if (name == "punctuation") return nn::Value(std::string(kPunctuation));
        if (name == "whitespace") return nn::Value(std::string(kBlank));
        if (name == "printable") {
            return nn::Value("0123456789" + letters + std::string(kPunctuation) +
                             std::string(kBlank));
        }
    }
    if (space == "sys") {
        if (name == "maxsize") return nn::Value(INT64_MAX);
        if (name == "version") return nn::Value("3.11.0");
        if (name == "version_info") return nn::Value::tuple({3, 11, 0, "final", 0});
        if (name == "byteorder") return nn::Value("little");
    }
    if (space == "torch") {
        if (name == "strided") return nn::Value("torch.strided");
        if (name == "__version__") return nn::Value("2.1.0");
        if (name == "default_generator") return default_generator();
        return dtype_named(name);
    }
    return std::nullopt;
}

/// The file that runs; empty at a prompt.
nn::Value program_file(const Machine& machine) {
    const Frame* frame = machine.innermost();
    while (frame != nullptr && frame->outer != nullptr) frame = frame->outer;
    return frame == nullptr ? nn::Value("") : nn::Value(frame->program->file);
}

}  // namespace

std::vector<std::string_view> importable_modules() {
    std::vector<std::string_view> names;
    for (const Space& space : kSpaces) names.push_back(space.name);
    return names;
}

std::vector<std::string> names_in_module(std::string_view module) {
    std::vector<std::string> names;
    const Space* const known = find_space(module);
    if (known == nullptr) return names;
    const auto take_words = [&](std::string_view words) {
        while (!words.empty()) {
            const std::size_t end = std::min(words.find(' '), words.size());
            if (end > 0) names.emplace_back(words.substr(0, end));
            words.remove_prefix(std::min(words.size(), end + 1));
        }
    };
    take_words(known->classes);
    if (module == "string") {
        take_words(
            "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable "
            "punctuation whitespace");
    }
    if (module == "sys") take_words("argv byteorder maxsize version version_info");
    take_words(known->functions);
    if (!known->table.empty() && known->functions.empty()) {
        for (const std::string_view name : builtin_names(known->table)) names.emplace_back(name);
    }
    if (module == "typing") names.insert(names.end(), std::begin(kTyping), std::end(kTyping));
    for (const std::string& name : special_names(module)) names.push_back(name);
    for (const std::string_view name : library_names(module)) names.emplace_back(name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

bool is_annotation(const nn::Value& value) {
    if (const auto* space = as<NamespaceObject>(value)) return space->name.starts_with("typing.");
    const auto* type = as<ClassObject>(value);
    return type != nullptr && (type->builtin || type->library);
}

bool is_generic_base(const nn::Value& value) {
    const auto* space = as<NamespaceObject>(value);
    return space != nullptr &&
           (space->name == "typing.Generic" || space->name == "typing.Protocol");
}

void refuse_missing(const NamespaceObject& space) {
    raise(ErrorKind::ModuleNotFoundError, "`{}` is outside the PyTorch subset that Modescope runs",
          space.name);
}

nn::Value Machine::import(std::string_view name) {
    if (find_space(name) != nullptr) return space_value(name);
    // torch.nn.modules.batchnorm and its like: the classes are torch.nn's own.
    if (name.starts_with("torch.nn.modules.")) return space_value("torch.nn.modules");
    if (name.starts_with("torch.nn.utils.")) return space_value("torch.nn.utils");
    return space_value(name, true);
}

const NativeEntry* namespace_function(std::string_view space, std::string_view name, Place& place) {
    const Space* const known = find_space(space);
    if (known == nullptr || known->place == 0 || known->place == kNN ||
        has_word(known->classes, name)) {
        return nullptr;
    }
    place = static_cast<Place>(known->place);
    return find_native(place, name);
}

std::optional<nn::Value> Machine::namespace_attribute(std::string_view space,
                                                      std::string_view name) {
    const Space* const known = find_space(space);
    if (known == nullptr) return std::nullopt;
    if (has_word(known->classes, name)) return nn::Value(nn::ObjectPtr(builtin_class(name)));
    if (known->place == kNN) {
        if (auto type = module_class(name)) return nn::Value(nn::ObjectPtr(std::move(type)));
    } else if (Place place{}; const NativeEntry* entry = namespace_function(space, name, place)) {
        return native_value(*entry, place);
    }
    if (!known->table.empty() && (known->functions.empty() || has_word(known->functions, name))) {
        if (const Builtin* row = find_builtin(known->table, name)) {
            return builtin_value(*row, known->table);
        }
    }
    if (auto value = constant(space, name)) return value;
    if (space == "sys" && name == "argv") return nn::Value::list({program_file(*this)});
    if (auto value = library_name(space, name)) return value;
    const std::string full = fmt::format("{}.{}", space, name);
    if (find_space(full) != nullptr || full.starts_with("torch.nn.modules.")) return import(full);
    if (space == "typing" &&
        std::find(std::begin(kTyping), std::end(kTyping), name) != std::end(kTyping)) {
        if (name == "TYPE_CHECKING") return nn::Value(false);
        return space_value(full);
    }
    if (space == "torch.nn" && name == "quantized") return space_value(full, true);
    return special_name(full);
}

void Machine::import_all(const std::string& space) {
    const Space* const known = find_space(space);
    if (known == nullptr) return;
    const auto take = [&](std::string_view name) {
        if (auto value = namespace_attribute(space, name); value && !name.starts_with('_')) {
            environment_.names.set(name, *std::move(value));
        }
    };
    if (known->place != 0) {
        for (const auto name : native_names(static_cast<Place>(known->place))) take(name);
    }
    if (known->table == "math") {
        for (const Builtin& row : math_functions()) take(row.name);
        for (const auto name : {"pi", "e", "inf", "nan", "tau"}) take(name);
    }
    for (const auto name : {"Module", "Parameter", "Tensor"}) {
        if (has_word(known->classes, name)) take(name);
    }
    for (const auto name : library_names(space)) take(name);
    for (const auto name : kTyping) {
        if (space == "typing") take(name);
    }
}

}  // namespace engine::script
