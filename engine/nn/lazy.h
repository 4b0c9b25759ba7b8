#pragma once

#include "engine/nn/module.h"

#include <string_view>

/// What lazy modules share: parameters whose sizes the first call finds out.
namespace engine::nn {

/// torch.nn.parameter.UninitializedParameter(): sizes not known, dtype and device are.
Tensor uninitialized_parameter();
/// torch.nn.parameter.UninitializedBuffer()
Tensor uninitialized_buffer();
/// Gives an uninitialized tensor its sizes; the elements are not set. Dtype and device stay.
void materialize(const Tensor& tensor, const Shape& sizes);

/// Whether a parameter or buffer of the module's own is still uninitialized.
bool has_uninitialized(const Module& module);

/// The first call of a lazy module: makes the parameters, and the object becomes of the eager
/// class. Other modules are left alone.
/// throws  RuntimeError "module LazyLinear has not been fully initialized"
void initialize_lazy(Module& module, const Args& args);

/// Makes a module of the lazy class out of one of its eager class that has no features yet: every
/// parameter and buffer with sizes becomes uninitialized.
ModulePtr make_lazy(ModulePtr eager, const Behaviour& lazy);

/// A lazy class: the eager one's behaviour under another name, with a way to learn its sizes.
Behaviour lazy_behaviour(std::string_view class_name, const Behaviour& eager,
                         void (*initialize)(Module& self, const Args& args));

/// The class of that name which a module of this class was before its first call, or becomes by it;
/// null when they are no such pair.
const Behaviour* lazy_counterpart(const Behaviour& behaviour, std::string_view class_name);

}  // namespace engine::nn
