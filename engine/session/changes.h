#pragma once

#include "engine/session/state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::session {

/// A module whose flag a command changed.
struct FlagChange {
    std::string path;
    std::string class_name;
    bool training = true;         ///< now
    bool reads_training = false;  ///< and so it computes differently
    bool is_dropout = false;
    bool is_batch_norm = false;
    bool uses_batch = false;  ///< BatchNorm: normalises by the batch now
};

/// What a command did, found by comparing the state before it with the state after it.
struct Changes {
    int flags_written = 0;
    std::vector<FlagChange> flags;  ///< those that hold another value now
    int64_t weights = 0;            ///< elements of all parameters
    int64_t weights_changed = 0;
    int buffers_written = 0;  ///< tensors
    uint64_t words = 0;       ///< random numbers used
    int now_trainable = 0;    ///< parameter tensors whose requires_grad became True
    int now_frozen = 0;       ///< or False
    int parameter_tensors = 0;
    std::optional<double> lr_before, lr_now;      ///< set when it changed
    std::optional<bool> grad_enabled;             ///< set when it changed
    std::vector<std::string> attributes_changed;  ///< "backbone.block1.drop.p"
    bool anything = false;                        ///< the hash differs
};

Changes compare(const SessionState& before, const SessionState& after, int flags_written);

/// "1 Dropout", "2 Dropouts", "1,536 random numbers".
std::string counted(int64_t count, const std::string& noun);

/// The result line of a line of PyTorch; `**bold**` marks what matters most.
std::string result_of_line(const Changes& changes);
/// "Written: 6 buffers, 1,536 random numbers used. 0 of 418 weights changed."
std::string result_of_commit(const Changes& changes);
/// "**1 step.** Loss 0.271 before, 0.265 now. ..."
std::string result_of_steps(const Changes& changes, int64_t steps,
                            std::optional<double> loss_before, std::optional<double> loss_now);

}  // namespace engine::session
