#include "engine/base/error.h"
#include "engine/nn/container_index.h"
#include "engine/nn/containers.h"
#include "engine/nn/parameter.h"
#include "engine/nn/parameter_repr.h"

namespace engine::nn {

namespace {

/// How many entries it has; PyTorch keeps that in the same attribute.
constexpr std::string_view kSize = "_size";

Value forward(Module&, const Args&) {
    raise(ErrorKind::RuntimeError, "ParameterList should not be called.");
}

std::vector<Value> entries(const Module& self) {
    std::vector<Value> out;
    for (int64_t i = 0; i < self.integer(kSize); ++i) {
        out.push_back(self.get_attribute(std::to_string(i)));
    }
    return out;
}

std::string extra_repr(const Module& self) {
    std::string out;
    int64_t i = 0;
    for (const Value& item : entries(self)) {
        if (i > 0) out += '\n';
        out += parameter_line(std::to_string(i++), item, ParameterTypeName::DType);
    }
    return out;
}

constexpr Behaviour kParameterList{
    .class_name = "ParameterList",
    .python_module = "torch.nn.modules.container",
    .forward = forward,
    .extra_repr = extra_repr,
    .binds_arguments = true,
    .container = &kParameterListContainer,
};

int64_t entry_count(const Module& self) {
    return self.integer(kSize);
}

std::string name_of_place(const Module& self, const Value& key) {
    return std::to_string(place_of(key, static_cast<std::size_t>(entry_count(self))));
}

ModulePtr empty_list(const Module& like) {
    ModulePtr list = empty_like(like);
    list->attributes.set(kSize, 0);
    return list;
}

void append(Module& self, const Value& value) {
    const int64_t place = entry_count(self);
    self.set_attribute(std::to_string(place), parameter_or_value(value));
    self.attributes.set(kSize, place + 1);
}

void extend(Module& self, const Value& values) {
    const auto all = values.is_tensor() ? std::nullopt : iterated(values);
    if (!all) {
        raise(ErrorKind::TypeError,
              "ParameterList.extend should be called with an iterable, but got {}",
              values.type_name());
    }
    for (const Value& value : *all) append(self, value);
}

Value get(Module& self, const Value& key) {
    const Slice* const slice = slice_of(key);
    if (slice == nullptr) return self.get_attribute(name_of_place(self, key));
    const ModulePtr part = empty_list(self);
    const std::vector<Value> all = entries(self);
    for (const std::size_t place : places_of(*slice, all.size())) append(*part, all[place]);
    return part;
}

void set(Module& self, const Value& key, const Value& value) {
    self.set_attribute(name_of_place(self, key), parameter_or_value(value));
}

Value append_(Module& self, std::span<const Value> args) {
    append(self, args[0]);
    return self.shared_from_this();
}

Value extend_(Module& self, std::span<const Value> args) {
    extend(self, args[0]);
    return self.shared_from_this();
}

constexpr ContainerMethod kMethods[] = {{"append", append_}, {"extend", extend_}};

}  // namespace

constinit const Container kParameterListContainer{
    .get = get,
    .set = set,
    .length = entry_count,
    .items = entries,
    .extend = extend,
    .methods = kMethods,
};

ModulePtr ParameterList(const Value& values) {
    auto list = std::make_shared<Module>(kParameterList);
    list->attributes.set(kSize, 0);
    if (!values.is_none()) extend(*list, values);
    return list;
}

}  // namespace engine::nn
