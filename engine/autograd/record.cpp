#include "engine/autograd/record.h"

#include "engine/autograd/history.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/rewritten.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/tensor_impl.h"
#include "engine/tensor/views.h"

#include <numeric>

namespace engine {

namespace {

const Tensor& tensor_of(const TensorRef& ref) {
    return *ref.tensor;
}
const Tensor& tensor_of(const Tensor& tensor) {
    return tensor;
}

// A base and one of its views, as layouts on the memory from the base's first element on.
struct Layouts {
    Shape base_sizes, base_strides;
    Shape view_sizes, view_strides;
    int64_t view_offset;

    // How many elements of memory the base spans.
    int64_t span() const {
        int64_t last = 0;
        for (size_t i = 0; i < base_sizes.size(); ++i) {
            if (base_sizes[i] == 0) return 0;
            last += (base_sizes[i] - 1) * base_strides[i];
        }
        return last + 1;
    }
    Tensor base_of(const Tensor& memory) const {
        return views::as_strided(memory, base_sizes, base_strides, 0);
    }
    Tensor view_of(const Tensor& memory) const {
        return views::as_strided(memory, view_sizes, view_strides, view_offset);
    }
    // Which of the base's elements in a row each of the view's is: int64, of its sizes.
    Tensor places() const {
        const NoGrad guard;
        std::vector<int64_t> row(static_cast<size_t>(base_sizes.numel()));
        std::iota(row.begin(), row.end(), int64_t{0});
        const Tensor memory = Tensor::zeros({span()}, DType::Int64);
        base_of(memory).copy_(Tensor::from(std::span<const int64_t>(row), base_sizes));
        return view_of(memory).contiguous();
    }
};

void save_layouts(Node& node, const TensorImpl& base, const TensorImpl& view) {
    node.shapes.assign({base.sizes, base.strides, view.sizes, view.strides});
    node.integers.assign({view.offset - base.offset});
}

Layouts layouts(const Saved& saved) {
    return {saved.shape(0), saved.shape(1), saved.shape(2), saved.shape(3), saved.integer(0)};
}

// Gradient of a view: dy at its place in the base's memory.
void recorded_as_strided(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Layouts layout = layouts(saved);
    const Tensor line = Tensor::zeros({layout.base_sizes.numel()}, dy.dtype());
    const Shape flat{dy.numel()};
    const Tensor sums = index_add(line, 0, views::view(layout.places(), flat), reshape(dy, flat));
    dx.set(0, reshape(sums, layout.base_sizes));
}

const OpInfo kAsStrided{.name = kNameOfStaleViews,
                        .formula = "y = x's elements, read in another order",
                        .recorded = recorded_as_strided};

void as_strided_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Layouts layout = layouts(saved);
    const Tensor memory = Tensor::zeros({layout.span()}, dy.dtype());
    layout.view_of(memory).copy_(dy);
    dx.set(0, layout.base_of(memory).contiguous());
}

Edge edge_to(const Tensor& input);
void attach(const Ref<Node>& node, const Tensor& y);

// The view's history is: this part of the base as it is now.
void hang_on_base(const Tensor& view) {
    TensorImpl& impl = *view.impl();
    const TensorImpl& base = *impl.base.impl();
    impl.grad_fn = {};
    impl.requires_grad = false;
    impl.rewritten = base.rewritten;
    if (!base.requires_grad) return;
    const Ref<Node> node = Node::make();
    node->info = &kAsStrided;
    node->backward = as_strided_backward;
    node->edges.push_back(edge_to(impl.base));
    save_layouts(*node, base, impl);
    attach(node, view);
    part_from_saved(view);
}

bool is_stale(const Tensor& input) {
    const TensorImpl* impl = input.impl();
    return impl != nullptr && impl->base.defined() &&
           impl->rewritten != impl->base.impl()->rewritten;
}

template <class Inputs>
bool any_needs_grad(const Inputs& inputs) {
    if (!GradMode::enabled() || InferenceMode::enabled()) return false;
    bool any = false;
    for (const auto& input : inputs) {
        if (is_stale(tensor_of(input))) hang_on_base(tensor_of(input));
        any |= tensor_of(input).requires_grad();
    }
    return any;
}

// See inherit_requires_grad().
bool only_says_so(const Tensor& view) {
    const TensorImpl& impl = *view.impl();
    return !impl.grad_fn && impl.base.defined() && impl.base.requires_grad();
}

Edge edge_to(const Tensor& input) {
    Edge edge;
    if (!input.requires_grad() || only_says_so(input)) return edge;
    edge.sizes = input.sizes();
    edge.dtype = input.dtype();
    TensorImpl* impl = input.impl();
    if (impl->grad_fn) {
        impl->grad_fn->retain();
        edge.node = Ref<Node>::adopt(static_cast<Node*>(impl->grad_fn.get()));
        edge.output = impl->output;
    } else {
        edge.leaf = input;
    }
    return edge;
}

// x as it is now, which no later write gives another history; nor does it keep its base.
Tensor with_history(const Tensor& x) {
    if (!x.requires_grad() || x.is_leaf()) return x.requires_grad() ? x : x.detach();
    const Tensor kept = x.detach();
    TensorImpl& impl = *kept.impl();
    impl.requires_grad = true;
    impl.grad_fn = x.impl()->grad_fn;
    impl.output = x.impl()->output;
    return kept;
}

// How a saved tensor is kept: itself, its values with the history that they have now, or values
// alone (a node that held its own result would never go).
enum class Keep { Itself, History, Values };

void save(Node& node, const Tensor& tensor, Keep keep) {
    Node::SavedTensor& saved = node.tensors.emplace_back();
    if (!tensor.defined()) return;
    if (tensor.storage()->inference()) {
        raise(ErrorKind::RuntimeError,
              "Inference tensors cannot be saved for backward. To work around you can make a clone "
              "to get a normal tensor and use it in autograd.");
    }
    saved.tensor = keep == Keep::Itself    ? tensor
                   : keep == Keep::History ? with_history(tensor)
                                           : tensor.detach();
    saved.version = tensor.version();
    saved.made_by = tensor.grad_fn_name();
    saved.output = tensor.impl()->output;
}

template <class Inputs>
Ref<Node> make_node(const OpInfo& info, const Inputs& inputs, const Saves& saves,
                    BackwardFn backward, Keep keep) {
    Ref<Node> node = Node::make();
    node->info = &info;
    node->backward = backward;
    for (const auto& input : inputs) node->edges.push_back(edge_to(tensor_of(input)));
    for (const TensorRef& ref : saves.tensors) save(*node, *ref.tensor, keep);
    node->numbers.assign(saves.numbers);
    node->integers.assign(saves.integers.span.begin(), saves.integers.span.end());
    node->shapes.assign(saves.shapes);
    return node;
}

void attach(const Ref<Node>& node, const Tensor& y) {
    TensorImpl* impl = y.impl();
    impl->output = static_cast<uint32_t>(node->outputs.size());
    node->outputs.push_back({y.sizes(), y.dtype(), {}, {}});
    node->retain();
    impl->grad_fn = Ref<GradFn>::adopt(node.get());
    impl->requires_grad = true;
}

template <class Inputs>
Tensor record_any(const OpInfo& info, const Inputs& inputs, Tensor y, const Saves& saves,
                  BackwardFn backward) {
    if (!is_floating(y.dtype()) || !any_needs_grad(inputs)) return y;
    const Ref<Node> node = make_node(info, inputs, saves, backward, Keep::Itself);
    attach(node, y);
    if (saves.output) save(*node, y, Keep::Values);
    return y;
}

}  // namespace

void refresh_history(const Tensor& view) {
    if (is_stale(view)) hang_on_base(view);
}

const Tensor& kept_if(bool needed, const Tensor& x) {
    static const Tensor none;
    return needed ? x : none;
}

Tensor record(const OpInfo& info, std::initializer_list<TensorRef> inputs, Tensor y,
              const Saves& saves, BackwardFn backward) {
    return record_any(info, inputs, std::move(y), saves, backward);
}

Tensor record(const OpInfo& info, std::initializer_list<TensorRef> inputs, Tensor y,
              BackwardFn backward) {
    return record_any(info, inputs, std::move(y), {}, backward);
}

Tensor record(const OpInfo& info, std::span<const Tensor> inputs, Tensor y, const Saves& saves,
              BackwardFn backward) {
    return record_any(info, inputs, std::move(y), saves, backward);
}

Tensor record_view(const OpInfo& info, const Tensor& x, Tensor y, const Saves& saves,
                   BackwardFn backward) {
    const Tensor& base = x.impl()->base;
    y.impl()->base = base.defined() ? base : x;
    y.impl()->rewritten = y.impl()->base.impl()->rewritten;
    inherit_requires_grad(y);
    return record(info, {x}, std::move(y), saves, backward);
}

void inherit_requires_grad(const Tensor& view) {
    TensorImpl& impl = *view.impl();
    if (GradMode::enabled() && !InferenceMode::enabled()) return;
    impl.requires_grad = impl.base.requires_grad();
}

void record_many(const OpInfo& info, std::span<const Tensor> inputs, std::span<Tensor> outputs,
                 const Saves& saves, BackwardFn backward) {
    if (!any_needs_grad(inputs)) return;
    const Ref<Node> node = make_node(info, inputs, saves, backward, Keep::Itself);
    for (Tensor& y : outputs) attach(node, y);
}

namespace {

// A write through a view, seen from the base: edges are the base before, and what was written came
// from. The inner node has the op's own backward.
void recorded_copy_slices(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Layouts layout = layouts(saved);
    const Tensor places = layout.places();
    dx.set(1, take(dy, places));
    if (!dx.wants(0)) return;
    const Tensor written = Tensor::zeros({dy.numel()}, DType::Bool);
    const Shape row{places.numel()};
    const Tensor mask = index_fill(written, 0, views::view(places, row), 1.0);
    dx.set(0, masked_fill(dy, views::view(mask, dy.sizes()), 0.0));
}

const OpInfo kCopySlices{.name = "CopySlices",
                         .formula = "a part of x is written over",
                         .recorded = recorded_copy_slices};

}  // namespace

void record_inplace(const OpInfo& info, const Tensor& x, std::initializer_list<TensorRef> inputs,
                    const Saves& saves, BackwardFn backward) {
    if (!any_needs_grad(inputs)) return;
    Ref<Node> node = make_node(info, inputs, saves, backward, Keep::History);
    const Tensor base = x.impl()->base;
    if (!base.defined()) {
        attach(node, x);
        ++x.impl()->rewritten;
        part_from_saved(x);
        if (saves.output) save(*node, x, Keep::Values);
        return;
    }
    // The op's node hangs between two steps: the view of the base before, whose place the write
    // took, and the base after.
    if (saves.output) {
        save(*node, x, Keep::Values);
        node->tensors.back().made_by = info.name;
        node->tensors.back().output = 0;
    }
    node->outputs.push_back({x.sizes(), x.dtype(), {}, {}});
    Ref<Node> slices = Node::make();
    slices->info = &kCopySlices;
    slices->edges.push_back(edge_to(base));
    Edge inner;
    inner.node = node;
    inner.sizes = x.sizes();
    inner.dtype = x.dtype();
    slices->edges.push_back(std::move(inner));
    save_layouts(*slices, *base.impl(), *x.impl());
    slices->backward = [](const Saved& saved, const Tensor& dy, Grads& dx) {
        const Layouts layout = layouts(saved);
        const Tensor memory = Tensor::zeros({layout.span()}, dy.dtype());
        layout.base_of(memory).copy_(dy);
        dx.set(1, layout.view_of(memory).copy());
        if (!dx.wants(0)) return;
        layout.view_of(memory).zero_();
        dx.set(0, layout.base_of(memory).copy());
    };
    attach(slices, base);
    ++base.impl()->rewritten;
    part_from_saved(base);
    hang_on_base(x);
}

namespace {

// Which step the tensor is the output of now, as the error names it.
std::string made_by_words(const Node::SavedTensor& saved) {
    refresh_history(saved.tensor);
    const std::string_view now = saved.tensor.grad_fn_name();
    const std::string_view name = now.empty() ? saved.made_by : now;
    if (name.empty()) return {};
    return fmt::format(", which is output {} of {}{},",
                       now.empty() ? saved.output : saved.tensor.impl()->output,
                       name == kCopySlices.name ? "torch::autograd::" : "", name);
}

}  // namespace

const Tensor& Saved::tensor(size_t i) const {
    if (node_.freed) {
        raise(ErrorKind::RuntimeError,
              "Trying to backward through the graph a second time (or directly access saved "
              "tensors after "
              "they have already been freed). Saved intermediate values of the graph are freed "
              "when you call "
              ".backward() or autograd.grad(). Specify retain_graph=True if you need to backward "
              "through the "
              "graph a second time or if you need to access saved tensors after calling backward.");
    }
    const Node::SavedTensor& saved = node_.tensors[i];
    if (saved.tensor.defined() && saved.tensor.version() != saved.version) {
        const std::string made_by = made_by_words(saved);
        raise(ErrorKind::RuntimeError,
              "one of the variables needed for gradient computation has been modified by an "
              "inplace operation: "
              "[{} {}]{} is at version {}; expected version {} instead. Hint: enable anomaly "
              "detection to find "
              "the operation that failed to compute its gradient, with "
              "torch.autograd.set_detect_anomaly(True).",
              legacy_name(saved.tensor.dtype()), saved.tensor.sizes().str(), made_by,
              saved.tensor.version(), saved.version);
    }
    return saved.tensor;
}

Tensor Saved::result() const {
    const Tensor y = output().detach();
    TensorImpl& impl = *y.impl();
    Node& node = const_cast<Node&>(node_);  // one more owner: nothing else of it changes
    node.retain();
    impl.grad_fn = Ref<GradFn>::adopt(&node);
    impl.requires_grad = true;
    return y;
}

namespace {

// The sums over what was stretched from `sizes`, recorded.
Tensor recorded_sum_to(const Tensor& x, const Shape& sizes) {
    if (x.sizes() == sizes) return x;
    const size_t missing = x.sizes().size() - sizes.size();
    std::vector<int64_t> dims;
    for (size_t d = 0; d < x.sizes().size(); ++d) {
        const bool stretched = d < missing || (sizes[d - missing] == 1 && x.sizes()[d] != 1);
        if (stretched) dims.push_back(static_cast<int64_t>(d));
    }
    const Tensor y = dims.empty() ? x : sum(x, dims, true);
    return y.sizes() == sizes ? y : view(contiguous(y), sizes);
}

}  // namespace

void Grads::set(size_t i, const Tensor& gradient) {
    if (!wants(i)) return;
    const Edge& edge = node_.edges[i];
    if (GradMode::enabled()) {
        results_[i] = to(recorded_sum_to(gradient, edge.sizes), edge.dtype);
        return;
    }
    results_[i] = raw::sum_to(gradient, edge.sizes).to(edge.dtype);
}

const Tensor& Grads::fresh(size_t i) {
    const Edge& edge = node_.edges[i];
    results_[i] = Tensor::empty(edge.sizes, edge.dtype);
    return results_[i];
}

}  // namespace engine
