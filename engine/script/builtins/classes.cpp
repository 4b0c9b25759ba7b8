#include "engine/script/builtins/construct.h"

#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"
#include "engine/script/subset.h"

#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace engine::script {

namespace {

struct Row {
    std::string_view name;
    std::string_view base;
    nn::Value (*construct)(Machine&, const ClassPtr&, Arguments&) = nullptr;
    std::string_view module = "builtins";
    bool may_be_base = false;
};

// Bases stand before what derives from them.
constexpr Row kRows[] = {
    {"object", "", construct_object, "builtins", true},
    {"type", "object", construct_type},
    {"int", "object", construct_int},
    {"bool", "int", construct_bool},
    {"float", "object", construct_float},
    {"str", "object", construct_str},
    {"list", "object", construct_list},
    {"tuple", "object", construct_tuple},
    {"dict", "object", construct_dict, "builtins", true},
    {"set", "object", construct_set},
    {"frozenset", "object", construct_set},
    {"range", "object", construct_range},
    {"slice", "object", construct_slice},
    {"property", "object", construct_descriptor},
    {"staticmethod", "object", construct_descriptor},
    {"classmethod", "object", construct_descriptor},
    {"super", "object", construct_super},
    {"enumerate", "object", construct_iterator},
    {"zip", "object", construct_iterator},
    {"map", "object", construct_iterator},
    {"filter", "object", construct_iterator},
    {"reversed", "object", construct_iterator},
    {"NoneType", "object"},
    {"ellipsis", "object"},
    {"function", "object"},
    {"method", "object"},
    {"builtin_function_or_method", "object"},
    {"generator", "object"},
    {"module", "object"},
    {"NotImplementedType", "object"},
    {"OrderedDict", "dict", construct_dict, "collections", true},
    {"defaultdict", "dict", construct_dict, "collections", true},
    {"NamedTuple", "tuple", nullptr, "typing", true},
    {"Iterable", "object", nullptr, "collections.abc", true},
    {"Sequence", "object", nullptr, "collections.abc", true},
    {"Mapping", "object", nullptr, "collections.abc", true},
    {"Callable", "object", nullptr, "collections.abc", true},
    {"ABC", "object", construct_object, "abc", true},
    {"ABCMeta", "object", nullptr, "abc"},
    {"Field", "object", nullptr, "dataclasses"},

    {"BaseException", "object", construct_exception, "builtins", true},
    {"KeyboardInterrupt", "BaseException", construct_exception, "builtins", true},
    {"SystemExit", "BaseException", construct_exception, "builtins", true},
    {"GeneratorExit", "BaseException", construct_exception, "builtins", true},
    {"Exception", "BaseException", construct_exception, "builtins", true},
    {"ArithmeticError", "Exception", construct_exception, "builtins", true},
    {"FloatingPointError", "ArithmeticError", construct_exception, "builtins", true},
    {"OverflowError", "ArithmeticError", construct_exception, "builtins", true},
    {"ZeroDivisionError", "ArithmeticError", construct_exception, "builtins", true},
    {"AssertionError", "Exception", construct_exception, "builtins", true},
    {"AttributeError", "Exception", construct_exception, "builtins", true},
    {"FrozenInstanceError", "AttributeError", construct_exception, "dataclasses", true},
    {"EOFError", "Exception", construct_exception, "builtins", true},
    {"ImportError", "Exception", construct_exception, "builtins", true},
    {"ModuleNotFoundError", "ImportError", construct_exception, "builtins", true},
    {"LookupError", "Exception", construct_exception, "builtins", true},
    {"IndexError", "LookupError", construct_exception, "builtins", true},
    {"KeyError", "LookupError", construct_exception, "builtins", true},
    {"MemoryError", "Exception", construct_exception, "builtins", true},
    {"NameError", "Exception", construct_exception, "builtins", true},
    {"UnboundLocalError", "NameError", construct_exception, "builtins", true},
    {"OSError", "Exception", construct_exception, "builtins", true},
    {"IOError", "OSError", construct_exception, "builtins", true},
    {"FileNotFoundError", "OSError", construct_exception, "builtins", true},
    {"PermissionError", "OSError", construct_exception, "builtins", true},
    {"IsADirectoryError", "OSError", construct_exception, "builtins", true},
    {"NotADirectoryError", "OSError", construct_exception, "builtins", true},
    {"PickleError", "Exception", construct_exception, "_pickle", true},
    {"UnpicklingError", "PickleError", construct_exception, "_pickle", true},
    {"RuntimeError", "Exception", construct_exception, "builtins", true},
    {"NotImplementedError", "RuntimeError", construct_exception, "builtins", true},
    {"RecursionError", "RuntimeError", construct_exception, "builtins", true},
    {"StopIteration", "Exception", construct_exception, "builtins", true},
    {"SyntaxError", "Exception", construct_exception, "builtins", true},
    {"IndentationError", "SyntaxError", construct_exception, "builtins", true},
    {"TypeError", "Exception", construct_exception, "builtins", true},
    {"ValueError", "Exception", construct_exception, "builtins", true},
    {"UnicodeError", "ValueError", construct_exception, "builtins", true},
    {"Warning", "Exception", construct_exception, "builtins", true},
    {"UserWarning", "Warning", construct_exception, "builtins", true},
    {"DeprecationWarning", "Warning", construct_exception, "builtins", true},
    {"FutureWarning", "Warning", construct_exception, "builtins", true},
    {"RuntimeWarning", "Warning", construct_exception, "builtins", true},

    {"Tensor", "object", construct_native, "torch"},
    {"FloatTensor", "object", construct_native, "torch"},
    {"DoubleTensor", "object", construct_native, "torch"},
    {"LongTensor", "object", construct_native, "torch"},
    {"BoolTensor", "object", construct_native, "torch"},
    {"IntTensor", "object", construct_native, "torch"},
    {"ShortTensor", "object", construct_native, "torch"},
    {"CharTensor", "object", construct_native, "torch"},
    {"ByteTensor", "object", construct_native, "torch"},
    {"HalfTensor", "object", construct_native, "torch"},
    {"BFloat16Tensor", "object", construct_native, "torch"},
    {"Parameter", "Tensor", construct_native, "torch.nn.parameter"},
    {"Variable", "object", construct_variable, "torch.autograd.variable"},
    {"Size", "tuple", construct_size, "torch"},
    {"dtype", "object", nullptr, "torch"},
    {"device", "object", construct_native, "torch"},
    {"Generator", "object", construct_native, "torch._C"},
    {"no_grad", "object", construct_context, "torch.autograd.grad_mode"},
    {"enable_grad", "object", construct_context, "torch.autograd.grad_mode"},
    {"inference_mode", "object", construct_context, "torch.autograd.grad_mode"},
    {"set_grad_enabled", "object", construct_context, "torch.autograd.grad_mode"},
    {"Module", "object", construct_module, "torch.nn.modules.module", true},
};

// torch.nn's own families, for isinstance.
constexpr std::pair<std::string_view, std::string_view> kFamilies[] = {
    {"Conv1d", "_ConvNd"},
    {"Conv2d", "_ConvNd"},
    {"Conv3d", "_ConvNd"},
    {"ConvTranspose1d", "_ConvTransposeNd"},
    {"ConvTranspose2d", "_ConvTransposeNd"},
    {"ConvTranspose3d", "_ConvTransposeNd"},
    {"_ConvTransposeNd", "_ConvNd"},
    {"BatchNorm1d", "_BatchNorm"},
    {"BatchNorm2d", "_BatchNorm"},
    {"BatchNorm3d", "_BatchNorm"},
    {"SyncBatchNorm", "_BatchNorm"},
    {"_BatchNorm", "_NormBase"},
    {"InstanceNorm1d", "_InstanceNorm"},
    {"InstanceNorm2d", "_InstanceNorm"},
    {"InstanceNorm3d", "_InstanceNorm"},
    {"_InstanceNorm", "_NormBase"},
    {"Dropout", "_DropoutNd"},
    {"Dropout1d", "_DropoutNd"},
    {"Dropout2d", "_DropoutNd"},
    {"Dropout3d", "_DropoutNd"},
    {"AlphaDropout", "_DropoutNd"},
    {"FeatureAlphaDropout", "_DropoutNd"},
    {"RNN", "RNNBase"},
    {"LSTM", "RNNBase"},
    {"GRU", "RNNBase"},
    {"RNNCell", "RNNCellBase"},
    {"LSTMCell", "RNNCellBase"},
    {"GRUCell", "RNNCellBase"},
    {"CrossEntropyLoss", "_WeightedLoss"},
    {"NLLLoss", "_WeightedLoss"},
    {"_WeightedLoss", "_Loss"},
    {"MSELoss", "_Loss"},
    {"L1Loss", "_Loss"},
    {"BCEWithLogitsLoss", "_Loss"},
    {"BCELoss", "_WeightedLoss"},
    {"SmoothL1Loss", "_Loss"},
    {"HuberLoss", "_Loss"},
    {"KLDivLoss", "_Loss"},
    {"ReLU6", "Hardtanh"},
    {"LazyLinear", "Linear"},
};

class Classes {
public:
    Classes() {
        for (const Row& row : kRows) {
            auto type = make_released<ClassObject>();
            type->name = type->qualified_name = row.name;
            type->module = row.module;
            type->builtin = true;
            type->construct = row.construct;
            if (!row.base.empty()) derive(*type, classes_.at(row.base));
            classes_.emplace(row.name, std::move(type));
        }
    }

    const ClassPtr& at(std::string_view name) {
        const std::scoped_lock lock(mutex_);
        const auto it = classes_.find(name);
        if (it == classes_.end()) {
            throw std::logic_error("no such class: " + std::string(name));
        }
        return it->second;
    }
    ClassPtr find(std::string_view name) {
        const std::scoped_lock lock(mutex_);
        const auto it = classes_.find(name);
        return it == classes_.end() ? nullptr : it->second;
    }
    ClassPtr module_class(std::string_view name, std::string_view python_module, bool any) {
        const std::scoped_lock lock(mutex_);
        return make_module_class(name, python_module, any);
    }

private:
    static void derive(ClassObject& type, const ClassPtr& base) {
        type.bases = {base};
        type.mro = {base};
        type.mro.insert(type.mro.end(), base->mro.begin(), base->mro.end());
    }

    ClassPtr make_module_class(std::string_view name, std::string_view python_module, bool any) {
        if (name == "Module") return classes_.at("Module");
        const auto known = modules_.find(name);
        if (known != modules_.end()) return known->second;
        const NativeEntry* const entry = find_native(kNN, name);
        const bool family = name.starts_with('_') || name == "RNNBase" || name == "RNNCellBase" ||
                            name == "Hardtanh";
        std::string_view base = "Module";
        for (const auto& [child, parent] : kFamilies) {
            if (child == name) base = parent;
        }
        bool is_parent = false;
        for (const auto& [child, parent] : kFamilies) is_parent |= parent == name;
        if (entry == nullptr && !(family && is_parent) && !any) return nullptr;
        auto type = make_released<ClassObject>();
        type->name = type->qualified_name = name;
        type->module = python_module;
        type->builtin = true;
        type->native = entry;
        type->construct = entry != nullptr ? construct_module : nullptr;
        derive(*type, base == "Module" ? classes_.at("Module")
                                       : make_module_class(base, python_module, true));
        return modules_.emplace(type->name, type).first->second;
    }

    std::mutex mutex_;
    std::map<std::string_view, ClassPtr> classes_;
    std::map<std::string, ClassPtr, std::less<>> modules_;
};

Classes& registry() {
    static Classes all;
    return all;
}

}  // namespace

const ClassPtr& builtin_class(std::string_view name) {
    return registry().at(name);
}

ClassPtr find_builtin_class(std::string_view name) {
    return registry().find(name);
}

std::vector<std::string_view> builtin_class_names(std::string_view module) {
    std::vector<std::string_view> names;
    for (const Row& row : kRows) {
        if (row.module == module && row.construct != nullptr) names.push_back(row.name);
    }
    return names;
}

ClassPtr module_class(std::string_view name) {
    return registry().module_class(name, "torch.nn.modules", false);
}

ClassPtr class_of_module(const nn::Module& module) {
    return registry().module_class(module.class_name(), module.behaviour().python_module, true);
}

bool may_be_base(const ClassObject& type) {
    if (type.module_base() != nullptr) return true;
    for (const Row& row : kRows) {
        if (row.name == type.name) return row.may_be_base;
    }
    return false;
}

}  // namespace engine::script
