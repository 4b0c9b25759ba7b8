#include "engine/nn/python_checks.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"

namespace engine::nn {

const Tensor& tensor_with(const Value& value, std::string_view attribute) {
    if (value.is_tensor() && value.tensor().defined()) return value.tensor();
    raise(ErrorKind::AttributeError, "'{}' object has no attribute '{}'", value.type_name(),
          attribute);
}

Tensor item_of(const Value& value, int64_t i) {
    if (value.is_tensor()) return select(value.tensor(), 0, i);
    const Sequence* const sequence = value.sequence();
    if (!sequence) {
        raise(ErrorKind::TypeError, "'{}' object is not subscriptable", value.type_name());
    }
    if (i >= static_cast<int64_t>(sequence->items.size())) {
        raise(ErrorKind::IndexError, "{} index out of range",
              sequence->is_tuple ? "tuple" : "list");
    }
    return tensor_with(sequence->items[static_cast<std::size_t>(i)], "dim");
}

std::string python_tuple(const Shape& sizes) {
    return fmt::format("({}{})", fmt::join(sizes, ", "), sizes.size() == 1 ? "," : "");
}

}  // namespace engine::nn
