#pragma once

#include "engine/nn/value.h"

#include <memory>
#include <utility>
#include <vector>

namespace engine::nn {

/// One object on its way out, for as long as that takes. What it holds usually goes inside it; once
/// objects in objects are deep it is kept until the outermost is through, so that a list in a list
/// in a list ... ends without ending the stack.
class ReleaseLevel {
public:
    ReleaseLevel() noexcept : deep_(++depth_ > kDeepest) {}
    ~ReleaseLevel() {
        if (--depth_ == 0 && waiting_ != nullptr) release_waiting();
    }
    ReleaseLevel(const ReleaseLevel&) = delete;
    ReleaseLevel& operator=(const ReleaseLevel&) = delete;

    /// Whether what the object holds is to be given to later().
    bool deep() const { return deep_; }
    void later(std::vector<Value> parts) noexcept;

private:
    static constexpr int kDeepest = 50;
    static void release_waiting() noexcept;

    bool deep_;

    static inline constinit thread_local int depth_ = 0;
    // Made where it is needed, so that no thread's end takes it away from objects that end later.
    static inline constinit thread_local std::vector<std::vector<Value>>* waiting_ = nullptr;
};

inline std::vector<Value> taken_parts(Sequence& sequence) {
    return std::move(sequence.items);
}

inline std::vector<Value> taken_parts(Dict& dict) {
    std::vector<Value> parts;
    for (auto& [key, value] : dict.items) parts.push_back(std::move(value));
    parts.emplace_back(std::move(dict.metadata));
    return parts;
}

inline std::vector<Value> taken_parts(Slice& slice) {
    return {std::move(slice.start), std::move(slice.stop), std::move(slice.step)};
}

/// For std::allocate_shared: as std::allocator, but what the object holds (taken_parts(object),
/// found by its type) goes by a ReleaseLevel.
template <class T>
struct Releasing {
    using value_type = T;
    Releasing() = default;
    template <class U>
    Releasing(const Releasing<U>&) {}

    T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* memory, std::size_t count) { std::allocator<T>().deallocate(memory, count); }
    template <class U>
    void destroy(U* object) {
        ReleaseLevel level;
        if (level.deep()) level.later(taken_parts(*object));
        object->~U();
    }
    template <class U>
    friend bool operator==(const Releasing&, const Releasing<U>&) {
        return true;
    }
};

/// An object whose parts go by a ReleaseLevel.
template <class T, class... Arguments>
std::shared_ptr<T> make_released(Arguments&&... arguments) {
    return std::allocate_shared<T>(Releasing<T>(), std::forward<Arguments>(arguments)...);
}

/// The same where T may also be something that holds no values, or (a Module) lets go by itself.
template <class T, class... Arguments>
std::shared_ptr<T> make_maybe_released(Arguments&&... arguments) {
    if constexpr (requires(T& object) { taken_parts(object); }) {
        return make_released<T>(std::forward<Arguments>(arguments)...);
    } else {
        return std::make_shared<T>(std::forward<Arguments>(arguments)...);
    }
}

}  // namespace engine::nn
