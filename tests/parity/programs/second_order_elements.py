# create_graph=True of everything that PyTorch differentiates twice, and what it refuses.
def wave(shape, k=1.0, b=0.0):
    n = 1
    for s in shape:
        n *= s
    return (torch.sin(torch.arange(n, dtype=torch.float64) * 1.7 * k + k + b) * 1.3).reshape(shape)
def second(name, f, *xs, third=False):
    xs = [x.detach().clone().requires_grad_() for x in xs]
    try:
        y = f(*xs)
        ys = [t for t in (y if isinstance(y, (tuple, list)) else [y]) if t.is_floating_point()]
        vs = [wave(t.shape, 0.7).requires_grad_() for t in ys]
        all_ = xs + vs
        gs = torch.autograd.grad(ys, xs, vs, create_graph=True, allow_unused=True)
        print(name, [g if g is None else g.tolist() for g in gs])
        z = sum((g * g * wave(g.shape, 0.9, 0.3)).sum() for g in gs if g is not None)
        hs = torch.autograd.grad(z, all_, allow_unused=True, create_graph=third)
        print(name, 'second', [h if h is None else (h + 0).tolist() for h in hs])
        if third:
            z = sum((h * wave(h.shape, 0.5)).sum() for h in hs if h is not None)
            ts = torch.autograd.grad(z, all_, allow_unused=True)
            print(name, 'third', [t if t is None else (t + 0).tolist() for t in ts])
    except (RuntimeError, NotImplementedError) as e:
        print(name, type(e).__name__, e)
x = wave((2, 3))
p = wave((2, 3)).abs() + 0.2
activations = {
 'relu6': F.relu6, 'elu': lambda a: F.elu(a, 1.3), 'selu': F.selu, 'celu': lambda a: F.celu(a, 0.7), 'gelu': F.gelu, 'gelu tanh': lambda a: F.gelu(a, approximate='tanh'),
 'silu': F.silu, 'mish': F.mish, 'softplus': lambda a: F.softplus(a, 2, 1.5), 'hardtanh': F.hardtanh, 'hardswish': lambda a: F.hardswish(a * 3), 'hardsigmoid': lambda a: F.hardsigmoid(a * 3),
 'logsigmoid': F.logsigmoid, 'softsign': F.softsign, 'tanhshrink': F.tanhshrink, 'softshrink': F.softshrink, 'hardshrink': F.hardshrink, 'threshold': lambda a: F.threshold(a, 0.2, 3.0),
 'rrelu eval': lambda a: F.rrelu(a), 'softmin': lambda a: F.softmin(a, 1), 'normalize': F.normalize, 'erf': torch.erf, 'erfc': torch.erfc, 'nan_to_num': torch.nan_to_num,
 'floor': lambda a: torch.floor(a) * a, 'frac': torch.frac, 'sign': lambda a: torch.sign(a) * a, 'clamp': lambda a: torch.clamp(a, -0.5, 0.5), 'clamp_min': lambda a: a.clamp(min=0.1),
 'trunc': lambda a: torch.trunc(a) * a, 'round': lambda a: torch.round(a) * a, 'deg2rad': torch.deg2rad, 'cosh': torch.cosh, 'atan': torch.atan, 'logit': lambda a: torch.logit(torch.sigmoid(a)), 'expm1': torch.expm1,
 'rsqrt': lambda a: (a * a + 1).rsqrt(), 'log1p': lambda a: torch.log1p(a * a), 'erfinv': lambda a: torch.erfinv(a / 2), 'asin': lambda a: torch.asin(a / 2), 'acosh': lambda a: torch.acosh(a * a + 1.5),
 'leaky': lambda a: F.leaky_relu(a, 0.1), 'sigmoid': torch.sigmoid, 'tan': torch.tan, 'sinh': torch.sinh, 'exp2': torch.exp2, 'log2': lambda a: (a * a + 1).log2(), 'log10': lambda a: (a * a + 1).log10(),
}
for name, f in activations.items():
    second(name, f, x, third=True)
second('glu', lambda a: F.glu(a, 0), wave((4, 3)), third=True)
second('prelu', F.prelu, wave((2, 3, 2)), wave((3,)).abs())
second('prelu one', F.prelu, wave((2, 3)), wave((1,)).abs())
inplace = {'relu_': torch.relu_, 'leaky_': lambda a: F.leaky_relu(a, 0.2, True), 'elu_': lambda a: F.elu(a, 1.0, True), 'selu_': lambda a: F.selu(a, True), 'celu_': lambda a: F.celu(a, 1.0, True),
 'silu_': lambda a: F.silu(a, True), 'mish_': lambda a: F.mish(a, True), 'hardtanh_': lambda a: F.hardtanh(a, -1, 1, True), 'hardswish_': lambda a: F.hardswish(a, True),
 'tanh_': torch.tanh_, 'sigmoid_': torch.sigmoid_, 'exp_': torch.exp_, 'add_': lambda a: a.add_(a), 'mul_': lambda a: a.mul_(2.5), 'mul_ t': lambda a: a.mul_(x), 'div_': lambda a: a.div_(x + 3), 'sub_': lambda a: a.sub_(1),
 'sqrt_': lambda a: a.mul_(a).add_(1).sqrt_(), 'zero_': lambda a: a.zero_() + 1, 'fill_': lambda a: a.fill_(2.0) + 1, 'clamp_': lambda a: a.clamp_(-0.5, 0.5), 'pow_': lambda a: a.pow_(3), 'threshold_': lambda a: F.threshold(a, 0.1, 2.0, True), 'relu6_': lambda a: F.relu6(a, True), 'hardsigmoid_': lambda a: F.hardsigmoid(a, True)}
for name, f in inplace.items():
    second(name, lambda a: f(a * a * 0.7 - 0.4), x, third=True)
def part(a):
    b = a * a
    b[0] = b[1] * a[0]
    b[:, 1].mul_(a[:, 2])
    b[1].exp_()
    return b * a
second('parts', part, x, third=True)
def rows(a):
    b = a * 2
    v = b.view(6)
    v[2:4] *= v[1:3].clone()
    return b * b + v.view(2, 3)
second('views', rows, x)
binary = {'atan2': torch.atan2, 'hypot': torch.hypot, 'logaddexp': torch.logaddexp, 'xlogy': lambda a, b: torch.xlogy(a, b.abs() + 0.1), 'maximum': torch.maximum, 'minimum': torch.minimum, 'fmax': torch.fmax, 'fmin': torch.fmin,
 'fmod': lambda a, b: torch.fmod(a, b), 'remainder': lambda a, b: torch.remainder(a, b), 'where': lambda a, b: torch.where(a > b, a * b, b), 'pow': lambda a, b: (a.abs() + 0.5) ** b, 'lerp': lambda a, b: torch.lerp(a, b, 0.3), 'lerp t': lambda a, b: torch.lerp(a, b, a * b),
 'addcmul': lambda a, b: torch.addcmul(a, a, b, value=0.7), 'addcdiv': lambda a, b: torch.addcdiv(a, a, b + 4, value=0.7), 'clamp t': lambda a, b: torch.clamp(a, b - 0.3, b + 0.2), 'div floor': lambda a, b: torch.div(a, b, rounding_mode='floor') * a,
 'dist': torch.dist, 'dist 3': lambda a, b: torch.dist(a, b, 3), 'cosine': lambda a, b: F.cosine_similarity(a, b), 'pairwise': lambda a, b: F.pairwise_distance(a, b), 'cdist': torch.cdist, 'rsub': lambda a, b: torch.rsub(a, b), 'heaviside-free': lambda a, b: a / b.abs().add(1)}
for name, f in binary.items():
    second(name, f, wave((2, 3)), wave((2, 3), 1.3))
for name in ('atan2', 'maximum', 'where', 'fmod', 'lerp', 'addcmul', 'addcdiv', 'clamp t'):
    second(name + ' wide', binary[name], wave((2, 3)), wave((3,), 1.3))
second('floor_divide', lambda a: torch.floor_divide(a, 0.3) * a, x)
second('fmod number', lambda a: torch.fmod(a, 0.3), x)
