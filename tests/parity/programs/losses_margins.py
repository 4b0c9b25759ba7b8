# Losses of margins, distances and distributions: values, gradients, reductions, errors.
_ = torch.manual_seed(0)
x = torch.randn(4, 3, requires_grad=True)
t = torch.rand(4, 3) * 3
u = torch.rand(4, 3)
s = torch.tensor([[1.0, -1.0, 1.0], [-1.0, -1.0, 1.0], [1.0, 1.0, -1.0], [-1.0, 1.0, 1.0]])
y = F.poisson_nll_loss(x, t)
y
y.backward()
x.grad.tolist()
x.grad = None
F.poisson_nll_loss(x, t, full=True)
F.poisson_nll_loss(x, t, reduction='sum')
F.poisson_nll_loss(t + 0.1, t, log_input=False, full=True, reduction='none')
F.poisson_nll_loss(x, t, reduction='foo')
v = (torch.rand(4, 3) + 0.1).requires_grad_()
y = F.gaussian_nll_loss(x, t, v)
y
y.backward()
x.grad.tolist()
v.grad.tolist()
F.gaussian_nll_loss(x, t, v, full=True, reduction='sum')
F.gaussian_nll_loss(x, t, v[:, :1], reduction='none')
F.gaussian_nll_loss(x, t, v[:, 0])
F.gaussian_nll_loss(x, t, torch.zeros(4, 3), eps=0.5)
F.gaussian_nll_loss(x, t, torch.ones(2))
F.gaussian_nll_loss(x, t, -torch.ones(4, 3))
F.gaussian_nll_loss(x, t, v, reduction='foo')
x.grad = None
y = F.hinge_embedding_loss(x, s)
y
y.backward()
x.grad.tolist()
F.hinge_embedding_loss(x, s, margin=0.2, reduction='sum')
F.hinge_embedding_loss(x, s, margin=2.0, reduction='none')
x.grad = None
b = torch.randn(4, 3, requires_grad=True)
y = F.margin_ranking_loss(x, b, s, margin=0.5)
y
y.backward()
x.grad.tolist()
b.grad.tolist()
F.margin_ranking_loss(x, b, s, reduction='none')
F.margin_ranking_loss(x, b, s[0])
x.grad = None
y = F.soft_margin_loss(x, s)
y
y.backward()
x.grad.tolist()
x.grad = None
y = F.soft_margin_loss(x, s, reduction='none')
y
(y * u).sum().backward()
x.grad.tolist()
F.soft_margin_loss(x, s, reduction='sum')
x.grad = None
m = torch.tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
y = F.multilabel_soft_margin_loss(x, m)
y
y.backward()
x.grad.tolist()
F.multilabel_soft_margin_loss(x, m, weight=torch.tensor([1.0, 2.0, 0.5]), reduction='none')
F.multilabel_soft_margin_loss(x, m, reduction='sum')
x.grad = None
b.grad = None
r = torch.tensor([1, -1, 1, -1])
y = F.cosine_embedding_loss(x, b, r, margin=0.1)
y
y.backward()
x.grad.tolist()
b.grad.tolist()
F.cosine_embedding_loss(x, b, r, reduction='none')
F.cosine_embedding_loss(x[0], b[0], torch.tensor(1))
F.cosine_embedding_loss(x, b, s)
F.cosine_embedding_loss(x[0], b[0], r)
x.grad = None
b.grad = None
n = torch.randn(4, 3, requires_grad=True)
y = F.triplet_margin_loss(x, b, n)
y
y.backward()
x.grad.tolist()
b.grad.tolist()
n.grad.tolist()
F.triplet_margin_loss(x, b, n, swap=True, reduction='none')
F.triplet_margin_loss(x, b, n, p=1, margin=0.5, reduction='sum')
F.triplet_margin_loss(x, b, n, p=3.0)
F.triplet_margin_loss(x, b, n[0])
nn.PoissonNLLLoss()(x, t)
nn.PoissonNLLLoss(log_input=False, reduction='none')(t, t)
nn.GaussianNLLLoss()(x, t, v)
nn.HingeEmbeddingLoss(margin=0.5)(x, s)
nn.MarginRankingLoss(margin=0.5)(x, b, s)
nn.SoftMarginLoss(reduction='sum')(x, s)
nn.MultiLabelSoftMarginLoss(weight=torch.tensor([1.0, 2.0, 0.5]))(x, m)
nn.CosineEmbeddingLoss(margin=0.3)(x, b, r)
nn.TripletMarginLoss(margin=2.0, p=2)(x, b, n)
nn.TripletMarginLoss(margin=2.0, p=2)
F.soft_margin_loss(x.double(), s.double())
F.triplet_margin_loss(x.double(), b.double(), n.double())
F.poisson_nll_loss(x.double(), t.double())
