#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// F.pad of the last one, two or three dimensions. `padding`: an int for all sides, or a tuple of
/// left, right (, top, bottom (, front, back)), kept as a tuple.
ModulePtr ZeroPad1d(const Value& padding);
ModulePtr ZeroPad2d(const Value& padding);
ModulePtr ZeroPad3d(const Value& padding);
ModulePtr ConstantPad1d(const Value& padding, Value value);
ModulePtr ConstantPad2d(const Value& padding, Value value);
ModulePtr ConstantPad3d(const Value& padding, Value value);
/// The mirror image, without the edge itself.
ModulePtr ReflectionPad1d(const Value& padding);
ModulePtr ReflectionPad2d(const Value& padding);
ModulePtr ReflectionPad3d(const Value& padding);
/// The edge repeated.
ModulePtr ReplicationPad1d(const Value& padding);
ModulePtr ReplicationPad2d(const Value& padding);
ModulePtr ReplicationPad3d(const Value& padding);
/// What stands at the other end.
ModulePtr CircularPad1d(const Value& padding);
ModulePtr CircularPad2d(const Value& padding);
ModulePtr CircularPad3d(const Value& padding);

}  // namespace engine::nn
