#include "engine/nn/batch_norm.h"
#include "engine/nn/creation.h"
#include "engine/nn/instance_norm.h"
#include "engine/nn/lazy.h"
#include "engine/nn/lazy_modules.h"

#include <array>

namespace engine::nn {

namespace {

void initialize(Module& self, const Args& args) {
    const int64_t features = args.tensor().size(1);
    if (has_uninitialized(self)) {
        for (const auto& [name, parameter] : self.parameters) {
            if (parameter.is_uninitialized()) materialize(parameter, {features});
        }
        for (const auto& [name, buffer] : self.buffers) {
            if (buffer.tensor.is_uninitialized()) materialize(buffer.tensor, {features});
        }
        self.behaviour().reset_parameters(self, args.generator());
    }
    self.set_attribute("num_features", features);
}

ModulePtr batch_norm(ModulePtr (*make)(BatchNormOptions), const LazyNormOptions& options) {
    return make({.num_features = 0,
                 .eps = options.eps,
                 .momentum = options.momentum,
                 .affine = options.affine,
                 .track_running_stats = options.track_running_stats});
}

ModulePtr instance_norm(ModulePtr (*make)(InstanceNormOptions), const LazyNormOptions& options) {
    return make({.num_features = 0,
                 .eps = options.eps,
                 .momentum = options.momentum.value_or(0),
                 .affine = options.affine,
                 .track_running_stats = options.track_running_stats});
}

struct LazyNorm {
    std::string_view class_name;
    ModulePtr (*without_features)(const LazyNormOptions& options);
};

constexpr std::array<LazyNorm, 6> kNorms{{
    {"LazyBatchNorm1d", [](const LazyNormOptions& o) { return batch_norm(BatchNorm1d, o); }},
    {"LazyBatchNorm2d", [](const LazyNormOptions& o) { return batch_norm(BatchNorm2d, o); }},
    {"LazyBatchNorm3d", [](const LazyNormOptions& o) { return batch_norm(BatchNorm3d, o); }},
    {"LazyInstanceNorm1d",
     [](const LazyNormOptions& o) { return instance_norm(InstanceNorm1d, o); }},
    {"LazyInstanceNorm2d",
     [](const LazyNormOptions& o) { return instance_norm(InstanceNorm2d, o); }},
    {"LazyInstanceNorm3d",
     [](const LazyNormOptions& o) { return instance_norm(InstanceNorm3d, o); }},
}};

const std::array<Behaviour, kNorms.size()>& kinds() {
    static const auto all = [] {
        const CreationScope scope({DType::Float32, true});
        std::array<Behaviour, kNorms.size()> out;
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = lazy_behaviour(kNorms[i].class_name,
                                    kNorms[i].without_features({})->behaviour(), initialize);
        }
        return out;
    }();
    return all;
}

ModulePtr make(std::size_t i, const LazyNormOptions& options) {
    return make_lazy(kNorms[i].without_features(options), kinds()[i]);
}

}  // namespace

ModulePtr LazyBatchNorm1d(LazyNormOptions options) {
    return make(0, options);
}

ModulePtr LazyBatchNorm2d(LazyNormOptions options) {
    return make(1, options);
}

ModulePtr LazyBatchNorm3d(LazyNormOptions options) {
    return make(2, options);
}

ModulePtr LazyInstanceNorm1d(LazyNormOptions options) {
    return make(3, options);
}

ModulePtr LazyInstanceNorm2d(LazyNormOptions options) {
    return make(4, options);
}

ModulePtr LazyInstanceNorm3d(LazyNormOptions options) {
    return make(5, options);
}

const Behaviour* find_lazy_norm(std::string_view class_name) {
    for (const Behaviour& kind : kinds()) {
        if (kind.class_name == class_name) return &kind;
    }
    return nullptr;
}

}  // namespace engine::nn
