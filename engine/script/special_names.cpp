// Names of modules that mean a little more, or nothing, here.
#include "engine/script/special_names.h"

#include "engine/base/error.h"
#include "engine/nn/deepcopy.h"
#include "engine/nn/depth_guard.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace engine::script {

namespace {

using nn::Value;

Value copied(Machine& machine, const Value& value, bool deep,
             std::unordered_map<const void*, Value>& done) {
    const auto* object = std::get_if<nn::ObjectPtr>(&value.data());
    const nn::Sequence* sequence = value.sequence();
    const void* const identity = sequence != nullptr ? static_cast<const void*>(sequence)
                                 : object != nullptr ? object->get()
                                                     : nullptr;
    if (const auto it = done.find(identity); identity != nullptr && it != done.end()) {
        return it->second;
    }
    const nn::DepthGuard guard;
    const auto inner = [&](const Value& part) {
        return deep ? copied(machine, part, true, done) : part;
    };
    if (sequence != nullptr) {
        auto copy = nn::make_released<nn::Sequence>(*sequence);
        done[identity] = copy;
        for (Value& item : copy->items) {
            item = inner(item);
            machine.given(copy, item);
        }
        return copy;
    }
    if (const auto* dict = as<DictObject>(value)) {
        auto copy = machine.made(make_released<DictObject>());
        copy->sort = dict->sort;
        copy->factory = dict->factory;
        copy->type = dict->type;
        for (const auto& [name, held] : dict->attributes) copy->attributes.set(name, inner(held));
        done[identity] = nn::ObjectPtr(copy);
        for (const Table::Entry& entry : dict->table.entries()) {
            copy->table.set(entry.key, inner(entry.value));
        }
        return nn::ObjectPtr(std::move(copy));
    }
    if (const auto* set = as<SetObject>(value)) {
        return nn::ObjectPtr(machine.made(make_released<SetObject>(*set)));
    }
    if (const auto* instance = as<InstanceObject>(value)) {
        auto copy = machine.made(make_released<InstanceObject>(*instance));
        done[identity] = nn::ObjectPtr(copy);
        for (auto& [name, part] : copy->attributes) part = inner(part);
        for (Value& part : copy->items) part = inner(part);
        return nn::ObjectPtr(std::move(copy));
    }
    return nn::deepcopy(value);
}

template <bool deep>
Value copy(Machine& machine, Arguments& arguments) {
    expect_count(deep ? "deepcopy" : "copy", arguments, 1, 1);
    std::unordered_map<const void*, Value> done;
    return copied(machine, arguments.positional[0], deep, done);
}

Value no(Machine&, Arguments&) {
    return false;
}
Value none(Machine&, Arguments&) {
    return {};
}
Value zero(Machine&, Arguments&) {
    return 0;
}
Value no_cuda(Machine&, Arguments&) {
    raise(ErrorKind::AssertionError, "Torch not compiled with CUDA enabled");
}
Value same(Machine&, Arguments& arguments) {
    return arguments.positional.empty() ? Value() : arguments.positional.back();
}

Value is_lazy(Machine&, Arguments& arguments) {
    expect_count("is_lazy", arguments, 1, 1);
    const Value& asked = arguments.positional[0];
    return asked.is_tensor() && asked.tensor().is_uninitialized();
}

/// Marks a method whose class cannot be made (classes.cpp).
Value abstract(Machine&, Arguments& arguments) {
    expect_count("abstractmethod", arguments, 1, 1);
    if (auto* function = as<FunctionObject>(arguments.positional[0])) {
        function->attributes.set("__isabstractmethod__", true);
    }
    return arguments.positional[0];
}

struct Special {
    std::string_view full;
    Builtin row;
};

constexpr Special kNames[] = {
    {"copy.deepcopy", {"deepcopy", copy<true>}},
    {"copy.copy", {"copy", copy<false>}},
    {"torch.cuda.is_available", {"is_available", no}},
    {"torch.cuda.manual_seed", {"manual_seed", none}},
    {"torch.cuda.manual_seed_all", {"manual_seed_all", none}},
    {"torch.cuda.empty_cache", {"empty_cache", none}},
    {"torch.cuda.device_count", {"device_count", zero}},
    {"torch.cuda.synchronize", {"synchronize", no_cuda}},
    {"torch.cuda.get_device_name", {"get_device_name", no_cuda}},
    {"torch.cuda.current_device", {"current_device", no_cuda}},
    {"torch.backends.cudnn.is_available", {"is_available", no}},
    {"torch.backends.mps.is_available", {"is_available", no}},
    {"torch.backends.mps.is_built", {"is_built", no}},
    {"torch.set_float32_matmul_precision", {"set_float32_matmul_precision", none}},
    {"torch.set_num_threads", {"set_num_threads", none}},
    {"torch.use_deterministic_algorithms", {"use_deterministic_algorithms", none}},
    {"abc.abstractmethod", {"abstractmethod", abstract}},
    {"torch.nn.parameter.is_lazy", {"is_lazy", is_lazy}},
    {"torch.jit.script", {"script", same}},
    {"typing.cast", {"cast", same}},
};

}  // namespace

std::vector<std::string> special_names(std::string_view module) {
    std::vector<std::string> names;
    for (const Special& one : kNames) {
        const std::size_t dot = one.full.rfind('.');
        if (one.full.substr(0, dot) == module) names.emplace_back(one.full.substr(dot + 1));
    }
    return names;
}

std::span<const Builtin> special_functions() {
    static const std::vector<Builtin> rows = [] {
        std::vector<Builtin> all;
        for (const Special& one : kNames) all.push_back(one.row);
        return all;
    }();
    return rows;
}

std::optional<Value> Machine::special_name(std::string_view full) {
    for (const Special& one : kNames) {
        if (one.full == full) return builtin_value(one.row, "special");
    }
    return std::nullopt;
}

}  // namespace engine::script
