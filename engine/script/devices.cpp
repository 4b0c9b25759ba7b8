#include "engine/script/devices.h"

#include "engine/base/error.h"

namespace engine::script {

bool is_device(const nn::Value& value) {
    return value.text() != nullptr || std::holds_alternative<nn::Device>(value.data());
}

bool is_meta_device(const nn::Value& value) {
    if (const auto* device = std::get_if<nn::Device>(&value.data())) return device->meta;
    const std::string& name = *value.text();
    const std::string_view kind = std::string_view(name).substr(0, name.find(':'));
    if (kind == "cpu") return false;
    if (kind == "meta") return true;
    if (kind == "cuda") {
        raise(ErrorKind::AssertionError, "Torch not compiled with CUDA enabled");
    }
    raise(ErrorKind::RuntimeError,
          "Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, ort, "
          "xla, lazy, vulkan, mps, meta, hpu, privateuseone device type at start of device string: "
          "{}",
          name);
}

}  // namespace engine::script
