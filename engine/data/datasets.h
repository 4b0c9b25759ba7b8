#pragma once

#include "engine/base/generator.h"
#include "engine/data/dataset.h"
#include "engine/data/noise.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::data {

/// What a session asks of a data set.
struct DatasetRequest {
    std::string id = "two_moons";  ///< "two_moons", "fashion_mnist", "noise", ...
    std::string data_dir;          ///< IDX files from here; empty: the installed ones
    int64_t train_limit = 0;       ///< the first so many training samples; 0: all
    NoiseOptions noise{};          ///< of "noise"; the others that are made take shapes from here
    std::vector<int64_t> target_shape{};  ///< of "sine"
};

/// Makes or reads a data set. Made ones (all but Fashion-MNIST) draw from `generator`, as a script
/// that makes its data after torch.manual_seed() does; files draw nothing.
///
/// throws  ValueError "unknown data set 'x': expected one of two_moons, ...";
///         OSError and ValueError that name the file and what is wrong with it
DatasetPtr make_dataset(const DatasetRequest& request, Generator& generator);

/// What there is.
std::vector<std::string_view> dataset_ids();
/// Whether making this one draws nothing, so that it can be made once for all.
/// throws  ValueError as make_dataset()
bool comes_from_files(std::string_view id);

}  // namespace engine::data
