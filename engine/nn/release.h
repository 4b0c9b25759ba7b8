#pragma once

#include "engine/nn/value.h"

#include <memory>
#include <utility>
#include <vector>

namespace engine::nn {

/// Lets go of what a container held. What those hold in turn goes after them and not inside them
/// once it is deep, so that a list in a list in a list ... ends without ending the stack.
void release(std::vector<Value> values) noexcept;

inline std::vector<Value> taken_parts(Sequence& sequence) {
    return std::move(sequence.items);
}

/// For std::allocate_shared: as std::allocator, but what the object held (taken_parts(object),
/// found by its type) goes by release().
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
        std::vector<Value> parts = taken_parts(*object);
        object->~U();
        release(std::move(parts));
    }
    template <class U>
    friend bool operator==(const Releasing&, const Releasing<U>&) {
        return true;
    }
};

}  // namespace engine::nn
