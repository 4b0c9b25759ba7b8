#include "engine/script/uninitialized.h"

#include "engine/base/error.h"

#include <algorithm>

namespace engine::script {

namespace {

/// The methods that a lazy module's parameter allows before its sizes are known.
bool allows_uninitialized(std::string_view method) {
    static constexpr std::string_view kAllowed[] = {"size", "copy_",     "is_floating_point",
                                                    "half", "float",     "double",
                                                    "char", "short",     "int",
                                                    "long", "cuda",      "cpu",
                                                    "to",   "get_device"};
    return std::find(std::begin(kAllowed), std::end(kAllowed), method) != std::end(kAllowed);
}

}  // namespace

void refuse_uninitialized(const Tensor& tensor, std::string_view what) {
    raise(ErrorKind::ValueError,
          "Attempted to use an uninitialized parameter in {}. This error happens when you are "
          "using a `LazyModule` or explicitly manipulating `torch.nn.parameter.{}` objects. When "
          "using LazyModules Call `forward` with a dummy batch to initialize the parameters before "
          "calling torch functions",
          what, tensor.is_parameter() ? "UninitializedParameter" : "UninitializedBuffer");
}

void check_initialized(Place place, std::string_view name, const Call& call) {
    for (std::size_t i = 0; i < call.size(); ++i) {
        if (!call[i].is_tensor() || !call[i].tensor().is_uninitialized()) continue;
        if (place == kTensorProperty && name == "shape") {
            raise(ErrorKind::RuntimeError,
                  "Can't access the shape of an uninitialized parameter or buffer. This error "
                  "usually happens in `load_state_dict` when trying to load an uninitialized "
                  "parameter into an initialized one. Call `forward` to initialize the parameters "
                  "before accessing their attributes.");
        }
        if (place == kTensorProperty || place == kModuleMethod || place == kNN) return;
        if (place == kMethod && allows_uninitialized(name)) return;
        const std::string_view sort = name.starts_with("__") ? "slot wrapper" : "method";
        refuse_uninitialized(
            call[i].tensor(),
            place == kMethod
                ? fmt::format("<{} '{}' of 'torch._C._TensorBase' objects>", sort, name)
                : fmt::format("<built-in method {} of type object>", name));
    }
}

}  // namespace engine::script
