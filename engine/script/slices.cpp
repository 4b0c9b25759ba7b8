#include "engine/script/slices.h"

#include "engine/base/error.h"
#include "engine/script/integer_object.h"

#include <algorithm>

namespace engine::script {

namespace {

int64_t whole(const nn::Value& value) {
    if (const auto* number = std::get_if<int64_t>(&value.data())) return *number;
    if (const auto* flag = std::get_if<bool>(&value.data())) return *flag ? 1 : 0;
    if (value.is_tensor() && value.tensor().numel() == 1 && !is_floating(value.tensor().dtype())) {
        return value.tensor().item<int64_t>();
    }
    // Beyond any sequence.
    if (const BigInteger* wide = wide_integer(value))
        return wide->is_negative() ? -INT64_MAX : INT64_MAX;
    raise(ErrorKind::TypeError,
          "slice indices must be integers or None or have an __index__ method");
}

}  // namespace

SliceBounds slice_bounds(const nn::Slice& slice, std::size_t count) {
    const auto size = static_cast<int64_t>(count);
    const int64_t step = slice.step.is_none() ? 1 : std::max(whole(slice.step), -INT64_MAX);
    if (step == 0) raise(ErrorKind::ValueError, "slice step cannot be zero");
    const int64_t low = step > 0 ? 0 : -1;
    const int64_t high = step > 0 ? size : size - 1;
    const auto bound = [&](const nn::Value& value, int64_t absent) {
        if (value.is_none()) return absent;
        const int64_t at = whole(value);
        return std::clamp(at < 0 ? at + size : at, low, high);
    };
    return {bound(slice.start, step > 0 ? low : high), bound(slice.stop, step > 0 ? high : low),
            step};
}

std::vector<std::size_t> places(const nn::Slice& slice, std::size_t count) {
    const SliceBounds bounds = slice_bounds(slice, count);
    std::vector<std::size_t> taken;
    for (int64_t at = bounds.start; bounds.step > 0 ? at < bounds.stop : at > bounds.stop;) {
        taken.push_back(static_cast<std::size_t>(at));
        if (__builtin_add_overflow(at, bounds.step, &at)) break;
    }
    return taken;
}

}  // namespace engine::script
