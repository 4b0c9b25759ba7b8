#pragma once

#include "engine/session/recipe.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace engine::session {

struct SavedSession;

// --- State commands: what is learned or computed. Journaled, and so replay.

/// A change of what is learned or computed, as the line of PyTorch that makes it.
struct Run {
    std::string line;  ///< "model.backbone.bn1.eval()"
};

/// Builds the line of train() or eval() on one module and all below it; "" is the whole model:
/// "model.backbone.block1.eval()", and "model.features[0].eval()" where a name is a number.
Run set_mode(std::string_view path, bool training);
/// The flag of this module alone: "model.backbone.training = False".
Run set_flag(std::string_view path, bool training);
/// "model.backbone.requires_grad_(False)".
Run set_requires_grad(std::string_view path, bool requires_grad);
/// "optimizer.param_groups[0]['lr'] = 0.01".
Run set_learning_rate(double lr);
/// "torch.set_grad_enabled(False)".
Run set_grad_enabled(bool enabled);
/// "model.backbone.block1.drop" for a path below `model`; numbered names become subscripts.
std::string expression(std::string_view path);
/// The inverse: "features.0" of "model.features[0]"; nothing when it is no such expression.
std::optional<std::string> path_of(std::string_view expression);

/// Another text for the model's file, from here on: the model is made anew, and what still fits
/// keeps its values (carry_over() in model_file.h).
struct Edit {
    std::string source;
};
/// Runs the loop: so many optimizer steps, from where it stands.
struct Advance {
    int64_t steps = 1;
};
/// Runs the loop to the end of the epoch it is in.
struct AdvanceEpoch {};
/// A forward pass that counts: y = model(x) on the probe batch.
struct Commit {};
/// Keeps flags or textbook, from the next step on.
struct SetLoop {
    LoopKind loop;
};

// --- Travel: moves on the timeline, never in the journal.

/// To the state just after step `step`, exactly as training passed through it.
struct Seek {
    int64_t step = 0;
};
/// To the moment before the last entry (one state command, or one play-to-pause run).
struct Undo {};
struct Redo {};

// --- The session itself.

/// Forgets this session and makes one from `recipe`, replayed to its start step when `replay`.
struct Restart {
    Recipe recipe;
    bool replay = true;
    /// A session from a file: what was done in it is done again, or the session that is there
    /// stays.
    std::shared_ptr<const SavedSession> saved = nullptr;
};
/// Opens a file that Save wrote, by way of Restart.
struct OpenSaved {
    std::string file;
};
/// Writes the session into a file (session_file.h).
struct Save {
    std::string file;
};
/// Writes it as a script that PyTorch runs to the same losses (export_script.h).
struct Export {
    std::string file;
};

using Command = std::variant<Run, Edit, Advance, AdvanceEpoch, Commit, SetLoop, Seek, Undo, Redo,
                             Restart, OpenSaved, Save, Export>;

// --- Watch: who looks, and at what. No command: not journaled, raises no revision by itself.

enum class ProbeKind { OneClass, Shuffled, OneSample };
enum class CompareWith { Nothing, AllEval, AllTrain, Saved };

struct Watch {
    std::string selected = "backbone";  ///< module path; "" is the root
    bool lenses = true;
    bool cards = false;
    bool inspector = false;
    bool answers = true;
    ProbeKind probe = ProbeKind::OneClass;
    int probe_class = 0;
    /// Photos: the factor on brightness that makes the probe batch unusual.
    double brightness = 0.4;
    /// "let the stream shift": plain PyTorch's draws in previews.
    bool let_stream_shift = false;
    int channel = -1;  ///< of the BatchNorm lens; -1: the one with the widest gap
    /// BatchNorm lens: this sample of the probe batch is moved by so much on the channel's axis.
    std::optional<std::pair<int, double>> dragged_sample;
    CompareWith compare = CompareWith::Nothing;
    /// Inspector: the parameter or buffer whose heat map is open ("weight").
    std::string open_tensor;

    friend bool operator==(const Watch&, const Watch&) = default;
};

}  // namespace engine::session
