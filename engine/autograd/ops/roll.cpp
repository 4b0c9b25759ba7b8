// y[i] = x[i - shift], going round.   dL/dx = dL/dy rolled back
#include "engine/autograd/ops/remap.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// One shift for each axis.
Tensor rolled(const Tensor& x, const Shape& shifts, int64_t sign) {
    return raw::remap(x, x.sizes(), [&](size_t d, int64_t i) {
        const int64_t size = x.sizes()[d];
        const int64_t from = (i - sign * (shifts[d] % size)) % size;
        return from < 0 ? from + size : from;
    });
}

// As one row, if there is one shift more than axes.
Tensor rolled_as_asked(const Tensor& x, const Shape& shifts, int64_t sign, bool flat) {
    if (!flat) return rolled(x, shifts, sign);
    const Tensor row = views::view(x.contiguous(), Shape{x.numel()});
    return views::view(rolled(row, shifts, sign), x.sizes());
}

}  // namespace

Tensor roll(const Tensor& x, std::span<const int64_t> shifts, std::span<const int64_t> dims) {
    static constexpr OpInfo info{.name = "RollBackward0",
                                 .formula = "y[i] = x[i - shift]",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const bool flat = saved.integer(0) != 0;
                                     std::vector<int64_t> back, axes;
                                     for (size_t d = 0; d < saved.shape(0).size(); ++d) {
                                         back.push_back(-saved.shape(0)[d]);
                                         if (!flat) axes.push_back(static_cast<int64_t>(d));
                                     }
                                     dx.set(0, back.empty() ? dy : roll(dy, back, axes));
                                 }};
    if (shifts.empty()) raise(ErrorKind::RuntimeError, "`shifts` required");
    const bool flat = dims.empty() && shifts.size() == 1;
    if (!flat && shifts.size() != dims.size()) {
        raise(ErrorKind::RuntimeError, "shifts and dimensions must align. shifts: {}, dims:{}",
              shifts.size(), dims.size());
    }
    Shape by_axis = flat ? Shape{shifts[0]} : Shape::filled(x.sizes().size(), 0);
    for (size_t i = 0; i < dims.size(); ++i) {
        const size_t d = wrap_dim(dims[i], x.sizes().size());
        if (x.dim() == 0 || x.sizes()[d] == 0) continue;
        by_axis[d] = (by_axis[d] + shifts[i] % x.sizes()[d]) % x.sizes()[d];
    }
    return record(info, {x}, rolled_as_asked(x, by_axis, 1, flat),
                  {.integers = {flat ? 1 : 0}, .shapes = {by_axis}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, rolled_as_asked(dy, saved.shape(0), -1, saved.integer(0) != 0));
                  });
}

}  // namespace engine
