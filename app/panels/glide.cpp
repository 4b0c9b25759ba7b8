#include "app/panels/glide.h"

#include "app/ui/context.h"

#include <imgui.h>

#include <algorithm>

namespace app::panels {

void Glide::send(const std::vector<float>& target, double seconds) {
    if (target == to_) return;
    const bool jump = seconds <= 0 || ui::current().reduced_motion() || target.size() != to_.size();
    from_ = jump ? target : now();
    to_ = target;
    start_ = ImGui::GetTime();
    seconds_ = jump ? 0 : seconds;
    if (!jump) ui::current().animate_for(seconds + 0.05);
}

const std::vector<float>& Glide::now() {
    const double passed = ImGui::GetTime() - start_;
    const double part = seconds_ > 0 ? std::clamp(passed / seconds_, 0.0, 1.0) : 1.0;
    const auto eased = static_cast<float>(part * part * (3 - 2 * part));
    now_.resize(to_.size());
    for (std::size_t i = 0; i < to_.size(); ++i) now_[i] = from_[i] + (to_[i] - from_[i]) * eased;
    return now_;
}

}  // namespace app::panels
