#pragma once

#include "engine/base/generator.h"
#include "engine/data/dataset.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace engine::data {

/// The data sets by name. What comes from files is read once and shared by all who ask, for as long
/// as somebody uses it or it was the last one read. Whoever makes sessions owns one; any thread may
/// ask.
class Library {
public:
    /// The data set `id`; `directory` (empty: the installed one) and `train_limit` (0: all) are for
    /// those that come from files. One that is drawn takes its numbers from `generator`.
    /// throws  ValueError "unknown data set 'x': expected one of two_moons, fashion_mnist", and
    /// what
    ///         the maker throws
    DatasetPtr get(const std::string& id, const std::string& directory, int64_t train_limit,
                   Generator& generator);

    /// What get() knows.
    static std::vector<std::string_view> ids();

private:
    using Key = std::tuple<std::string, std::string, int64_t>;

    std::mutex mutex_;
    std::map<Key, DatasetPtr> read_;
};

}  // namespace engine::data
