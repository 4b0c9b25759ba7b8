#pragma once

#include "engine/io/pickle_document.h"

#include <string>
#include <utility>
#include <vector>

namespace engine::io {

/// A document as PyTorch pickles it: protocol 2, storages by persistent id.
struct Pickled {
    std::string text;
    /// Key "0", "1", ... -> a tensor on the storage, in the order in which they are met.
    std::vector<Tensor> storages;
};

/// throws  RuntimeError "Cannot save multiple tensors or storages that view the same data as
///         different types", NotImplementedError for tensors without memory
Pickled write_pickle(const Document& document);

}  // namespace engine::io
