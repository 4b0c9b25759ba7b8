#include "engine/nn/depth_guard.h"

#include "engine/base/error.h"

namespace engine::nn {

namespace {

// Python stops at 1,000 frames, of which a module's call takes several.
constexpr int kMaxDepth = 400;
thread_local int depth = 0;

}  // namespace

DepthGuard::DepthGuard() {
    if (depth >= kMaxDepth) raise(ErrorKind::RuntimeError, "maximum recursion depth exceeded");
    ++depth;
}

DepthGuard::~DepthGuard() {
    --depth;
}

}  // namespace engine::nn
