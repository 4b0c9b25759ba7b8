#pragma once

#include "app/cli/workloads.h"

#include <vector>

namespace app::cli {

/// Whole models: eval forwards and training steps as a teaching script writes them. Those named
/// *_traced have a recorder that listens, as when somebody looks.
void add_model_workloads(std::vector<Workload>& list);

}  // namespace app::cli
