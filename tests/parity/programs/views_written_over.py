x = (torch.arange(6.) / 3).reshape(2, 3).requires_grad_()
v = torch.tensor([1., -2., 0.5]).requires_grad_()
y = x * 1
a = y[0]
b = y.t()
y.mul_(2)
a
b
(a * v).sum().backward()
x.grad.tolist()
v.grad.tolist()
x.grad = None
v.grad = None
y = x * 1
a = y[1]
a[0] = v[2] * 3
a
y
(y * y).sum().backward()
x.grad.tolist()
v.grad.tolist()
x.grad = None
v.grad = None
y = x * 1
e = y[0, 1]
y.mul_(3)
e.backward()
x.grad.tolist()
x.grad = None
y = x * 1
w = y.view(6)[1:5]
w.exp_()
y
w
y[0] = v
w
(w * torch.tensor([1., 2., 3., 4.])).sum().backward()
x.grad.tolist()
v.grad.tolist()
x.grad = None
v.grad = None
y = x * 1
s = y * y
y[0, 0] = 3.
s.sum().backward()
y = x.exp()
y.view(-1)[2] = 1.
y.sum().backward()
n = torch.zeros(2, 3)
r = n[1]
r.requires_grad
n[0] = v
n
r
r.requires_grad
(n * 2).sum().backward()
v.grad.tolist()
p = torch.zeros(3)
q = p[1:]
q.copy_(v[:2])
p
q
p._version, q._version, p.detach()._version
off = torch.set_grad_enabled(False)
x[0] = 5.
x[:, 1] += 1.
on = torch.set_grad_enabled(True)
x
x._version
x[0].add_(1)
x.view(6)[0] = 1.
