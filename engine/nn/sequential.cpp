#include "engine/nn/sequential.h"

#include "engine/base/error.h"
#include "engine/nn/container_index.h"
#include "engine/nn/containers.h"

namespace engine::nn {

namespace {

Value forward(Module& self, const Args& args) {
    Value x = args[0];
    for (std::size_t i = 0; i < self.children.size(); ++i) {
        // A copy, since a child's forward may replace it in the map.
        const ModulePtr child = self.children.at_index(i).second;
        if (!child) raise(ErrorKind::TypeError, "'NoneType' object is not callable");
        x = call(*child, args.context(), std::span(&x, 1));
    }
    return x;
}

constexpr Behaviour kSequential{
    .class_name = "Sequential",
    .python_module = "torch.nn.modules.container",
    .forward = forward,
    .formula = "y = fₙ(… f₂(f₁(x)))",
    .container = &kSequentialContainer,
};

Value self_of(Module& self) {
    return self.shared_from_this();
}

// A slice keeps the old names.
Value get(Module& self, const Value& key) {
    const Slice* const slice = slice_of(key);
    if (slice == nullptr) {
        const ModulePtr& child = self.children.at_index(place_of(key, self.children.size())).second;
        return child ? Value(child) : Value();
    }
    const ModulePtr part = empty_like(self);
    for (const std::size_t place : places_of(*slice, self.children.size())) {
        const auto& [name, child] = self.children.at_index(place);
        part->add_module(name, child);
    }
    return part;
}

void set(Module& self, const Value& key, const Value& value) {
    const std::string name = self.children.at_index(place_of(key, self.children.size())).first;
    self.set_attribute(name, value);
}

/// The other operand of + and +=.
const Module& sequential_of(const Value& other) {
    const auto* module = std::get_if<ModulePtr>(&other.data());
    const bool sequential =
        module && *module && (*module)->behaviour().container == &kSequentialContainer;
    if (!sequential) {
        raise(ErrorKind::ValueError,
              "add operator supports only objects of Sequential class, but <class '{}'> is given.",
              other.type_name());
    }
    return **module;
}

void append_all(Module& self, const Module& other) {
    for (const Value& child : child_values(other)) append_module(self, child);
}

Value joined(Module& self, const Value& other) {
    const Module& second = sequential_of(other);
    const ModulePtr sum = Sequential(std::vector<ModulePtr>{});
    append_all(*sum, self);
    append_all(*sum, second);
    return sum;
}

void extend(Module& self, const Value& other) {
    append_all(self, sequential_of(other));
}

int64_t factor_of(const Value& factor) {
    constexpr std::string_view kClass = "<class 'torch.nn.modules.container.Sequential'>";
    if (!factor.is_number() || std::holds_alternative<double>(factor.data())) {
        raise(ErrorKind::TypeError, "unsupported operand type(s) for *: {} and <class '{}'>",
              kClass, factor.type_name());
    }
    if (factor.integer() <= 0) {
        raise(ErrorKind::ValueError, "Non-positive multiplication factor {} for {}", factor.repr(),
              kClass);
    }
    return factor.integer();
}

/// Appends the modules so often; a number that no memory could hold is refused before.
void append_repeated(Module& self, const std::vector<Value>& modules, int64_t times) {
    constexpr int64_t kMost = 1'000'000;
    if (times > kMost || static_cast<int64_t>(modules.size()) > kMost / times) {
        raise(ErrorKind::MemoryError, "a Sequential of more than {} modules", kMost);
    }
    for (int64_t i = 0; i < times; ++i) {
        for (const Value& module : modules) append_module(self, module);
    }
}

Value product(Module& self, const Value& factor) {
    const int64_t times = factor_of(factor);
    const ModulePtr made = Sequential(std::vector<ModulePtr>{});
    append_repeated(*made, child_values(self), times);
    return made;
}

void repeat(Module& self, const Value& factor) {
    const int64_t times = factor_of(factor);
    if (times > 1) append_repeated(self, child_values(self), times - 1);
}

Value append_(Module& self, std::span<const Value> args) {
    append_module(self, args[0]);
    return self_of(self);
}

Value insert_(Module& self, std::span<const Value> args) {
    const auto* module = std::get_if<ModulePtr>(&args[1].data());
    if (module == nullptr) {
        raise(ErrorKind::AssertionError,
              "module should be of type: <class 'torch.nn.modules.module.Module'>");
    }
    const auto count = static_cast<int64_t>(self.children.size());
    const int64_t index = index_of(args[0]);
    if (index < -count || index > count) {
        raise(ErrorKind::IndexError, "Index out of range: {}", index);
    }
    insert_module(self, index < 0 ? index + count : index, *module);
    return self_of(self);
}

Value extend_(Module& self, std::span<const Value> args) {
    const auto modules = iterated(args[0]);
    if (!modules) {
        raise(ErrorKind::TypeError, "'{}' object is not iterable", args[0].type_name());
    }
    for (const Value& module : *modules) append_module(self, module);
    return self_of(self);
}

Value pop_(Module& self, std::span<const Value> args) {
    const Value taken = get(self, args[0]);
    erase_modules(self, args[0]);
    return taken;
}

constexpr ContainerMethod kMethods[] = {
    {"append", append_},
    {"insert", insert_},
    {"extend", extend_},
    {"pop", pop_},
};

}  // namespace

constinit const Container kSequentialContainer{
    .get = get,
    .set = set,
    .erase = erase_modules,
    .length = child_count,
    .items = child_values,
    .add = joined,
    .multiply = product,
    .extend = extend,
    .repeat = repeat,
    .methods = kMethods,
};

ModulePtr Sequential(std::vector<ModulePtr> modules) {
    auto container = std::make_shared<Module>(kSequential);
    for (std::size_t i = 0; i < modules.size(); ++i) {
        container->add_module(std::to_string(i), std::move(modules[i]));
    }
    return container;
}

ModulePtr Sequential(std::vector<std::pair<std::string, ModulePtr>> modules) {
    auto container = std::make_shared<Module>(kSequential);
    for (auto& [name, module] : modules) container->add_module(name, std::move(module));
    return container;
}

ModulePtr item(const Module& container, int64_t index) {
    return container.children.at_index(place_of(index, container.children.size())).second;
}

}  // namespace engine::nn
