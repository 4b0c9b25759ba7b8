#pragma once

namespace engine {

/// Whether new results remember how they were made: one flag a thread, as in PyTorch.
class GradMode {
public:
    static bool enabled() { return enabled_; }
    static void set_enabled(bool enabled) { enabled_ = enabled; }

private:
    static inline constinit thread_local bool enabled_ = true;
};

/// Sets grad mode until the end of the block it stands in.
class SetGradEnabled {
public:
    explicit SetGradEnabled(bool enabled) : before_(GradMode::enabled()) {
        GradMode::set_enabled(enabled);
    }
    ~SetGradEnabled() { GradMode::set_enabled(before_); }
    SetGradEnabled(const SetGradEnabled&) = delete;
    SetGradEnabled& operator=(const SetGradEnabled&) = delete;

private:
    bool before_;
};

/// torch.no_grad() until the end of the block it stands in.
class NoGrad {
    SetGradEnabled mode_{false};
};

/// torch.enable_grad() until the end of the block it stands in.
class EnableGrad {
    SetGradEnabled mode_{true};
};

}  // namespace engine
