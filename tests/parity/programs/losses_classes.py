# Losses of classes: ids, probabilities, images, weights, ignored places, smoothing, errors.
_ = torch.manual_seed(0)
x = torch.randn(4, 3, requires_grad=True)
y = torch.tensor([0, 2, 1, 1])
w = torch.tensor([0.5, 2.0, 1.25])
u = torch.rand(4)
l = F.cross_entropy(x, y)
l
l.backward()
x.grad.tolist()
x.grad = None
l = F.cross_entropy(x, y, reduction='none')
l
(l * u).sum().backward()
x.grad.tolist()
x.grad = None
F.cross_entropy(x, y, reduction='sum')
l = F.cross_entropy(x, y, weight=w)
l
l.backward()
x.grad.tolist()
x.grad = None
F.cross_entropy(x, y, weight=w, reduction='none')
l = F.cross_entropy(x, y, weight=w, ignore_index=1)
l
l.backward()
x.grad.tolist()
x.grad = None
F.cross_entropy(x, y, ignore_index=1, reduction='none')
F.cross_entropy(x, torch.tensor([1, 1, 1, 1]), ignore_index=1)
l = F.cross_entropy(x, y, label_smoothing=0.1)
l
l.backward()
x.grad.tolist()
x.grad = None
l = F.cross_entropy(x, y, weight=w, label_smoothing=0.2, ignore_index=2)
l
l.backward()
x.grad.tolist()
x.grad = None
F.cross_entropy(x, y, weight=w, label_smoothing=0.2, ignore_index=2, reduction='none')
F.cross_entropy(x, y, weight=w, label_smoothing=0.2, reduction='sum')
F.cross_entropy(x, y, label_smoothing=1.0)
F.cross_entropy(x, y, label_smoothing=2)
F.cross_entropy(x, y, label_smoothing=-1.0)
p = nn.Softmax(dim=1)(torch.randn(4, 3)).requires_grad_()
l = F.cross_entropy(x, p)
l
l.backward()
x.grad.tolist()
p.grad.tolist()
x.grad = None
l = F.cross_entropy(x, p, weight=w, label_smoothing=0.3, reduction='none')
l
(l * u).sum().backward()
x.grad.tolist()
F.cross_entropy(x, p, reduction='sum')
F.cross_entropy(x, p, weight=torch.ones(2))
F.cross_entropy(x, p, ignore_index=1)
F.cross_entropy(x, p.long())
F.cross_entropy(torch.zeros(0, 3), torch.zeros(0, 3))
F.cross_entropy(x[0], p[0])
F.cross_entropy(x, y[:3])
F.cross_entropy(x, torch.tensor([0, 1, 3, 1]))
F.cross_entropy(x, torch.tensor([0, 1, -1, 1]))
F.cross_entropy(x, y.int())
F.cross_entropy(x, y.float())
F.cross_entropy(x, y.byte())
F.cross_entropy(x, y, weight=torch.ones(2))
F.cross_entropy(x, y, weight=w.double())
F.cross_entropy(x, y, reduction='foo')
F.cross_entropy(x.long(), y)
F.cross_entropy(x, 3)
F.cross_entropy(x, [1, 2])
F.cross_entropy(x[0], torch.tensor(1))
F.cross_entropy(x[0], torch.tensor(1), reduction='none')
F.cross_entropy(x[0], y)
F.cross_entropy(x[0], torch.tensor([1]))
F.cross_entropy(x, torch.tensor(1))
F.cross_entropy(x, torch.zeros(4, 1).long())
F.cross_entropy(torch.zeros(0, 3), torch.zeros(0).long())
F.cross_entropy(torch.zeros(0, 3), torch.zeros(0).long(), reduction='sum')
F.cross_entropy(torch.zeros(0, 3), torch.zeros(0).long(), reduction='none')
F.cross_entropy(torch.tensor([[1000.0, 0.0]]), torch.tensor([1]))
F.cross_entropy(x.double(), y)
F.cross_entropy(x.double(), y, weight=w.double(), label_smoothing=0.1)
i = torch.randn(2, 3, 2, 4, requires_grad=True)
j = torch.tensor([[[0, 1, 2, 0], [1, 1, 2, 2]], [[2, 1, 0, 0], [1, -100, 0, 2]]])
v = torch.rand(2, 2, 4)
l = F.cross_entropy(i, j)
l
l.backward()
i.grad.tolist()
i.grad = None
l = F.cross_entropy(i, j, weight=w, reduction='none')
l
(l * v).sum().backward()
i.grad.tolist()
F.cross_entropy(i, j, weight=w)
F.cross_entropy(i, j, weight=w, label_smoothing=0.1)
F.cross_entropy(i, j[:, :, :2])
F.cross_entropy(i, j[0])
F.cross_entropy(i, torch.full((2, 2, 4), 7))
F.cross_entropy(i, j, weight=torch.ones(2))
F.cross_entropy(i, nn.Softmax(dim=1)(i.detach()), reduction='none')
k = x.detach().reshape(2, 3, 2).requires_grad_()
l = F.cross_entropy(k, torch.tensor([[0, 2], [1, 1]]))
l
l.backward()
k.grad.tolist()
F.cross_entropy(k, torch.tensor([[0, 2], [1, 1]]), reduction='none')
F.cross_entropy(k, torch.tensor([[0, 2, 1], [1, 1, 1]]))
F.cross_entropy(k, torch.tensor([0, 1]))
F.cross_entropy(k, torch.tensor([[0, 2], [1, 1]]), label_smoothing=0.2)
F.cross_entropy(torch.randn(1, 3, 2, 2, 2), torch.zeros(1, 2, 2, 2).long(), reduction='none')
x.grad = None
l = F.nll_loss(x, y, weight=w)
l
l.backward()
x.grad.tolist()
F.nll_loss(x, y, reduction='sum')
F.nll_loss(x, y, reduction='none')
F.nll_loss(x, y, ignore_index=1)
F.nll_loss(i, j, reduction='sum')
F.nll_loss(x.double(), y)
F.nll_loss(x, y[:3])
F.nll_loss(x.double(), y, weight=w)
F.nll_loss(x.t()[:, :3], torch.tensor([0, 1, 2]))
F.nll_loss(x, 3)
nn.CrossEntropyLoss()(x, y)
m = nn.CrossEntropyLoss(weight=w, ignore_index=2, label_smoothing=0.1, reduction='none')
m
m(x, y)
m.weight
m.reduction
m.ignore_index
m.label_smoothing
m.reduction = 'sum'
m(x, y)
m.reduction = 'foo'
m(x, y)
nn.CrossEntropyLoss(reduction='foo')
nn.CrossEntropyLoss(mood=1)
nn.CrossEntropyLoss(weight=[1, 2, 3])
nn.CrossEntropyLoss().weight
nn.CrossEntropyLoss()(x)
nn.NLLLoss(weight=w)(x, y)
nn.MSELoss()(x, p)
nn.MSELoss(reduction='sum')
nn.MSELoss(reduction='sum')(x, p)
nn.MSELoss(size_average=False).reduction
nn.MSELoss(reduce=False).reduction
nn.L1Loss()(x, p)
nn.SmoothL1Loss(beta=0.5)(x, p)
nn.SmoothL1Loss(beta=0.5).beta
nn.HuberLoss(delta=0.2)(x, p)
nn.HuberLoss(delta=0)(x, p)
nn.KLDivLoss(reduction='batchmean')(x, p)
nn.KLDivLoss(log_target=True).log_target
nn.BCELoss()(p, p.detach())
nn.BCELoss(weight=w)(p, p.detach())
nn.BCEWithLogitsLoss(pos_weight=w)(x, p.detach())
nn.BCEWithLogitsLoss(weight=w).weight
nn.BCEWithLogitsLoss(weight=w).pos_weight
