#include "engine/script/tensor_data.h"

#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/script/integer_object.h"
#include "engine/tensor/tensor_defaults.h"
#include "engine/tensor/views.h"

#include <type_traits>
#include <vector>

namespace engine::script {

namespace {

using nn::Value;

[[noreturn]] void refuse_element(const Value& data) {
    if (data.text() != nullptr) {
        raise(ErrorKind::TypeError, "new(): invalid data type 'str'");
    }
    if (is_wide(data)) raise(ErrorKind::RuntimeError, "Overflow when unpacking long");
    const bool dtype = std::holds_alternative<DType>(data.data());
    raise(ErrorKind::RuntimeError, "Could not infer dtype of {}",
          dtype ? std::string_view("torch.dtype") : data.type_name());
}

/// The sizes that the first element of every list says; check() compares the rest.
Shape sizes_of(const Value& data) {
    Shape sizes;
    const Value* at = &data;
    while (const nn::Sequence* list = at->sequence()) {
        sizes.push_back(static_cast<int64_t>(list->items.size()));
        if (list->items.empty()) break;
        at = &list->items[0];
    }
    if (at->text() != nullptr && !sizes.empty()) {
        raise(ErrorKind::ValueError, "too many dimensions 'str'");
    }
    return sizes;
}

DType dtype_of_element(const Value& data) {
    if (data.is_tensor()) return data.tensor().dtype();
    if (std::holds_alternative<bool>(data.data())) return DType::Bool;
    if (std::holds_alternative<int64_t>(data.data())) return DType::Int64;
    if (std::holds_alternative<double>(data.data())) return default_dtype();
    refuse_element(data);
}

DType infer_dtype(const Value& data) {
    const nn::Sequence* list = data.sequence();
    if (list == nullptr) return dtype_of_element(data);
    const nn::DepthGuard guard;
    std::optional<DType> dtype;
    for (const Value& item : list->items) {
        const DType of_item = infer_dtype(item);
        dtype = dtype ? promote_types(*dtype, of_item) : of_item;
    }
    return dtype.value_or(default_dtype());
}

/// Collects the elements of nested lists, row by row. T is int64_t or double.
template <class T>
class Collector {
public:
    explicit Collector(const Shape& sizes) : sizes_(sizes) {}

    void collect(const Value& data, size_t depth) {
        const nn::Sequence* list = data.sequence();
        if (depth == sizes_.size()) {
            if (list != nullptr) refuse_list(data);
            elements.push_back(element(data));
            return;
        }
        if (list == nullptr) raise(ErrorKind::TypeError, "not a sequence");
        if (static_cast<int64_t>(list->items.size()) != sizes_[depth]) {
            raise(ErrorKind::ValueError, "expected sequence of length {} at dim {} (got {})",
                  sizes_[depth], depth, list->items.size());
        }
        for (const Value& item : list->items) collect(item, depth + 1);
    }

    std::vector<T> elements;

private:
    [[noreturn]] static void refuse_list(const Value& data) {
        if constexpr (std::is_same_v<T, double>) {
            raise(ErrorKind::TypeError, "must be real number, not {}", data.type_name());
        } else {
            raise(ErrorKind::TypeError, "'{}' object cannot be interpreted as an integer",
                  data.type_name());
        }
    }

    static T element(const Value& data) {
        if (!data.is_tensor()) return number_tensor(data).template item<T>();
        if (data.tensor().numel() != 1) {
            raise(ErrorKind::ValueError,
                  "only one element tensors can be converted to Python scalars");
        }
        return data.tensor().item<T>();
    }

    Shape sizes_;
};

template <class T>
Tensor collected(const Value& data) {
    const Shape sizes = sizes_of(data);
    Collector<T> collector(sizes);
    collector.collect(data, 0);
    return Tensor::from(std::span<const T>(collector.elements), sizes);
}

}  // namespace

Tensor number_tensor(const Value& number) {
    if (const auto* whole = std::get_if<int64_t>(&number.data())) {
        return Tensor::from(std::span<const int64_t>(whole, 1), Shape{});
    }
    if (const auto* flag = std::get_if<bool>(&number.data())) {
        return Tensor::scalar(*flag, DType::Bool);
    }
    if (const auto* real = std::get_if<double>(&number.data())) {
        return Tensor::scalar(*real, DType::Float64);
    }
    refuse_element(number);
}

Tensor number_beside(DType tensor, const Value& number) {
    const Tensor exact = number_tensor(number);
    DType dtype = tensor;
    if (exact.dtype() == DType::Float64 && !is_floating(tensor)) dtype = default_dtype();
    if (exact.dtype() == DType::Int64 && tensor == DType::Bool) dtype = DType::Int64;
    return exact.to(dtype);
}

Tensor tensor_from(const Value& data, std::optional<DType> dtype) {
    if (data.is_tensor()) {
        const Tensor source = data.tensor().detach();
        return dtype && *dtype != source.dtype() ? source.to(*dtype) : source.copy();
    }
    if (data.text() != nullptr) refuse_element(data);
    sizes_of(data);  // its refusals come first
    const DType inferred = infer_dtype(data);
    const Tensor exact = is_floating(inferred) ? collected<double>(data) : collected<int64_t>(data);
    return exact.to(dtype.value_or(inferred));
}

Value to_number(const Tensor& x) {
    if (is_floating(x.dtype())) return x.item<double>();
    if (x.dtype() == DType::Bool) return x.item<bool>();
    return x.item<int64_t>();
}

Value to_list(const Tensor& x) {
    if (x.is_meta()) {
        raise(ErrorKind::NotImplementedError, "Cannot copy out of meta tensor; no data!");
    }
    if (x.dim() == 0) return to_number(x);
    std::vector<Value> items;
    for (int64_t i = 0; i < x.size(0); ++i) items.push_back(to_list(views::select(x, 0, i)));
    return Value::list(std::move(items));
}

}  // namespace engine::script
