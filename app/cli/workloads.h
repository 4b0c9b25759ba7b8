#pragma once

#include <functional>
#include <string>
#include <vector>

namespace app::cli {

/// Something worth measuring. tests/bench/bench_torch.py has PyTorch's side under the same name.
struct Workload {
    std::string name;        ///< "mlp_step"
    std::string definition;  ///< what one run computes
    /// Builds models and data and returns what is measured: one run a call.
    std::function<std::function<void()>()> prepare;
};

/// All of them: training steps and eval forwards of whole models first, then single operations.
const std::vector<Workload>& workloads();

}  // namespace app::cli
