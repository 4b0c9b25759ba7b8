#pragma once

namespace engine::nn {

/// One level of a walk through nested modules or values, for as long as it lives. A module that
/// contains itself would otherwise end the process and not the walk.
/// throws  RecursionError "maximum recursion depth exceeded while calling a Python object", or
///         while what is given
class DepthGuard {
public:
    explicit DepthGuard(const char* doing = "calling a Python object") {
        if (depth_ >= kMaxDepth) refuse(doing);
        ++depth_;
    }
    ~DepthGuard() { --depth_; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;

private:
    // Python stops at 1,000 frames, of which a module's call takes several.
    static constexpr int kMaxDepth = 400;
    [[noreturn]] static void refuse(const char* doing);

    static inline constinit thread_local int depth_ = 0;
};

/// What repr() is doing.
inline constexpr const char* kGettingRepr = "getting the repr of an object";

}  // namespace engine::nn
