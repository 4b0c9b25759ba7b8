_ = torch.manual_seed(3)
x = torch.randn(2, 3, 4).requires_grad_()
m = torch.arange(6.).reshape(2, 3).requires_grad_()
v = torch.arange(3.).requires_grad_()
s = torch.tensor(2.).requires_grad_()
w = torch.tensor([3., 1., 2., 1., 0.5, 0.]).requires_grad_()
k = torch.tensor([3, 1, 2, 1, 0, 5])
E = torch.zeros(0)
n = torch.tensor([3., 1., 0. / 1, 1.])
u = torch.arange(200.) / 11 - 3
torch.sort(w)
torch.sort(w, descending=True)
torch.sort(m, 0, True)
torch.sort(m, dim=1, descending=True)
w.sort(stable=True)
torch.sort(k)
torch.sort(k, stable=True, descending=True)
torch.sort(s)
torch.sort(E)
torch.sort(m, 5)
torch.sort(k>1)
torch.msort(m)
torch.argsort(w)
torch.argsort(m, dim=0, descending=True)
torch.argsort(m, 0, True)
m.argsort(-1)
torch.argsort(s)
torch.topk(w, 2)
torch.topk(k, 3)
torch.topk(m, 2, dim=0, largest=False)
m.topk(1, 0)
torch.topk(m, 4)
torch.topk(m, -1)
torch.topk(m, 0)
torch.topk(s, 1)
torch.topk(k, 2, largest=False)
torch.topk(m, 1, 5)
torch.kthvalue(w, 2)
torch.kthvalue(m, 1, dim=0, keepdim=True)
torch.kthvalue(m, 7)
torch.unique(k)
torch.unique(k, return_inverse=True)
torch.unique(k, return_inverse=True, return_counts=True)
torch.unique(k, return_counts=True)
k.unique()
torch.unique(torch.tensor([[1, 2], [1, 2], [0, 1]]), dim=0)
torch.unique(torch.tensor([[1, 2], [1, 2], [0, 1]]), dim=0, return_inverse=True, return_counts=True)
torch.unique(torch.tensor([[1, 2], [2, 1]]), return_inverse=True)
torch.unique(E)
torch.unique(torch.tensor([True, False, True]))
torch.unique_consecutive(k)
torch.unique_consecutive(torch.tensor([1, 1, 2, 2, 1]), return_inverse=True, return_counts=True)
torch.bincount(k)
torch.bincount(k, minlength=8)
torch.bincount(k, weights=torch.arange(6.))
torch.bincount(k, torch.arange(6))
torch.bincount(torch.tensor([-1]))
torch.bincount(torch.tensor([1.]))
torch.bincount(torch.tensor([[1]]))
torch.bincount(torch.tensor([]).long())
torch.bincount(k, torch.ones(2))
torch.bincount(k, minlength=-1)
torch.histc(torch.tensor([1., 2., 1., 4.]), 4, 0, 4)
torch.histc(torch.tensor([1., 2., 1., 4.]), bins=3)
torch.histc(torch.tensor([1., 2., 1.]), 4, 5, 1)
torch.histc(torch.tensor([1, 2]))
torch.histc(torch.tensor([1., 1.]), 2)
torch.histc(torch.tensor([1., 1.]), 0)
torch.searchsorted(torch.tensor([1., 3., 5.]), torch.tensor([0., 1., 2., 5., 6.]))
torch.searchsorted(torch.tensor([1., 3., 5.]), torch.tensor([0., 1., 2., 5., 6.]), right=True)
torch.searchsorted(torch.tensor([1., 3., 5.]), 3)
torch.searchsorted(torch.tensor([[1., 3.], [2., 4.]]), torch.tensor([[3.], [3.]]))
torch.searchsorted(torch.tensor([[1., 3.], [2., 4.]]), torch.tensor([3.]))
torch.searchsorted(torch.tensor([1., 3., 5.]), torch.tensor([3]))
torch.searchsorted(torch.tensor([1., 3., 5.]), torch.tensor([3.]), side='right')
torch.searchsorted(torch.tensor([1., 3., 5.]), torch.tensor([3.]), side='foo')
torch.bucketize(torch.tensor([0., 1., 2.]), torch.tensor([1., 2.]))
torch.bucketize(torch.tensor([[0., 1., 2.]]), torch.tensor([1., 2.]), right=True)
torch.bucketize(1.5, torch.tensor([1., 2.]))
torch.bucketize(torch.tensor([1]), torch.tensor([[1, 2]]))
y = torch.sort(x, 1)[0]
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.sort(x, -1, True).values
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.sort(dim=0, stable=True)[0]
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.topk(x, 2, 1)[0]
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.topk(1, dim=0, largest=False).values
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.kthvalue(x, 2, 1)[0]
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.kthvalue(m, 1, 0, True)[0]
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.msort(x)
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.transpose(0, 2).sort(1).values
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = w.topk(3)[0]
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
w.grad.tolist()
w.grad = None
y = torch.sort(s)[0]
y
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
s.grad.tolist()
s.grad = None
torch.sort(x.double(), 2).indices
torch.argsort(x.flip(0), 0)
torch.sort(torch.zeros(2, 0))
torch.sort(torch.zeros(0, 2), 0)
torch.topk(torch.zeros(3, 0), 0)
big = (torch.randn(300) * 3).long().float()
torch.topk(big, 4)
torch.topk(big, 4, largest=False)
torch.topk(big, 40)[0]
torch.sort(big, descending=True)[1][:20]
torch.argsort(big.long())[:60]
torch.unique(big.long(), return_counts=True)
torch.unique(torch.tensor([[0, 1, 0], [1, 0, 1]]), dim=1, return_inverse=True)
torch.unique(x.detach().long()).tolist()
torch.unique_consecutive(torch.tensor([]))
a, b = torch.sort(w)
a
b
r = torch.topk(w, 2)
r.values
r.indices
r
torch.sort(k)
torch.histc(big, 5)
torch.bincount(big.abs().long())
