#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/nn/creation.h"
#include "engine/nn/lazy.h"
#include "engine/nn/lazy_modules.h"
#include "engine/nn/linear.h"

namespace engine::nn {

namespace {

/// A Linear without input features, which has no elements and draws none.
ModulePtr without_features(int64_t out_features, bool bias) {
    const CreationScope scope({creation().dtype, true});
    const WarningScope nobody(nullptr);  // of what has no elements yet
    Generator unused;
    return Linear({.in_features = 0, .out_features = out_features, .bias = bias}, unused);
}

void initialize(Module& self, const Args& args) {
    const Tensor& x = args.tensor();
    if (x.dim() == 0) raise(ErrorKind::IndexError, "tuple index out of range");
    const int64_t features = x.size(-1);
    if (has_uninitialized(self)) {
        const int64_t out_features = self.integer("out_features");
        materialize(self.parameter("weight"), {out_features, features});
        if (self.parameter("bias").defined()) {
            materialize(self.parameter("bias"), {out_features});
        }
        self.behaviour().reset_parameters(self, args.generator());
    }
    self.set_attribute("in_features", features);
}

const Behaviour& lazy_linear() {
    static const Behaviour kind =
        lazy_behaviour("LazyLinear", without_features(1, true)->behaviour(), initialize);
    return kind;
}

}  // namespace

ModulePtr LazyLinear(int64_t out_features, bool bias) {
    return make_lazy(without_features(out_features, bias), lazy_linear());
}

const Behaviour* find_lazy_linear(std::string_view class_name) {
    return class_name == lazy_linear().class_name ? &lazy_linear() : nullptr;
}

}  // namespace engine::nn
