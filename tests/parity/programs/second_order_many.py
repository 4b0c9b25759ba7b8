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
x = wave((2, 3, 4))
reductions = {'max': lambda a: a.max(), 'min': lambda a: a.min(), 'amax': lambda a: a.amax((0, 2)), 'amin keep': lambda a: a.amin(1, True), 'max dim': lambda a: a.max(1)[0], 'min dim': lambda a: a.min(-1, keepdim=True)[0], 'median': lambda a: a.median(),
 'median dim': lambda a: a.median(2)[0], 'nanmedian': lambda a: a.nanmedian(), 'mode': lambda a: a.mode(1)[0], 'prod': lambda a: a.prod(), 'prod dim': lambda a: a.prod(1), 'prod keep': lambda a: a.prod(-1, True), 'logsumexp': lambda a: a.logsumexp(1), 'logsumexp 2': lambda a: torch.logsumexp(a, (0, 2), True),
 'norm': lambda a: a.norm(), 'norm 1': lambda a: a.norm(1, dim=1), 'norm 2': lambda a: a.norm(2, dim=(0, 2)), 'norm 3': lambda a: a.norm(3, dim=-1, keepdim=True), 'norm 1.5': lambda a: a.norm(1.5, dim=-1), 'norm inf': lambda a: a.norm(float('inf'), dim=1), 'norm 0': lambda a: a.norm(0, dim=1) * a.sum(), 'norm .5': lambda a: a.norm(0.5, dim=1),
 'vector_norm': lambda a: torch.linalg.vector_norm(a, 2, dim=1), 'matrix_norm': lambda a: torch.linalg.matrix_norm(a), 'var': lambda a: a.var(), 'var dim': lambda a: a.var((0, 2), unbiased=False), 'std': lambda a: a.std(), 'std dim': lambda a: a.std(1, keepdim=True), 'var_mean': lambda a: torch.var_mean(a, 1), 'std_mean': lambda a: torch.std_mean(a, 1),
 'nansum': lambda a: a.nansum(1), 'nanmean': lambda a: a.nanmean(1), 'quantile': lambda a: torch.quantile(a, 0.3, dim=1), 'cumsum': lambda a: a.cumsum(1), 'cumprod': lambda a: a.cumprod(2), 'cummax': lambda a: torch.cummax(a, 2)[0], 'cummin': lambda a: torch.cummin(a, 1)[0],
 'sort': lambda a: a.sort(1)[0], 'sort down': lambda a: torch.sort(a, dim=-1, descending=True, stable=True)[0], 'topk': lambda a: a.topk(2)[0], 'kthvalue': lambda a: a.kthvalue(2, 1)[0], 'trapz': lambda a: a.mean(0).sum(-1), 'softmax': lambda a: a.softmax(1)}
for name, f in reductions.items():
    second(name, f, x, third=True)
second('logcumsumexp', lambda a: torch.logcumsumexp(a, 1), x)
zero = wave((3, 4)); zero[1, 2] = 0; zero[2, 0] = 0; zero[2, 3] = 0
second('prod zero', lambda a: a.prod(1), zero)
second('cumprod zero', lambda a: a.cumprod(1), zero)
second('norm zero', lambda a: a.norm(2, dim=1), torch.zeros(2, 3, dtype=torch.float64))
i = torch.tensor([[0, 2, 1, 0], [1, 1, 0, 2]])
shapes = {'cat': lambda a: torch.cat([a, a * a], 1), 'stack': lambda a: torch.stack([a, a * a, a.exp()], -1), 'split': lambda a: a.split(2, 2)[0] * a.split(2, 2)[1], 'split one': lambda a: a.split([1, 3], 2)[1], 'chunk': lambda a: a.chunk(2, 0)[1], 'unbind': lambda a: a.unbind(1)[2] * a.unbind(1)[0],
 'index': lambda a: a[:, [0, 2, 2]], 'index 2': lambda a: a[[0, 1, 1], :, [1, 2, 2]], 'mask': lambda a: a[a > 0.1], 'newaxis': lambda a: a[:, None, ..., ::2], 'bool': lambda a: a[True], 'ellipsis': lambda a: a[...], 'gather': lambda a: a.gather(1, i[:, None, :]), 'scatter': lambda a: a.scatter(1, i[:, None, :], a * a), 'scatter v': lambda a: a.scatter(1, i[:, None, :], 2.0), 'scatter_add': lambda a: a.scatter_add(1, i[:, None, :], a * a), 'scatter larger': lambda a: a.scatter(1, i[:, None, :2], a.exp()),
 'index_select': lambda a: a.index_select(2, i[0]), 'index_add': lambda a: a.index_add(2, i[0], a * a, alpha=2), 'index_fill': lambda a: a.index_fill(1, torch.tensor([1]), 3.0), 'index_copy': lambda a: a.index_copy(1, torch.tensor([2, 0, 1]), a * a), 'masked_fill': lambda a: a.masked_fill(a > 0, 1.5), 'masked_fill t': lambda a: a.masked_fill(a > 0, a.sum()), 'masked_select': lambda a: a.masked_select(a > 0), 'take': lambda a: a.take(torch.tensor([3, 3, 8])), 'take_along_dim': lambda a: torch.take_along_dim(a, a.argsort(1), 1),
 'index_put': lambda a: torch.index_put(a, (torch.tensor([0, 1, 1]), torch.tensor([2, 0, 0])), a[0, :3] * a[0, :3] if False else a.sum() * a[0, 0]), 'index_put add': lambda a: torch.index_put(a, (torch.tensor([0, 1, 1]),), a[0] * a[1], accumulate=True), 'flip': lambda a: a.flip(0, 2), 'roll': lambda a: a.roll((1, 2), (0, 2)), 'roll flat': lambda a: a.roll(5), 'rot90': lambda a: a.rot90(1, (1, 2)), 'repeat': lambda a: a.repeat(2, 1, 2), 'tile': lambda a: a.tile(2), 'repeat_interleave': lambda a: a.repeat_interleave(2, 1), 'diagonal': lambda a: a.diagonal(1, 1, 2), 'diag_embed': lambda a: torch.diag_embed(a), 'diag': lambda a: a[0].diag(), 'diag 1': lambda a: a[0, 0].diag(1), 'trace': lambda a: a[0].trace(), 'tril': lambda a: a.tril(), 'movedim': lambda a: a.movedim(0, 2), 'swap': lambda a: a.transpose(0, 1), 'as_strided': lambda a: a.as_strided((3, 3), (4, 1), 2) * a.as_strided((3, 3), (2, 1), 2), 'unfold': lambda a: a.unfold(2, 3, 1), 'pad': lambda a: F.pad(a, (1, 2, -1, 1)), 'reflect': lambda a: F.pad(a, (2, 1), 'reflect'), 'replicate': lambda a: F.pad(a, (2, 1), 'replicate'), 'circular': lambda a: F.pad(a, (2, 1), 'circular'), 'pixel_shuffle': lambda a: F.pixel_shuffle(a.reshape(1, 4, 2, 3), 2), 'pixel_unshuffle': lambda a: F.pixel_unshuffle(a.reshape(1, 1, 4, 6), 2), 'F.unfold': lambda a: F.unfold(a.reshape(1, 1, 4, 6), 2, padding=1), 'F.fold': lambda a: F.fold(a.reshape(1, 4, 6), (3, 4), 2), 'meshgrid': lambda a: torch.meshgrid(a[0, 0], a[1, 1], indexing='ij'), 'squeeze': lambda a: a[:1].squeeze(0), 'unflatten': lambda a: a.unflatten(2, (2, 2)), 'expand': lambda a: a[:, :1].expand(2, 5, 4), 'contiguous': lambda a: a.permute(2, 0, 1).contiguous(), 'reshape': lambda a: a.transpose(0, 1).reshape(6, 4), 'to': lambda a: a.float(), 'hstack': lambda a: torch.hstack([a, a * a]), 'dstack': lambda a: torch.dstack([a, a * a]), 'cartesian': lambda a: torch.broadcast_tensors(a, a[0])[1]}
for name, f in shapes.items():
    second(name, lambda a: f(a) if name != 'to' else f(a).double(), x, third=True)
m = {'addmm': lambda a, b, c: torch.addmm(c[:2, :2], a, b, beta=0.5, alpha=2), 'addmv': lambda a, b, c: torch.addmv(c[0, :2], a, b[:, 0]), 'addr': lambda a, b, c: torch.addr(c, a[:, 0], b[0]) if False else torch.addr(a @ b, a[:, 0], b[0]), 'baddbmm': lambda a, b, c: torch.baddbmm(c[:2, :2][None], a[None], b[None], alpha=0.3), 'addbmm': lambda a, b, c: torch.addbmm(c[:2, :2], torch.stack([a, a * a]), torch.stack([b, b.exp()])), 'mm': lambda a, b, c: a @ b, 'bmm': lambda a, b, c: torch.bmm(a[None], b[None]), 'mv': lambda a, b, c: a @ b[:, 0], 'dot': lambda a, b, c: a[0] @ b[:, 0], 'outer': lambda a, b, c: torch.outer(a[0], b[0]), 'einsum': lambda a, b, c: torch.einsum('ij,jk->ik', a, b), 'einsum 2': lambda a, b, c: torch.einsum('bi,ij,bj->b', a, c, a), 'matmul 4': lambda a, b, c: a[None, None] @ b, 'kron': lambda a, b, c: torch.kron(a, b), 'tensordot': lambda a, b, c: torch.tensordot(a, b, dims=([1], [0])), 'linear': lambda a, b, c: F.linear(a, c, a[0] * a[1]), 'linear 3': lambda a, b, c: F.linear(a[None], c, a[0]), 'bilinear': lambda a, b, c: F.bilinear(a, a * a, torch.stack([c, c * c]), b[0]), 'chain': lambda a, b, c: torch.linalg.multi_dot([a, c, b]) if False else a @ c @ b, 'attention': lambda a, b, c: (a @ c.t() / 3).softmax(-1) @ c, 'det-free': lambda a, b, c: torch.trace(c)}
for name, f in m.items():
    second(name, f, wave((2, 3)), wave((3, 2), 1.1), wave((3, 3), 0.6))
