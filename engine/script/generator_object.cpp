// torch.Generator, and what torch.random does to the default one.
#include "engine/script/generator_object.h"

#include "engine/base/error.h"
#include "engine/base/hash.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/construct.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

using nn::Value;

Generator& self_of(Machine& machine, const Arguments& arguments) {
    return *find_generator(arguments.positional.at(0), machine.environment());
}

Value state_of(const Generator& generator) {
    const std::vector<uint8_t> bytes = generator.state();
    const Tensor state = Tensor::empty({static_cast<int64_t>(bytes.size())}, DType::UInt8);
    std::copy(bytes.begin(), bytes.end(), state.mutable_span<uint8_t>().begin());
    return state;
}

void set_state_of(Generator& generator, const Value& state) {
    if (!state.is_tensor()) {
        raise(ErrorKind::TypeError, "expected a torch.ByteTensor, but got {}", state.type_name());
    }
    if (state.tensor().dtype() != DType::UInt8) {
        raise(ErrorKind::TypeError, "RNG state must be a torch.ByteTensor");
    }
    generator.set_state(state.tensor().contiguous().span<uint8_t>());
}

// PyTorch asks the machine for noise. Any number is right, and one that follows from the state lets
// a session replay its lines.
Value seed_anew(Generator& generator) {
    Hasher hasher;
    generator.hash_into(hasher);
    const auto seed = static_cast<int64_t>(hasher.digest().low >> 1);
    generator.manual_seed(seed);
    return seed;
}

const BigInteger& two_to_the_64() {
    static const BigInteger value = BigInteger(1).shifted_left(64);
    return value;
}

/// A seed has 64 bits, whose sign nobody remembers: -1 is 2**64 - 1.
/// throws  RuntimeError outside [-2**63, 2**64)
uint64_t seed_of(const Value& value) {
    const BigInteger whole = *whole_of(value);
    auto bits = whole.small();
    if (!bits && !whole.is_negative()) {
        const BigInteger wrapped = whole - two_to_the_64();
        if (wrapped.is_negative()) bits = wrapped.small();
    }
    if (!bits) raise(ErrorKind::RuntimeError, "Overflow when unpacking long");
    return static_cast<uint64_t>(*bits);
}

Value initial_seed_of(const Generator& generator) {
    const BigInteger bits(static_cast<int64_t>(generator.initial_seed()));
    return whole_value(bits.is_negative() ? bits + two_to_the_64() : bits);
}

Value manual_seed_method(Machine& machine, Arguments& arguments) {
    no_keywords("manual_seed", arguments);
    if (arguments.positional.size() != 2) {
        raise(ErrorKind::TypeError, "Generator.manual_seed() takes exactly one argument ({} given)",
              arguments.positional.size() - 1);
    }
    const Value& seed = arguments.positional[1];
    if (!is_wide(seed) && !std::holds_alternative<int64_t>(seed.data())) {
        raise(ErrorKind::RuntimeError, "manual_seed expected a long, but got {}", seed.type_name());
    }
    self_of(machine, arguments).manual_seed(seed_of(seed));
    return arguments.positional[0];
}

constexpr Builtin kMethods[] = {
    {"manual_seed", manual_seed_method},
    {"initial_seed",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("initial_seed", arguments, 0, 0);
         return initial_seed_of(self_of(machine, arguments));
     }},
    {"seed",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("seed", arguments, 0, 0);
         return seed_anew(self_of(machine, arguments));
     }},
    {"get_state",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("get_state", arguments, 0, 0);
         return state_of(self_of(machine, arguments));
     }},
    {"set_state",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_method("set_state", arguments, 1, 1);
         set_state_of(self_of(machine, arguments), arguments.positional[1]);
         return arguments.positional[0];
     }},
};

Value manual_seed_function(Machine& machine, Arguments& arguments) {
    if (auto named = take_keyword(arguments, "seed")) {
        arguments.positional.push_back(*std::move(named));
    }
    no_keywords("manual_seed", arguments);
    if (arguments.positional.empty()) {
        raise(ErrorKind::TypeError, "manual_seed() missing 1 required positional argument: 'seed'");
    }
    expect_count("manual_seed", arguments, 1, 1);
    const Value seed = construct_int(machine, builtin_class("int"), arguments);
    machine.environment().generator.manual_seed(seed_of(seed));
    return default_generator();
}

Value set_rng_state(Machine& machine, Arguments& arguments) {
    if (auto named = take_keyword(arguments, "new_state")) {
        arguments.positional.push_back(*std::move(named));
    }
    no_keywords("set_rng_state", arguments);
    if (arguments.positional.empty()) {
        raise(ErrorKind::TypeError,
              "set_rng_state() missing 1 required positional argument: 'new_state'");
    }
    expect_count("set_rng_state", arguments, 1, 1);
    set_state_of(machine.environment().generator, arguments.positional[0]);
    return {};
}

constexpr Builtin kFunctions[] = {
    {"manual_seed", manual_seed_function},
    {"set_rng_state", set_rng_state},
    {"initial_seed",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_count("initial_seed", arguments, 0, 0);
         return initial_seed_of(machine.environment().generator);
     }},
    {"seed",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_count("seed", arguments, 0, 0);
         return seed_anew(machine.environment().generator);
     }},
    {"get_rng_state",
     [](Machine& machine, Arguments& arguments) -> Value {
         expect_count("get_rng_state", arguments, 0, 0);
         return state_of(machine.environment().generator);
     }},
};

}  // namespace

std::string GeneratorObject::repr() const {
    return fmt::format("<torch._C.Generator object at {}>", static_cast<const void*>(this));
}

std::optional<Value> GeneratorObject::attribute(Machine&, const Value& self,
                                                std::string_view name) const {
    if (name == "device") return nn::Value(nn::Device{});
    if (const Builtin* row = find_builtin("Generator", name)) {
        return builtin_method(*row, "Generator", self);
    }
    return std::nullopt;
}

Value default_generator() {
    auto made = std::make_shared<GeneratorObject>();
    made->is_default = true;
    return nn::ObjectPtr(std::move(made));
}

Generator* find_generator(const Value& value, Environment& environment) {
    auto* const object = dynamic_cast<GeneratorObject*>(as<EngineObject>(value));
    if (object == nullptr) return nullptr;
    return object->is_default ? &environment.generator : &object->own;
}

std::span<const Builtin> generator_methods() {
    return kMethods;
}
std::span<const Builtin> generator_functions() {
    return kFunctions;
}

}  // namespace engine::script
