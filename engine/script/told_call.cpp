#include "engine/script/told_call.h"

#include "engine/nn/first_tensor.h"

#include <utility>

namespace engine::script {

namespace {

bool has_values(const Tensor& tensor) {
    return tensor.defined() && !tensor.is_uninitialized();
}

}  // namespace

ToldCall::ToldCall(nn::CallContext& context)
    : context_(context),
      listener_(*std::exchange(context.tracer, static_cast<nn::Tracer*>(this))) {}

ToldCall::~ToldCall() {
    context_.tracer = &listener_;
}

void ToldCall::given(const nn::Value& argument) {
    if (const nn::Sequence* const list = argument.sequence()) {
        for (const nn::Value& item : list->items) {
            if (item.is_tensor()) given(item);
        }
        return;
    }
    if (!argument.is_tensor() || !has_values(argument.tensor())) return;
    inputs_.push_back(argument.tensor().snapshot());
}

void ToldCall::returned(std::string_view name, const nn::Value& result) {
    const Tensor* const output = nn::first_tensor(written_.is_tensor() ? written_ : result);
    if (output != nullptr && has_values(*output) && !told_) {
        listener_.function(name, inputs_, *output, nullptr);
    }
}

void ToldCall::raised(std::string_view name) {
    if (!told_) listener_.function(name, inputs_, {}, nullptr);
}

void ToldCall::enter(nn::Module& module, std::span<const nn::Value> inputs) {
    listener_.enter(module, inputs);
}

void ToldCall::leave(nn::Module& module, const nn::Value& output) {
    listener_.leave(module, output);
}

void ToldCall::abandon(nn::Module& module) {
    listener_.abandon(module);
}

void ToldCall::report(nn::ModeEffect effect) {
    listener_.report(std::move(effect));
}

void ToldCall::function(std::string_view name, std::span<const Tensor> inputs, const Tensor& output,
                        const nn::ModeEffect* effect) {
    told_ = true;
    listener_.function(name, inputs, output, effect);
}

}  // namespace engine::script
