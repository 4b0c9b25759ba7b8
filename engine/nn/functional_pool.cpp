#include "engine/nn/functional_pool.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/ops_pool.h"
#include "engine/base/error.h"
#include "engine/nn/spatial.h"

namespace engine::nn::functional {

namespace {

/// "max_pool2d"
std::string name_with(std::string_view stem, int dims) {
    return fmt::format("{}{}d", stem, dims);
}

Shape maybe_spatial(const Value& value, int dims, const ArgumentName& argument) {
    return value.is_none() ? Shape() : spatial(value, static_cast<std::size_t>(dims), argument);
}

Value with_indices(bool asked, Tensor y, Tensor indices) {
    if (!asked) return y;
    return Value::tuple({std::move(y), std::move(indices)});
}

/// The size asked for, None standing for x's own.
Shape adaptive_size(int dims, const Value& asked, const Tensor& x, std::string_view function) {
    const Sequence* const sequence = asked.sequence();
    if (dims == 1 || (sequence == nullptr && !asked.is_none())) {
        return spatial(asked, static_cast<std::size_t>(dims), {function, "output_size", 2});
    }
    if (sequence == nullptr) {
        raise(ErrorKind::TypeError, "object of type 'NoneType' has no len()");
    }
    const auto count = static_cast<int64_t>(sequence->items.size());
    if (x.dim() <= count) {
        raise(ErrorKind::ValueError, "Input dimension should be at least {}", count + 1);
    }
    std::vector<Value> filled;
    for (int64_t i = 0; i < count; ++i) {
        const Value& item = sequence->items[static_cast<std::size_t>(i)];
        filled.push_back(item.is_none() ? Value(x.size(i - count)) : item);
    }
    return spatial(Value::tuple(std::move(filled)), static_cast<std::size_t>(dims),
                   {function, "output_size", 2});
}

}  // namespace

Value max_pool(int dims, const Tensor& x, const MaxPoolArguments& arguments, bool return_indices) {
    const std::string function = name_with("max_pool", dims);
    const auto count = static_cast<std::size_t>(dims);
    Tensor indices;
    const Tensor y = engine::max_pool(
        dims, x,
        {.kernel = spatial(arguments.kernel_size, count, {function, "kernel_size", 2}),
         .stride = maybe_spatial(arguments.stride, dims, {function, "stride", 3}),
         .padding = spatial(arguments.padding, count, {function, "padding", 4}),
         .dilation = spatial(arguments.dilation, count, {function, "dilation", 5}),
         .ceil_mode = spatial_flag(arguments.ceil_mode, {function, "ceil_mode", 6})},
        return_indices ? &indices : nullptr);
    return with_indices(return_indices, y, indices);
}

Tensor avg_pool(int dims, const Tensor& x, const AvgPoolArguments& arguments) {
    const std::string function = name_with("avg_pool", dims);
    const auto count = static_cast<std::size_t>(dims);
    PoolOptions options{
        .kernel = spatial(arguments.kernel_size, count, {function, "kernel_size", 2}),
        .stride = maybe_spatial(arguments.stride, dims, {function, "stride", 3}),
        .padding = spatial(arguments.padding, count, {function, "padding", 4}),
        .ceil_mode = spatial_flag(arguments.ceil_mode, {function, "ceil_mode", 5}),
        .count_include_pad =
            spatial_flag(arguments.count_include_pad, {function, "count_include_pad", 6})};
    const Value& divisor = arguments.divisor_override;
    if (!divisor.is_none()) {
        if (!divisor.is_number() || std::holds_alternative<double>(divisor.data())) {
            raise(ErrorKind::TypeError,
                  "{}(): argument 'divisor_override' (position 7) must be int, not {}", function,
                  divisor.type_name());
        }
        options.divisor_override = divisor.integer();
    }
    return engine::avg_pool(dims, x, options);
}

Tensor lp_pool(int dims, const Tensor& x, const Value& norm_type, const Value& kernel_size,
               const Value& stride, const Value& ceil_mode) {
    const double p = norm_type.number("norm_type");
    const Tensor mean = avg_pool(dims, pow(x, p),
                                 {.kernel_size = kernel_size,
                                  .stride = stride,
                                  .padding = 0,
                                  .ceil_mode = ceil_mode,
                                  .count_include_pad = true,
                                  .divisor_override = {}});
    const auto window = static_cast<double>(
        spatial(kernel_size, static_cast<std::size_t>(dims), {"lp_pool", "kernel_size", 3})
            .numel());
    const Tensor folded = mul(sign(mean), relu(abs(mean)));
    return pow(mul(folded, window), 1 / p);
}

Tensor adaptive_avg_pool(int dims, const Tensor& x, const Value& output_size) {
    return engine::adaptive_avg_pool(
        dims, x, adaptive_size(dims, output_size, x, name_with("adaptive_avg_pool", dims)));
}

Value adaptive_max_pool(int dims, const Tensor& x, const Value& output_size, bool return_indices) {
    Tensor indices;
    const Tensor y = engine::adaptive_max_pool(
        dims, x, adaptive_size(dims, output_size, x, name_with("adaptive_max_pool", dims)),
        return_indices ? &indices : nullptr);
    return with_indices(return_indices, y, indices);
}

Tensor max_unpool(int dims, const Tensor& x, const Tensor& indices,
                  const MaxUnpoolArguments& arguments) {
    const std::string function = name_with("max_unpool", dims);
    const auto count = static_cast<std::size_t>(dims);
    const Shape kernel = spatial(arguments.kernel_size, count, {function, "kernel_size", 3});
    const Shape stride = arguments.stride.is_none()
                             ? kernel
                             : spatial(arguments.stride, count, {function, "stride", 4});
    const Shape padding = spatial(arguments.padding, count, {function, "padding", 5});
    Shape usual;
    for (std::size_t d = 0; d < count; ++d) {
        const int64_t size = x.size(static_cast<int64_t>(d) - dims);
        usual.push_back((size - 1) * stride[d] + kernel[d] - 2 * padding[d]);
    }
    if (arguments.output_size.is_none()) return engine::max_unpool(dims, x, indices, usual);

    Shape asked = spatial(arguments.output_size, 1, {function, "output_size", 6});
    const Value& given = arguments.output_size;
    std::vector<Value> shown = given.sequence() ? given.sequence()->items : std::vector{given};
    if (asked.size() == count + 2) {
        asked = Shape(std::span<const int64_t>(asked).subspan(2));
        shown.erase(shown.begin(), shown.begin() + 2);
    }
    if (asked.size() != count) {
        raise(ErrorKind::ValueError,
              "output_size should be a sequence containing {} or {} elements, but it has a length "
              "of '{}'",
              count, count + 2, asked.size());
    }
    for (std::size_t d = 0; d < count; ++d) {
        if (usual[d] - stride[d] < asked[d] && asked[d] < usual[d] + stride[d]) continue;
        const bool tuple = given.sequence() != nullptr && given.sequence()->is_tuple;
        raise(ErrorKind::ValueError,
              "invalid output_size \"{}\" (dim {} must be between {} and {})",
              (tuple ? Value::tuple(shown) : Value::list(shown)).repr(), d, usual[d] - stride[d],
              usual[d] + stride[d]);
    }
    return engine::max_unpool(dims, x, indices, asked);
}

}  // namespace engine::nn::functional
