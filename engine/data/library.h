#pragma once

#include "engine/base/generator.h"
#include "engine/data/datasets.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

namespace engine::data {

/// make_dataset() for several sessions: what comes from files is read once and shared by all who
/// ask, for as long as somebody uses it or it was the last one read. Whoever makes sessions owns
/// one; any thread may ask.
class Library {
public:
    /// Throws as make_dataset() does; a failure is not remembered.
    DatasetPtr get(const DatasetRequest& request, Generator& generator);

private:
    using Key = std::tuple<std::string, std::string, int64_t>;

    std::mutex mutex_;
    std::map<Key, DatasetPtr> read_;
};

}  // namespace engine::data
