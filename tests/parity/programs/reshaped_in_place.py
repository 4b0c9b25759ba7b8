# squeeze_() and its like, view(dtype), quantiles, aminmax, nanmedian.
x = torch.arange(6.0).reshape(1, 2, 3)
p = x
p is x.squeeze_()
p.shape
x.unsqueeze_(-1).shape
x._version
x.squeeze_(-1).transpose_(0, 1)
x.stride()
x.t_()
x.swapaxes_(0, 1).shape
x.swapdims_(0, 1).is_contiguous()
torch.ones(3).t_()
torch.tensor(1.0).t_()
torch.ones(1, 2, 3).t_()
torch.ones(1, 2).unsqueeze_(5)
torch.ones(1, 2).squeeze_(2)
torch.ones(1, 2).transpose_(0, 5)
torch.ones(1, 2, requires_grad=True).squeeze_()
a = torch.arange(6.0).reshape(2, 3).requires_grad_()
b = a * 2
b.t_()
(b * torch.arange(6.0).reshape(3, 2)).sum().backward()
a.grad
b = a * 2
b.unsqueeze_(0)
b.transpose_(1, 2)
b.squeeze_()
b.squeeze_(0)
c = (a * 2).transpose_(0, 1)
c.mul_(3)
c[0].mul_(2)
a.grad = None
(c * c).sum().backward()
a.grad
# A view of a tensor that is itself strided.
d = (a * 2).t_()
v = d[1:]
v.mul_(5)
v
d
a.grad = None
(d * torch.arange(6.0).reshape(3, 2)).sum().backward()
a.grad
e = (a * 1).t_()
w = e[0]
e.mul_(2)
w
a.grad = None
w.sum().backward()
a.grad

torch.ones(2).view(torch.int32)
torch.ones(2, 4).view(torch.float64)
torch.ones(2, 2).double().view(torch.float32)
torch.ones(2, 2).double().view(torch.int64)
torch.arange(4).view(torch.float64).view(torch.int64)
torch.tensor(1.0).view(torch.int32)
torch.ones(2, requires_grad=True).view(torch.int32)
torch.ones(2, requires_grad=True).view(torch.float32)
torch.ones(3).view(torch.float64)
torch.ones(4, 2).t().view(torch.float64)
torch.ones(4, 3).view(torch.float64)
torch.ones(3, 4)[:, 1:3].view(torch.float64)
torch.ones(3, 6)[:, :2].view(torch.float64)
torch.ones(3, 3)[:, :2].view(torch.float64)
torch.ones(2, 4)[1:].view(torch.float64)
torch.tensor(1.0).view(torch.float64)
torch.tensor(1.0).double().view(torch.float32)
q = torch.arange(4.0)
q.view(torch.int32).zero_()
q

n = torch.tensor([[3.0, 1.0, 2.0, 8.0], [float('nan'), 5.0, 4.0, 7.0]], requires_grad=True)
for how in ('linear', 'lower', 'higher', 'midpoint', 'nearest'):
    for share in (0.0, 0.3, 0.5, 0.9, 1.0):
        n.grad = None
        y = torch.quantile(n[:1], share, interpolation=how)
        z = torch.nanquantile(n, share, dim=1, interpolation=how)
        (y * 2 + (z * torch.tensor([1.0, 3.0])).sum()).backward()
        print(how, share, y.item(), z.tolist(), n.grad.tolist())

torch.quantile(n.detach(), torch.tensor([0.2, 0.7]), dim=1, keepdim=True, interpolation='higher')
n.quantile(0.5, interpolation='lower')
n.nanquantile(0.5)
torch.nanquantile(torch.tensor([float('nan')]), 0.5)
torch.quantile(n, 0.5, interpolation='foo')
torch.quantile(n, 2.0)
n.nanmedian(1)
n.nanmedian()
n.nanmedian(1, keepdim=True)
n.nanmedian(1).values.tolist()

m = torch.tensor([[1.0, 4.0, 4.0], [2.0, 2.0, 9.0]])
torch.aminmax(m)
m.aminmax(dim=1)
m.aminmax(dim=0, keepdim=True)
m.aminmax(dim=-1).max
torch.tensor([3, 1, 2]).aminmax()
torch.tensor([1.0, float('nan')]).aminmax()
torch.tensor(2.0).aminmax(dim=0)
torch.tensor([]).aminmax()
torch.ones(2, 0).aminmax(dim=1)
torch.aminmax(torch.ones(2), dim=3)

# Written over by parts: numbers that come to one place are added or multiplied, without a gradient.
s = torch.full((2, 3), 2.0)
i = torch.tensor([[0, 0], [2, 1]])
s.scatter(1, i, torch.tensor([[3.0, 4.0], [5.0, 6.0]]), reduce='add')
s.scatter(1, i, torch.tensor([[3.0, 4.0], [5.0, 6.0]]), reduce='multiply')
torch.scatter(s, 1, i, 1.5, reduce='add')
s.scatter_(1, i, 1.5, reduce='multiply')
s
s._version
torch.ones(2, 3, dtype=torch.int64).scatter(1, i, 3, reduce='add')
torch.ones(2, 3, dtype=torch.bool).scatter(1, i, False, reduce='multiply')
s.scatter(1, i, s.double(), reduce='add')
s.scatter(1, i, 1.0, reduce='foo')
s.scatter(1, torch.tensor([[5]]), 1.0, reduce='add')
s.clone().requires_grad_().scatter(1, i, 1.0, reduce='add')
s.clone().requires_grad_().scatter(1, i, 1.0, reduce='add').sum().backward()
