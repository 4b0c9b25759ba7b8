#pragma once

#include "engine/nn/conv.h"

/// What Conv1d to Conv3d and ConvTranspose1d to ConvTranspose3d share.
namespace engine::nn {

/// A module with the attributes and parameters of a convolution, initial values drawn.
ModulePtr make_conv(const Behaviour& behaviour, std::size_t dims, bool transposed,
                    const ConvOptions& options, Generator& generator);

/// "3, 4, kernel_size=(3, 3), stride=(1, 1)" and what differs from its default.
std::string conv_extra_repr(const Module& self);

/// Draws weight, then bias.
void conv_reset_parameters(Module& self, Generator& generator);

/// Refuses signs that no call could use.
void check_conv_attribute(const Module& self, std::string_view name, const Value& value);

}  // namespace engine::nn
