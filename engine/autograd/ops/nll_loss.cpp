#include "engine/autograd/ops.h"
#include "engine/autograd/ops_loss.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

// x seen as rows x classes x places, target as rows x places.
struct Layout {
    int64_t rows;
    int64_t classes;
    int64_t places;
    size_t count() const { return static_cast<size_t>(rows * places); }
    // Where x's entry of class 0 for target i stands.
    size_t start(size_t i) const {
        const auto n = static_cast<int64_t>(i);
        return static_cast<size_t>(n / places * classes * places + n % places);
    }
    size_t entry(size_t i, int64_t id) const { return start(i) + static_cast<size_t>(id * places); }
};

Layout layout_of(const Shape& sizes) {
    if (sizes.size() == 1) return {1, sizes[0], 1};
    int64_t places = 1;
    for (size_t d = 2; d < sizes.size(); ++d) places *= sizes[d];
    return {sizes[0], sizes[1], places};
}

void check_weight(const Tensor& x, const Tensor& weight, int64_t classes) {
    if (!weight.defined()) return;
    if (weight.dim() != 1 || weight.numel() != classes) {
        if (x.dim() > 2) {
            raise(ErrorKind::RuntimeError,
                  "weight tensor should be defined either for all or no classes");
        }
        raise(ErrorKind::RuntimeError,
              "weight tensor should be defined either for all {} classes or no classes but got "
              "weight tensor of shape: {}",
              classes, weight.sizes().str());
    }
    if (weight.dtype() != x.dtype()) {
        raise(ErrorKind::RuntimeError, "expected scalar type {} but found {}",
              scalar_name(x.dtype()), scalar_name(weight.dtype()));
    }
}

void check_few_dims(const Tensor& x, const Tensor& target) {
    if (target.dim() > 1) {
        raise(ErrorKind::RuntimeError,
              "0D or 1D target tensor expected, multi-target not supported");
    }
    if (x.dim() == 1 ? target.dim() != 0 : target.dim() != 1 || x.size(0) != target.size(0)) {
        raise(ErrorKind::RuntimeError, "size mismatch (got input: {}, target: {})", x.sizes().str(),
              target.sizes().str());
    }
}

void check_images(const Tensor& x, const Tensor& target) {
    if (target.dim() != 3) {
        raise(ErrorKind::RuntimeError,
              "only batches of spatial targets supported (3D tensors) but got targets of "
              "dimension: {}",
              target.dim());
    }
    if (x.size(0) != target.size(0) || x.size(2) != target.size(1) || x.size(3) != target.size(2)) {
        raise(ErrorKind::RuntimeError, "size mismatch (got input: {} , target: {}", x.sizes().str(),
              target.sizes().str());
    }
}

void check_batches(const Tensor& x, const Tensor& target) {
    if (x.dim() < 1) raise(ErrorKind::ValueError, "Expected 1 or more dimensions (got 0)");
    const int64_t given = target.dim() == 0 ? 0 : target.size(0);
    if (x.dim() != 1 && x.size(0) != given) {
        raise(ErrorKind::ValueError,
              "Expected input batch_size ({}) to match target batch_size ({}).", x.size(0), given);
    }
}

Tensor class_ids(const Tensor& target) {
    if (target.dtype() == DType::UInt8) return target.to(DType::Int64).contiguous();
    if (target.dtype() != DType::Int64) {
        raise(ErrorKind::RuntimeError, "expected scalar type Long but found {}",
              scalar_name(target.dtype()));
    }
    return target.contiguous();
}

void backward_of_ids(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor ids = saved.tensor(0);
    const Tensor weight = saved.tensor(1);
    const auto reduction = static_cast<LossReduction>(saved.integer(0));
    const Layout layout = layout_of(dx.sizes(0));
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "nll_loss", [&]<class T>() {
        const std::span<T> out = dx.into<T>(0);
        std::fill(out.begin(), out.end(), T(0));
        const std::span<const T> came = gradient.span<T>();
        const T* const weights = weight.defined() ? weight.data<T>() : nullptr;
        const T total = static_cast<T>(saved.number(0));
        size_t i = 0;
        for (const int64_t id : ids.span<int64_t>()) {
            const size_t place = i++;
            if (id == saved.integer(1)) continue;
            const T each = came[reduction == LossReduction::None ? place : 0];
            const T w = weights != nullptr ? weights[id] : T(1);
            out[layout.entry(place, id)] =
                -w * (reduction == LossReduction::Mean ? each / total : each);
        }
    });
}

// dx is dL/dy times what does not depend on it, in each row's one place.
void recorded_of_ids(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor ones = Tensor::ones(dy.sizes(), dy.dtype());
    const Tensor slope = steps_of(plain_gradients(saved, ones)[0], saved, 0);
    const bool each = dy.dim() > 0 && dy.dim() + 1 == slope.dim();
    dx.set(0, mul(slope, each ? unsqueeze(dy, 1) : dy));
}

// y = -w[t] x[t], reduced.   dL/dx = -w[t] dL/dy there, 0 elsewhere; of a mean divided by the
// weights' sum
Tensor loss_of_ids(const OpInfo& info, const Tensor& x, const Tensor& target,
                   const ClassLossOptions& options) {
    const Layout layout = layout_of(x.sizes());
    const Tensor ids = class_ids(target);
    check_weight(x, options.weight, layout.classes);
    const Tensor weight =
        options.weight.defined() ? options.weight.detach().contiguous() : Tensor();
    const Tensor packed = x.contiguous();
    const bool whole = options.reduction == LossReduction::None;
    const Tensor y = Tensor::empty(whole ? target.sizes() : Shape{}, x.dtype());
    double total = 0;
    dispatch_floating(x.dtype(), "nll_loss_out_frame", [&]<class T>() {
        const std::span<const T> values = packed.span<T>();
        const T* const weights = weight.defined() ? weight.data<T>() : nullptr;
        T* const out = y.mutable_data<T>();
        double sum = 0;
        size_t i = 0;
        for (const int64_t id : ids.span<int64_t>()) {
            const size_t place = i++;
            if (id == options.ignore_index) {
                if (whole) out[place] = T(0);
                continue;
            }
            if (id < 0 || id >= layout.classes) {
                raise(ErrorKind::IndexError, "Target {} is out of bounds.", id);
            }
            const T w = weights != nullptr ? weights[id] : T(1);
            const T loss = -w * values[layout.entry(place, id)];
            if (whole) out[place] = loss;
            sum += static_cast<double>(loss);
            total += static_cast<double>(w);
        }
        if (whole) return;
        if (options.reduction == LossReduction::Mean) sum /= total;
        *out = static_cast<T>(sum);
    });
    return record(info, {x}, y,
                  {.tensors = {ids, weight},
                   .numbers = {total},
                   .integers = {static_cast<int64_t>(options.reduction), options.ignore_index}},
                  backward_of_ids);
}

}  // namespace

Tensor nll_loss(const Tensor& x, const Tensor& target, const ClassLossOptions& options) {
    static constexpr OpInfo info{.name = "NllLossBackward0",
                                 .formula = "y = -mean of x[row, target]",
                                 .recorded = recorded_of_ids};
    static constexpr OpInfo images{.name = "NllLoss2DBackward0",
                                   .formula = "y = -mean of x[row, target, place]",
                                   .recorded = recorded_of_ids};
    check_batches(x, target);
    if (x.dim() <= 2) {
        check_few_dims(x, target);
        return loss_of_ids(info, x, target, options);
    }
    if (x.dim() == 4) {
        check_images(x, target);
        return loss_of_ids(images, x, target, options);
    }
    Shape expected = x.sizes();
    expected.erase(1);
    if (target.sizes() != expected) {
        raise(ErrorKind::RuntimeError, "Expected target size {}, got {}", expected.str(),
              target.sizes().str());
    }
    // PyTorch takes these as images of one line.
    const Layout layout = layout_of(x.sizes());
    const Shape line{layout.rows, layout.classes, 1, layout.places};
    const Shape places{layout.rows, 1, layout.places};
    const Tensor y = loss_of_ids(images, reshape(x, line), reshape(target, places), options);
    return options.reduction == LossReduction::None ? view(y, expected) : y;
}

Tensor nll_loss(const Tensor& x, const Tensor& target, int64_t ignore_index) {
    return nll_loss(x, target, ClassLossOptions{.ignore_index = ignore_index});
}

}  // namespace engine
