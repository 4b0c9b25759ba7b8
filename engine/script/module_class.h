#pragma once

#include "engine/script/object.h"

#include <string_view>

// Modules whose class is the user's own.
namespace engine::script {

/// A module of that class whose __init__ has not reached torch's own yet.
nn::ModulePtr unfinished_module(const ClassPtr& type);
/// Whether super().__init__() has still to be called.
bool is_unfinished(const nn::Module& module);
/// `super().__init__(...)`: makes what the class's base in torch.nn makes, and becomes it.
void finish_module(Machine& machine, nn::Module& module, Arguments arguments);
/// `module.__class__ = type`: the module keeps all it holds and follows another class, which has to
/// be made on the same class of torch's.
/// throws  TypeError otherwise
void change_class(Machine& machine, nn::Module& module, const nn::Value& type);
/// What torch's own class does, also where the module's class has a forward of its own.
const nn::Behaviour& torch_behaviour(const nn::Module& module);
/// Whether torch's class of this name has a method that the tables have for some of its classes.
bool class_offers_method(std::string_view class_name, std::string_view method);
/// Whether torch's own method of that name belongs to this module: containers have more than
/// others.
bool offers_native_method(const nn::Module& module, std::string_view name);
/// print(module), with the user's own extra_repr and __repr__.
std::string module_repr(Machine& machine, const nn::ModulePtr& module);

}  // namespace engine::script
