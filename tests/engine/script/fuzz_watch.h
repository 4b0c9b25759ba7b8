#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>

namespace fuzz {

/// Stops a text that runs too long, and ends the process where even that does not help.
class Watch {
public:
    explicit Watch(int seconds) : seconds_(seconds), thread_([this] { run(); }) {}
    ~Watch() {
        {
            const std::scoped_lock lock(mutex_);
            over_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    void begin(uint64_t seed, const std::string& text) {
        const std::scoped_lock lock(mutex_);
        seed_ = seed;
        text_ = text;
        ++turn_;
        cancel.store(false);
    }

    std::atomic<bool> cancel{false};
    std::atomic<int> stopped{0};

private:
    void run() {
        std::unique_lock lock(mutex_);
        while (!over_) {
            const uint64_t turn = turn_;
            const auto moved = [&] { return over_ || turn_ != turn; };
            if (changed_.wait_for(lock, std::chrono::seconds(seconds_), moved)) continue;
            if (turn == 0 || turn_ != turn) continue;
            cancel.store(true);
            ++stopped;
            if (changed_.wait_for(lock, std::chrono::seconds(5 * seconds_), moved)) continue;
            std::cerr << "seed " << seed_ << " hangs, and stop does not end it:\n" << text_ << '\n';
            std::_Exit(1);
        }
    }

    int seconds_;
    std::mutex mutex_;
    std::condition_variable changed_;
    uint64_t seed_ = 0, turn_ = 0;
    std::string text_;
    bool over_ = false;
    std::thread thread_;
};

}  // namespace fuzz
