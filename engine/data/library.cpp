#include "engine/data/library.h"

namespace engine::data {

DatasetPtr Library::get(const DatasetRequest& request, Generator& generator) {
    if (!comes_from_files(request.id)) return make_dataset(request, generator);

    const std::lock_guard lock(mutex_);
    const Key key{request.id, request.data_dir, request.train_limit};
    if (const auto it = read_.find(key); it != read_.end()) return it->second;
    // Nobody else uses these: their memory goes before the next one's is taken.
    std::erase_if(read_, [](const auto& entry) { return entry.second.use_count() == 1; });
    return read_.emplace(key, make_dataset(request, generator)).first->second;
}

}  // namespace engine::data
