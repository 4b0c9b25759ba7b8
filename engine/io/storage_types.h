#pragma once

#include "engine/tensor/dtype.h"

#include <optional>
#include <string_view>
#include <utility>

// What PyTorch's files call the storages of a dtype.
namespace engine::io {

inline constexpr std::pair<std::string_view, DType> kStorageTypes[] = {
    {"FloatStorage", DType::Float32}, {"DoubleStorage", DType::Float64},
    {"LongStorage", DType::Int64},    {"BoolStorage", DType::Bool},
    {"IntStorage", DType::Int32},     {"ShortStorage", DType::Int16},
    {"CharStorage", DType::Int8},     {"ByteStorage", DType::UInt8},
    {"HalfStorage", DType::Half},     {"BFloat16Storage", DType::BFloat16},
};

inline std::optional<DType> dtype_of_storage(std::string_view type) {
    for (const auto& [name, dtype] : kStorageTypes) {
        if (name == type) return dtype;
    }
    return std::nullopt;
}

inline std::string_view storage_of_dtype(DType wanted) {
    for (const auto& [name, dtype] : kStorageTypes) {
        if (dtype == wanted) return name;
    }
    return "";
}

}  // namespace engine::io
