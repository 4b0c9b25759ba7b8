x = (torch.arange(24.) / 7).reshape(2, 3, 4).requires_grad_()
v = torch.arange(4.).requires_grad_()
z = torch.tensor(5.)
u = torch.arange(24.).reshape(2, 3, 4) / 11 - 1
y = x * 1
y[0] = 1
y
y[0, 0] = torch.ones(3)
y
y[0] = torch.ones(1, 1, 3, 4)
y
y[torch.tensor([0, 1])] = torch.ones(2)
y
y[torch.tensor([0, 1])] = torch.ones(4).double()
y
y[0] = torch.ones(4).double()
y
y[y>3] = 0
y
y[y>3] = torch.ones(2)
y
y[False] = torch.ones(7)
y
y[True] = 2
y
y[None] = 2
y
y[...] = 2
y
y[0] = 'a'
y
y[0] = [1, 2]
y
y[5] = 1
y
y[0, 1, 2, 3] = 1
y
v[5] = 1
y[torch.tensor([9, 0])] = 1
y
y[::-1] = 1
y
y[0] = None
y
y[torch.tensor([0, 1])] = torch.ones(1, 1, 1, 1, 4)
y
y[:, torch.tensor([0, 1])] = torch.ones(3, 1, 4)
y
y[torch.tensor([0, 1]), 0] = torch.ones(2, 4)
y
z[0] = 1
z[()] = 2
z[...] = 3
z[None] = 1
z[0:1] = 1
y['a'] = 1
y
y[0][0] = 1
y
y = x * 1
y[0] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[0, 1] = 5.
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
y = x * 1
y[0, 1] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[...] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[:] = 7.
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
y = x * 1
y[0:2] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[:, 1:] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[..., ::2] = v[:2]
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[None] = 2.
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
y = x * 1
y[True] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[[0, 0]] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[[1], [0, 2]] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[:, [0, 2]] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[x > 1] = 3.
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
y = x * 1
y[x > 1] = v[1]
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[0, x[0] > 1] = 1.5
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
y = x * 1
y[-1, ..., -1] = v[:3]
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[torch.tensor(1)] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[:, torch.tensor([True, False, True])] = v
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
y[1:, [0]] = v * 2
y
(y * u).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x * 1
a = y[0]
a[1] = v
y
a.tolist()
(y * u).sum().backward()
x.grad.tolist()
v.grad.tolist()
b = y.detach()
y._version, b._version
b[0, 0] = -1.
y[0, 0].tolist()
w = torch.zeros(3, requires_grad=True)
w[0] = 1.
w[[0]] = 1.
w[...] = 1.
w[w > 3] = 1.
i = torch.arange(5)
i[0] = 1.7
i
i[0] = True
i[torch.tensor([1])] = 2.5
i
i[torch.tensor([1])] = torch.tensor([2.5])
i[0] = torch.tensor(2.5)
i
k = torch.zeros(4, dtype=torch.bool)
k[1:3] = True
k
d = torch.zeros(3, dtype=torch.float64)
d[1] = torch.tensor(2.)
d[[0, 2]] = torch.tensor([1., 2.])
d
q = torch.zeros(3, 2)
q[[0, 0, 1]] = torch.arange(6.).reshape(3, 2)
q
q.t()[0] = 9.
q
q[:, 0] += 1
q
q[1:] *= 2
q
q[q > 3] -= 3
q
x[0] = 1.
x[[0]] = 1.
