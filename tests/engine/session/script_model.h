#pragma once

#include "engine/nn/module.h"
#include "engine/script/standalone.h"
#include "engine/session/tracer.h"

#include <string_view>
#include <vector>

namespace engine::test {

/// A file in Python whose `model` passes are traced of.
class ScriptModel {
public:
    explicit ScriptModel(std::string_view source) {
        script::run_file(source, "net.py", alone_.environment);
    }

    nn::ModulePtr model() const {
        return std::get<nn::ModulePtr>(alone_.names.find("model")->data());
    }
    nn::CallContext& context() { return alone_.context; }
    Generator& generator() { return alone_.generator; }
    /// Runs a line as a prompt does.
    void type(std::string_view line) { script::run(line, alone_.environment); }

    /// A pass of `x`.
    session::Trace trace(const Tensor& x) {
        session::TraceRecorder recorder(*model(), alone_.generator);
        recorder.follow(alone_.context);
        {
            const script::HostScope host(alone_.environment);
            const nn::Value argument(x);
            nn::call(*model(), alone_.context, std::span(&argument, 1));
        }
        alone_.context.tracer = nullptr;
        return recorder.take();
    }

private:
    script::Standalone alone_;
};

}  // namespace engine::test
