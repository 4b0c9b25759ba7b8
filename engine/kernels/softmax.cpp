#include "engine/kernels/softmax.h"

#include "engine/kernels/eigen_impl.h"

namespace engine::kernels {

namespace {

template <class T>
using ConstLane =
    Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>, Eigen::Unaligned, Eigen::InnerStride<>>;
template <class T>
using Lane = Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>, Eigen::Unaligned, Eigen::InnerStride<>>;

// Calls f(offset) for each lane; rows that lie densely get maps that vectorise.
template <class F>
void for_each_lane(Lanes lanes, F&& f) {
    for (int64_t o = 0; o < lanes.outer; ++o) {
        for (int64_t i = 0; i < lanes.inner; ++i) f(o * lanes.size * lanes.inner + i);
    }
}

// Runs `f(map of each pointer)` with dense maps where inner is 1.
template <class T, class F>
void with_lane(Lanes lanes, int64_t at, F&& f) {
    if (lanes.inner == 1) {
        f([&](auto* p) {
            using P = std::remove_pointer_t<decltype(p)>;
            if constexpr (std::is_const_v<P>) {
                return ConstArray<T>(p + at, lanes.size);
            } else {
                return MutableArray<T>(p + at, lanes.size);
            }
        });
    } else {
        f([&](auto* p) {
            using P = std::remove_pointer_t<decltype(p)>;
            const Eigen::InnerStride<> step(lanes.inner);
            if constexpr (std::is_const_v<P>) {
                return ConstLane<T>(p + at, lanes.size, step);
            } else {
                return Lane<T>(p + at, lanes.size, step);
            }
        });
    }
}

}  // namespace

template <class T>
void log_softmax(Lanes lanes, const T* x, T* y) {
    if (lanes.size == 0) return;
    for_each_lane(lanes, [&](int64_t at) {
        with_lane<T>(lanes, at, [&](auto lane) {
            const auto from = lane(x);
            auto to = lane(y);
            const T largest = from.template maxCoeff<Eigen::PropagateNaN>();
            to = from - largest;
            const T sum = to.exp().sum();
            to -= std::log(sum);
        });
    });
}

template <class T>
void log_softmax_backward(Lanes lanes, const T* y, const T* dy, T* dx) {
    for_each_lane(lanes, [&](int64_t at) {
        with_lane<T>(lanes, at, [&](auto lane) {
            const auto result = lane(y);
            const auto gradient = lane(dy);
            auto to = lane(dx);
            const T sum = gradient.sum();
            to = gradient - result.exp() * sum;
        });
    });
}

template <class T>
void softmax(Lanes lanes, const T* x, T* y) {
    if (lanes.size == 0) return;
    for_each_lane(lanes, [&](int64_t at) {
        with_lane<T>(lanes, at, [&](auto lane) {
            const auto from = lane(x);
            auto to = lane(y);
            const T largest = from.template maxCoeff<Eigen::PropagateNaN>();
            to = (from - largest).exp();
            const T sum = to.sum();
            to /= sum;
        });
    });
}

template <class T>
void softmax_backward(Lanes lanes, const T* y, const T* dy, T* dx) {
    for_each_lane(lanes, [&](int64_t at) {
        with_lane<T>(lanes, at, [&](auto lane) {
            const auto result = lane(y);
            const auto gradient = lane(dy);
            auto to = lane(dx);
            const T sum = (result * gradient).sum();
            to = result * (gradient - sum);
        });
    });
}

template <class T>
void argmax(Lanes lanes, const T* x, int64_t* indices) {
    int64_t* next = indices;
    for_each_lane(lanes, [&](int64_t at) {
        int64_t best = 0;
        T largest = x[at];
        for (int64_t k = 1; k < lanes.size && largest == largest; ++k) {
            const T value = x[at + k * lanes.inner];
            if (value > largest || value != value) {
                largest = value;
                best = k;
            }
        }
        *next++ = best;
    });
}

#define INSTANTIATE(T)                                                 \
    template void log_softmax(Lanes, const T*, T*);                    \
    template void log_softmax_backward(Lanes, const T*, const T*, T*); \
    template void softmax(Lanes, const T*, T*);                        \
    template void softmax_backward(Lanes, const T*, const T*, T*);     \
    template void argmax(Lanes, const T*, int64_t*);
INSTANTIATE(float)
INSTANTIATE(double)
template void argmax(Lanes, const int64_t*, int64_t*);

}  // namespace engine::kernels
