#include "engine/autograd/ops_class_margin_loss.h"
#include "engine/autograd/second_order.h"

#include <algorithm>
#include <vector>

#include "engine/autograd/record.h"

namespace engine {

namespace {

struct Rows {
    int64_t count;
    int64_t classes;
};

Rows rows_of(const Tensor& x) {
    const bool fits = x.dim() == 0 || (x.dim() <= 2 && x.size(-1) != 0);
    if (!fits) {
        raise(ErrorKind::RuntimeError,
              "Expected non-empty vector or matrix with optional 0-dim batch size, but got: {}",
              x.sizes().str());
    }
    if (x.dim() == 0) return {1, 1};
    return {x.dim() == 2 ? x.size(0) : 1, x.size(-1)};
}

void check_dtype(const Tensor& tensor, DType wanted) {
    if (tensor.dtype() == wanted) return;
    raise(ErrorKind::RuntimeError, "expected scalar type {} but found {}", scalar_name(wanted),
          scalar_name(tensor.dtype()));
}

/// What one row's loss counts in the result: `total` rows of a mean.
template <class T>
T share_of(const Tensor& dy, LossReduction reduction, size_t row, size_t total) {
    const T* const came = dy.data<T>();
    if (reduction == LossReduction::None) return came[dy.numel() == 1 ? 0 : row];
    return reduction == LossReduction::Mean ? *came / static_cast<T>(total) : *came;
}

/// y = loss_of(row), one by one or reduced.
template <class T, class F>
void write_losses(const Tensor& y, const Rows& rows, LossReduction reduction, const F& loss_of) {
    T* const out = y.mutable_data<T>();
    double sum = 0;
    for (int64_t row = 0; row < rows.count; ++row) {
        const double loss = loss_of(static_cast<size_t>(row)) / static_cast<double>(rows.classes);
        if (reduction == LossReduction::None) out[row] = static_cast<T>(loss);
        sum += loss;
    }
    if (reduction == LossReduction::None) return;
    if (reduction == LossReduction::Mean) sum /= static_cast<double>(rows.count);
    *out = static_cast<T>(sum);
}

void check_multi_margin(const Tensor& x, const Tensor& target, const MultiMarginOptions& options,
                        const Rows& rows) {
    if (target.dim() > 1 || target.numel() != rows.count) {
        raise(ErrorKind::RuntimeError, "inconsistent target size, got: {}", target.sizes().str());
    }
    check_dtype(target, DType::Int64);
    if (options.weight.defined()) check_dtype(options.weight, x.dtype());
    if (options.weight.defined() && options.weight.numel() != rows.classes) {
        raise(ErrorKind::RuntimeError, "inconsistent weight size, expected {} but got {}",
              rows.classes, options.weight.sizes().str());
    }
}

/// Saved: x, target, weight; p, reduction; margin.
void multi_margin_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor packed = saved.tensor(0).contiguous();
    const Tensor ids = saved.tensor(1);
    const Tensor weight = saved.tensor(2);
    const Rows rows = rows_of(packed);
    const auto reduction = static_cast<LossReduction>(saved.integer(1));
    const Tensor came = dy.contiguous();
    dispatch_floating(dy.dtype(), "multi_margin_loss_backward_cpu_kernel", [&]<class T>() {
        const std::span<T> out = dx.into<T>(0);
        const T margin = static_cast<T>(saved.number(0));
        const auto classes = static_cast<size_t>(rows.classes);
        for (size_t row = 0; row < static_cast<size_t>(rows.count); ++row) {
            const T* const x = packed.data<T>() + row * classes;
            T* const gradient = out.data() + row * classes;
            const auto t = static_cast<size_t>(ids.data<int64_t>()[row]);
            const T w = weight.defined() ? weight.data<T>()[t] : T(1);
            const T each =
                share_of<T>(came, reduction, row, static_cast<size_t>(rows.count)) / T(classes);
            T at_target = 0;
            for (size_t c = 0; c < classes; ++c) {
                const T z = margin - x[t] + x[c];
                const bool counts = c != t && z > 0;
                const T slope = saved.integer(0) == 1 ? each : 2 * each * z;
                gradient[c] = counts ? slope * w : T(0);
                at_target -= gradient[c];
            }
            gradient[t] = at_target;
        }
    });
}

}  // namespace

Tensor multi_margin_loss(const Tensor& x, const Tensor& target, const MultiMarginOptions& options,
                         LossReduction reduction) {
    static constexpr OpInfo info{
        .name = "MultiMarginLossBackward0",
        .formula = "y = mean of sum max(0, margin - x[t] + x)^p / C",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            record_refusal(saved, dy, dx,
                           "derivative for aten::multi_margin_loss_backward is not implemented");
        }};
    if (options.p != 1 && options.p != 2) {
        raise(ErrorKind::ValueError, "only p == 1 and p == 2 supported");
    }
    if (options.weight.defined() && options.weight.dim() != 1) {
        raise(ErrorKind::ValueError, "weight must be one-dimensional");
    }
    const Rows rows = rows_of(x);
    check_multi_margin(x, target, options, rows);
    const bool whole = reduction == LossReduction::None && target.dim() > 0;
    const Tensor y = Tensor::empty(whole ? Shape{rows.count} : Shape{}, x.dtype());
    const Tensor ids = target.contiguous();
    const Tensor packed = x.contiguous();
    const Tensor weight =
        options.weight.defined() ? options.weight.detach().contiguous() : Tensor();
    dispatch_floating(x.dtype(), "multi_margin_loss_cpu_kernel", [&]<class T>() {
        const T margin = static_cast<T>(options.margin);
        const auto classes = static_cast<size_t>(rows.classes);
        write_losses<T>(y, rows, reduction, [&](size_t row) {
            const T* const values = packed.data<T>() + row * classes;
            const int64_t id = ids.data<int64_t>()[row];
            if (id < 0 || id >= rows.classes) {
                raise(ErrorKind::RuntimeError, "target out of range");
            }
            const auto t = static_cast<size_t>(id);
            const T w = weight.defined() ? weight.data<T>()[t] : T(1);
            double sum = 0;
            for (size_t c = 0; c < classes; ++c) {
                const T z = margin - values[t] + values[c];
                if (c == t || !(z > 0)) continue;
                sum += static_cast<double>((options.p == 1 ? z : z * z) * w);
            }
            return sum;
        });
    });
    return record(info, {x}, y,
                  {.tensors = {x, ids, weight},
                   .numbers = {options.margin},
                   .integers = {options.p, static_cast<int64_t>(reduction)}},
                  multi_margin_backward);
}

namespace {

/// The row's target classes, and for each class whether it is one.
struct Targets {
    std::span<const int64_t> listed;
    std::vector<bool> is_target;
};

Targets targets_of(const Tensor& ids, const Rows& rows, size_t row) {
    const auto classes = static_cast<size_t>(rows.classes);
    const std::span<const int64_t> all(ids.data<int64_t>() + row * classes, classes);
    const auto end = std::find_if(all.begin(), all.end(), [](int64_t id) { return id < 0; });
    Targets targets{{all.begin(), end}, std::vector<bool>(classes, false)};
    for (const int64_t id : targets.listed) targets.is_target[static_cast<size_t>(id)] = true;
    return targets;
}

/// f(class that is a target, class that is none), for all whose margin is too small.
template <class T, class F>
void for_each_short(const T* x, const Targets& targets, const F& f) {
    for (const int64_t id : targets.listed) {
        const auto t = static_cast<size_t>(id);
        for (size_t c = 0; c < targets.is_target.size(); ++c) {
            if (targets.is_target[c]) continue;
            const T z = T(1) - x[t] + x[c];
            if (z > 0) f(t, c, z);
        }
    }
}

void check_multilabel(const Tensor& x, const Tensor& target) {
    const bool few = x.dim() <= 1;
    const bool fits = few ? target.dim() <= 1 && target.numel() == x.numel()
                          : target.dim() == 2 && target.sizes() == x.sizes();
    if (!fits) {
        raise(ErrorKind::RuntimeError, "inconsistent size {} for argument #2 'target'",
              target.sizes().str());
    }
    check_dtype(target, DType::Int64);
    dispatch_numeric(target.dtype(), "target", [&]<class T>() {
        const Tensor ids = target.contiguous();
        for (const int64_t id : ids.span<int64_t>()) {
            if (id >= -1 && id < (few ? x.numel() : x.size(1))) continue;
            raise(ErrorKind::RuntimeError, "argument #2 'target' is out of range");
        }
    });
}

/// Saved: x, target; reduction.
void multilabel_margin_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor packed = saved.tensor(0).contiguous();
    const Tensor ids = saved.tensor(1);
    const Rows rows = rows_of(packed);
    const auto reduction = static_cast<LossReduction>(saved.integer(0));
    const Tensor came = dy.contiguous();
    dispatch_floating(dy.dtype(), "multilabel_margin_loss_backward", [&]<class T>() {
        const std::span<T> out = dx.into<T>(0);
        std::fill(out.begin(), out.end(), T(0));
        const auto classes = static_cast<size_t>(rows.classes);
        for (size_t row = 0; row < static_cast<size_t>(rows.count); ++row) {
            T* const gradient = out.data() + row * classes;
            const T each =
                share_of<T>(came, reduction, row, static_cast<size_t>(rows.count)) / T(classes);
            for_each_short(packed.data<T>() + row * classes, targets_of(ids, rows, row),
                           [&](size_t t, size_t c, T) {
                               gradient[t] -= each;
                               gradient[c] += each;
                           });
        }
    });
}

}  // namespace

Tensor multilabel_margin_loss(const Tensor& x, const Tensor& target, LossReduction reduction) {
    static constexpr OpInfo info{
        .name = "MultilabelMarginLossBackward0",
        .formula = "y = mean of sum max(0, 1 - x[t] + x) / C",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            record_refusal(
                saved, dy, dx,
                "derivative for aten::multilabel_margin_loss_backward is not implemented");
        }};
    const Rows rows = rows_of(x);
    check_multilabel(x, target);
    const bool whole = reduction == LossReduction::None && target.dim() > 1;
    const Tensor y = Tensor::empty(whole ? Shape{rows.count} : Shape{}, x.dtype());
    const Tensor ids = target.contiguous();
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "multilabel_margin_loss_forward_out_frame", [&]<class T>() {
        const auto classes = static_cast<size_t>(rows.classes);
        write_losses<T>(y, rows, reduction, [&](size_t row) {
            double sum = 0;
            for_each_short(packed.data<T>() + row * classes, targets_of(ids, rows, row),
                           [&](size_t, size_t, T z) { sum += static_cast<double>(z); });
            return sum;
        });
    });
    return record(info, {x}, y,
                  {.tensors = {x, ids}, .integers = {static_cast<int64_t>(reduction)}},
                  multilabel_margin_backward);
}

}  // namespace engine
