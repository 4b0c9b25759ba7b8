#include "engine/script/interpreter.h"
#include "engine/script/object.h"

namespace engine::script {
namespace {

Object step(Environment& environment, const Object&, Arguments) {
    environment.optimizer->step();
    return {};
}

Object zero_grad(Environment& environment, const Object&, Arguments arguments) {
    environment.optimizer->zero_grad(arguments[0] == nullptr || arguments[0]->value().truth());
    return {};
}

const Callable kMethods[] = {
    {"Optimizer.step", "step", {}, 0, false, step},
    {"Optimizer.zero_grad", "zero_grad", {"set_to_none"}, 0, false, zero_grad},
};

}  // namespace

std::span<const Callable> optimizer_methods() {
    return kMethods;
}

}  // namespace engine::script
