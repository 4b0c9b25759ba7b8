#pragma once

namespace engine {

/// torch.autograd.set_detect_anomaly: a backward refuses gradients that are NaN. Of this thread.
class Anomaly {
public:
    static bool enabled() { return enabled_; }
    static bool checks_nan() { return enabled_ && checks_nan_; }
    static void set(bool enabled, bool check_nan) {
        enabled_ = enabled;
        checks_nan_ = check_nan;
    }

private:
    static inline thread_local bool enabled_ = false;
    static inline thread_local bool checks_nan_ = true;
};

}  // namespace engine
