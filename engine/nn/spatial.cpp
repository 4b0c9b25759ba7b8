#include "engine/nn/spatial.h"

#include "engine/base/error.h"

#include <algorithm>

namespace engine::nn {

namespace {

bool is_whole(const Value& value) {
    return std::holds_alternative<int64_t>(value.data()) ||
           std::holds_alternative<bool>(value.data()) ||
           (value.is_tensor() && value.tensor().numel() == 1 &&
            !is_floating(value.tensor().dtype()));
}

int64_t whole(const Value& value) {
    return value.is_tensor() ? value.tensor().item<int64_t>() : value.integer();
}

}  // namespace

Shape spatial(const Value& value, std::size_t dims, const ArgumentName& argument) {
    if (is_whole(value)) return Shape::filled(dims, whole(value));
    const Sequence* const sequence = value.sequence();
    if (sequence == nullptr) {
        raise(ErrorKind::TypeError,
              "{}(): argument '{}' (position {}) must be tuple of ints, not {}", argument.function,
              argument.name, argument.position, value.type_name());
    }
    Shape out;
    for (std::size_t i = 0; i < sequence->items.size(); ++i) {
        const Value& item = sequence->items[i];
        if (!is_whole(item)) {
            raise(ErrorKind::TypeError,
                  "{}(): argument '{}' must be tuple of ints, but found element of type {} at pos "
                  "{}",
                  argument.function, argument.name, item.type_name(), i + 1);
        }
        out.push_back(whole(item));
    }
    return out;
}

Value spatial_tuple(const Value& value, std::size_t dims) {
    if (const Sequence* const sequence = value.sequence()) return Value::tuple(sequence->items);
    return Value::tuple(std::vector<Value>(dims, value));
}

bool all_are(const Value& sequence, int64_t number) {
    const auto& items = sequence.sequence()->items;
    return std::all_of(items.begin(), items.end(), [&](const Value& item) {
        return item.is_number() && item.number() == static_cast<double>(number);
    });
}

bool spatial_flag(const Value& value, const ArgumentName& argument) {
    if (const bool* flag = std::get_if<bool>(&value.data())) return *flag;
    raise(ErrorKind::TypeError, "{}(): argument '{}' (position {}) must be bool, not {}",
          argument.function, argument.name, argument.position, value.type_name());
}

}  // namespace engine::nn
