#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/nn/conv.h"
#include "engine/nn/creation.h"
#include "engine/nn/lazy.h"
#include "engine/nn/lazy_modules.h"

#include <array>

namespace engine::nn {

namespace {

int64_t channels_of(const Module& self, const Tensor& x) {
    const auto dims = static_cast<int64_t>(self.attribute("kernel_size").sequence()->items.size());
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
        raise(ErrorKind::RuntimeError,
              "Expected {}D (unbatched) or {}D (batched) input to {}, but got input of size: {}",
              dims + 1, dims + 2, self.class_name(), x.sizes().torch_str());
    }
    return x.size(x.dim() == dims + 2 ? 1 : 0);
}

void initialize(Module& self, const Args& args) {
    if (!has_uninitialized(self)) return;
    const int64_t in = channels_of(self, args.tensor());
    const int64_t out = self.integer("out_channels"), groups = self.integer("groups");
    self.attributes.set("in_channels", in);
    if (in % groups != 0) {
        raise(ErrorKind::ValueError, "in_channels must be divisible by groups");
    }
    Shape sizes = self.flag("transposed") ? Shape{in, out / groups} : Shape{out, in / groups};
    for (const Value& size : self.attribute("kernel_size").sequence()->items) {
        sizes.push_back(size.integer());
    }
    materialize(self.parameter("weight"), sizes);
    if (self.parameter("bias").defined()) materialize(self.parameter("bias"), {out});
    self.behaviour().reset_parameters(self, args.generator());
}

using Maker = ModulePtr (*)(const ConvOptions& options, Generator& generator);

struct LazyConv {
    std::string_view class_name;
    Maker eager;
};

constexpr std::array<LazyConv, 6> kConvs{{
    {"LazyConv1d", Conv1d},
    {"LazyConv2d", Conv2d},
    {"LazyConv3d", Conv3d},
    {"LazyConvTranspose1d", ConvTranspose1d},
    {"LazyConvTranspose2d", ConvTranspose2d},
    {"LazyConvTranspose3d", ConvTranspose3d},
}};

// A convolution without channels, which has no elements and draws none.
ModulePtr without_channels(Maker eager, ConvOptions options) {
    const CreationScope scope({creation().dtype, true});
    const WarningScope nobody(nullptr);  // of what has no elements yet
    Generator unused;
    const int64_t out_channels = options.out_channels;
    options.in_channels = 0;
    options.out_channels = 0;
    ModulePtr module = eager(options, unused);
    module->attributes.set("out_channels", out_channels);
    return module;
}

const std::array<Behaviour, kConvs.size()>& kinds() {
    static const auto all = [] {
        std::array<Behaviour, kConvs.size()> out;
        for (std::size_t i = 0; i < out.size(); ++i) {
            const ModulePtr eager = without_channels(
                kConvs[i].eager, {.in_channels = 0, .out_channels = 0, .kernel_size = 1});
            out[i] = lazy_behaviour(kConvs[i].class_name, eager->behaviour(), initialize);
        }
        return out;
    }();
    return all;
}

ModulePtr make(std::size_t i, const ConvOptions& options) {
    return make_lazy(without_channels(kConvs[i].eager, options), kinds()[i]);
}

}  // namespace

ModulePtr LazyConv1d(const ConvOptions& options) {
    return make(0, options);
}

ModulePtr LazyConv2d(const ConvOptions& options) {
    return make(1, options);
}

ModulePtr LazyConv3d(const ConvOptions& options) {
    return make(2, options);
}

ModulePtr LazyConvTranspose1d(const ConvOptions& options) {
    return make(3, options);
}

ModulePtr LazyConvTranspose2d(const ConvOptions& options) {
    return make(4, options);
}

ModulePtr LazyConvTranspose3d(const ConvOptions& options) {
    return make(5, options);
}

const Behaviour* find_lazy_conv(std::string_view class_name) {
    for (const Behaviour& kind : kinds()) {
        if (kind.class_name == class_name) return &kind;
    }
    return nullptr;
}

}  // namespace engine::nn
