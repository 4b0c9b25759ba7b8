#pragma once

#include "engine/base/generator.h"
#include "engine/base/hash.h"
#include "engine/session/code_view.h"
#include "engine/session/command.h"
#include "engine/session/probe.h"
#include "engine/session/state.h"
#include "engine/session/tracer.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// Where previews take their random numbers from: a copy of the session's generator, which goes on
/// from preview to preview while the session's stands still.
struct PreviewStream {
    Generator start;     ///< of the oldest pass on screen
    int64_t passes = 0;  ///< shown so far

    PreviewStream() = default;
    explicit PreviewStream(const Generator& session) : start(session) {}
};

/// One pass of one Dropout, of one sample (the first of the probe batch).
struct DropoutPass {
    Tensor input, output;  ///< (...) without the batch axis
    Tensor noise;          ///< broadcasts with them; undefined when nothing was dropped
};

/// A forward pass for display, of a fork that was thrown away.
struct Peek {
    Trace trace;    ///< of the newest pass
    Tensor output;  ///< the model's answer, (N, ...); undefined when the pass failed
    std::string batch;
    std::string error;                   ///< "ValueError: ..."; empty when the pass ended well
    std::string error_message;           ///< without the class
    std::optional<CodeProblem> problem;  ///< the same, and where in the model's file it was raised
    /// Eight passes through one Dropout, newest first; empty when none was asked for.
    std::string dropout_path;
    std::vector<DropoutPass> dropout_passes;
    int64_t pass_counter = 0;
    /// Only with let_stream_shift: numbers that eval left undrawn before the Dropout was called.
    int64_t shifted_words = 0;
    bool same_draw = true;
    bool aligned = true;  ///< not let_stream_shift

    /// The same batch and the same draws under the flags compared with.
    std::optional<Trace> compared;
    Tensor compared_output;
    std::string compared_error;

    Hash128 before, after;  ///< of the session's state; equal, or peek() throws

    /// The stream from which the next preview follows.
    PreviewStream next;
};

/// A saved set of flags: what `model.training` of the module at a path is.
using FlagOf = std::function<bool(std::string_view path)>;

struct PeekRequest {
    const Watch* watch = nullptr;
    /// Path of the Dropout whose eight passes are wanted; empty: one pass. The root is not one.
    std::string dropout_path{};
    FlagOf saved_flags{};  ///< for CompareWith::Saved
    const std::atomic<bool>* cancel = nullptr;
    std::string file{};  ///< the model's
};

inline constexpr int kLensPasses = 8;

/// Runs `probe` through forks of `state`, starting from `stream.start`: the same stream gives the
/// same draws, so a flip changes only what it changes, and `next` in place of `stream` is "preview
/// again". The session's own generator is never touched. An error of the model is told in the
/// result.
///
/// throws  Cancelled; RuntimeError "a preview changed the session's state" (a defect of ours)
Peek peek(const SessionState& state, const ProbeBatch& probe, const PeekRequest& request,
          const PreviewStream& stream);

}  // namespace engine::session
