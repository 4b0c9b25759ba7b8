#include "engine/tensor/storage.h"

#include <cstring>
#include <new>

namespace engine {

namespace {

uint64_t next_id() {
    static std::atomic<uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

Storage::Storage(BlockRef block, uint32_t version)
    : version_(version), id_(next_id()), block_(std::move(block)) {}

Ref<Storage> Storage::make(size_t bytes) {
    auto block = BlockRef::adopt(Block::make(bytes));
    return Ref<Storage>::adopt(new (pool_allocate(sizeof(Storage))) Storage(std::move(block), 0));
}

Ref<Storage> Storage::share() const {
    return Ref<Storage>::adopt(new (pool_allocate(sizeof(Storage))) Storage(block_, version_));
}

void Storage::release() noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    this->~Storage();
    pool_release(this, sizeof(Storage));
}

void Storage::unshare() {
    auto copy = BlockRef::adopt(Block::make(block_->bytes()));
    std::memcpy(copy->data(), block_->data(), block_->bytes());
    block_ = std::move(copy);
}

}  // namespace engine
