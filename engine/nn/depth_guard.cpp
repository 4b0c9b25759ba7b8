#include "engine/nn/depth_guard.h"

#include "engine/base/error.h"

namespace engine::nn {

void DepthGuard::refuse(const char* doing) {
    raise(ErrorKind::RecursionError, "maximum recursion depth exceeded while {}", doing);
}

}  // namespace engine::nn
