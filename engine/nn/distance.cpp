#include "engine/nn/distance.h"

#include "engine/autograd/ops_distance.h"
#include "engine/nn/context.h"

namespace engine::nn {

namespace {

constexpr std::string_view kArguments[] = {"x1", "x2"};

Value cosine_forward(Module& self, const Args& args) {
    return cosine_similarity(args.tensor(0), args.tensor(1), self.integer("dim"),
                             self.number("eps"));
}

constexpr Behaviour kCosine{
    .class_name = "CosineSimilarity",
    .python_module = "torch.nn.modules.distance",
    .forward = cosine_forward,
    .formula = "y = a · b / (|a| |b|)",
    .arguments = kArguments,
};

Value pairwise_forward(Module& self, const Args& args) {
    return pairwise_distance(args.tensor(0), args.tensor(1), self.number("norm"),
                             self.number("eps"), self.attribute("keepdim").truth());
}

constexpr Behaviour kPairwise{
    .class_name = "PairwiseDistance",
    .python_module = "torch.nn.modules.distance",
    .forward = pairwise_forward,
    .formula = "y = |a - b + eps|",
    .arguments = kArguments,
};

}  // namespace

ModulePtr CosineSimilarity(Value dim, Value eps) {
    auto module = std::make_shared<Module>(kCosine);
    module->set_attribute("dim", std::move(dim));
    module->set_attribute("eps", std::move(eps));
    return module;
}

ModulePtr PairwiseDistance(Value p, Value eps, Value keepdim) {
    auto module = std::make_shared<Module>(kPairwise);
    module->set_attribute("norm", std::move(p));
    module->set_attribute("eps", std::move(eps));
    module->set_attribute("keepdim", std::move(keepdim));
    return module;
}

}  // namespace engine::nn
