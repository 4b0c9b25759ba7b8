#pragma once

#include "engine/io/pickle_document.h"

#include <functional>
#include <string_view>

namespace engine::io {

/// The memory of a storage, by its key; has at least so many bytes.
using LoadStorage = std::function<StorageRef(const std::string& key, uint64_t bytes)>;

/// Reads a pickle of PyTorch's. Nothing in it is run: a name of Python's means something only if it
/// is one of a dozen that this file knows, and everything that it says of sizes is checked.
/// throws  PickleError
Document read_pickle(std::string_view text, const LoadStorage& load);

}  // namespace engine::io
