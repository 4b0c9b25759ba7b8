// Making, reading, copying and converting elements.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/kernels/strided.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

namespace {

kernels::Extents extents(const Tensor& x) {
    return {x.sizes().size(), x.sizes().data()};
}

template <class T>
Tensor from_values(std::span<const T> values, const Shape& sizes) {
    Tensor tensor = Tensor::empty(sizes, dtype_of<T>());
    if (tensor.is_meta()) return tensor;
    if (static_cast<size_t>(tensor.numel()) != values.size()) {
        raise(ErrorKind::RuntimeError, "shape '{}' is invalid for input of size {}", sizes.str(),
              values.size());
    }
    if (!values.empty()) std::memcpy(tensor.raw_mutable_data(), values.data(), values.size_bytes());
    return tensor;
}

bool computed(DType dtype) {
    return dtype == DType::Float32 || dtype == DType::Float64 || dtype == DType::Int64 ||
           dtype == DType::Bool;
}

// One element of any dtype. A double holds every value but large int64 ones, which are read apart.
double load(DType dtype, const void* at) {
    const auto as = [&]<class T>() {
        T v;
        std::memcpy(&v, at, sizeof v);
        return v;
    };
    switch (dtype) {
        case DType::Float32:
            return as.operator()<float>();
        case DType::Float64:
            return as.operator()<double>();
        case DType::Int64:
            return static_cast<double>(as.operator()<int64_t>());
        case DType::Bool:
            return as.operator()<uint8_t>() != 0;
        case DType::Int32:
            return as.operator()<int32_t>();
        case DType::Int16:
            return as.operator()<int16_t>();
        case DType::Int8:
            return as.operator()<int8_t>();
        case DType::UInt8:
            return as.operator()<uint8_t>();
        case DType::Half:
            return half_to_float(as.operator()<uint16_t>());
        case DType::BFloat16:
            return bfloat16_to_float(as.operator()<uint16_t>());
    }
    return 0;
}

void store(DType dtype, void* at, double value) {
    const auto put = [&](auto v) { std::memcpy(at, &v, sizeof v); };
    switch (dtype) {
        case DType::Float32:
            return put(static_cast<float>(value));
        case DType::Float64:
            return put(value);
        case DType::Int64:
            return put(static_cast<int64_t>(value));
        case DType::Bool:
            return put(static_cast<uint8_t>(value != 0));
        case DType::Int32:
            return put(static_cast<int32_t>(static_cast<int64_t>(value)));
        case DType::Int16:
            return put(static_cast<int16_t>(static_cast<int64_t>(value)));
        case DType::Int8:
            return put(static_cast<int8_t>(static_cast<int64_t>(value)));
        case DType::UInt8:
            return put(static_cast<uint8_t>(static_cast<int64_t>(value)));
        case DType::Half:
            return put(float_to_half(static_cast<float>(value)));
        case DType::BFloat16:
            return put(float_to_bfloat16(static_cast<float>(value)));
    }
}

// Every dtype, one element after the other: for those that are only stored.
void copy_slowly(const Tensor& from, const Tensor& to, const Shape& from_strides) {
    const auto* source = static_cast<const std::byte*>(from.raw_data());
    auto* target = static_cast<std::byte*>(to.raw_mutable_data());
    const auto source_size = static_cast<int64_t>(itemsize(from.dtype()));
    const auto target_size = static_cast<int64_t>(itemsize(to.dtype()));
    const Shape& sizes = to.sizes();
    for (int64_t i = 0; i < to.numel(); ++i) {
        int64_t rest = i, at_source = 0, at_target = 0;
        for (size_t d = sizes.size(); d-- > 0;) {
            at_source += rest % sizes[d] * from_strides[d];
            at_target += rest % sizes[d] * to.strides()[d];
            rest /= sizes[d];
        }
        if (from.dtype() == to.dtype()) {
            std::memcpy(target + at_target * target_size, source + at_source * source_size,
                        static_cast<size_t>(source_size));
        } else {
            store(to.dtype(), target + at_target * target_size,
                  load(from.dtype(), source + at_source * source_size));
        }
    }
}

// `from` has sizes that stretch to `to`'s.
void copy_elements(const Tensor& from, const Tensor& to) {
    if (to.is_meta()) return;
    if (from.is_meta()) {
        raise(ErrorKind::NotImplementedError, "Cannot copy out of meta tensor; no data!");
    }
    if (to.numel() == 0) return;
    const Shape strides = broadcast_strides(from.sizes(), from.strides(), to.sizes());
    if (!computed(from.dtype()) || !computed(to.dtype())) return copy_slowly(from, to, strides);
    dispatch_computed(from.dtype(), "copy_", [&]<class From>() {
        dispatch_computed(to.dtype(), "copy_", [&]<class To>() {
            kernels::strided_copy(extents(to), from.data<From>(), strides.data(),
                                  to.mutable_data<To>(), to.strides().data());
        });
    });
}

}  // namespace

Tensor Tensor::from(std::span<const float> values, const Shape& sizes) {
    return from_values(values, sizes);
}
Tensor Tensor::from(std::span<const double> values, const Shape& sizes) {
    return from_values(values, sizes);
}
Tensor Tensor::from(std::span<const int64_t> values, const Shape& sizes) {
    return from_values(values, sizes);
}

Tensor Tensor::from(std::initializer_list<double> values, const Shape& sizes, DType dtype) {
    return from(std::span<const double>(values.begin(), values.size()), sizes).to(dtype);
}

Tensor Tensor::full(const Shape& sizes, double value, DType dtype) {
    Tensor tensor = empty(sizes, dtype);
    if (tensor.is_meta()) return tensor;
    const auto count = static_cast<size_t>(tensor.numel());
    const size_t size = itemsize(dtype);
    auto* at = static_cast<std::byte*>(tensor.raw_mutable_data());
    if (value == 0 && !std::signbit(value)) {
        std::memset(at, 0, count * size);
    } else if (dtype == DType::Float32) {
        std::fill_n(reinterpret_cast<float*>(at), count, static_cast<float>(value));
    } else {
        for (size_t i = 0; i < count; ++i) store(dtype, at + i * size, value);
    }
    return tensor;
}

Tensor Tensor::arange(int64_t end) {
    Tensor tensor = empty({std::max<int64_t>(end, 0)}, DType::Int64);
    if (tensor.is_meta()) return tensor;
    const std::span<int64_t> values = tensor.mutable_span<int64_t>();
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<int64_t>(i);
    return tensor;
}

Tensor Tensor::arange(double start, double end, double step, DType dtype) {
    if (step == 0) raise(ErrorKind::RuntimeError, "step must be nonzero");
    if ((step > 0 && start > end) || (step < 0 && start < end)) {
        raise(ErrorKind::RuntimeError, "upper bound and larger bound inconsistent with step sign");
    }
    const auto count = static_cast<int64_t>(std::ceil((end - start) / step));
    Tensor tensor = empty({count}, dtype);
    if (tensor.is_meta()) return tensor;
    auto* at = static_cast<std::byte*>(tensor.raw_mutable_data());
    for (int64_t i = 0; i < count; ++i) {
        store(dtype, at + static_cast<size_t>(i) * itemsize(dtype),
              start + static_cast<double>(i) * step);
    }
    return tensor;
}

template <class T>
T Tensor::item() const {
    if (numel() != 1) {
        raise(ErrorKind::RuntimeError, "a Tensor with {} elements cannot be converted to Scalar",
              numel());
    }
    if (is_meta()) {
        raise(ErrorKind::RuntimeError, "Tensor.item() cannot be called on meta tensors");
    }
    if (dtype() == DType::Int64) return static_cast<T>(*data<int64_t>());
    return static_cast<T>(load(dtype(), raw_data()));
}
template double Tensor::item() const;
template float Tensor::item() const;
template int64_t Tensor::item() const;
template bool Tensor::item() const;

template <class T>
std::vector<T> Tensor::to_vector() const {
    if (is_meta()) {
        raise(ErrorKind::NotImplementedError, "Cannot copy out of meta tensor; no data!");
    }
    const Tensor packed = to(dtype_of<T>()).contiguous();
    const std::span<const T> values = packed.span<T>();
    return std::vector<T>(values.begin(), values.end());
}
template std::vector<double> Tensor::to_vector() const;
template std::vector<float> Tensor::to_vector() const;
template std::vector<int64_t> Tensor::to_vector() const;
template std::vector<bool> Tensor::to_vector() const;

Tensor Tensor::copy() const {
    Tensor fresh = like(*this);
    if (fresh.is_meta()) return fresh;
    if (is_contiguous()) {
        std::memcpy(fresh.raw_mutable_data(), raw_data(),
                    static_cast<size_t>(numel()) * itemsize(dtype()));
    } else {
        copy_elements(*this, fresh);
    }
    return fresh;
}

Tensor Tensor::to(DType wanted) const {
    if (dtype() == wanted) return *this;
    Tensor fresh = is_meta() ? meta(sizes(), wanted) : empty(sizes(), wanted);
    copy_elements(*this, fresh);
    return fresh;
}

const Tensor& Tensor::copy_(const Tensor& source) const {
    check_inplace(*this);
    const Shape together = broadcast_shapes(sizes(), source.sizes());
    if (together != sizes()) {
        raise(ErrorKind::RuntimeError, "output with shape {} doesn't match the broadcast shape {}",
              sizes().str(), together.str());
    }
    bump_version();
    // A source on the same memory is read while it is written: it goes through a copy.
    copy_elements(same_storage(source) && !is(source) ? source.copy() : source, *this);
    return *this;
}

const Tensor& Tensor::fill_(double value) const {
    check_inplace(*this);
    bump_version();
    copy_elements(scalar(value, dtype()), *this);
    return *this;
}

}  // namespace engine
