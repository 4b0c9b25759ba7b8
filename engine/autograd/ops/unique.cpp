#include <algorithm>
#include <numeric>

#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_sort.h"
#include "engine/kernels/sort.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

Tensor whole_numbers(const std::vector<int64_t>& values) {
    return Tensor::from(std::span<const int64_t>(values),
                        Shape{static_cast<int64_t>(values.size())});
}

// Groups of neighbours in an order: where each begins, and which place is in which.
struct Groups {
    std::vector<int64_t> firsts;  // the first place of each
    std::vector<int64_t> counts;
    std::vector<int64_t> group_of;  // by place

    template <class Same>
    Groups(std::span<const int64_t> order, Same same) : group_of(order.size()) {
        for (size_t i = 0; i < order.size(); ++i) {
            if (i == 0 || !same(order[i - 1], order[i])) {
                firsts.push_back(order[i]);
                counts.push_back(0);
            }
            ++counts.back();
            group_of[static_cast<size_t>(order[i])] = static_cast<int64_t>(firsts.size()) - 1;
        }
    }
};

Unique of_row(const Tensor& x, bool in_order) {
    const Tensor row = views::view(x.contiguous(), Shape{x.numel()}).detach();
    std::vector<int64_t> order(static_cast<size_t>(x.numel()));
    std::iota(order.begin(), order.end(), int64_t{0});
    return dispatch_computed(x.dtype(), "unique", [&]<class T>() {
        const T* values = row.data<T>();
        if (in_order) kernels::sort_order(values, 1, x.numel(), {}, order.data());
        const Groups groups(order,
                            [values](int64_t a, int64_t b) { return values[a] == values[b]; });
        return Unique{index_select(row, 0, whole_numbers(groups.firsts)),
                      views::view(whole_numbers(groups.group_of), x.sizes()),
                      whole_numbers(groups.counts)};
    });
}

}  // namespace

Unique unique(const Tensor& x) {
    return of_row(x, true);
}

Unique unique_consecutive(const Tensor& x) {
    return of_row(x, false);
}

Unique unique(const Tensor& x, int64_t dim) {
    const auto d = static_cast<int64_t>(wrap_dim(dim, x.sizes().size()));
    if (x.dim() == 0) return unique(x);
    const int64_t count = x.size(d);
    if (x.numel() == 0 && count > 0) {
        raise(
            ErrorKind::RuntimeError,
            "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied");
    }
    const Tensor slices = views::transpose(x.detach(), 0, d).contiguous();
    const int64_t size = count == 0 ? 0 : slices.numel() / count;
    std::vector<int64_t> order(static_cast<size_t>(count));
    std::iota(order.begin(), order.end(), int64_t{0});
    return dispatch_computed(x.dtype(), "unique_dim", [&]<class T>() {
        const T* values = slices.data<T>();
        const auto begin = [&](int64_t i) { return values + i * size; };
        std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
            return std::lexicographical_compare(begin(a), begin(a) + size, begin(b),
                                                begin(b) + size);
        });
        const Groups groups(order, [&](int64_t a, int64_t b) {
            return std::equal(begin(a), begin(a) + size, begin(b));
        });
        return Unique{index_select(x.detach(), d, whole_numbers(groups.firsts)),
                      whole_numbers(groups.group_of), whole_numbers(groups.counts)};
    });
}

}  // namespace engine
