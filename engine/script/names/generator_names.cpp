// torch.Generator(device='cpu'); its methods are in generator_object.cpp.
#include "engine/base/error.h"
#include "engine/script/devices.h"
#include "engine/script/generator_object.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

Value generator(Call& call) {
    if (call[0].text() != nullptr && call[0].text()->starts_with("cuda")) {
        raise(ErrorKind::RuntimeError,
              "Device type CUDA is not supported for torch.Generator() api.");
    }
    if (call.meta(0)) {
        raise(ErrorKind::RuntimeError,
              "Device type META is not supported for torch.Generator() api.");
    }
    return nn::ObjectPtr(std::make_shared<GeneratorObject>());
}

constexpr Native kRows[] = {
    {kTorch, "Generator(device='cpu')", generator},
};

}  // namespace

std::span<const Native> generator_names() {
    return kRows;
}

}  // namespace engine::script
