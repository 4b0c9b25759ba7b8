#pragma once

#include "engine/data/datasets.h"

#include <string>
#include <vector>

namespace engine::data {

/// A data set as lines of Python: for scripts that need nothing but PyTorch.
struct DatasetSource {
    std::vector<std::string> imports;  ///< "import math"
    /// Binds train_x, train_y, validation_x and validation_y; draws what make_dataset() draws.
    std::string text;
};

/// throws  ValueError for an unknown data set; OSError when its files are gone
DatasetSource dataset_source(const DatasetRequest& request);

}  // namespace engine::data
