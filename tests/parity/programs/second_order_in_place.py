# create_graph=True through writes into parts of a tensor.
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
def f1(a):
    b = a * 2
    b[0].mul_(b[1].clone())
    return b * b
def f2(a):
    b = a * 2
    b[0:1].mul_(a[1:2])
    return b * b
def f3(a):
    b = a * 2
    v = b.view(6)
    v[2:4].mul_(a[0, 0])
    return b * b
def f4(a):
    b = a * 2
    v = b.view(6)
    v[2:4] *= a[0, 0]
    return b * b
def f5(a):
    b = a * a
    v = b.view(6)
    v.mul_(a[0, 0])
    return b * b + v.view(2, 3)
def f6(a):
    b = a * a
    v = b.view(6)
    v[2:4].mul_(a[0, :2])
    return b * b + v.view(2, 3)
def f7(a):
    b = a * a
    v = b.view(6)
    v[2:4].exp_()
    return b * b + v.view(2, 3)
for f in (f1, f2, f3, f4, f5, f6, f7):
    second(f.__name__, f, wave((2, 3)), third=True)
