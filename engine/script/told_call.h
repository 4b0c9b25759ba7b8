#pragma once

#include "engine/nn/context.h"

#include <span>
#include <string_view>
#include <vector>

namespace engine::script {

/// A call that a script makes and that is no module's (a function of torch, a method of a tensor,
/// an operator), for the tracer of the pass. Made before it runs, where there is a tracer.
class ToldCall final : private nn::Tracer {
public:
    explicit ToldCall(nn::CallContext& context);
    ~ToldCall() override;
    ToldCall(const ToldCall&) = delete;
    ToldCall& operator=(const ToldCall&) = delete;

    /// The tensor that it is given, or those of a list.
    void given(const nn::Value& argument);
    /// It gives nothing, and what it writes over stands for that.
    void shows(const nn::Value& written) { written_ = written; }
    /// Calls `compute`, and tells of what it gave as of `name`'s, unless that holds no tensor or
    /// what ran has told of itself, as F.dropout does with what its mode did. Of one that raises
    /// the output is undefined.
    template <class Compute>
    nn::Value run(std::string_view name, Compute compute) {
        try {
            nn::Value result = compute();
            returned(name, result);
            return result;
        } catch (...) {
            raised(name);
            throw;
        }
    }

private:
    void returned(std::string_view name, const nn::Value& result);
    void raised(std::string_view name);

    void enter(nn::Module& module, std::span<const nn::Value> inputs) override;
    void leave(nn::Module& module, const nn::Value& output) override;
    void abandon(nn::Module& module) override;
    void report(nn::ModeEffect effect) override;
    void function(std::string_view name, std::span<const Tensor> inputs, const Tensor& output,
                  const nn::ModeEffect* effect) override;

    nn::CallContext& context_;
    nn::Tracer& listener_;
    std::vector<Tensor> inputs_;  // as they were: an in-place call writes over them
    nn::Value written_;
    bool told_ = false;
};

}  // namespace engine::script
