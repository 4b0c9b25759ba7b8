// module.to(...) and its shorter forms, and torch.device.
#include "engine/nn/conversion.h"
#include "engine/script/devices.h"
#include "engine/script/dtypes.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

/// x.to(dtype), x.to(device), x.to(device, dtype), x.to(tensor), in any mixture.
Value to_(Call& call) {
    nn::Conversion wanted{.dtype = call.maybe_dtype(3)};
    if (!call.is_none(2)) wanted.meta = call.meta(2);
    for (const Value& given : call[1].sequence()->items) {
        if (const auto* dtype = std::get_if<DType>(&given.data())) {
            wanted.dtype = *dtype;
        } else if (given.is_tensor()) {
            wanted.dtype = given.tensor().dtype();
            wanted.meta = given.tensor().is_meta();
        } else if (is_device(given)) {
            wanted.meta = is_meta_device(given);
        } else if (!given.is_none() && !std::holds_alternative<bool>(given.data())) {
            raise(ErrorKind::TypeError,
                  "to() received an invalid combination of arguments - got ({}), but expected one "
                  "of: (torch.device, torch.dtype, bool, bool), (torch.dtype, bool, bool), "
                  "(Tensor, bool, bool)",
                  given.type_name());
        }
    }
    nn::convert(*call.module(0), wanted);
    return call[0];
}

template <DType dtype>
Value to_dtype(Call& call) {
    nn::convert(*call.module(0), {.dtype = dtype});
    return call[0];
}

Value type_(Call& call) {
    std::optional<DType> dtype;
    if (const std::string* name = call[1].text()) {
        for (const DType known : kAllDTypes) {
            if (legacy_name(known) == *name) dtype = known;
        }
        if (!dtype) raise(ErrorKind::ValueError, "invalid type: '{}'", *name);
    } else {
        dtype = call.maybe_dtype(1);
    }
    nn::convert(*call.module(0), {.dtype = dtype, .all = true});
    return call[0];
}

Value cpu_(Call& call) {
    nn::convert(*call.module(0), {.meta = false});
    return call[0];
}

Value share_memory_(Call& call) {
    const nn::ModulePtr self = call.module(0);
    auto tensors = self->named_parameters();
    for (auto& entry : self->named_buffers()) tensors.push_back(std::move(entry));
    for (const auto& [name, tensor] : tensors) {
        if (!tensor.is_uninitialized()) continue;
        raise(ErrorKind::RuntimeError,
              "Can't share memory on an uninitialized parameter or buffer. Call `forward` to "
              "initialize the parameters before calling `module.share_memory()`.");
    }
    return call[0];  // there is one process
}

constexpr Native kRows[] = {
    {kTorch, "device(type, index=None)",
     [](Call& call) -> Value { return nn::Device{.meta = call.meta(0)}; }},
    {kModuleMethod, "to(self, *args, device=None, dtype=None, non_blocking=False)", to_},
    {kModuleMethod, "float(self)", to_dtype<DType::Float32>},
    {kModuleMethod, "double(self)", to_dtype<DType::Float64>},
    {kModuleMethod, "half(self)", to_dtype<DType::Half>},
    {kModuleMethod, "bfloat16(self)", to_dtype<DType::BFloat16>},
    {kModuleMethod, "type(self, dst_type)", type_},
    {kModuleMethod, "cpu(self)", cpu_},
    {kModuleMethod, "cuda(self, device=None)",
     [](Call&) -> Value {
         raise(ErrorKind::AssertionError, "Torch not compiled with CUDA enabled");
     }},
    {kModuleMethod, "to_empty(self, *, device)",
     [](Call& call) -> Value {
         nn::to_empty(*call.module(0), call.meta(1));
         return call[0];
     }},
    {kModuleMethod, "share_memory(self)", share_memory_},
};

}  // namespace

std::span<const Native> conversion_names() {
    return kRows;
}

}  // namespace engine::script
