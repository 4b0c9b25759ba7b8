#pragma once

namespace engine::nn {

/// One level of a walk through nested modules or values, for as long as it lives. A module that
/// contains itself would otherwise end the process and not the walk.
/// throws  RuntimeError "maximum recursion depth exceeded", as Python does
class DepthGuard {
public:
    DepthGuard() {
        if (depth_ >= kMaxDepth) refuse();
        ++depth_;
    }
    ~DepthGuard() { --depth_; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;

private:
    // Python stops at 1,000 frames, of which a module's call takes several.
    static constexpr int kMaxDepth = 400;
    [[noreturn]] static void refuse();

    static inline constinit thread_local int depth_ = 0;
};

}  // namespace engine::nn
