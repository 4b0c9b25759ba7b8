"""torch.nn.utils.spectral_norm: a weight divided by its largest singular value, which train follows step by step."""
import torch
from torch import nn
from torch.nn.functional import normalize


class SpectralNorm:
    """The hook that makes the weight before every forward. In train, and only there, it first follows the singular
    vectors by so many steps."""

    def __init__(self, name='weight', n_power_iterations=1, dim=0, eps=1e-12):
        self.name = name
        self.dim = dim
        if n_power_iterations <= 0:
            raise ValueError('Expected n_power_iterations to be positive, but '
                             f'got n_power_iterations={n_power_iterations}')
        self.n_power_iterations = n_power_iterations
        self.eps = eps
        self.handle = None

    def reshape_weight_to_matrix(self, weight):
        if self.dim != 0:
            weight = weight.transpose(0, self.dim) if weight.dim() == 2 else weight.movedim(self.dim, 0)
        return weight.reshape(weight.size(0), -1)

    def compute_weight(self, module, do_power_iteration):
        weight = getattr(module, self.name + '_orig')
        u = getattr(module, self.name + '_u')
        v = getattr(module, self.name + '_v')
        matrix = self.reshape_weight_to_matrix(weight)
        if do_power_iteration:
            with torch.no_grad():
                for _ in range(self.n_power_iterations):
                    v.copy_(normalize(torch.mv(matrix.t(), u), dim=0, eps=self.eps))
                    u.copy_(normalize(torch.mv(matrix, v), dim=0, eps=self.eps))
                u = u.clone()
                v = v.clone()
        sigma = torch.dot(u, torch.mv(matrix, v))
        return weight / sigma

    def __call__(self, module, inputs):
        setattr(module, self.name, self.compute_weight(module, module.training))

    def remove(self, module):
        with torch.no_grad():
            weight = self.compute_weight(module, False)
        for name in ('', '_u', '_v', '_orig'):
            delattr(module, self.name + name)
        module.register_parameter(self.name, nn.Parameter(weight.detach()))
        self.handle.remove()


def _hooks_of(module):
    if not hasattr(module, '_spectral_norms'):
        module._spectral_norms = {}
    return module._spectral_norms


def spectral_norm(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None):
    if dim is None:
        dim = 1 if isinstance(module, (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)) else 0
    hooks = _hooks_of(module)
    if name in hooks:
        raise RuntimeError(f'Cannot register two spectral_norm hooks on the same parameter {name}')
    hook = SpectralNorm(name, n_power_iterations, dim, eps)
    weight = getattr(module, name)
    if weight is None:
        raise ValueError(f'`SpectralNorm` cannot be applied as parameter `{name}` is None')
    with torch.no_grad():
        height, width = hook.reshape_weight_to_matrix(weight).size()
        u = normalize(weight.new_empty(height).normal_(0, 1), dim=0, eps=eps)
        v = normalize(weight.new_empty(width).normal_(0, 1), dim=0, eps=eps)
    delattr(module, name)
    module.register_parameter(name + '_orig', weight)
    setattr(module, name, weight.data)
    module.register_buffer(name + '_u', u)
    module.register_buffer(name + '_v', v)
    hook.handle = module.register_forward_pre_hook(hook)
    hooks[name] = hook
    return module


def remove_spectral_norm(module, name='weight'):
    hook = _hooks_of(module).pop(name, None)
    if hook is None:
        raise ValueError(f"spectral_norm of '{name}' not found in {module}")
    hook.remove(module)
    return module
