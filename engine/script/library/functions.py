"""Functions of torch that are made of others."""
import torch


def _each(f, tensors):
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    done = tuple(f(t) for t in tensors)
    return done[0] if len(tensors) == 1 else done


def atleast_1d(*tensors):
    return _each(lambda t: t.reshape(1) if t.dim() == 0 else t, tensors)


def atleast_2d(*tensors):
    return _each(lambda t: t.reshape(1, 1) if t.dim() == 0 else t.unsqueeze(0) if t.dim() == 1 else t, tensors)


def atleast_3d(*tensors):
    def one(t):
        if t.dim() == 0:
            return t.reshape(1, 1, 1)
        if t.dim() == 1:
            return t.unsqueeze(0).unsqueeze(-1)
        return t.unsqueeze(-1) if t.dim() == 2 else t
    return _each(one, tensors)


def block_diag(*tensors):
    matrices = [atleast_2d(t) for t in tensors]
    for i, m in enumerate(matrices):
        if m.dim() > 2:
            raise RuntimeError(f'torch.block_diag: Input tensors must have 2 or fewer dimensions. Input {i} has '
                               f'{m.dim()} dimensions')
    width = sum(m.size(1) for m in matrices)
    rows = []
    at = 0
    for m in matrices:
        rows.append(torch.nn.functional.pad(m, (at, width - at - m.size(1))))
        at += m.size(1)
    return torch.cat(rows)


def combinations(input, r=2, with_replacement=False):
    if input.dim() != 1:
        raise RuntimeError(f'Expect a 1D vector, but got shape {list(input.shape)}')
    if r < 0:
        raise RuntimeError(f'Expect a non-negative number, but got {r}')
    places = [[]]
    for _ in range(r):
        places = [p + [i] for p in places
                  for i in range(0 if not p else p[-1] if with_replacement else p[-1] + 1, input.size(0))]
    if r == 0 or not places:
        return input.new_empty((0,) if r == 0 else (0, r))
    return input[torch.tensor(places)]


def diff(input, n=1, dim=-1, prepend=None, append=None):
    if input.dim() == 0:
        raise RuntimeError('diff expects input to be at least one-dimensional')
    parts = [p for p in (prepend, input, append) if p is not None]
    if len(parts) > 1:
        input = torch.cat(parts, dim)
    for _ in range(n):
        size = input.size(dim)
        if size == 0:
            break
        input = input.narrow(dim, 1, size - 1) - input.narrow(dim, 0, size - 1)
    return input


def trapezoid(y, x=None, *, dx=1, dim=-1):
    size = y.size(dim)
    if size == 0:
        return y.sum(dim)
    if x is not None:
        width = diff(x, dim=dim if x.dim() == y.dim() else -1)
        if x.dim() == 1 and y.dim() > 1:
            sizes = [1] * y.dim()
            sizes[dim] = -1
            width = width.reshape(sizes)
        return ((y.narrow(dim, 1, size - 1) + y.narrow(dim, 0, size - 1)) * width).sum(dim) / 2.0
    return (y.sum(dim) - (y.select(dim, 0) + y.select(dim, -1)) * 0.5) * dx


def trapz(y, x=None, *, dx=1, dim=-1):
    return trapezoid(y, x, dx=dx, dim=dim)


def cov(input, *, correction=1, fweights=None, aweights=None):
    if input.dim() > 2:
        raise RuntimeError(f'cov(): expected input to have two or fewer dimensions but got an input with {input.dim()} '
                           'dimensions')
    if fweights is not None or aweights is not None:
        raise NotImplementedError('weights of cov() are outside the PyTorch subset that Modescope runs')
    rows = input.reshape(1, -1) if input.dim() < 2 else input
    rows = rows - rows.mean(1, keepdim=True)
    return (torch.mm(rows, rows.t()) / max(rows.size(1) - correction, 0)).squeeze()


def corrcoef(input):
    if input.dim() > 2:
        raise RuntimeError('corrcoef(): expected input to have two or fewer dimensions but got an input with '
                           f'{input.dim()} dimensions')
    c = cov(input)
    if c.dim() == 0:
        return c / c
    spread = torch.sqrt(c.diag())
    return torch.clamp(c / spread.unsqueeze(1) / spread.unsqueeze(0), -1, 1)


def isin(elements, test_elements, *, assume_unique=False, invert=False):
    elements = torch.as_tensor(elements)
    found = (elements.unsqueeze(-1) == torch.as_tensor(test_elements).reshape(-1)).any(-1)
    return ~found if invert else found


def vander(x, N=None, increasing=False):
    if x.dim() != 1:
        raise RuntimeError('x must be a one-dimensional tensor.')
    count = x.size(0) if N is None else N
    if count < 0:
        raise RuntimeError('N must be non-negative.')
    powers = torch.arange(count) if increasing else torch.arange(count - 1, -1, -1)
    return x.unsqueeze(1) ** powers


def chain_matmul(*matrices):
    product = matrices[0]
    for m in matrices[1:]:
        product = torch.mm(product, m)
    return product


def cross(input, other, *, dim=None):
    if dim is None:
        dim = next((d for d, size in enumerate(input.shape) if size == 3), None)
        if dim is None:
            raise RuntimeError('no dimension of size 3 in input')
    a, b = torch.broadcast_tensors(input, other)
    if a.size(dim) != 3:
        raise RuntimeError('linalg.cross: inputs dimension -1 must have length 3. Got '
                           f'{input.size(dim)} and {other.size(dim)}')
    turned = [(t.roll(-1, dim), t.roll(-2, dim)) for t in (a, b)]
    return turned[0][0] * turned[1][1] - turned[0][1] * turned[1][0]


def typename(o):
    if isinstance(o, torch.Tensor):
        return o.type()
    kind = o if isinstance(o, type) else type(o)
    return kind.__name__ if kind.__module__ == 'builtins' else f'{kind.__module__}.{kind.__name__}'


def is_storage(obj):
    return False


def get_num_threads():
    return 1


def are_deterministic_algorithms_enabled():
    return True


def clamp_(input, min=None, max=None):
    return input.clamp_(min, max)


def fill_(input, value):
    return input.fill_(value)


def copysign(input, other):
    other = torch.as_tensor(other, dtype=input.dtype) if not isinstance(other, torch.Tensor) else other
    size = input.abs()
    return torch.where(torch.signbit(other), -size, size)


def heaviside(input, values):
    return torch.where(input == 0, values, (input > 0).to(values.dtype))
