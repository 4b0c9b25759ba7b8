#include "engine/autograd/ops_ctc_loss.h"
#include "engine/autograd/second_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/record.h"
#include "engine/kernels/ctc.h"

namespace engine {

namespace {

constexpr std::string_view kWhile = "(while checking arguments for ctc_loss_cpu)";

// A batch: log_probs (T, N, C), the samples' labels behind each other.
struct Batch {
    Tensor log_probs;
    Tensor labels;                // int64, contiguous
    std::vector<int64_t> starts;  // where a sample's labels begin
    std::span<const int64_t> steps;
    std::span<const int64_t> lengths;
    int64_t blank;

    size_t size() const { return lengths.size(); }
    // Elements of a sample's sums over ways.
    size_t ways(size_t i) const { return static_cast<size_t>(steps[i] * (2 * lengths[i] + 1)); }

    std::span<const int64_t> labels_of(size_t i) const {
        return {labels.data<int64_t>() + starts[i], static_cast<size_t>(lengths[i])};
    }

    template <class T>
    kernels::CtcSample<T> sample(size_t i) const {
        const Shape& sizes = log_probs.sizes();
        return {.log_probs = log_probs.data<T>() + static_cast<int64_t>(i) * sizes[2],
                .stride = sizes[1] * sizes[2],
                .steps = steps[i],
                .classes = sizes[2],
                .labels = labels_of(i),
                .blank = blank};
    }
};

void check_lengths(const Tensor& log_probs, std::span<const int64_t> steps,
                   std::span<const int64_t> lengths, int64_t blank) {
    if (blank < 0 || blank >= log_probs.size(2)) {
        raise(ErrorKind::RuntimeError, "blank must be in label range");
    }
    const auto batch = static_cast<size_t>(log_probs.size(1));
    if (steps.size() != batch) {
        raise(ErrorKind::RuntimeError, "input_lengths must be of size batch_size");
    }
    if (lengths.size() != batch) {
        raise(ErrorKind::RuntimeError, "target_lengths must be of size batch_size");
    }
    // PyTorch reads before its memory then.
    for (const int64_t length : lengths) {
        if (length >= 0) continue;
        raise(ErrorKind::RuntimeError,
              "Expected target_lengths to have value at least 0, but got value {} {}", length,
              kWhile);
    }
}

std::vector<int64_t> starts_of(const Tensor& targets, std::span<const int64_t> lengths) {
    std::vector<int64_t> starts;
    int64_t all = 0;
    int64_t longest = 0;
    for (const int64_t length : lengths) {
        starts.push_back(
            targets.dim() == 1 ? all : static_cast<int64_t>(starts.size()) * targets.size(1));
        all += length;
        longest = std::max(longest, length);
    }
    const int64_t wanted = targets.dim() == 1 ? all : static_cast<int64_t>(lengths.size());
    if (targets.size(0) != wanted) {
        raise(ErrorKind::RuntimeError,
              "Expected tensor to have size {} at dimension 0, but got size {} for argument #2 "
              "'targets' {}",
              wanted, targets.size(0), kWhile);
    }
    if (targets.dim() == 2 && targets.size(1) < longest) {
        raise(ErrorKind::RuntimeError,
              "Expected tensor to have size at least {} at dimension 1, but got size {} for "
              "argument #2 'targets' {}",
              longest, targets.size(1), kWhile);
    }
    return starts;
}

void check_steps(const Tensor& log_probs, std::span<const int64_t> steps) {
    for (const int64_t count : steps) {
        if (count > log_probs.size(0)) {
            raise(ErrorKind::RuntimeError,
                  "Expected input_lengths to have value at most {}, but got value {} {}",
                  log_probs.size(0), count, kWhile);
        }
        if (count < 0) {
            raise(ErrorKind::RuntimeError,
                  "Expected input_lengths to have value at least 0, but got value {} {}", count,
                  kWhile);
        }
    }
}

// PyTorch reads outside its memory for a label that is no class.
void check_labels(const Batch& batch) {
    for (size_t i = 0; i < batch.size(); ++i) {
        for (const int64_t label : batch.labels_of(i)) {
            if (label >= 0 && label < batch.log_probs.size(2)) continue;
            raise(ErrorKind::IndexError, "Target {} is out of bounds.", label);
        }
    }
}

// Saved: log_probs, labels, losses, sums over ways; how many samples, blank, zero_infinity, then
// starts, steps and lengths.
void backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const auto count = static_cast<size_t>(saved.integer(0));
    const auto list = [&](size_t which) {
        return saved.integers().subspan(3 + which * count, count);
    };
    const std::span<const int64_t> starts = list(0);
    const Batch batch{.log_probs = saved.tensor(0).contiguous(),
                      .labels = saved.tensor(1),
                      .starts = {starts.begin(), starts.end()},
                      .steps = list(1),
                      .lengths = list(2),
                      .blank = saved.integer(1)};
    const Tensor came = dy.contiguous();
    const Tensor losses = saved.tensor(2);
    const Tensor alphas = saved.tensor(3);
    dispatch_floating(dy.dtype(), "ctc_loss_backward_cpu", [&]<class T>() {
        const std::span<T> out = dx.into<T>(0);
        std::fill(out.begin(), out.end(), T(0));
        const T* alpha = alphas.data<T>();
        for (size_t i = 0; i < count; ++i) {
            const T loss = losses.data<T>()[i];
            const bool skipped = saved.integer(2) != 0 && std::isinf(loss) && loss > 0;
            if (!skipped) {
                kernels::ctc_loss_backward<T>(
                    batch.sample<T>(i), alpha, loss, came.data<T>()[i],
                    out.data() + static_cast<int64_t>(i) * batch.log_probs.size(2));
            }
            alpha += batch.ways(i);
        }
    });
}

// The losses, one a sample.
Tensor losses_of(const Tensor& x, const Batch& batch, bool zero_infinity) {
    static constexpr OpInfo info{
        .name = "CtcLossBackward0",
        .formula = "y = -log of the ways that spell the target",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            record_refusal(saved, dy, dx,
                           "derivative for aten::_ctc_loss_backward is not implemented");
        }};
    size_t ways = 0;
    for (size_t i = 0; i < batch.size(); ++i) ways += batch.ways(i);
    const auto count = static_cast<int64_t>(batch.size());
    const Tensor y = Tensor::empty({count}, x.dtype());
    const Tensor alphas = Tensor::empty({static_cast<int64_t>(ways)}, x.dtype());
    dispatch_floating(x.dtype(), "ctc_loss_cpu", [&]<class T>() {
        check_labels(batch);
        T* alpha = alphas.mutable_data<T>();
        for (size_t i = 0; i < batch.size(); ++i) {
            y.mutable_data<T>()[i] = kernels::ctc_loss<T>(batch.sample<T>(i), alpha);
            alpha += batch.ways(i);
        }
    });
    std::vector<int64_t> integers{count, batch.blank, zero_infinity ? 1 : 0};
    integers.insert(integers.end(), batch.starts.begin(), batch.starts.end());
    integers.insert(integers.end(), batch.steps.begin(), batch.steps.end());
    integers.insert(integers.end(), batch.lengths.begin(), batch.lengths.end());
    return record(info, {x}, y,
                  {.tensors = {x, batch.labels, y.snapshot(), alphas}, .integers = integers},
                  backward);
}

}  // namespace

Tensor ctc_loss(const Tensor& log_probs, const Tensor& targets,
                std::span<const int64_t> input_lengths, std::span<const int64_t> target_lengths,
                const CtcOptions& options) {
    const bool batched = log_probs.dim() == 3;
    const Tensor x = batched ? log_probs : unsqueeze(log_probs, 1);
    if (x.dim() != 3) {
        raise(ErrorKind::RuntimeError,
              "Expected 3-dimensional tensor, but got {}-dimensional tensor for argument #1 "
              "'log_probs' {}",
              x.dim(), kWhile);
    }
    if (targets.dim() < 1 || targets.dim() > 2) {
        raise(ErrorKind::RuntimeError,
              "Expected 1 to 2 dimensions, but got {}-dimensional tensor for argument #2 "
              "'targets' {}",
              targets.dim(), kWhile);
    }
    check_lengths(x, input_lengths, target_lengths, options.blank);
    Batch batch{.log_probs = x.contiguous(),
                .labels = targets.to(DType::Int64).contiguous(),
                .starts = starts_of(targets, target_lengths),
                .steps = input_lengths,
                .lengths = target_lengths,
                .blank = options.blank};
    check_steps(x, input_lengths);
    Tensor losses = losses_of(x, batch, options.zero_infinity);
    if (options.zero_infinity) {
        const Tensor infinite =
            eq(losses, Tensor::scalar(std::numeric_limits<double>::infinity(), losses.dtype()));
        losses = where(infinite, Tensor::zeros({}, losses.dtype()), losses);
    }
    if (options.reduction == LossReduction::Sum) return sum(losses);
    if (options.reduction == LossReduction::None) return batched ? losses : squeeze(losses, 0);
    std::vector<double> divisors;
    for (const int64_t length : target_lengths) {
        divisors.push_back(static_cast<double>(std::max<int64_t>(length, 1)));
    }
    const Tensor by =
        Tensor::from(std::span<const double>(divisors), {static_cast<int64_t>(divisors.size())});
    return mean(div(losses, by.to(losses.dtype())));
}

}  // namespace engine
