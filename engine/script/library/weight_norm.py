"""torch.nn.utils.weight_norm: a weight as its length and its direction."""
import torch
from torch import nn


def _length(v, dim):
    if dim == -1:
        return v.norm()
    sizes = [1] * v.dim()
    sizes[dim] = v.size(dim)
    return v.movedim(dim, 0).reshape(v.size(dim), -1).norm(2, 1).reshape(sizes)


class WeightNorm:
    """The hook that puts the weight together before every forward."""

    def __init__(self, name, dim):
        self.name = name
        self.dim = -1 if dim is None else dim
        self.handle = None

    def compute_weight(self, module):
        g = getattr(module, self.name + '_g')
        v = getattr(module, self.name + '_v')
        return v * (g / _length(v, self.dim))

    def __call__(self, module, inputs):
        setattr(module, self.name, self.compute_weight(module))

    def remove(self, module):
        weight = self.compute_weight(module)
        for name in ('', '_g', '_v'):
            delattr(module, self.name + name)
        setattr(module, self.name, nn.Parameter(weight.data))
        self.handle.remove()


def _hooks_of(module):
    if not hasattr(module, '_weight_norms'):
        module._weight_norms = {}
    return module._weight_norms


def weight_norm(module, name='weight', dim=0):
    hooks = _hooks_of(module)
    if name in hooks:
        raise RuntimeError(f'Cannot register two weight_norm hooks on the same parameter {name}')
    hook = WeightNorm(name, dim)
    weight = getattr(module, name)
    delattr(module, name)
    module.register_parameter(name + '_g', nn.Parameter(_length(weight, hook.dim).data))
    module.register_parameter(name + '_v', nn.Parameter(weight.data))
    setattr(module, name, hook.compute_weight(module))
    hook.handle = module.register_forward_pre_hook(hook)
    hooks[name] = hook
    return module


def remove_weight_norm(module, name='weight'):
    hook = _hooks_of(module).pop(name, None)
    if hook is None:
        raise ValueError(f"weight_norm of '{name}' not found in {module}")
    hook.remove(module)
    return module
