#include "engine/script/switches.h"

namespace engine::script {

namespace {

struct Switch {
    std::string_view space;
    std::string_view name;
    bool on;
};

constexpr Switch kSwitches[] = {
    {"torch.backends.cudnn", "enabled", true},
    {"torch.backends.cudnn", "benchmark", false},
    {"torch.backends.cudnn", "deterministic", false},
    {"torch.backends.cudnn", "allow_tf32", true},
    {"torch.backends.cuda.matmul", "allow_tf32", false},
};

}  // namespace

std::optional<bool> switch_of(std::string_view space, std::string_view name) {
    for (const Switch& each : kSwitches) {
        if (each.space == space && each.name == name) return each.on;
    }
    return std::nullopt;
}

}  // namespace engine::script
