#include "engine/autograd/ops/plane_places.h"
#include "engine/autograd/second_order.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pool_plan.h"
#include "engine/autograd/ops_index.h"
#include "engine/tensor/views.h"

#include <algorithm>

namespace engine {

void recorded_plane_places(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Shape& x = dx.sizes(0);
    const int64_t planes = planes_of(x, static_cast<size_t>(saved.integer(0)));
    const int64_t inputs = x.numel() / std::max<int64_t>(planes, 1);
    const Shape rows{planes, dy.numel() / std::max<int64_t>(planes, 1)};
    const Tensor places = views::view(saved.tensor(0).contiguous(), rows);
    const Tensor none = reshape(steps_of(zeros_for(dx, 0, dy), saved, 0), Shape{planes, inputs});
    dx.set(0, reshape(scatter_add(none, 1, places, reshape(dy, rows)), x));
}

}  // namespace engine
