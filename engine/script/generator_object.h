#pragma once

#include "engine/base/generator.h"
#include "engine/script/object.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine::script {

struct Environment;

/// torch.Generator: one that a script made, or torch.default_generator, which is the session's own
/// and looked up at every use.
struct GeneratorObject : EngineObject {
    GeneratorObject() : EngineObject(EngineSort::Generator) {}
    std::string_view type_name() const override { return "Generator"; }
    std::string repr() const override;
    std::optional<nn::Value> attribute(Machine& machine, const nn::Value& self,
                                       std::string_view name) const override;

    bool is_default = false;
    Generator own;  ///< of a script's
};

/// torch.default_generator
nn::Value default_generator();
/// The stream of a value; null when it is no generator.
Generator* find_generator(const nn::Value& value, Environment& environment);
/// Its methods, and torch's functions about the default one.
std::span<const Builtin> generator_methods();
std::span<const Builtin> generator_functions();

}  // namespace engine::script
