#pragma once

#include "engine/script/iterator.h"
#include "engine/script/object.h"

#include <optional>
#include <vector>

// What subscripts, len() and `for` mean for things of the engine.
namespace engine::script {

/// Without rows of their own in the tables: one place of the first dimension.
nn::Value tensor_row(const Tensor& tensor, const nn::Value& index);
void set_tensor_row(const Tensor& tensor, const nn::Value& index, const nn::Value& to);

/// Containers of modules.
/// throws  TypeError "'Linear' object is not subscriptable"
nn::Value module_item(Machine& machine, nn::Module& module, const nn::Value& index);
void set_module_item(Machine& machine, nn::Module& module, const nn::Value& index,
                     const nn::Value& to);
void delete_module_item(Machine& machine, nn::Module& module, const nn::Value& index);
std::optional<int64_t> module_length(const nn::Module& module);
/// What `for` walks; empty when the module is no container.
std::optional<std::vector<nn::Value>> module_walk(const nn::Module& module);
std::optional<bool> module_contains(const nn::Module& module, const nn::Value& key);

/// Objects of the engine that scripts hold: optimizers, loaders.
std::optional<nn::Value> engine_item(Machine& machine, const nn::Value& value,
                                     const nn::Value& index);
bool set_engine_item(Machine& machine, const nn::Value& value, const nn::Value& index,
                     const nn::Value& to);
std::optional<int64_t> engine_length(Machine& machine, const nn::Value& value);
std::optional<IteratorPtr> engine_walk(Machine& machine, const nn::Value& value);
/// Whether a value only stands in annotations: `Optional`, `List`, `tuple[int]`.
bool is_annotation(const nn::Value& value);

}  // namespace engine::script
