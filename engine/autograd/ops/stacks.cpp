#include "engine/autograd/ops.h"
#include "engine/autograd/ops_join.h"
#include "engine/base/error.h"

namespace engine {

namespace {

template <class Widen>
std::vector<Tensor> widened(std::span<const Tensor> tensors, std::string_view name, Widen widen) {
    if (tensors.empty()) raise(ErrorKind::RuntimeError, "{} expects a non-empty TensorList", name);
    std::vector<Tensor> out;
    for (const Tensor& tensor : tensors) out.push_back(widen(tensor));
    return out;
}

Tensor at_least_1d(const Tensor& x) {
    return x.dim() == 0 ? reshape(x, Shape{1}) : x;
}

Tensor at_least_2d(const Tensor& x) {
    if (x.dim() == 0) return reshape(x, Shape{1, 1});
    return x.dim() == 1 ? unsqueeze(x, 0) : x;
}

Tensor at_least_3d(const Tensor& x) {
    return x.dim() < 3 ? unsqueeze(at_least_2d(x), -1) : x;
}

Tensor as_column(const Tensor& x) {
    return x.dim() < 2 ? reshape(x, Shape{x.numel(), 1}) : x;
}

}  // namespace

Tensor hstack(std::span<const Tensor> tensors) {
    const auto all = widened(tensors, "hstack", at_least_1d);
    return cat(all, all[0].dim() == 1 ? 0 : 1);
}

Tensor vstack(std::span<const Tensor> tensors) {
    return cat(widened(tensors, "vstack", at_least_2d), 0);
}

Tensor dstack(std::span<const Tensor> tensors) {
    return cat(widened(tensors, "dstack", at_least_3d), 2);
}

Tensor column_stack(std::span<const Tensor> tensors) {
    return hstack(widened(tensors, "column_stack", as_column));
}

}  // namespace engine
