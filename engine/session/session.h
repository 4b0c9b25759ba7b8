#pragma once

#include "engine/data/dataset.h"
#include "engine/data/library.h"
#include "engine/session/changes.h"
#include "engine/session/command.h"
#include "engine/session/loop.h"
#include "engine/session/timeline.h"
#include "engine/session/tracer.h"
#include "engine/session/view.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine::session {

struct SessionOptions {
    int64_t keyframe_every = 50;
    std::size_t keyframe_limit = 48;
    std::size_t console_lines = 500;
};

/// What became of a command.
struct Outcome {
    bool ok = true;
    std::string error;  ///< "AttributeError: ..."; empty when it worked
};

/// The last pass that counted, as it was seen: a step of training or a commit.
struct Observed {
    Position at;
    Trace trace;
    bool committed = false;  ///< "y = model(x)", and no step
    std::string batch;       ///< "training batch of 32"
    /// Parameters and buffers before it, by full name.
    std::unordered_map<std::string, Tensor> before;
};

/// Everything that learns: recipe, data, model, optimizer, chance, and its past. Knows no clock and
/// no thread; one thread at a time may call it.
class Session {
public:
    /// Without a session yet: every command but Restart is refused.
    explicit Session(SessionOptions options = {});
    /// Made from a recipe and not yet trained. throws what making it throws
    explicit Session(const Recipe& recipe, SessionOptions options = {});
    ~Session();

    /// Carries out a command, or takes back what it had done and says why. `cancel` ends long ones
    /// between two steps, without an error, and a single pass with one. `watch` chooses the probe
    /// batch of a Commit.
    Outcome apply(const Command& command, const std::atomic<bool>* cancel = nullptr);
    void set_watch(const Watch& watch) { watch_ = watch; }

    /// Steps until end_run() are one entry for Undo.
    void begin_run();
    void end_run();
    /// One step of training; `observe` keeps its trace. Part of the open run, if there is one.
    Outcome step(bool observe, const std::atomic<bool>* cancel = nullptr);

    /// Told how far a replay has come, 0..1.
    void set_progress(std::function<void(std::string_view text, double done)> progress);

    // --- What is there now. Valid when loaded().
    bool loaded() const { return core_ != nullptr; }
    uint64_t revision() const { return revision_; }
    const SessionState& state() const;
    const Recipe& recipe() const;
    const data::Dataset& dataset() const;
    const Timeline& timeline() const;
    Position position() const;
    const Loop& loop() const;
    /// Of the last step or commit, if it was observed and nothing came after it.
    const Observed* observed() const;
    /// The text of the model's file, as the last Edit left it.
    const std::string& source() const { return state().source; }
    Hash128 state_hash() const { return state().hash(); }
    /// The last replay did not land on what was there before: other hardware, or a defect.
    bool diverged() const { return diverged_; }
    FlagWrite last_flag_write(std::string_view path) const;

    const std::vector<ConsoleLine>& console() const { return console_; }
    const std::string& result_line() const { return result_line_; }
    const std::string& last_line() const { return last_line_; }
    const std::string& error() const { return error_; }
    /// Of the last command, when a script raised its error: as Python prints it.
    const std::string& traceback() const { return traceback_; }
    /// The text of the last command when it was an Edit that failed, and where.
    const std::optional<CodeRefused>& refused() const { return refused_; }
    const std::string& announcement() const { return announcement_; }

private:
    struct Core;
    struct PendingFlag {
        std::string path;
        FlagWrite write;
        bool changed = false;
    };

    // session.cpp
    Core& core() const;
    void carry_out(const Command& command, const std::atomic<bool>* cancel);
    void restart(const Restart& command, const std::atomic<bool>* cancel);
    void say(ConsoleLine::Kind kind, std::string text, bool by_person = true);
    void fail(const std::string& words);

    // session_lines.cpp: state commands
    void run_line(const std::string& line, const std::atomic<bool>* cancel);
    void commit(const std::atomic<bool>* cancel);
    void edit(const std::string& source, const std::atomic<bool>* cancel);
    void set_loop(LoopKind kind);
    void change_loop(LoopKind kind);
    void forward_probe(const Watch& probe, TraceRecorder* recorder,
                       const std::atomic<bool>* cancel);
    nn::FlagObserver flag_listener(std::vector<PendingFlag>& into, Writer writer,
                                   std::string_view line) const;
    void note_flags(const std::vector<PendingFlag>& flags);
    void record(StateChange change, std::string words);

    // session_steps.cpp: running the loop
    void advance(int64_t steps, bool to_epoch_end, const std::atomic<bool>* cancel);
    void forward_one(bool observe, const std::atomic<bool>* cancel);
    void replay_unit(const std::atomic<bool>* cancel);
    void new_unit(bool observe, const std::atomic<bool>* cancel);
    void record_measured(const UnitReport& report);
    void announce(const std::vector<PendingFlag>& flags, int line, std::string_view text);
    uint64_t light_hash(double loss) const;

    // session_travel.cpp: moving on the timeline
    void seek(int64_t step, const std::atomic<bool>* cancel);
    void undo(const std::atomic<bool>* cancel);
    void redo(const std::atomic<bool>* cancel);
    void travel(Position target, const std::atomic<bool>* cancel);
    void apply_entry(const Entry& entry, const nn::FlagObserver& observer = {},
                     const std::atomic<bool>* cancel = nullptr);
    void branch();

    // session_open.cpp: files
    void save(const std::string& file);
    void export_to(const std::string& file);
    void do_again(const SavedSession& saved, const std::atomic<bool>* cancel);
    void do_again(const Entry& entry, std::size_t index, const std::atomic<bool>* cancel);

    SessionOptions options_;
    data::Library library_;  ///< keeps what was read from files for the next restart
    std::unique_ptr<Core> core_;
    Watch watch_;
    std::function<void(std::string_view, double)> progress_;
    uint64_t revision_ = 0;
    bool run_open_ = false;     ///< begin_run() was called
    bool run_started_ = false;  ///< the newest undo unit is the open run
    bool diverged_ = false;
    std::vector<ConsoleLine> console_;
    std::optional<CodeRefused> refused_;
    std::string result_line_, last_line_, error_, traceback_, announcement_;
};

}  // namespace engine::session
