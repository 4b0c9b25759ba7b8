#include "engine/data/dataset_source.h"

#include "engine/base/error.h"
#include "engine/data/fashion_mnist.h"
#include "engine/data/made_options.h"

#include <fmt/format.h>

namespace engine::data {

namespace {

/// Its imports stand in the first lines, and a blank one behind them.
DatasetSource split(const std::string& source) {
    DatasetSource out;
    std::size_t begin = 0;
    while (source.compare(begin, 7, "import ") == 0) {
        const std::size_t end = source.find('\n', begin);
        out.imports.push_back(source.substr(begin, end - begin));
        begin = end + 1;
    }
    out.text = source.substr(source.find_first_not_of('\n', begin));
    return out;
}

}  // namespace

DatasetSource dataset_source(const DatasetRequest& request) {
    if (request.id == "two_moons") return split(two_moons_source(two_moons_options(request)));
    if (request.id == "fashion_mnist") {
        return split(fashion_mnist_source(request.data_dir, request.train_limit));
    }
    if (request.id == "noise") return split(noise_source(noise_options(request)));
    if (request.id == "sine") return split(sine_source(sine_options(request)));
    if (request.id == "text") return split(text_source(text_options(request)));
    raise(ErrorKind::ValueError, "unknown data set '{}': expected one of {}", request.id,
          fmt::join(dataset_ids(), ", "));
}

}  // namespace engine::data
