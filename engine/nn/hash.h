#pragma once

#include "engine/base/hash.h"
#include "engine/nn/module.h"
#include "engine/nn/value.h"

#include <cstdint>
#include <unordered_map>

namespace engine::nn {

/// A hash of everything that was walked, in the order it was walked. Objects met before (a shared
/// module, a tied weight, a storage under two tensors) are told apart from equal ones; use one for
/// everything that belongs together.
struct HashContext {
    Hasher& hasher;
    std::unordered_map<const void*, uint64_t> objects;
    std::unordered_map<uint64_t, uint64_t> storages;
};

/// Class, flag, attributes, parameters with requires_grad and gradient, buffers with persistence,
/// children by name, and what of it is shared.
void hash_into(HashContext& context, const Module& module);

/// Deep, with the type: 1, 1.0 and True differ.
void hash_into(HashContext& context, const Value& value);

/// Elements, dtype, sizes, requires_grad, gradient, and which storage it is on.
void hash_into(HashContext& context, const Tensor& tensor);

/// The module alone.
void hash_into(Hasher& hasher, const Module& module);

}  // namespace engine::nn
