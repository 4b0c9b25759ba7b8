#include "engine/kernels/gather.h"

namespace engine::kernels {

namespace {

template <class F>
void for_each_place(const Places& places, F&& f) {
    int64_t i = 0;
    for (const int64_t outer : places.outer) {
        for (const int64_t picked : places.picked) {
            const int64_t base = outer + picked;
            for (const int64_t inner : places.inner) f(base + inner, i++);
        }
    }
}

}  // namespace

template <class T>
void gather(const T* x, const Places& places, T* y) {
    for_each_place(places, [&](int64_t at, int64_t i) { y[i] = x[at]; });
}

template <class T>
void scatter(T* x, const Places& places, const T* values) {
    for_each_place(places, [&](int64_t at, int64_t i) { x[at] = values[i]; });
}

template <class T>
void scatter_add(T* x, const Places& places, const T* values) {
    for_each_place(places,
                   [&](int64_t at, int64_t i) { x[at] = static_cast<T>(x[at] + values[i]); });
}

#define INSTANTIATE(T)                                  \
    template void gather(const T*, const Places&, T*);  \
    template void scatter(T*, const Places&, const T*); \
    template void scatter_add(T*, const Places&, const T*);
INSTANTIATE(float)
INSTANTIATE(double)
INSTANTIATE(int64_t)
INSTANTIATE(bool)

}  // namespace engine::kernels
