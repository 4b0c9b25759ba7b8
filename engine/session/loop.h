#pragma once

#include "engine/data/dataset.h"
#include "engine/data/loader.h"
#include "engine/nn/module.h"
#include "engine/session/recipe.h"
#include "engine/session/state.h"
#include "engine/session/tracer.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// Samples that a validation pass takes at once: enough to keep the kernels busy, and within the
/// cache.
inline constexpr int64_t kValidationChunk = 250;

/// What a line of the training loop does.
enum class LoopAction {
    Train,      ///< model.train()
    Eval,       ///< model.eval()
    Epoch,      ///< for epoch in ...: the place where an epoch begins
    Batch,      ///< for x, y in train_loader: opens the epoch's iterator, binds x and y
    ZeroGrad,   ///< optimizer.zero_grad()
    Forward,    ///< output = model(x)
    Loss,       ///< loss = criterion(output, y), as the recipe says it
    Backward,   ///< loss.backward()
    Step,       ///< optimizer.step()
    Guarded,    ///< validation that puts every flag and the generator back, if its turn has come
    Block,      ///< with torch.no_grad(): says what holds for the lines below it
    Answer,     ///< output = model(x_validation): what the line below it measures
    Validation  ///< validation under the flags as they are, at the end of an epoch
};

struct LoopLine {
    std::string text;
    LoopAction action;
};

/// The loop as it would stand in a PyTorch script.
std::vector<LoopLine> loop_lines(const Recipe& recipe, LoopKind kind);
/// The line where a session stands before its first step.
int loop_start(LoopKind kind);

/// A loss and an accuracy (0..1) over some samples; answers of some losses are not right or wrong.
struct Measured {
    double loss = 0;
    std::optional<double> accuracy{};
};

/// What one unit of the loop (one batch, with what stands around it) measured.
struct UnitReport {
    Measured train;
    std::optional<double> eval_loss;  ///< the same batch and weights, measured in eval
    std::optional<Measured> validation;
};

/// Runs the loop's lines on a state. Holds no state of its own.
class Loop {
public:
    Loop(const Recipe& recipe, data::DatasetPtr dataset);

    /// What surrounds a unit.
    struct Surroundings {
        TraceRecorder* recorder = nullptr;  ///< of the training forward
        const std::atomic<bool>* cancel = nullptr;
        bool measure = false;   ///< also the same batch in eval, on a fork
        bool validate = false;  ///< also validation that writes nothing; what writes always runs
        /// Told before a line of the loop writes flags, with its number from 1, and who listens.
        std::function<nn::FlagObserver(int line, std::string_view text)> flag_writer;
    };

    /// Runs line by line until one more optimizer step is done and the loop stands before the next
    /// batch, or before the next epoch.
    UnitReport run_unit(SessionState& state, const Surroundings& around) const;

    /// Loss and accuracy of at most `validation_samples` under the flags of the model.
    Measured validate(SessionState& state, const std::atomic<bool>* cancel = nullptr) const;

    const std::vector<LoopLine>& lines(LoopKind kind) const {
        return kind == LoopKind::Textbook ? textbook_ : keeps_flags_;
    }
    const data::Loader& loader() const { return loader_; }

private:
    void run_line(const LoopLine& line, SessionState& state, const Surroundings& around,
                  UnitReport& report) const;
    double measure_in_eval(const SessionState& state, const Surroundings& around) const;

    Recipe recipe_;
    data::DatasetPtr dataset_;
    data::Loader loader_;
    std::vector<LoopLine> keeps_flags_, textbook_;
};

}  // namespace engine::session
