#pragma once

#include "engine/nn/module.h"

#include <vector>

namespace engine::test {

/// Keeps the mode effects of a pass.
class Effects final : public nn::Tracer {
public:
    std::vector<nn::ModeEffect> all;

    void enter(nn::Module&, std::span<const nn::Value>) override {}
    void leave(nn::Module&, const nn::Value&) override {}
    void abandon(nn::Module&) override {}
    void report(nn::ModeEffect effect) override { all.push_back(std::move(effect)); }
    void function(std::string_view, std::span<const Tensor>, const Tensor&,
                  const nn::ModeEffect* effect) override {
        if (effect) all.push_back(*effect);
    }
};

}  // namespace engine::test
