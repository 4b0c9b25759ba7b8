// What torch lets a program set for all that comes after, and what it tells of numbers.
#include "engine/base/error.h"
#include "engine/script/dtypes.h"
#include "engine/script/interpreter.h"
#include "engine/script/native_tables.h"
#include "engine/script/object.h"

#include <algorithm>
#include <limits>

namespace engine::script {

namespace {

using nn::Value;

constexpr const char* kOnlyFloating = "only floating-point types are supported as the default type";

void set_default(Call& call, DType dtype) {
    if (!is_floating(dtype)) raise(ErrorKind::TypeError, kOnlyFloating);
    call.environment().tensor_defaults.dtype = dtype;
}

Value set_default_dtype(Call& call) {
    const auto* const dtype = std::get_if<DType>(&call[0].data());
    if (dtype == nullptr) raise(ErrorKind::TypeError, "invalid dtype object: {}", kOnlyFloating);
    set_default(call, *dtype);
    return {};
}

// A class of tensors, or its name.
Value set_default_tensor_type(Call& call) {
    std::string name;
    if (const std::string* text = call[0].text()) {
        name = *text;
    } else if (const auto* type = as<ClassObject>(call[0]); type != nullptr && type->builtin) {
        name = "torch." + type->name;
    }
    for (const DType dtype : kAllDTypes) {
        if (legacy_name(dtype) != name) continue;
        set_default(call, dtype);
        return {};
    }
    if (name.starts_with("torch.")) {
        raise(ErrorKind::AttributeError, "module 'torch' has no attribute '{}'", name.substr(6));
    }
    raise(ErrorKind::TypeError, "invalid type object: {}", kOnlyFloating);
}

// More digits than a double has are zeros; a few are let through, and not a text without end.
constexpr int64_t kMostDigits = 1000;

Value set_printoptions(Call& call) {
    TensorDefaults& now = call.environment().tensor_defaults;
    TensorDefaults next = now;
    if (!call.is_none(4)) {
        const TensorDefaults fresh;
        const std::string& profile = call.text(4);
        const bool is_short = profile == "short", is_full = profile == "full";
        if (profile == "default" || is_short || is_full) {
            next.precision = is_short ? 2 : fresh.precision;
            next.threshold = is_full ? std::numeric_limits<double>::infinity() : fresh.threshold;
            next.edge_items = is_short ? 2 : fresh.edge_items;
            next.line_width = fresh.line_width;
        }
    }
    if (!call.is_none(0)) next.precision = call.integer(0);
    if (!call.is_none(1)) next.threshold = call.number(1);
    if (!call.is_none(2)) next.edge_items = call.integer(2);
    if (!call.is_none(3)) next.line_width = call.integer(3);
    next.scientific = call.is_none(5) ? 0 : call[5].truth() ? 1 : 2;
    if (next.precision < 0 || next.precision > kMostDigits) {
        raise(ErrorKind::ValueError, "precision should be between 0 and {}, but got {}",
              kMostDigits, next.precision);
    }
    if (next.edge_items < 1) {
        raise(ErrorKind::ValueError, "edgeitems should be at least 1, but got {}", next.edge_items);
    }
    now = next;
    return {};
}

constexpr Native kRows[] = {
    {kTorch, "get_default_dtype()", [](Call&) -> Value { return default_dtype(); }},
    {kTorch, "set_default_dtype(d)", set_default_dtype},
    {kTorch, "set_default_tensor_type(t)", set_default_tensor_type},
    {kTorch,
     "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, "
     "profile=None, sci_mode=None)",
     set_printoptions},
};

}  // namespace

std::span<const Native> default_names() {
    return kRows;
}

}  // namespace engine::script
