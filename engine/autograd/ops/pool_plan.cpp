#include "engine/autograd/ops/pool_plan.h"

#include <algorithm>

#include "engine/base/error.h"

namespace engine {

namespace {

Shape one_a_dimension(const Shape& given, size_t dims, std::string_view function,
                      std::string_view name, std::string_view phrase) {
    if (given.size() == dims) return given;
    if (given.size() == 1) return Shape::filled(dims, given[0]);
    raise(ErrorKind::RuntimeError, "{}: {} {}", function, name, phrase);
}

// "kH: 2 kW: 2"
std::string by_letter(std::string_view prefix, const Shape& numbers) {
    constexpr std::string_view kLetters = "THW";
    std::string out;
    for (size_t i = 0; i < numbers.size(); ++i) {
        out += fmt::format("{}{}{}: {}", i > 0 ? " " : "", prefix, kLetters[3 - numbers.size() + i],
                           numbers[i]);
    }
    return out;
}

void check_one(int64_t stride, int64_t padding, int64_t kernel) {
    if (stride == 0) raise(ErrorKind::RuntimeError, "stride should not be zero");
    if (padding < 0) {
        raise(ErrorKind::RuntimeError, "pad must be non-negative, but got pad: {}", padding);
    }
    if (padding > kernel / 2) {
        raise(ErrorKind::RuntimeError,
              "pad should be at most half of kernel size, but got pad={} and kernel_size={}",
              padding, kernel);
    }
}

void check_positive(const Shape& numbers, std::string_view what, std::string_view prefix) {
    if (std::all_of(numbers.begin(), numbers.end(), [](int64_t n) { return n > 0; })) return;
    raise(ErrorKind::RuntimeError, "{} should be greater than zero, but got {}", what,
          by_letter(prefix, numbers));
}

void check_lengths(const PoolWords& words, const Tensor& x, size_t dims) {
    const auto batched = static_cast<int64_t>(dims + 2);
    const int64_t first = x.dim() == batched ? 1 : 0;
    const bool ranked = x.dim() == batched || x.dim() == batched - 1;
    bool full = ranked;
    for (int64_t i = first; i < x.dim() && ranked; ++i) full = full && x.size(i) > 0;
    if (full) return;
    if (dims == 2) {
        raise(ErrorKind::RuntimeError,
              "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but "
              "got:{}",
              x.sizes().str());
    }
    raise(ErrorKind::RuntimeError,
          "{}: Expected input's non-batch dimensions to have positive length, but input has a "
          "shape of {} and non-batch dimension 0 has length zero!",
          words.checker, x.sizes().str());
}

std::string boxed(int64_t channels, std::span<const int64_t> sizes) {
    return fmt::format("({}x{})", channels, fmt::join(sizes, "x"));
}

}  // namespace

int64_t pool_windows(int64_t size, int64_t kernel, int64_t stride, int64_t padding,
                     int64_t dilation, bool ceil_mode) {
    const int64_t room =
        size + 2 * padding - dilation * (kernel - 1) - 1 + (ceil_mode ? stride - 1 : 0);
    // Rounds down below zero too.
    int64_t count = room / stride - (room % stride != 0 && (room < 0) != (stride < 0) ? 1 : 0) + 1;
    if (ceil_mode && (count - 1) * stride >= size + padding) --count;
    return count;
}

PoolPlan plan_pool(const PoolWords& words, const Tensor& x, const PoolOptions& options) {
    const auto dims = static_cast<size_t>(words.function[words.function.size() - 2] - '0');
    PoolPlan plan;
    plan.kernel =
        one_a_dimension(options.kernel, dims, words.function, "kernel_size", words.kernel);
    plan.stride = options.stride.empty() ? plan.kernel
                                         : one_a_dimension(options.stride, dims, words.function,
                                                           "stride", words.stride);
    plan.padding = one_a_dimension(options.padding, dims, words.function, "padding", words.padding);
    plan.dilation = words.dilation.empty() ? Shape::filled(dims, 1)
                                           : one_a_dimension(options.dilation, dims, words.function,
                                                             "dilation", words.dilation);
    const auto batched = static_cast<int64_t>(dims + 2);
    if (!words.rank.empty() && x.dim() != batched && x.dim() != batched - 1) {
        raise(ErrorKind::RuntimeError, "{}", words.rank);
    }
    if (options.divisor_override && *options.divisor_override == 0) {
        raise(ErrorKind::RuntimeError, "divisor must be not zero");
    }
    const int64_t channels = x.size(-1 - static_cast<int64_t>(dims));
    for (size_t i = 0; i < dims; ++i) {
        check_one(plan.stride[i], plan.padding[i], plan.kernel[i]);
        plan.result.push_back(pool_windows(
            x.size(static_cast<int64_t>(i) - static_cast<int64_t>(dims)), plan.kernel[i],
            plan.stride[i], plan.padding[i], plan.dilation[i], options.ceil_mode));
    }
    check_positive(plan.kernel, "kernel size", "k");
    check_positive(plan.stride, "stride", "d");
    check_positive(plan.dilation, "dilation", "dilation");
    check_lengths(words, x, dims);
    const auto last = std::span<const int64_t>(x.sizes()).last(dims);
    const Shape sizes(last);
    for (size_t i = 0; words.fits_kernel && i < dims; ++i) {
        if (sizes[i] >= plan.kernel[i]) continue;
        raise(ErrorKind::RuntimeError, "input image ({}) smaller than kernel size ({})",
              by_letter("", sizes), by_letter("k", plan.kernel));
    }
    if (std::any_of(plan.result.begin(), plan.result.end(), [](int64_t n) { return n < 1; })) {
        raise(ErrorKind::RuntimeError,
              "Given input size: {}. Calculated output size: {}. Output size is too small",
              boxed(channels, sizes), boxed(channels, plan.result));
    }
    return plan;
}

PoolBoxes sliding_boxes(const Shape& x, const PoolPlan& plan, bool count_include_pad) {
    const size_t dims = plan.kernel.size();
    PoolBoxes boxes{.slabs = {{0, 1, 1}}, .rows = {}, .columns = {}, .box = {1, 1, 1}};
    std::vector<kernels::PoolWindow>* const lists[] = {&boxes.slabs, &boxes.rows, &boxes.columns};
    for (size_t i = 0; i < dims; ++i) {
        const size_t axis = 3 - dims + i;
        const int64_t size = x[x.size() - dims + i];
        boxes.box[axis] = size;
        lists[axis]->clear();
        lists[axis]->reserve(static_cast<size_t>(plan.result[i]));
        for (int64_t k = 0; k < plan.result[i]; ++k) {
            const int64_t dilation = plan.dilation[i];
            const int64_t start = k * plan.stride[i] - plan.padding[i];
            const int64_t reach = start + (plan.kernel[i] - 1) * dilation + 1;
            const int64_t end = std::min(reach, size + plan.padding[i]);  // more is no padding
            const int64_t skipped = start < 0 ? (-start + dilation - 1) / dilation : 0;
            const int64_t first = start + skipped * dilation;
            const int64_t last = std::min(end, size);
            lists[axis]->push_back({first, last, count_include_pad ? end - start : last - first});
        }
    }
    return boxes;
}

PoolBoxes adaptive_boxes(const Shape& x, const Shape& output_size) {
    const size_t dims = output_size.size();
    PoolBoxes boxes{.slabs = {{0, 1, 1}}, .rows = {}, .columns = {}, .box = {1, 1, 1}};
    std::vector<kernels::PoolWindow>* const lists[] = {&boxes.slabs, &boxes.rows, &boxes.columns};
    for (size_t i = 0; i < dims; ++i) {
        const size_t axis = 3 - dims + i;
        const int64_t size = x[x.size() - dims + i], count = output_size[i];
        boxes.box[axis] = size;
        lists[axis]->clear();
        for (int64_t k = 0; k < count; ++k) {
            const int64_t begin = k * size / count;
            const int64_t end = ((k + 1) * size + count - 1) / count;
            lists[axis]->push_back({begin, end, end - begin});
        }
    }
    return boxes;
}

Shape with_last(const Shape& x, const Shape& last) {
    Shape sizes = x;
    for (size_t i = 0; i < last.size(); ++i) sizes[x.size() - last.size() + i] = last[i];
    return sizes;
}

int64_t planes_of(const Shape& x, size_t dims) {
    int64_t planes = 1;
    for (size_t i = 0; i + dims < x.size(); ++i) planes *= x[i];
    return planes;
}

void check_two_or_three(const Tensor& x, std::string_view function) {
    if (x.dim() == 2 || x.dim() == 3) return;
    raise(ErrorKind::RuntimeError,
          "Expected 2 to 3 dimensions, but got {}-dimensional tensor for argument #1 'self' (while "
          "checking arguments for {})",
          x.dim(), function);
}

int64_t one_int(const Shape& numbers, std::string_view function, std::string_view name) {
    if (numbers.size() == 1) return numbers[0];
    raise(ErrorKind::RuntimeError, "{}() argument '{}' should contain one int (got {})", function,
          name, numbers.size());
}

}  // namespace engine
