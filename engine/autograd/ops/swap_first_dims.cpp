#include "engine/autograd/ops.h"
#include "engine/autograd/ops_recurrent.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

// y_ji = x_ij.   dL/dx_ij = dL/dy_ji
Tensor swap_first_dims(const Tensor& x) {
    static constexpr OpInfo info{.name = "TransposeBackward1",
                                 .formula = "y_ji = x_ij",
                                 .recorded = [](const Saved&, const Tensor& dy, Grads& dx) {
                                     dx.set(0, transpose(dy, 0, 1));
                                 }};
    return record_view(
        info, x, views::transpose(x, 0, 1), {},
        [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, views::transpose(dy, 0, 1)); });
}

}  // namespace engine
