#include "engine/nn/conversion.h"

#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"

#include <functional>

namespace engine::nn {

namespace {

Tensor converted(const Tensor& tensor, const Conversion& conversion) {
    Tensor out = tensor.detach();
    const bool whole = !is_floating(tensor.dtype());
    if (conversion.dtype && (conversion.all || !whole)) out = out.to(*conversion.dtype);
    if (!conversion.meta || *conversion.meta == out.is_meta()) return out;
    if (*conversion.meta) return Tensor::meta(out.sizes(), out.dtype());
    raise(ErrorKind::NotImplementedError, "Cannot copy out of meta tensor; no data!");
}

/// Whether nothing had to be done: PyTorch then keeps the very object.
bool same(const Tensor& before, const Tensor& after) {
    return before.same_storage(after) && before.dtype() == after.dtype();
}

/// Children first, then the module's own; the gradient after its parameter.
void change_tensors(Module& module, const std::function<Tensor(const Tensor&)>& change) {
    const DepthGuard guard;
    for (const auto& [name, child] : module.children) {
        if (child) change_tensors(*child, change);
    }
    for (const auto& [name, parameter] : module.parameters) {
        if (!parameter.defined()) continue;
        const Tensor data = change(parameter);
        if (same(parameter, data)) continue;
        const Tensor grad = parameter.grad();
        const Tensor new_grad = grad.defined() ? change(grad) : Tensor();
        parameter.set_grad({});
        parameter.set_data(data);
        parameter.set_grad(new_grad);
    }
    for (auto& [name, buffer] : module.buffers) {
        if (!buffer.tensor.defined()) continue;
        const Tensor data = change(buffer.tensor);
        if (same(buffer.tensor, data)) continue;
        data.mark_uninitialized(buffer.tensor.is_uninitialized());
        buffer.tensor = data;
    }
}

}  // namespace

void convert(Module& module, const Conversion& conversion) {
    if (conversion.dtype && !conversion.all && !is_floating(*conversion.dtype)) {
        raise(ErrorKind::TypeError,
              "nn.Module.to only accepts floating point or complex dtypes, but got desired "
              "dtype={}",
              name_of(*conversion.dtype));
    }
    change_tensors(module, [&](const Tensor& tensor) { return converted(tensor, conversion); });
}

void to_empty(Module& module, bool meta) {
    change_tensors(module, [&](const Tensor& tensor) {
        return meta ? Tensor::meta(tensor.sizes(), tensor.dtype())
                    : Tensor::empty(tensor.sizes(), tensor.dtype());
    });
}

}  // namespace engine::nn
