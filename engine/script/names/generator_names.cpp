// The default generator's seed and state.
#include "engine/base/generator.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

Value get_rng_state(Call& call) {
    const std::vector<uint8_t> bytes = call.generator().state();
    const Tensor state = Tensor::empty({static_cast<int64_t>(bytes.size())}, DType::UInt8);
    std::copy(bytes.begin(), bytes.end(), state.mutable_span<uint8_t>().begin());
    return state;
}

Value set_rng_state(Call& call) {
    const Tensor& state = call.tensor(0);
    if (state.dtype() != DType::UInt8) {
        raise(ErrorKind::TypeError, "RNG state must be a torch.ByteTensor");
    }
    const Tensor packed = state.contiguous();
    call.generator().set_state(packed.span<uint8_t>());
    return {};
}

constexpr Native kRows[] = {
    {kTorch, "get_rng_state()", get_rng_state},
    {kTorch, "set_rng_state(new_state)", set_rng_state},
    {kTorch, "initial_seed()",
     [](Call& call) -> Value { return static_cast<int64_t>(call.generator().initial_seed()); }},
};

}  // namespace

std::span<const Native> generator_names() {
    return kRows;
}

}  // namespace engine::script
