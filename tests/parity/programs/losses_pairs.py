# Losses of two tensors of one size: values, both gradients, reductions, sizes, dtypes, errors.
_ = torch.manual_seed(0)
x = torch.randn(4, 3, requires_grad=True)
t = torch.rand(4, 3, requires_grad=True)
u = torch.rand(4, 3)
y = F.mse_loss(x, t)
y
y.backward()
x.grad.tolist()
t.grad.tolist()
x.grad = None
t.grad = None
y = F.mse_loss(x, t, reduction='none')
y
(y * u).sum().backward()
x.grad.tolist()
t.grad.tolist()
x.grad = None
t.grad = None
y = F.mse_loss(x, t, reduction='sum')
y
y.backward()
x.grad.tolist()
F.mse_loss(x, t, size_average=False)
F.mse_loss(x, t, reduce=False)
F.mse_loss(x, t, size_average=True, reduce=True)
F.mse_loss(x, t, reduction='batchmean')
F.mse_loss(x, t[0])
F.mse_loss(x, torch.zeros(4))
F.mse_loss(torch.zeros(3), torch.zeros(3, 1))
F.mse_loss(torch.zeros(3, dtype=torch.int64), torch.zeros(3, dtype=torch.int64))
F.mse_loss(x.double(), t)
F.mse_loss(torch.zeros(0), torch.zeros(0))
F.mse_loss(torch.zeros(0), torch.zeros(0), reduction='sum')
F.mse_loss(torch.zeros(0), torch.zeros(0), reduction='none')
F.mse_loss(x.t(), t.t(), reduction='none').tolist()
F.mse_loss(x, 3)
x.grad = None
t.grad = None
y = F.l1_loss(x, t)
y
y.backward()
x.grad.tolist()
t.grad.tolist()
F.l1_loss(x, t, reduction='sum')
F.l1_loss(x, t, reduction='none')
F.l1_loss(x, x.detach()).backward()
F.l1_loss(torch.zeros(3, dtype=torch.int64), torch.zeros(3, dtype=torch.int64))
x.grad = None
t.grad = None
y = F.smooth_l1_loss(x, t)
y
y.backward()
x.grad.tolist()
t.grad.tolist()
x.grad = None
y = F.smooth_l1_loss(x, t, reduction='none', beta=0.5)
y
(y * u).sum().backward()
x.grad.tolist()
F.smooth_l1_loss(x, t, reduction='sum', beta=2.0)
F.smooth_l1_loss(x, t, beta=0.0)
F.smooth_l1_loss(x, t, beta=-1.0)
F.smooth_l1_loss(torch.zeros(3, dtype=torch.int64), torch.zeros(3, dtype=torch.int64))
F.smooth_l1_loss(x.double(), t)
x.grad = None
t.grad = None
y = F.huber_loss(x, t)
y
y.backward()
x.grad.tolist()
t.grad.tolist()
x.grad = None
y = F.huber_loss(x, t, reduction='none', delta=0.3)
y
(y * u).sum().backward()
x.grad.tolist()
F.huber_loss(x, t, 'sum', 2.0)
F.huber_loss(x, t, delta=0.0)
F.huber_loss(x, t, reduction='x')
F.huber_loss(torch.zeros(3, dtype=torch.int64), torch.zeros(3, dtype=torch.int64))
p = nn.Softmax(dim=1)(torch.randn(4, 3)).requires_grad_()
q = nn.LogSoftmax(dim=1)(torch.randn(4, 3)).requires_grad_()
y = F.kl_div(q, p)
y
y.backward()
q.grad.tolist()
p.grad.tolist()
F.kl_div(q, p, reduction='batchmean')
F.kl_div(q, p, reduction='sum')
F.kl_div(q, p, reduction='none')
F.kl_div(q, torch.tensor([0.0, 0.25, 0.75]), reduction='none')
F.kl_div(q, q.detach() - 1, reduction='none', log_target=True)
F.kl_div(q, p, reduction='foo')
F.kl_div(q.double(), p.double())
s = torch.sigmoid(torch.randn(4, 3)).requires_grad_()
b = torch.tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.5, 1.0, 0.25], [1.0, 1.0, 0.0]], requires_grad=True)
y = F.binary_cross_entropy(s, b)
y
y.backward()
s.grad.tolist()
b.grad.tolist()
s.grad = None
y = F.binary_cross_entropy(s, b, weight=torch.tensor([1.0, 2.0, 0.5]), reduction='none')
y
(y * u).sum().backward()
s.grad.tolist()
F.binary_cross_entropy(s, b, reduction='sum')
F.binary_cross_entropy(torch.tensor([0.0, 1.0, 0.0]), torch.tensor([1.0, 0.0, 0.0]), reduction='none')
e = torch.tensor([0.0, 1.0, 0.5], requires_grad=True)
F.binary_cross_entropy(e, torch.tensor([1.0, 0.0, 0.0]), reduction='sum').backward()
e.grad
F.binary_cross_entropy(x * 100, b)
F.binary_cross_entropy(s, b[0])
F.binary_cross_entropy(s, b, weight=torch.ones(2))
F.binary_cross_entropy(s, torch.ones(4, 3, dtype=torch.int64))
F.binary_cross_entropy(s.double(), b)
F.binary_cross_entropy(s.double(), b.double())
F.binary_cross_entropy(s, 3)
x.grad = None
b.grad = None
y = F.binary_cross_entropy_with_logits(x, b)
y
y.backward()
x.grad.tolist()
b.grad.tolist()
x.grad = None
b.grad = None
y = F.binary_cross_entropy_with_logits(x, b, weight=torch.tensor([1.0, 2.0, 0.5]), reduction='none')
y
(y * u).sum().backward()
x.grad.tolist()
b.grad.tolist()
x.grad = None
b.grad = None
y = F.binary_cross_entropy_with_logits(x, b, pos_weight=torch.tensor([1.0, 2.0, 0.5]))
y
y.backward()
x.grad.tolist()
b.grad.tolist()
F.binary_cross_entropy_with_logits(x, b, weight=u, pos_weight=torch.tensor([3.0]), reduction='sum')
F.binary_cross_entropy_with_logits(torch.tensor([100.0, -100.0]), torch.tensor([0.0, 1.0]), reduction='none')
F.binary_cross_entropy_with_logits(x, torch.ones(4, 2))
F.binary_cross_entropy_with_logits(x, b, pos_weight=torch.ones(2))
F.binary_cross_entropy_with_logits(x.double(), b.double())
F.binary_cross_entropy_with_logits(torch.zeros(3, dtype=torch.int64), torch.zeros(3, dtype=torch.int64))
