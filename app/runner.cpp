#include "app/runner.h"

#include "engine/session/prompt.h"
#include "engine/session/viewer.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace app {

namespace {

using engine::session::Advance;
using engine::session::AdvanceEpoch;
using engine::session::Command;
using engine::session::OpenSaved;
using engine::session::Redo;
using engine::session::Restart;
using engine::session::Seek;
using engine::session::Session;
using engine::session::SessionView;
using engine::session::SessionViewPtr;
using engine::session::Undo;
using engine::session::Watch;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr Seconds kFrame{1.0 / 60};
/// A view that took so long waits this many times as long for the next while training goes on, so
/// that looking takes a fifth of the session's time at most.
constexpr double kPeekShare = 4;
/// Below the window's thread: a step of training never delays a frame.
constexpr int kNiceness = 10;
/// A slower machine than asked for skips what it missed instead of running after it.
constexpr Seconds kMostBehind{0.25};

/// Whether another session may be there after it.
bool begins_anew(const Command& command) {
    return std::holds_alternative<Restart>(command) || std::holds_alternative<OpenSaved>(command);
}

bool ends_playing(const Command& command) {
    return std::holds_alternative<Advance>(command) ||
           std::holds_alternative<AdvanceEpoch>(command) || std::holds_alternative<Seek>(command) ||
           std::holds_alternative<Undo>(command) || std::holds_alternative<Redo>(command) ||
           begins_anew(command);
}

}  // namespace

class Runner::Worker {
public:
    Worker(Mode mode, engine::session::SessionOptions options) : mode_(mode), session_(options) {
        session_.set_progress(
            [this](std::string_view text, double done) { publish_busy(text, done); });
        view_ = std::make_shared<const SessionView>();
        if (mode == Mode::Threaded) thread_ = std::thread([this] { run(); });
    }

    ~Worker() {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
            cancel_ = true;
        }
        changed_.notify_all();
        if (thread_.joinable()) thread_.join();
    }

    void submit(Command command) {
        {
            const std::lock_guard lock(mutex_);
            if (ends_playing(command)) playing_ = false;
            if (begins_anew(command)) cancel_ = true;
            commands_.push_back(std::move(command));
        }
        changed_.notify_all();
    }

    void ask(const std::function<void(Worker&)>& change) {
        {
            const std::lock_guard lock(mutex_);
            change(*this);
        }
        changed_.notify_all();
    }

    void set_wake(std::function<void()> wake) {
        const std::lock_guard lock(wake_mutex_);
        wake_ = std::move(wake);
    }

    SessionViewPtr view() const {
        const std::lock_guard lock(view_mutex_);
        return view_;
    }

    bool idle() const {
        const std::lock_guard lock(mutex_);
        return nothing_to_do() && !working_;
    }

    void run_until_idle() {
        if (mode_ == Mode::Synchronous) {
            std::unique_lock lock(mutex_);
            while (!nothing_to_do()) do_next(lock);
            return;
        }
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return (nothing_to_do() && !working_) || ending_; });
    }

    // Written under the lock by whoever asks.
    std::optional<Watch> watch_asked;
    bool preview_asked = false;
    std::optional<std::pair<std::string, std::size_t>> completion_asked;
    double speed = 20;

    void set_playing(bool playing) {
        playing_ = playing;
        if (!playing) cancel_ = true;
        next_step_ = Clock::now();
    }

private:
    bool nothing_to_do() const {
        return commands_.empty() && !watch_asked && !preview_asked && !completion_asked &&
               !playing_ && !in_run_;
    }

    void run() {
        // On Linux the id of a thread is taken for a process: this thread alone is lowered.
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
        std::unique_lock lock(mutex_);
        while (!ending_) {
            if (nothing_to_do()) {
                changed_.notify_all();  // whoever waits for idle
                changed_.wait(lock, [this] { return ending_ || !nothing_to_do(); });
                continue;
            }
            do_next(lock);
        }
    }

    /// One piece of work, done without the lock: an answer for the prompt, else the next command,
    /// else the end or a step of playing, else a new look.
    void do_next(std::unique_lock<std::mutex>& lock) {
        working_ = true;
        if (completion_asked) {
            const auto asked = *std::exchange(completion_asked, std::nullopt);
            unlocked(lock, [&] { answer(asked.first, asked.second); });
            working_ = false;
            return;
        }
        if (watch_asked) {
            watch_ = *std::exchange(watch_asked, std::nullopt);
            look_changed_ = true;
        }
        if (std::exchange(preview_asked, false)) again_ = look_changed_ = true;
        cancel_ = false;
        if (in_run_ && !playing_) {
            unlocked(lock, [this] { end_playing(); });
        } else if (!commands_.empty()) {
            const Command command = std::move(commands_.front());
            commands_.pop_front();
            unlocked(lock, [&] { carry_out(command); });
        } else if (playing_) {
            play_on(lock);
        } else if (look_changed_) {
            unlocked(lock, [this] { publish(); });
        }
        working_ = false;
    }

    void carry_out(const Command& command) {
        session_.set_watch(watch_);
        std::optional<engine::session::Recipe> before;
        if (session_.loaded()) before = session_.recipe();
        if (const auto* run = std::get_if<engine::session::Run>(&command)) tell_running(run->line);
        session_.apply(command, &cancel_);
        // The first look is at what the data make visible; a new session begins its views anew.
        if (begins_anew(command) && session_.loaded()) {
            const engine::session::Recipe& now = session_.recipe();
            if (!before || now.dataset != before->dataset ||
                now.sample_shape != before->sample_shape || now.classes != before->classes) {
                take_default_watch();
            }
            viewer_ = {};
        }
        publish();
    }

    void take_default_watch() {
        const Watch usual = engine::session::default_watch(session_.dataset());
        watch_.probe = usual.probe;
        watch_.probe_class = usual.probe_class;
        watch_.brightness = usual.brightness;
        watch_.channel = usual.channel;
        watch_.dragged_sample.reset();
    }

    void play_on(std::unique_lock<std::mutex>& lock) {
        const auto now = Clock::now();
        if (!in_run_) {
            in_run_ = true;
            next_step_ = now;
            measured_from_ = now;
            measured_steps_ = 0;
            unlocked(lock, [this] { session_.begin_run(); });
        }
        if (speed > 0 && now < next_step_ && mode_ == Mode::Threaded) {
            if (look_changed_ && now >= next_view_) {
                unlocked(lock, [this] { publish(); });
            } else {
                changed_.wait_until(lock, next_step_);
            }
            return;
        }
        if (speed > 0) {
            next_step_ = std::max(
                next_step_ + std::chrono::duration_cast<Clock::duration>(Seconds(1.0 / speed)),
                now - std::chrono::duration_cast<Clock::duration>(kMostBehind));
        }
        unlocked(lock, [this, now] {
            const bool show = now >= next_view_;
            const bool ok = session_.step(show, &cancel_).ok;
            ++measured_steps_;
            if (!ok) {
                const std::lock_guard guard(mutex_);
                playing_ = false;
            }
            if (show || !ok) publish();
        });
    }

    void end_playing() {
        session_.end_run();
        {
            const std::lock_guard guard(mutex_);
            in_run_ = false;
        }
        publish();
    }

    template <class Act>
    void unlocked(std::unique_lock<std::mutex>& lock, Act act) {
        lock.unlock();
        act();
        lock.lock();
    }

    void publish() {
        const auto begin = Clock::now();
        SessionView view;
        bool playing = false;
        double asked = 0;
        {
            const std::lock_guard guard(mutex_);
            playing = playing_;
            asked = speed;
        }
        try {
            view = viewer_.view(session_, {.watch = watch_, .again = again_, .playing = playing});
        } catch (const std::exception& error) {
            // A defect of ours in what is shown; the session itself is as it was.
            view = *this->view();
            view.busy = false;
            view.running.clear();
            view.error = error.what();
        }
        again_ = look_changed_ = false;
        view.playing = playing;
        view.steps_per_second = asked;
        const auto end = Clock::now();
        const double running = Seconds(end - measured_from_).count();
        if (playing && running > 0) {
            view.measured_steps_per_second = static_cast<double>(measured_steps_) / running;
            if (running > 1) {
                measured_from_ = end;
                measured_steps_ = 0;
            }
        }
        const Seconds pause = std::max(kFrame, Seconds(end - begin) * kPeekShare);
        next_view_ = end + std::chrono::duration_cast<Clock::duration>(pause);
        put(std::move(view));
    }

    /// Look-ups alone: the old view with the answer, without a new look at the session.
    void answer(const std::string& text, std::size_t cursor) {
        completion_ = std::make_shared<const engine::script::Completion>(
            engine::session::complete(session_, text, cursor));
        put(SessionView(*this->view()));
    }

    /// A line may take long: who looks can say so, and stop it.
    void tell_running(const std::string& line) {
        SessionView view = *this->view();
        view.running = line;
        put(std::move(view));
    }

    /// The old view with a word on what is being done; several times a second are enough.
    void publish_busy(std::string_view text, double done) {
        const auto now = Clock::now();
        if (now < next_busy_) return;
        next_busy_ = now + std::chrono::milliseconds(50);
        SessionView view = *this->view();
        view.busy = true;
        view.busy_text = text;
        view.busy_progress = done;
        put(std::move(view));
    }

    void put(SessionView view) {
        view.publication = ++publication_;
        view.completion = completion_;
        SessionViewPtr next = std::make_shared<const SessionView>(std::move(view));
        {
            const std::lock_guard lock(view_mutex_);
            view_.swap(next);
        }
        const std::lock_guard lock(wake_mutex_);
        if (wake_) wake_();
    }

    const Mode mode_;
    std::mutex wake_mutex_;
    std::function<void()> wake_;

    mutable std::mutex mutex_;  // of what is asked
    std::condition_variable changed_;
    std::deque<Command> commands_;
    bool playing_ = false;
    bool in_run_ = false;  // begin_run() was called
    bool working_ = false;
    bool ending_ = false;
    std::atomic<bool> cancel_ = false;
    Clock::time_point next_step_{};

    // Of the session's thread alone.
    Session session_;
    engine::session::Viewer viewer_;
    Watch watch_;
    bool again_ = false;
    bool look_changed_ = false;
    std::shared_ptr<const engine::script::Completion> completion_;
    uint64_t publication_ = 0;
    int64_t measured_steps_ = 0;
    Clock::time_point next_view_{}, next_busy_{}, measured_from_{};

    mutable std::mutex view_mutex_;
    SessionViewPtr view_;
    std::thread thread_;
};

Runner::Runner(Mode mode, engine::session::SessionOptions options)
    : worker_(std::make_unique<Worker>(mode, options)) {}

Runner::~Runner() = default;

void Runner::set_wake(std::function<void()> wake) {
    worker_->set_wake(std::move(wake));
}

void Runner::submit(Command command) {
    worker_->submit(std::move(command));
}

void Runner::look(const Watch& watch) {
    worker_->ask([&](Worker& worker) { worker.watch_asked = watch; });
}

void Runner::preview() {
    worker_->ask([](Worker& worker) { worker.preview_asked = true; });
}

void Runner::complete(std::string text, std::size_t cursor) {
    worker_->ask([&](Worker& worker) { worker.completion_asked.emplace(std::move(text), cursor); });
}

void Runner::play() {
    worker_->ask([](Worker& worker) { worker.set_playing(true); });
}

void Runner::pause() {
    worker_->ask([](Worker& worker) { worker.set_playing(false); });
}

void Runner::set_speed(double steps_per_second) {
    worker_->ask([=](Worker& worker) { worker.speed = std::max(steps_per_second, 0.0); });
}

SessionViewPtr Runner::view() const {
    return worker_->view();
}
bool Runner::idle() const {
    return worker_->idle();
}
void Runner::run_until_idle() {
    worker_->run_until_idle();
}

}  // namespace app
