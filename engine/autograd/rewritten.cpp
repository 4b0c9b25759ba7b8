#include "engine/autograd/rewritten.h"

#include <algorithm>
#include <array>

#include "engine/autograd/node.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

namespace {

constexpr size_t kNear = 64;

// Values that were x's and have no history any more: the sign is that they seem to want a gradient.
bool parted_from(const Node::SavedTensor& saved, const Tensor& x) {
    const TensorImpl& impl = *saved.tensor.impl();
    return impl.requires_grad && !impl.grad_fn && !saved.made_by.empty() &&
           impl.storage == x.storage();
}

void part(Node& node, const Tensor& x) {
    for (Node::SavedTensor& saved : node.tensors) {
        const TensorImpl* const impl = saved.tensor.impl();
        if (impl == nullptr) continue;
        const bool view = impl->base.impl() == x.impl();
        const bool known = parted_from(saved, x);
        if (impl != x.impl() && !view && !known) continue;
        if (known && saved.made_by == kNameOfStaleViews) continue;
        saved.made_by = view ? kNameOfStaleViews : x.grad_fn_name();
        saved.output = view ? 0 : x.impl()->output;
        if (known) continue;
        saved.tensor = saved.tensor.detach();
        saved.tensor.impl()->requires_grad = true;
    }
}

}  // namespace

void part_from_saved(const Tensor& x) {
    std::array<Node*, kNear> near{};
    size_t count = 0;
    const auto add = [&](GradFn* step) {
        Node* const node = static_cast<Node*>(step);
        if (node == nullptr || count == kNear) return;
        const auto end = near.begin() + static_cast<std::ptrdiff_t>(count);
        if (std::find(near.begin(), end, node) == end) near[count++] = node;
    };
    add(x.impl()->grad_fn.get());
    for (size_t i = 0; i < count; ++i) {
        part(*near[i], x);
        for (const Edge& edge : near[i]->edges) add(edge.node.get());
    }
}

}  // namespace engine
