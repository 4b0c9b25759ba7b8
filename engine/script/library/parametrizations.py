"""torch.nn.utils.parametrizations: what parametrize is mostly used for."""
import torch
from torch import nn
from torch.nn.functional import normalize
from torch.nn.utils import parametrize


class _SpectralNorm(nn.Module):
    """A weight divided by its largest singular value, which train follows step by step, and eval only uses."""

    def __init__(self, weight, n_power_iterations=1, dim=0, eps=1e-12):
        super().__init__()
        ndim = weight.ndim
        if dim >= ndim or dim < -ndim:
            raise IndexError(f'Dimension out of range (expected to be in range of [-{ndim}, {ndim - 1}] but got {dim})')
        if n_power_iterations <= 0:
            raise ValueError('Expected n_power_iterations to be positive, but '
                             f'got n_power_iterations={n_power_iterations}')
        self.dim = dim if dim >= 0 else dim + ndim
        self.eps = eps
        if ndim == 1:
            return
        self.n_power_iterations = n_power_iterations
        matrix = self._matrix_of(weight)
        u = matrix.new_empty(matrix.size(0)).normal_(0, 1)
        v = matrix.new_empty(matrix.size(1)).normal_(0, 1)
        self.register_buffer('_u', normalize(u, dim=0, eps=eps))
        self.register_buffer('_v', normalize(v, dim=0, eps=eps))
        self._follow(matrix, 15)

    def _matrix_of(self, weight):
        return weight.movedim(self.dim, 0).flatten(1)

    def _follow(self, matrix, steps):
        with torch.no_grad():
            for _ in range(steps):
                self._u.copy_(normalize(torch.mv(matrix, self._v), dim=0, eps=self.eps))
                self._v.copy_(normalize(torch.mv(matrix.t(), self._u), dim=0, eps=self.eps))

    def forward(self, weight):
        if weight.ndim == 1:
            return normalize(weight, dim=0, eps=self.eps)
        matrix = self._matrix_of(weight)
        if self.training:
            self._follow(matrix, self.n_power_iterations)
        # Copies, so that a second forward may move u and v before the first one's backward.
        u = self._u.clone()
        v = self._v.clone()
        return weight / torch.dot(u, torch.mv(matrix, v))

    def right_inverse(self, value):
        return value


def spectral_norm(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None):
    weight = getattr(module, name, None)
    if not isinstance(weight, torch.Tensor):
        raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
    if dim is None:
        dim = 1 if isinstance(module, (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)) else 0
    parametrize.register_parametrization(module, name, _SpectralNorm(weight, n_power_iterations, dim, eps))
    return module
