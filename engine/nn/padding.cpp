#include "engine/nn/padding.h"

#include "engine/autograd/ops_pad.h"
#include "engine/nn/spatial.h"

#include <fmt/format.h>

namespace engine::nn {

namespace {

template <PadMode mode>
Value forward(Module& self, const Args& args) {
    const double value = mode == PadMode::Constant ? self.number("value") : 0;
    return pad(args.tensor(), spatial(self.attribute("padding"), 1, {"pad", "pad", 2}), mode,
               value);
}

std::string padding_repr(const Module& self) {
    return self.attribute("padding").repr();
}

std::string constant_repr(const Module& self) {
    return fmt::format("padding={}, value={}", self.attribute("padding").repr(),
                       self.attribute("value").repr());
}

template <PadMode mode>
constexpr Behaviour behaviour(std::string_view class_name,
                              std::string (*extra_repr)(const Module& self)) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.padding",
            .forward = forward<mode>,
            .extra_repr = extra_repr,
            .formula = "y = x with its surroundings"};
}

constexpr Behaviour constant(std::string_view class_name,
                             std::string (*extra_repr)(const Module& self) = constant_repr) {
    return behaviour<PadMode::Constant>(class_name, extra_repr);
}
constexpr Behaviour reflection(std::string_view class_name) {
    return behaviour<PadMode::Reflect>(class_name, padding_repr);
}
constexpr Behaviour replication(std::string_view class_name) {
    return behaviour<PadMode::Replicate>(class_name, padding_repr);
}

constexpr Behaviour circular(std::string_view class_name) {
    return behaviour<PadMode::Circular>(class_name, padding_repr);
}

constexpr Behaviour kZeroPad1d = constant("ZeroPad1d", padding_repr);
constexpr Behaviour kZeroPad2d = constant("ZeroPad2d", padding_repr);
constexpr Behaviour kZeroPad3d = constant("ZeroPad3d", padding_repr);
constexpr Behaviour kConstantPad1d = constant("ConstantPad1d");
constexpr Behaviour kConstantPad2d = constant("ConstantPad2d");
constexpr Behaviour kConstantPad3d = constant("ConstantPad3d");
constexpr Behaviour kReflectionPad1d = reflection("ReflectionPad1d");
constexpr Behaviour kReflectionPad2d = reflection("ReflectionPad2d");
constexpr Behaviour kReflectionPad3d = reflection("ReflectionPad3d");
constexpr Behaviour kReplicationPad1d = replication("ReplicationPad1d");
constexpr Behaviour kReplicationPad2d = replication("ReplicationPad2d");
constexpr Behaviour kReplicationPad3d = replication("ReplicationPad3d");
constexpr Behaviour kCircularPad1d = circular("CircularPad1d");
constexpr Behaviour kCircularPad2d = circular("CircularPad2d");
constexpr Behaviour kCircularPad3d = circular("CircularPad3d");

ModulePtr make(const Behaviour& behaviour, std::size_t dims, const Value& padding) {
    auto module = std::make_shared<Module>(behaviour);
    module->set_attribute("padding", spatial_tuple(padding, 2 * dims));
    return module;
}

ModulePtr make(const Behaviour& behaviour, std::size_t dims, const Value& padding, Value value) {
    ModulePtr module = make(behaviour, dims, padding);
    module->set_attribute("value", std::move(value));
    return module;
}

}  // namespace

ModulePtr ZeroPad1d(const Value& padding) {
    return make(kZeroPad1d, 1, padding, 0.0);
}

ModulePtr ZeroPad2d(const Value& padding) {
    return make(kZeroPad2d, 2, padding, 0.0);
}

ModulePtr ZeroPad3d(const Value& padding) {
    return make(kZeroPad3d, 3, padding, 0.0);
}

ModulePtr ConstantPad1d(const Value& padding, Value value) {
    return make(kConstantPad1d, 1, padding, std::move(value));
}

ModulePtr ConstantPad2d(const Value& padding, Value value) {
    return make(kConstantPad2d, 2, padding, std::move(value));
}

ModulePtr ConstantPad3d(const Value& padding, Value value) {
    return make(kConstantPad3d, 3, padding, std::move(value));
}

ModulePtr ReflectionPad1d(const Value& padding) {
    return make(kReflectionPad1d, 1, padding);
}

ModulePtr ReflectionPad2d(const Value& padding) {
    return make(kReflectionPad2d, 2, padding);
}

ModulePtr ReflectionPad3d(const Value& padding) {
    return make(kReflectionPad3d, 3, padding);
}

ModulePtr ReplicationPad1d(const Value& padding) {
    return make(kReplicationPad1d, 1, padding);
}

ModulePtr ReplicationPad2d(const Value& padding) {
    return make(kReplicationPad2d, 2, padding);
}

ModulePtr ReplicationPad3d(const Value& padding) {
    return make(kReplicationPad3d, 3, padding);
}

ModulePtr CircularPad1d(const Value& padding) {
    return make(kCircularPad1d, 1, padding);
}

ModulePtr CircularPad2d(const Value& padding) {
    return make(kCircularPad2d, 2, padding);
}

ModulePtr CircularPad3d(const Value& padding) {
    return make(kCircularPad3d, 3, padding);
}

}  // namespace engine::nn
