#include "engine/autograd/ops.h"
#include "engine/script/arithmetic.h"
#include "engine/script/interpreter.h"
#include "engine/script/object.h"

namespace engine::script {
namespace {

const Tensor& of(const Object& self) {
    return *self.tensor();
}

Object zero_(Environment&, const Object& self, Arguments) {
    engine::zero_(of(self));
    return self;
}

Object fill_(Environment&, const Object& self, Arguments arguments) {
    engine::fill_(of(self), arguments[0]->value().number("value"));
    return self;
}

Object mul_(Environment&, const Object& self, Arguments arguments) {
    engine::mul_(of(self), as_tensor(arguments[0]->value(), of(self).dtype()));
    return self;
}

Object add_(Environment&, const Object& self, Arguments arguments) {
    engine::add_(of(self), as_tensor(arguments[0]->value(), of(self).dtype()));
    return self;
}

Object sum_(Environment&, const Object& self, Arguments) {
    return nn::Value(sum(of(self)));
}
Object mean_(Environment&, const Object& self, Arguments) {
    return nn::Value(mean(of(self)));
}

const Callable kMethods[] = {
    {"Tensor.zero_", "zero_", {}, 0, false, zero_},
    {"Tensor.fill_", "fill_", {"value"}, 1, false, fill_},
    {"Tensor.mul_", "mul_", {"other"}, 1, false, mul_},
    {"Tensor.add_", "add_", {"other"}, 1, false, add_},
    {"Tensor.sum", "sum", {}, 0, false, sum_},
    {"Tensor.mean", "mean", {}, 0, false, mean_},
};

}  // namespace

std::span<const Callable> tensor_methods() {
    return kMethods;
}

}  // namespace engine::script
