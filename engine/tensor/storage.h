#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "engine/tensor/pool.h"

namespace engine {

/// How a Ref counts: overloaded for types that are not complete where their handles are used.
template <class T>
void ref_retain(T* pointer) noexcept {
    pointer->retain();
}
template <class T>
void ref_release(T* pointer) noexcept {
    pointer->release();
}

/// A handle to something that counts its own references with retain() and release().
template <class T>
class Ref {
public:
    Ref() = default;
    Ref(const Ref& other) : pointer_(other.pointer_) {
        if (pointer_) ref_retain(pointer_);
    }
    Ref(Ref&& other) noexcept : pointer_(std::exchange(other.pointer_, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(pointer_, other.pointer_);
        return *this;
    }
    ~Ref() {
        if (pointer_) ref_release(pointer_);
    }

    /// Takes over the reference that the caller holds.
    static Ref adopt(T* pointer) {
        Ref ref;
        ref.pointer_ = pointer;
        return ref;
    }

    T* get() const { return pointer_; }
    T* operator->() const { return pointer_; }
    T& operator*() const { return *pointer_; }
    explicit operator bool() const { return pointer_ != nullptr; }
    friend bool operator==(const Ref& a, const Ref& b) { return a.pointer_ == b.pointer_; }

    /// Gives the reference up without counting it down.
    T* leak() { return std::exchange(pointer_, nullptr); }

private:
    T* pointer_ = nullptr;
};

using BlockRef = Ref<Block>;

/// What tensors that alias have in common: an identity, a version that every write in place raises,
/// and a block of memory. Forks, traces and views hold the block through storages of their own; a
/// write copies a block that anybody else holds, so that they go on seeing what they saw and all
/// true aliases see the write.
///
/// One thread writes at a time. References may be dropped on any thread.
///
/// A storage of the meta device has no block: reading or writing its memory is refused.
class Storage {
public:
    /// A storage on a fresh block.
    static Ref<Storage> make(size_t bytes);
    /// A storage without memory, for tensors of the meta device.
    static Ref<Storage> make_meta();

    /// A storage of its own on the same block, at the same version.
    Ref<Storage> share() const;

    /// Unlike any other's in this process.
    uint64_t id() const { return id_; }

    uint32_t version() const { return version_; }
    void bump_version() { ++version_; }

    bool is_meta() const { return !block_; }
    size_t bytes() const { return block_ ? block_->bytes() : 0; }
    /// throws  NotImplementedError for the meta device, as writable() does
    const std::byte* data() const {
        if (!block_) [[unlikely]] refuse_meta();
        return block_->data();
    }

    /// Whether it was made inside torch.inference_mode(): autograd knows nothing of it.
    bool inference() const { return inference_; }

    /// For writing: copies the block first if somebody else holds it.
    std::byte* writable() {
        if (!block_) [[unlikely]] refuse_meta();
        if (block_->shared()) unshare();
        return block_->data();
    }

    /// Whether both would read the same memory now.
    bool same_block(const Storage& other) const { return block_ == other.block_; }
    bool block_shared() const { return block_ && block_->shared(); }

    void retain() { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept;
    bool unique() const { return references_.load(std::memory_order_acquire) == 1; }

private:
    Storage(BlockRef block, uint32_t version);
    void unshare();
    [[noreturn]] static void refuse_meta();

    std::atomic<uint32_t> references_{1};
    uint32_t version_;
    bool inference_ = false;
    uint64_t id_;
    BlockRef block_;
};

using StorageRef = Ref<Storage>;

}  // namespace engine
