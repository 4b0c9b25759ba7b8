#pragma once

namespace engine::nn {

/// One level of a walk through nested modules or values, for as long as it lives. A module that
/// contains itself would otherwise end the process and not the walk.
/// throws  RuntimeError "maximum recursion depth exceeded", as Python does
class DepthGuard {
public:
    DepthGuard();
    ~DepthGuard();
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;
};

}  // namespace engine::nn
