#include "engine/nn/first_tensor.h"

namespace engine::nn {

const Tensor* first_tensor(const Value& value) {
    if (value.is_tensor()) return &value.tensor();
    if (const auto* const sequence = std::get_if<std::shared_ptr<Sequence>>(&value.data())) {
        for (const Value& item : (*sequence)->items) {
            if (const Tensor* const found = first_tensor(item)) return found;
        }
    }
    if (const auto* const dict = std::get_if<std::shared_ptr<Dict>>(&value.data())) {
        for (const auto& [name, item] : (*dict)->items) {
            if (const Tensor* const found = first_tensor(item)) return found;
        }
    }
    return nullptr;
}

}  // namespace engine::nn
