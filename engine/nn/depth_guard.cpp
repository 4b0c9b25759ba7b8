#include "engine/nn/depth_guard.h"

#include "engine/base/error.h"

namespace engine::nn {

void DepthGuard::refuse() {
    raise(ErrorKind::RecursionError, "maximum recursion depth exceeded");
}

}  // namespace engine::nn
