#pragma once

#include "engine/script/native.h"

namespace engine::script {

// One table a file in names/.
std::span<const Native> activation_function_names();
std::span<const Native> activation_names();
std::span<const Native> attention_names();
std::span<const Native> autograd_names();
std::span<const Native> binary_names();
std::span<const Native> class_margin_loss_names();
std::span<const Native> container_names();
std::span<const Native> conv_names();
std::span<const Native> conversion_names();
std::span<const Native> creation_names();
std::span<const Native> default_names();
std::span<const Native> distance_names();
std::span<const Native> embedding_names();
std::span<const Native> fractional_pool_names();
std::span<const Native> functional_mode_names();
std::span<const Native> generator_names();
std::span<const Native> index_names();
std::span<const Native> hook_names();
std::span<const Native> init_names();
std::span<const Native> join_names();
std::span<const Native> layer_names();
std::span<const Native> lazy_names();
std::span<const Native> linalg_names();
std::span<const Native> loss_names();
std::span<const Native> margin_loss_names();
std::span<const Native> mode_layer_names();
std::span<const Native> module_names();
std::span<const Native> optimizer_names();
std::span<const Native> pool_names();
std::span<const Native> product_names();
std::span<const Native> random_names();
std::span<const Native> recurrent_names();
std::span<const Native> reduction_names();
std::span<const Native> shape_layer_names();
std::span<const Native> shape_names();
std::span<const Native> sort_names();
std::span<const Native> state_dict_names();
std::span<const Native> subscript_names();
std::span<const Native> tensor_attribute_names();
std::span<const Native> typed_tensor_names();
std::span<const Native> unary_names();

}  // namespace engine::script
