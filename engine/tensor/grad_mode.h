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

/// Whether torch.inference_mode() is on: new tensors are outside autograd for good. A flag a
/// thread.
class InferenceMode {
public:
    static bool enabled() { return enabled_; }
    static void set_enabled(bool enabled) { enabled_ = enabled; }

private:
    static inline constinit thread_local bool enabled_ = false;
};

/// torch.inference_mode(mode) until the end of the block it stands in: grad mode is off inside, and
/// on inside inference_mode(False).
class InferenceGuard {
public:
    explicit InferenceGuard(bool enabled = true)
        : grad_(!enabled), before_(InferenceMode::enabled()) {
        InferenceMode::set_enabled(enabled);
    }
    ~InferenceGuard() { InferenceMode::set_enabled(before_); }
    InferenceGuard(const InferenceGuard&) = delete;
    InferenceGuard& operator=(const InferenceGuard&) = delete;

private:
    SetGradEnabled grad_;
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
