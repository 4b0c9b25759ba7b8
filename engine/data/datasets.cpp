#include "engine/data/datasets.h"

#include "engine/base/error.h"
#include "engine/data/fashion_mnist.h"
#include "engine/data/made_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace engine::data {

namespace {

/// One of the two makes it.
struct Row {
    std::string_view id;
    DatasetPtr (*draw)(Generator& generator, const DatasetRequest& request);
    DatasetPtr (*read)(const std::string& directory, int64_t train_limit);
};

DatasetPtr draw_two_moons(Generator& generator, const DatasetRequest& request) {
    return two_moons(generator, two_moons_options(request));
}

DatasetPtr draw_noise(Generator& generator, const DatasetRequest& request) {
    return noise(generator, noise_options(request));
}

DatasetPtr draw_sine(Generator& generator, const DatasetRequest& request) {
    return sine(generator, sine_options(request));
}

DatasetPtr draw_text(Generator& generator, const DatasetRequest& request) {
    return text(generator, text_options(request));
}

// One more data set is one more row.
constexpr Row kRows[] = {
    {"two_moons", draw_two_moons, nullptr}, {"fashion_mnist", nullptr, fashion_mnist},
    {"noise", draw_noise, nullptr},         {"sine", draw_sine, nullptr},
    {"text", draw_text, nullptr},
};

const Row& row_of(std::string_view id) {
    const auto* const row = std::ranges::find(kRows, id, &Row::id);
    if (row == std::end(kRows)) {
        raise(ErrorKind::ValueError, "unknown data set '{}': expected one of {}", id,
              fmt::join(dataset_ids(), ", "));
    }
    return *row;
}

}  // namespace

std::vector<std::string_view> dataset_ids() {
    std::vector<std::string_view> ids;
    std::ranges::transform(kRows, std::back_inserter(ids), &Row::id);
    return ids;
}

bool comes_from_files(std::string_view id) {
    return row_of(id).read != nullptr;
}

DatasetPtr make_dataset(const DatasetRequest& request, Generator& generator) {
    const Row& row = row_of(request.id);
    if (row.draw != nullptr) return row.draw(generator, request);
    return row.read(request.data_dir, request.train_limit);
}

}  // namespace engine::data
