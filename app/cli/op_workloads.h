#pragma once

#include "app/cli/workloads.h"

#include <vector>

namespace app::cli {

/// Single operations, and forward with backward to input and parameters of single modules (*_fb).
void add_op_workloads(std::vector<Workload>& list);

}  // namespace app::cli
