// torch.Tensor(...), torch.FloatTensor(...) and their like: the oldest way to make tensors.
#include "engine/base/error.h"
#include "engine/script/native_tables.h"
#include "engine/script/tensor_data.h"
#include "engine/tensor/tensor_defaults.h"

#include <algorithm>

namespace engine::script {

namespace {

using nn::Value;

std::string_view c_name(DType dtype) {
    switch (dtype) {
        case DType::Float32:
            return "float";
        case DType::Float64:
            return "double";
        case DType::Int64:
            return "long int";
        case DType::Bool:
            return "bool";
        case DType::Int32:
            return "int";
        case DType::Int16:
            return "short int";
        case DType::Int8:
            return "signed char";
        case DType::UInt8:
            return "unsigned char";
        case DType::Half:
            return "c10::Half";
        case DType::BFloat16:
            return "c10::BFloat16";
    }
    return "";
}

std::string options_of(DType dtype) {
    return fmt::format(
        "TensorOptions(dtype={}, device=cpu, layout=Strided, requires_grad=false (default), "
        "pinned_memory=false (default), memory_format=(nullopt))",
        c_name(dtype));
}

bool is_size(const Value& value) {
    return !value.is_tensor() && value.type_name() == "Size";
}

bool is_whole(const Value& value) {
    return std::holds_alternative<int64_t>(value.data());
}

/// Of sizes one by one, of a torch.Size, of a sequence of elements.
Value made(const Call& call, DType dtype) {
    const std::vector<Value>& given = call[0].sequence()->items;
    if (given.empty()) return Tensor::zeros({0}, dtype);
    // What is in new memory nobody may rely on; zeros are as good, and the same every time.
    if (is_whole(given[0])) {
        const auto other = std::find_if_not(given.begin(), given.end(), is_whole);
        if (other == given.end()) return Tensor::zeros(call.shape(0), dtype);
        raise(ErrorKind::TypeError,
              "new(): argument 'size' must be tuple of ints, but found element of type {} at pos "
              "{}",
              other->type_name(), other - given.begin() + 1);
    }
    const Value& data = given[0];
    if (is_size(data)) return Tensor::zeros(call.shape(0), dtype);
    if (data.is_tensor()) return data.tensor().data_alias();
    if (data.sequence() != nullptr) return tensor_from(data, dtype);
    if (data.text() != nullptr) raise(ErrorKind::TypeError, "new(): invalid data type 'str'");
    raise(ErrorKind::TypeError, "new(): data must be a sequence (got {})", data.type_name());
}

/// The same, of tensors only those of this dtype.
template <DType dtype>
Value typed(Call& call) {
    const std::vector<Value>& given = call[0].sequence()->items;
    if (given.size() == 1 && given[0].is_tensor() && given[0].tensor().dtype() != dtype) {
        raise(ErrorKind::TypeError, "expected {} (got {})", options_of(dtype),
              options_of(given[0].tensor().dtype()));
    }
    return made(call, dtype);
}

constexpr Native kRows[] = {
    {kTorch, "Tensor(*args)", [](Call& call) -> Value { return made(call, default_dtype()); }},
    {kTorch, "FloatTensor(*args)", typed<DType::Float32>},
    {kTorch, "DoubleTensor(*args)", typed<DType::Float64>},
    {kTorch, "LongTensor(*args)", typed<DType::Int64>},
    {kTorch, "BoolTensor(*args)", typed<DType::Bool>},
    {kTorch, "IntTensor(*args)", typed<DType::Int32>},
    {kTorch, "ShortTensor(*args)", typed<DType::Int16>},
    {kTorch, "CharTensor(*args)", typed<DType::Int8>},
    {kTorch, "ByteTensor(*args)", typed<DType::UInt8>},
    {kTorch, "HalfTensor(*args)", typed<DType::Half>},
    {kTorch, "BFloat16Tensor(*args)", typed<DType::BFloat16>},
};

}  // namespace

std::span<const Native> typed_tensor_names() {
    return kRows;
}

}  // namespace engine::script
