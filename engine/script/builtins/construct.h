#pragma once

#include "engine/script/object.h"

// What calling a built-in class does: one function a class.
namespace engine::script {

/// throws  TypeError "list expected at most 1 argument, got 2"
void at_most(std::string_view name, const Arguments& arguments, std::size_t most);

nn::Value construct_int(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_float(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_bool(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_str(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_list(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_tuple(Machine& machine, const ClassPtr& type, Arguments& arguments);
/// dict.__init__
void init_dict(Machine& machine, DictObject& dict, Arguments& arguments);
/// Of a class of dict; OrderedDict and defaultdict in its line make it one.
std::shared_ptr<DictObject> empty_dict(Machine& machine, const ClassObject& type);
nn::Value construct_dict(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_set(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_range(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_slice(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_type(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_object(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_exception(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_descriptor(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_super(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_iterator(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_module(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_size(Machine& machine, const ClassPtr& type, Arguments& arguments);
/// torch.autograd.Variable: a tensor, since long ago.
nn::Value construct_variable(Machine& machine, const ClassPtr& type, Arguments& arguments);
nn::Value construct_context(Machine& machine, const ClassPtr& type, Arguments& arguments);
/// By the row of the tables of torch's names that has the class's name.
nn::Value construct_native(Machine& machine, const ClassPtr& type, Arguments& arguments);

}  // namespace engine::script
