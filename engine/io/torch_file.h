#pragma once

#include "engine/io/pickle_document.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

// torch.save and torch.load, in memory: the ZIP format that PyTorch writes since 1.6.
namespace engine::io {

/// `name` is the folder inside: the file's own name without its last extension.
/// throws  as write_pickle()
std::string write_torch_file(const Document& document, std::string_view name);

/// throws  PickleError; RuntimeError for a damaged archive or another format
Document read_torch_file(std::span<const std::byte> bytes);

}  // namespace engine::io
