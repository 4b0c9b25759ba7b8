#include "engine/tensor/grad_mode.h"

namespace engine {

namespace {
thread_local bool g_enabled = true;
}

bool GradMode::enabled() {
    return g_enabled;
}
void GradMode::set_enabled(bool enabled) {
    g_enabled = enabled;
}

}  // namespace engine
