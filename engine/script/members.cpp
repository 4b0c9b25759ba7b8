#include "engine/script/members.h"

#include "engine/nn/container_protocol.h"
#include "engine/script/builtins.h"
#include "engine/script/call_words.h"
#include "engine/script/machine.h"
#include "engine/script/module_class.h"
#include "engine/script/optimizer_object.h"
#include "engine/script/scheduler_object.h"
#include "engine/script/subset.h"

#include <algorithm>
#include <set>
#include <utility>

namespace engine::script {

namespace {

using Kind = Candidate::Kind;

std::string shape_words(const Tensor& tensor) {
    if (tensor.is_uninitialized()) return "no shape yet";
    std::string text = "[";
    for (const int64_t size : tensor.sizes()) {
        if (text.size() > 1) text += ", ";
        text += std::to_string(size);
    }
    return text + "]";
}

std::string shortened(std::string text) {
    constexpr std::size_t kMost = 40;
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (text.size() <= kMost) return text;
    std::size_t end = kMost;
    while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "...";
}

std::string parameters_text(const nn::Value& callable) {
    const std::string text = call_words(callable).text();
    const auto open = text.find('(');
    return open == std::string::npos ? "" : text.substr(open);
}

class Members {
public:
    void add(std::string_view name, Kind kind, std::string detail) {
        if (!seen_.emplace(name).second) return;
        all_.push_back({std::string(name), kind, std::move(detail)});
    }
    void add(std::string_view name, const nn::Value& value) {
        if (!seen_.emplace(name).second) return;
        all_.push_back(candidate_for(name, value));
    }
    /// Rows of a table as methods.
    void add_table(std::string_view table) {
        for (const std::string_view name : builtin_names(table)) {
            add_method(name, builtin_signature(table, name));
        }
    }
    void add_native(Place place, std::string_view name) {
        const NativeEntry* const entry = find_native(place, name);
        if (entry == nullptr) return;
        if (place == kTensorProperty) return add(name, Kind::Attribute, "");
        CallWords words = read_signature(entry->native->signature);
        if (!words.parameters.empty()) words.parameters.erase(words.parameters.begin());
        add_method(name, words.text());
    }
    void add_class_line(const ClassObject& type) {
        add_class(type);
        for (const ClassPtr& one : type.mro) add_class(*one);
    }
    /// Methods stand by name behind what the object holds.
    void sort_from(std::size_t first) {
        std::sort(all_.begin() + static_cast<std::ptrdiff_t>(first), all_.end(),
                  [](const Candidate& a, const Candidate& b) { return a.text < b.text; });
    }
    std::size_t size() const { return all_.size(); }
    std::vector<Candidate> take() { return std::move(all_); }

private:
    void add_method(std::string_view name, std::string_view signature) {
        const auto open = signature.find('(');
        add(name, Kind::Method,
            open == std::string_view::npos ? "()" : std::string(signature.substr(open)));
    }
    void add_class(const ClassObject& type) {
        for (const auto& [name, value] : type.attributes) {
            const auto* function = as<FunctionObject>(value);
            const auto* descriptor = as<DescriptorObject>(value);
            if (descriptor != nullptr && descriptor->sort == DescriptorObject::Sort::Property) {
                add(name, Kind::Attribute, "property");
            } else if (function != nullptr || descriptor != nullptr) {
                CallWords words =
                    call_words(descriptor != nullptr ? descriptor->get : nn::Value(value));
                const bool bound =
                    descriptor == nullptr || descriptor->sort == DescriptorObject::Sort::Class;
                if (bound && !words.parameters.empty()) {
                    words.parameters.erase(words.parameters.begin());
                }
                add_method(name, words.text());
            } else {
                add(name, value);
            }
        }
        for (const ClassObject::Field& field : type.fields) add(field.name, Kind::Attribute, "");
        if (!type.builtin) return;
        if (type.name == "Module") {
            add_table("Module");
            for (const auto name : native_names(kModuleMethod)) {
                if (!nn::is_container_method(name)) add_native(kModuleMethod, name);
            }
        } else if (type.name == "Tensor") {
            add_table("Tensor");
            for (const auto name : native_names(kTensorProperty)) add_native(kTensorProperty, name);
            for (const auto name : native_names(kMethod)) add_native(kMethod, name);
        } else {
            const bool dict = type.name == "OrderedDict" || type.name == "defaultdict";
            add_table(dict ? std::string_view("dict") : std::string_view(type.name));
        }
    }

    std::vector<Candidate> all_;
    std::set<std::string, std::less<>> seen_;
};

std::vector<Candidate> members_of_module(nn::Module& module) {
    Members members;
    for (const auto& [name, child] : module.children) {
        members.add(name, Kind::Module, child ? child->class_name() : "None");
    }
    for (const auto& [name, held] : module.parameters) {
        members.add(name, Kind::Parameter,
                    held.defined() ? "Parameter " + shape_words(held) : "None");
    }
    for (const auto& [name, held] : module.buffers) {
        members.add(name, Kind::Buffer,
                    held.tensor.defined() ? "Buffer " + shape_words(held.tensor) : "None");
    }
    for (const auto& [name, held] : module.attributes) members.add(name, held);
    members.add("training", nn::Value(module.training));
    const std::size_t methods = members.size();
    const auto type = std::static_pointer_cast<ClassObject>(module.python_class);
    if (type) members.add_class_line(*type);
    members.add_table("Module");
    for (const auto name : native_names(kModuleMethod)) {
        if (offers_native_method(module, name)) members.add_native(kModuleMethod, name);
    }
    members.sort_from(methods);
    return members.take();
}

std::vector<Candidate> members_of_tensor(const Tensor& tensor) {
    Members members;
    if (tensor.defined() && !tensor.is_uninitialized()) {
        members.add("shape", Kind::Attribute, "torch.Size(" + shape_words(tensor) + ")");
        members.add("grad", Kind::Attribute,
                    tensor.grad().defined() ? "Tensor " + shape_words(tensor.grad()) : "None");
    }
    for (const auto name : native_names(kTensorProperty)) members.add_native(kTensorProperty, name);
    const std::size_t methods = members.size();
    for (const auto name : native_names(kMethod)) members.add_native(kMethod, name);
    members.add_table("Tensor");
    members.sort_from(methods);
    return members.take();
}

/// Attributes that objects of the engine answer to; whoever has none of them has no such member.
constexpr std::string_view kEngineAttributes[] = {
    "param_groups",  "defaults",  "state",       "dataset",    "batch_size",  "sampler",
    "batch_sampler", "drop_last", "generator",   "tensors",    "indices",     "last_epoch",
    "base_lrs",      "optimizer", "num_workers", "collate_fn", "data_source", "shuffle",
    "best",          "mode",      "patience"};
constexpr std::string_view kEngineTables[] = {"Optimizer", "Scheduler",  "DataLoader",
                                              "Dataset",   "HookHandle", "GradFn"};

std::string_view table_of(const nn::Value& value) {
    if (as<DictObject>(value) != nullptr) return "dict";
    if (as<SetObject>(value) != nullptr) return "set";
    if (value.is_number()) return "number";
    if (value.text() != nullptr) return "str";
    if (const nn::Sequence* sequence = value.sequence()) {
        return sequence->is_tuple ? "tuple" : "list";
    }
    return "";
}

std::vector<Candidate> members_of_engine(Machine& machine, const nn::Value& value) {
    Members members;
    for (const std::string_view name : kEngineAttributes) {
        if (const auto held = look_up(machine, value, name)) members.add(name, *held);
    }
    const std::size_t methods = members.size();
    for (const std::string_view table : kEngineTables) {
        for (const std::string_view name : builtin_names(table)) {
            const auto held = look_up(machine, value, name);
            if (!held) continue;
            const std::string_view signature = builtin_signature(table, name);
            const auto open = signature.find('(');
            members.add(
                name, Kind::Method,
                open == std::string_view::npos ? "()" : std::string(signature.substr(open)));
        }
    }
    members.sort_from(methods);
    return members.take();
}

}  // namespace

Candidate candidate_for(std::string_view name, const nn::Value& value) {
    Candidate made{.text = std::string(name), .kind = Kind::Attribute, .detail = {}};
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        made.kind = Kind::Module;
        made.detail = (*module)->class_name();
    } else if (value.is_tensor() && value.tensor().defined()) {
        const Tensor& tensor = value.tensor();
        made.kind = tensor.is_parameter() ? Kind::Parameter : Kind::Attribute;
        made.detail = (tensor.is_parameter() ? "Parameter " : "Tensor ") + shape_words(tensor);
    } else if (const auto* type = as<ClassObject>(value)) {
        made.kind = Kind::Class;
        made.detail = parameters_text(value);
        if (made.detail.empty()) made.detail = type->builtin ? "class" : "class of yours";
    } else if (const auto* space = as<NamespaceObject>(value)) {
        made.kind = Kind::Namespace;
        made.detail = space->name;
    } else if (as<FunctionObject>(value) != nullptr || as<MethodObject>(value) != nullptr ||
               as<BuiltinObject>(value) != nullptr || as<NativeObject>(value) != nullptr) {
        made.kind = Kind::Function;
        made.detail = parameters_text(value);
        if (made.detail.empty()) made.detail = "function";
    } else if (const nn::Sequence* sequence = value.sequence()) {
        const std::size_t count = sequence->items.size();
        made.detail = std::string(value.type_name()) + " of " + std::to_string(count);
    } else if (const auto* dict = as<DictObject>(value)) {
        made.detail = "dict of " + std::to_string(dict->table.size());
    } else if (value.is_none() || value.is_number() || value.text() != nullptr) {
        made.detail = shortened(value.repr());
    } else {
        made.detail = value.type_name();
    }
    return made;
}

std::vector<std::string> namespace_names(std::string_view space) {
    static constexpr std::pair<std::string_view, Place> kPlaces[] = {
        {"torch", kTorch},
        {"torch.nn", kNN},
        {"torch.nn.modules", kNN},
        {"torch.nn.functional", kFunctional},
        {"torch.nn.init", kInit},
        {"torch.nn.utils", kUtils},
        {"torch.autograd", kAutograd},
        {"torch.linalg", kLinalg},
        {"torch.optim", kOptim},
        {"torch.optim.lr_scheduler", kScheduler}};
    std::vector<std::string> names = names_in_module(space);
    for (const auto& [name, place] : kPlaces) {
        if (name != space) continue;
        for (const auto row : native_names(place)) names.emplace_back(row);
    }
    if (space == "torch") {
        for (const std::string_view dtype :
             {"bfloat16", "bool", "double", "float", "float16", "float32", "float64", "half", "int",
              "int16", "int32", "int64", "int8", "long", "short", "uint8"}) {
            names.emplace_back(dtype);
        }
    }
    const std::string inside = std::string(space) + ".";
    for (const std::string_view other : importable_modules()) {
        if (!other.starts_with(inside)) continue;
        const std::string_view rest = other.substr(inside.size());
        if (rest.find('.') == std::string_view::npos) names.emplace_back(rest);
    }
    return names;
}

std::vector<Candidate> members_of_class(const ClassObject& type) {
    Members members;
    members.add_class_line(type);
    members.sort_from(0);
    return members.take();
}

std::vector<Candidate> members_of(Machine& machine, const nn::Value& value) {
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        return members_of_module(**module);
    }
    if (value.is_tensor()) return members_of_tensor(value.tensor());
    if (const auto* instance = as<InstanceObject>(value)) {
        Members members;
        for (const auto& [name, held] : instance->attributes) members.add(name, held);
        const std::size_t methods = members.size();
        members.add_class_line(*instance->type);
        members.sort_from(methods);
        return members.take();
    }
    if (const auto* type = as<ClassObject>(value)) return members_of_class(*type);
    if (const auto* space = as<NamespaceObject>(value)) {
        Members members;
        if (!space->missing) {
            for (const std::string& name : namespace_names(space->name)) {
                if (const auto held = look_up(machine, value, name)) members.add(name, *held);
            }
        }
        members.sort_from(0);
        return members.take();
    }
    if (as<EngineObject>(value) != nullptr) {
        // Groups of an optimizer are a list and dicts to a script.
        const auto* part = dynamic_cast<const OptimizerObject*>(as<EngineObject>(value));
        if (part == nullptr || part->part == OptimizerObject::Part::Whole) {
            return members_of_engine(machine, value);
        }
        return {};
    }
    Members members;
    if (const nn::Sequence* sequence = value.sequence()) {
        const auto fields = nn::tuple_class_info(sequence->tuple_class).fields;
        for (std::size_t i = 0; i < fields.size() && i < sequence->items.size(); ++i) {
            members.add(fields[i], sequence->items[i]);
        }
    }
    for (const std::string_view name : {"start", "stop", "step", "type", "index"}) {
        if (as<RangeObject>(value) == nullptr &&
            !std::holds_alternative<nn::Device>(value.data())) {
            break;
        }
        if (const auto held = look_up(machine, value, name)) members.add(name, *held);
    }
    const std::size_t methods = members.size();
    if (const std::string_view table = table_of(value); !table.empty()) members.add_table(table);
    members.sort_from(methods);
    return members.take();
}

}  // namespace engine::script
