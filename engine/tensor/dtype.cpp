#include "engine/tensor/dtype.h"

#include <array>
#include <bit>

namespace engine {

namespace {

struct Facts {
    std::string_view name;
    std::string_view legacy;
    std::string_view scalar;
    int rank;  // of promotion
};

constexpr std::array<Facts, 10> kFacts = {{
    {"torch.float32", "torch.FloatTensor", "Float", 8},
    {"torch.float64", "torch.DoubleTensor", "Double", 9},
    {"torch.int64", "torch.LongTensor", "Long", 5},
    {"torch.bool", "torch.BoolTensor", "Bool", 0},
    {"torch.int32", "torch.IntTensor", "Int", 4},
    {"torch.int16", "torch.ShortTensor", "Short", 3},
    {"torch.int8", "torch.CharTensor", "Char", 2},
    {"torch.uint8", "torch.ByteTensor", "Byte", 1},
    {"torch.float16", "torch.HalfTensor", "Half", 6},
    {"torch.bfloat16", "torch.BFloat16Tensor", "BFloat16", 7},
}};

const Facts& facts(DType dtype) {
    return kFacts[static_cast<size_t>(dtype)];
}

bool is_one_of(DType a, DType b, DType x, DType y) {
    return (a == x && b == y) || (a == y && b == x);
}

}  // namespace

std::string_view name_of(DType dtype) {
    return facts(dtype).name;
}
std::string_view legacy_name(DType dtype) {
    return facts(dtype).legacy;
}
std::string_view scalar_name(DType dtype) {
    return facts(dtype).scalar;
}

DType promote_types(DType a, DType b) {
    if (is_one_of(a, b, DType::UInt8, DType::Int8)) return DType::Int16;
    if (is_one_of(a, b, DType::Half, DType::BFloat16)) return DType::Float32;
    return facts(a).rank >= facts(b).rank ? a : b;
}

float half_to_float(uint16_t bits) {
    const uint32_t sign = static_cast<uint32_t>(bits & 0x8000u) << 16;
    const uint32_t exponent = (bits >> 10) & 0x1fu;
    const uint32_t mantissa = bits & 0x3ffu;
    if (exponent == 0) {  // zero and subnormals: mantissa * 2^-24
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
        return std::bit_cast<float>(std::bit_cast<uint32_t>(magnitude) | sign);
    }
    if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
    return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
}

uint16_t float_to_half(float value) {
    const uint32_t bits = std::bit_cast<uint32_t>(value);
    const auto sign = static_cast<uint16_t>((bits >> 16) & 0x8000u);
    const uint32_t magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x7f800000u) return static_cast<uint16_t>(sign | 0x7e00u);
    if (magnitude >= 0x477ff000u) return static_cast<uint16_t>(sign | 0x7c00u);
    if (magnitude <
        0x38800000u) {  // subnormal: adding 0.5 leaves round(value * 2^24) in the low bits
        const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
        return static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(shifted) - 0x3f000000u));
    }
    const uint32_t rounded = magnitude + 0xfffu + ((magnitude >> 13) & 1u);
    return static_cast<uint16_t>(sign | ((rounded - 0x38000000u) >> 13));
}

uint16_t float_to_bfloat16(float value) {
    const uint32_t bits = std::bit_cast<uint32_t>(value);
    if ((bits & 0x7fffffffu) > 0x7f800000u) return 0x7fc0;
    return static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

}  // namespace engine
