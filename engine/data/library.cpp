#include "engine/data/library.h"

#include "engine/base/error.h"
#include "engine/data/fashion_mnist.h"
#include "engine/data/two_moons.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace engine::data {

namespace {

/// One of the two makes it.
struct Row {
    std::string_view id;
    DatasetPtr (*draw)(Generator& generator, int64_t train_limit);
    DatasetPtr (*read)(const std::string& directory, int64_t train_limit);
};

DatasetPtr draw_two_moons(Generator& generator, int64_t train_limit) {
    TwoMoonsOptions options;
    if (train_limit > 0) options.train = train_limit;
    return two_moons(generator, options);
}

// One more data set is one more row.
constexpr Row kRows[] = {
    {"two_moons", draw_two_moons, nullptr},
    {"fashion_mnist", nullptr, fashion_mnist},
};

}  // namespace

std::vector<std::string_view> Library::ids() {
    std::vector<std::string_view> ids;
    std::ranges::transform(kRows, std::back_inserter(ids), &Row::id);
    return ids;
}

DatasetPtr Library::get(const std::string& id, const std::string& directory, int64_t train_limit,
                        Generator& generator) {
    const auto* const row = std::ranges::find(kRows, id, &Row::id);
    if (row == std::end(kRows)) {
        raise(ErrorKind::ValueError, "unknown data set '{}': expected one of {}", id,
              fmt::join(ids(), ", "));
    }
    if (row->draw != nullptr) return row->draw(generator, train_limit);

    const std::lock_guard lock(mutex_);
    const Key key{id, directory, train_limit};
    if (const auto it = read_.find(key); it != read_.end()) return it->second;
    // Nobody else uses these: their memory goes before the next one's is taken.
    std::erase_if(read_, [](const auto& entry) { return entry.second.use_count() == 1; });
    return read_.emplace(key, row->read(directory, train_limit)).first->second;
}

}  // namespace engine::data
