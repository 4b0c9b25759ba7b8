#include "app/opener.h"

#include "engine/base/error.h"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace app {

namespace {

using engine::session::Opening;
using engine::session::OpeningPtr;
using engine::session::OpeningRequest;

/// Below the window's thread, as the session's.
constexpr int kNiceness = 10;

}  // namespace

struct Opener::Worker {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<OpeningRequest> next;
    std::function<void()> wake;
    OpeningPtr answer;
    std::atomic<bool> cancel = false;
    bool ending = false;
    std::thread thread;

    void run() {
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
        std::unique_lock lock(mutex);
        while (!ending) {
            if (!next) {
                changed.wait(lock);
                continue;
            }
            const OpeningRequest request = std::move(*next);
            next.reset();
            cancel = false;
            lock.unlock();
            OpeningPtr made;
            try {
                made = std::make_shared<const Opening>(prepare_opening(request, &cancel));
            } catch (const engine::Error&) {
                // Stopped: nobody waits for an answer.
            } catch (const std::exception& error) {
                // A defect of ours must not end the program.
                Opening failed;
                failed.request = request;
                failed.error = error.what();
                made = std::make_shared<const Opening>(std::move(failed));
            }
            lock.lock();
            if (!made || cancel) continue;
            answer = std::move(made);
            if (wake) wake();
        }
    }
};

Opener::Opener() : worker_(std::make_unique<Worker>()) {
    worker_->thread = std::thread([worker = worker_.get()] { worker->run(); });
}

Opener::~Opener() {
    {
        const std::lock_guard lock(worker_->mutex);
        worker_->ending = true;
        worker_->cancel = true;
    }
    worker_->changed.notify_all();
    worker_->thread.join();
}

void Opener::set_wake(std::function<void()> wake) {
    const std::lock_guard lock(worker_->mutex);
    worker_->wake = std::move(wake);
}

void Opener::prepare(OpeningRequest request) {
    {
        const std::lock_guard lock(worker_->mutex);
        worker_->next = std::move(request);
        worker_->cancel = true;
    }
    worker_->changed.notify_all();
}

void Opener::stop() {
    const std::lock_guard lock(worker_->mutex);
    worker_->next.reset();
    worker_->cancel = true;
}

OpeningPtr Opener::answer() const {
    const std::lock_guard lock(worker_->mutex);
    return worker_->answer;
}

}  // namespace app
