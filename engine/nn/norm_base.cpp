#include "engine/nn/norm_base.h"

#include "engine/nn/parameter.h"
#include "engine/nn/state_dict.h"
#include "engine/tensor/grad_mode.h"

#include <fmt/format.h>

namespace engine::nn {

std::string norm_extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("{}, eps={}, momentum={}, affine={}, track_running_stats={}",
                       text("num_features"), text("eps"), text("momentum"), text("affine"),
                       text("track_running_stats"));
}

void norm_reset_parameters(Module& self, Generator&) {
    const NoGrad guard;
    const auto fill = [](const Tensor& tensor, double value) {
        if (tensor.defined()) tensor.fill_(value);
    };
    fill(self.buffer("running_mean"), 0);
    fill(self.buffer("running_var"), 1);
    fill(self.buffer("num_batches_tracked"), 0);
    fill(self.parameter("weight"), 1);
    fill(self.parameter("bias"), 0);
}

void norm_before_load(Module& self, StateLoad& load) {
    const bool old = !load.version || *load.version < 2;
    if (!old || !self.flag("track_running_stats") || load.find("num_batches_tracked")) return;
    const Tensor& count = self.buffer("num_batches_tracked");
    const bool own = count.defined() && !count.is_meta();
    load.supply("num_batches_tracked", own ? count.copy() : Tensor::scalar(0, DType::Int64));
}

Tensor norm_snapshot(const Tensor& tensor) {
    return tensor.defined() ? tensor.snapshot() : Tensor();
}

ModulePtr make_norm(const Behaviour& kind, const NormOptions& options) {
    auto module = std::make_shared<Module>(kind);
    const Shape sizes{options.num_features};
    module->set_attribute("num_features", options.num_features);
    module->set_attribute("eps", options.eps);
    module->set_attribute("momentum", options.momentum ? Value(*options.momentum) : Value());
    module->set_attribute("affine", options.affine);
    module->set_attribute("track_running_stats", options.track_running_stats);
    module->register_parameter("weight", options.affine ? new_parameter(sizes, 1) : Tensor());
    module->register_parameter("bias", options.affine ? new_parameter(sizes, 0) : Tensor());
    const bool tracks = options.track_running_stats;
    module->register_buffer("running_mean", tracks ? new_buffer(sizes, 0) : Tensor());
    module->register_buffer("running_var", tracks ? new_buffer(sizes, 1) : Tensor());
    module->register_buffer("num_batches_tracked",
                            tracks ? new_buffer({}, 0, DType::Int64) : Tensor());
    return module;
}

}  // namespace engine::nn
