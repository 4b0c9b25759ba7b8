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
x = wave((3, 4))
t = wave((3, 4), 0.45)
ids = torch.tensor([1, 3, 0])
prob = torch.sigmoid(t)
for red in ('mean', 'sum', 'none'):
    losses = {'mse': lambda a, b: F.mse_loss(a, b, reduction=red), 'l1': lambda a, b: F.l1_loss(a, b, reduction=red), 'smooth': lambda a, b: F.smooth_l1_loss(a, b, reduction=red, beta=0.6), 'huber': lambda a, b: F.huber_loss(a, b, reduction=red, delta=0.8), 'bce': lambda a, b: F.binary_cross_entropy(torch.sigmoid(a), torch.sigmoid(b), reduction=red), 'bce w': lambda a, b: F.binary_cross_entropy(torch.sigmoid(a), prob, weight=wave((4,)).abs(), reduction=red), 'bcel': lambda a, b: F.binary_cross_entropy_with_logits(a, torch.sigmoid(b), reduction=red), 'bcel w': lambda a, b: F.binary_cross_entropy_with_logits(a, prob, weight=wave((4,)).abs(), pos_weight=wave((4,)).abs(), reduction=red), 'kl': lambda a, b: F.kl_div(a.log_softmax(1), b.softmax(1), reduction=red), 'kl log': lambda a, b: F.kl_div(a.log_softmax(1), b, reduction=red, log_target=True), 'nll': lambda a, b: F.nll_loss(a, ids, reduction=red), 'nll w': lambda a, b: F.nll_loss(a, ids, weight=wave((4,)).abs(), ignore_index=3, reduction=red), 'ce': lambda a, b: F.cross_entropy(a, ids, reduction=red), 'ce w': lambda a, b: F.cross_entropy(a, ids, weight=wave((4,)).abs(), label_smoothing=0.1, ignore_index=0, reduction=red), 'ce p': lambda a, b: F.cross_entropy(a, b.softmax(1), label_smoothing=0.2, reduction=red), 'ce 1d': lambda a, b: F.cross_entropy(a[0], torch.tensor(2), reduction=red), 'ce image': lambda a, b: F.cross_entropy(a.reshape(1, 3, 2, 2), torch.tensor([[[0, 2], [1, 1]]]), reduction=red), 'ce line': lambda a, b: F.cross_entropy(a.reshape(2, 3, 2), torch.tensor([[0, 2], [1, 1]]), reduction=red), 'poisson': lambda a, b: F.poisson_nll_loss(a, b.abs(), reduction=red), 'gauss': lambda a, b: F.gaussian_nll_loss(a, b, b.abs() + 0.5, reduction=red), 'hinge': lambda a, b: F.hinge_embedding_loss(a, torch.where(t > 0, 1.0, -1.0), reduction=red), 'rank': lambda a, b: F.margin_ranking_loss(a, b, torch.where(t > 0, 1.0, -1.0), 0.3, reduction=red), 'soft': lambda a, b: F.soft_margin_loss(a, torch.where(t > 0, 1.0, -1.0).double(), reduction=red), 'cosine': lambda a, b: F.cosine_embedding_loss(a, b, torch.tensor([1, -1, 1]), 0.1, reduction=red), 'triplet': lambda a, b: F.triplet_margin_loss(a, b, a * b, reduction=red), 'mlsoft': lambda a, b: F.multilabel_soft_margin_loss(a, prob, reduction=red), 'multi': lambda a, b: F.multi_margin_loss(a, ids, reduction=red), 'multi 2': lambda a, b: F.multi_margin_loss(a, ids, p=2, reduction=red), 'mlmargin': lambda a, b: F.multilabel_margin_loss(a, torch.tensor([[1, 2, -1, 0], [0, -1, 1, 1], [3, 1, 0, -1]]), reduction=red), 'ctc': lambda a, b: F.ctc_loss(wave((4, 2, 3)).log_softmax(2) * a.sum(), torch.tensor([[1, 2], [2, 1]]), [4, 4], [2, 2], reduction=red)}
    for name, f in losses.items():
        second(name + ' ' + red, f, x, t)
