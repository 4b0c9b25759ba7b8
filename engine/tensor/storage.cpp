#include "engine/tensor/storage.h"

#include <cstring>
#include <new>

#include "engine/base/error.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/meta_seen.h"
#include "engine/tensor/references.h"

namespace engine {

namespace {

// Each thread takes a range at a time, so that most storages cost no locked instruction.
uint64_t next_id() {
    constexpr uint64_t kRange = 4096;
    static std::atomic<uint64_t> taken{0};
    thread_local uint64_t last = 0;
    if (last % kRange == 0) last = taken.fetch_add(kRange, std::memory_order_relaxed);
    return ++last;
}

}  // namespace

Storage::Storage(BlockRef block, uint32_t version)
    : version_(version), id_(next_id()), block_(std::move(block)) {}

Ref<Storage> Storage::make(size_t bytes) {
    auto block = BlockRef::adopt(Block::make(bytes));
    auto storage =
        Ref<Storage>::adopt(new (pool_allocate(sizeof(Storage))) Storage(std::move(block), 0));
    storage->inference_ = InferenceMode::enabled();
    return storage;
}

Ref<Storage> Storage::make_meta() {
    meta_seen.store(true, std::memory_order_relaxed);
    return Ref<Storage>::adopt(new (pool_allocate(sizeof(Storage))) Storage({}, 0));
}

void Storage::refuse_meta() {
    raise(ErrorKind::NotImplementedError,
          "a tensor of device 'meta' has a shape, a dtype and no elements: this operation would "
          "read or write them");
}

Ref<Storage> Storage::share() const {
    auto storage =
        Ref<Storage>::adopt(new (pool_allocate(sizeof(Storage))) Storage(block_, version_));
    storage->inference_ = inference_;
    return storage;
}

void Storage::release() noexcept {
    if (!drop_reference(references_)) return;
    this->~Storage();
    pool_release(this, sizeof(Storage));
}

void Storage::unshare() {
    auto copy = BlockRef::adopt(Block::make(block_->bytes()));
    std::memcpy(copy->data(), block_->data(), block_->bytes());
    block_ = std::move(copy);
}

}  // namespace engine
