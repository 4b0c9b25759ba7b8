#include "app/cli/workloads.h"

#include "app/cli/model_workloads.h"
#include "app/cli/op_workloads.h"

namespace app::cli {

const std::vector<Workload>& workloads() {
    static const std::vector<Workload> all = [] {
        std::vector<Workload> list;
        add_model_workloads(list);
        add_op_workloads(list);
        return list;
    }();
    return all;
}

}  // namespace app::cli
