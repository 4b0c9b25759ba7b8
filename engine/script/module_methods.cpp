#include "engine/base/error.h"
#include "engine/script/interpreter.h"
#include "engine/script/object.h"

namespace engine::script {
namespace {

// PyTorch asks isinstance(mode, bool): even 1 is refused.
bool mode_argument(const Object* argument) {
    if (argument == nullptr) return true;
    const auto* value = argument->as<nn::Value>();
    const bool* mode = value == nullptr ? nullptr : std::get_if<bool>(&value->data());
    if (mode == nullptr) raise(ErrorKind::ValueError, "training mode is expected to be boolean");
    return *mode;
}

Object train(Environment& environment, const Object& self, Arguments arguments) {
    self.module()->train(mode_argument(arguments[0]), environment.flag_observer);
    return self;
}

Object eval(Environment& environment, const Object& self, Arguments) {
    self.module()->train(false, environment.flag_observer);
    return self;
}

Object requires_grad_(Environment&, const Object& self, Arguments arguments) {
    self.module()->requires_grad_(arguments[0] == nullptr || arguments[0]->value().truth());
    return self;
}

Object zero_grad(Environment&, const Object& self, Arguments arguments) {
    self.module()->zero_grad(arguments[0] == nullptr || arguments[0]->value().truth());
    return {};
}

Object get_submodule(Environment&, const Object& self, Arguments arguments) {
    const auto* path = std::get_if<std::string>(&arguments[0]->value().data());
    if (path == nullptr) {
        raise(ErrorKind::TypeError, "get_submodule(): argument 'target' must be str, not {}",
              arguments[0]->value().type_name());
    }
    return nn::Value(self.module()->get_submodule(*path));
}

const Callable kMethods[] = {
    {"Module.train", "train", {"mode"}, 0, false, train, true},
    {"Module.eval", "eval", {}, 0, false, eval, true},
    {"Module.requires_grad_", "requires_grad_", {"requires_grad"}, 0, false, requires_grad_, true},
    {"Module.zero_grad", "zero_grad", {"set_to_none"}, 0, false, zero_grad},
    {"Module.get_submodule", "get_submodule", {"target"}, 1, false, get_submodule},
};

}  // namespace

std::span<const Callable> module_methods() {
    return kMethods;
}

}  // namespace engine::script
