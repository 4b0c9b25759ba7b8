#include "engine/autograd/ops.h"
#include "engine/script/interpreter.h"
#include "engine/script/object.h"

namespace engine::script {
namespace {

const Tensor& of(const Object& self) {
    return *self.tensor();
}

Object sum_(Environment&, const Object& self, Arguments) {
    return nn::Value(sum(of(self)));
}
Object mean_(Environment&, const Object& self, Arguments) {
    return nn::Value(mean(of(self)));
}

const Callable kMethods[] = {
    {"Tensor.sum", "sum", {}, 0, false, sum_},
    {"Tensor.mean", "mean", {}, 0, false, mean_},
};

}  // namespace

std::span<const Callable> tensor_methods() {
    return kMethods;
}

}  // namespace engine::script
