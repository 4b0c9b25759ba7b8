"""torch.nn.utils.fusion: a BatchNorm that eval has frozen, taken into the layer before it."""
import copy

import torch
from torch import nn


def fuse_conv_bn_weights(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, transpose=False):
    if conv_b is None:
        conv_b = torch.zeros_like(bn_rm)
    if bn_w is None:
        bn_w = torch.ones_like(bn_rm)
    if bn_b is None:
        bn_b = torch.zeros_like(bn_rm)
    scale = torch.rsqrt(bn_rv + bn_eps)
    sizes = [1] * conv_w.dim()
    sizes[1 if transpose else 0] = -1
    weight = conv_w * (bn_w * scale).reshape(sizes)
    bias = (conv_b - bn_rm) * scale * bn_w + bn_b
    return nn.Parameter(weight, conv_w.requires_grad), nn.Parameter(bias, conv_b.requires_grad)


def fuse_conv_bn_eval(conv, bn, transpose=False):
    assert not (conv.training or bn.training), 'Fusion only for eval!'
    fused = copy.deepcopy(conv)
    fused.weight, fused.bias = fuse_conv_bn_weights(fused.weight, fused.bias, bn.running_mean, bn.running_var, bn.eps,
                                                    bn.weight, bn.bias, transpose)
    return fused
