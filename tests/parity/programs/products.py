x = (torch.arange(24.) / 7 - 1).reshape(2, 3, 4).requires_grad_()
m = (torch.arange(6.) / 3 - 1).reshape(2, 3).requires_grad_()
v = (torch.arange(3.) - 1.5).requires_grad_()
s = torch.tensor(2.).requires_grad_()
u = torch.arange(200.) / 11 - 3
m @ m
m @ v
m @ m.t()
v @ m
v @ v
v @ m.t()
v @ torch.ones(2)
m @ torch.ones(2)
torch.ones(2) @ m
m @ s
m @ s.long()
v @ v.double()
m @ v.double()
x @ x
x @ torch.ones(4)
x @ torch.ones(3)
x @ torch.ones(4, 2)
x @ torch.ones(3, 2)
x @ x.transpose(1, 2)
torch.ones(3) @ x
torch.ones(4) @ x
torch.ones(5, 3) @ x
torch.ones(5, 4) @ x
torch.ones(2, 1, 3, 4) @ x.transpose(1, 2)
torch.ones(3, 1, 3, 4) @ x.transpose(1, 2)
torch.ones(3, 3, 4) @ x.transpose(1, 2)
torch.ones(2, 3, 4, 5) @ torch.ones(2, 3, 5, 4)
torch.ones(2, 3, 4, 5).requires_grad_() @ torch.ones(2, 3, 5, 4)
torch.ones(2, 3, 4, 5).requires_grad_() @ torch.ones(5, 4)
torch.ones(2, 3, 4, 5).requires_grad_() @ torch.ones(5)
torch.ones(2, 3, 4, 5) @ torch.ones(4, 4)
torch.ones(5).requires_grad_() @ torch.ones(2, 3, 5, 4)
x.long().detach() @ x.long().detach().transpose(1, 2)
m.long().detach() @ torch.tensor([1, 2, 3])
(m>0) @ (m>0).t()
torch.mm(m, m)
torch.mm(m, m.t())
torch.mm(v, m)
torch.mm(m, v)
m.mm(x)
torch.mv(m, v)
torch.mv(m, torch.ones(2))
torch.mv(v, v)
torch.mv(m, m)
torch.mv(m, v.double())
torch.dot(v, v)
torch.dot(v, torch.ones(2))
torch.dot(m, v)
torch.dot(v, v.double())
torch.dot(torch.tensor([1, 2]), torch.tensor([3, 4]))
torch.inner(v, v)
torch.inner(m, m)
torch.inner(m, v)
torch.inner(m, torch.ones(2))
torch.inner(s, m)
torch.outer(v, torch.ones(2))
torch.ger(v, v)
torch.outer(m, v)
torch.bmm(x, x.transpose(1, 2))
torch.bmm(x, x)
torch.bmm(m, x)
torch.bmm(x, m)
torch.bmm(x, torch.ones(3, 4, 2))
torch.bmm(x, x.transpose(1, 2).double())
torch.addmm(torch.ones(2, 2), m, m.t())
torch.addmm(v, torch.ones(2, 2), m)
torch.addmm(v, torch.ones(2, 2), m, beta=2, alpha=0.5)
torch.addmm(torch.ones(3, 3), torch.ones(2, 2), m)
torch.addmm(v, torch.ones(2, 3), m)
torch.addmm(v, torch.ones(2), m)
torch.addmm(torch.ones(3).long(), torch.ones(2, 2).long(), m.long().detach(), beta=2)
m.addmm(torch.ones(2, 2), m)
torch.addmv(torch.ones(2), m, v)
torch.addmv(torch.ones(2), m, v, beta=2, alpha=3)
torch.addmv(torch.ones(3), m, v)
torch.addmv(torch.ones(2), m, torch.ones(2))
torch.addbmm(torch.ones(3, 3), x, x.transpose(1, 2))
torch.addbmm(torch.ones(3, 3), x, x)
torch.baddbmm(torch.ones(2, 3, 3), x, x.transpose(1, 2))
torch.baddbmm(torch.ones(3), x, x.transpose(1, 2), beta=2, alpha=3)
torch.baddbmm(torch.ones(2, 3, 3), x, x)
torch.baddbmm(torch.ones(4, 4), x, x.transpose(1, 2))
torch.addr(torch.ones(3, 3), v, v)
torch.addr(torch.ones(2, 3), v, v)
torch.tensordot(m, m, dims=([0, 1], [0, 1]))
torch.tensordot(m, m.t(), dims=1)
torch.tensordot(m, m, dims=0)
torch.tensordot(x, m, dims=([1], [1]))
torch.tensordot(m, m, dims=1)
torch.tensordot(m, m, dims=([0], [1]))
torch.tensordot(m, m, dims=([0, 0], [0, 1]))
torch.tensordot(m, m, dims=([0, 1], [0]))
torch.tensordot(m, m, dims=-1)
torch.tensordot(m, m, dims=5)
torch.kron(m, torch.ones(1, 2))
torch.kron(v, m)
y = m @ v
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = m @ m.t()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = v @ v
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = v @ m.t()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.ones(2) @ m
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = x @ torch.arange(4.)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x @ torch.arange(8.).reshape(4, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x @ x.transpose(1, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = v @ x
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = torch.arange(15.).reshape(5, 3) @ x
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = m @ x
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
m.grad.tolist()
m.grad = None
y = torch.arange(24.).reshape(2, 1, 3, 4) @ x.transpose(1, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[0] @ x[1].t()
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.transpose(0, 2)[:, :, 0] @ v
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = x[:, :, 1:] @ x[:, :, 1:].transpose(1, 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.bmm(x, x.transpose(1, 2))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.mm(m.t(), m)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.mv(m, v)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.dot(v, v * 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = torch.outer(v, v)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = torch.inner(m, v)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.inner(x, m[0, 0] * torch.arange(4.))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
m.grad.tolist()
m.grad = None
y = torch.addmm(v, torch.arange(4.).reshape(2, 2), m, beta=2, alpha=0.5)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.addmm(m, m @ m.t(), m)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.addmv(m[:, 0], m, v, beta=3, alpha=2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.addbmm(v, x, x.transpose(1, 2), alpha=0.5)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = torch.baddbmm(v, x, x.transpose(1, 2), beta=2, alpha=3)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
v.grad.tolist()
v.grad = None
y = torch.addr(m, m[:, 0], v, beta=2, alpha=0.5)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.tensordot(x, m, dims=([1], [1]))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
m.grad.tolist()
m.grad = None
y = torch.tensordot(m, m.t(), dims=1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.tensordot(m, m, dims=0)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.kron(m, v)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = F.linear(v, m)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = F.linear(v, m, m[:, 0])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = F.linear(x, torch.arange(8.).reshape(2, 4), m[:, 1])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
m.grad.tolist()
m.grad = None
y = F.linear(x.transpose(1, 2), m, m[:, 1])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
m.grad.tolist()
m.grad = None
y = F.linear(m, v)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = F.linear(x, torch.arange(4.))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = F.linear(m, m, s)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
s.grad.tolist()
s.grad = None
y = F.linear(m, m, m[:, :2])
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
F.linear(v, m)
F.linear(v, m, torch.ones(2))
F.linear(m, m)
F.linear(x, torch.ones(2, 4), torch.ones(2))
F.linear(x, torch.ones(4))
F.linear(m, v)
F.linear(v, v)
F.linear(m, torch.ones(2, 2))
F.linear(v, torch.ones(2, 2))
F.linear(m, m, torch.ones(3))
F.linear(x, torch.ones(2, 3))
F.linear(torch.zeros(0, 3), m).shape
F.linear(torch.zeros(2, 0), torch.zeros(3, 0), torch.ones(3))
F.linear(torch.zeros(2, 4, 0), torch.zeros(3, 0)).shape
torch.zeros(2, 0) @ torch.zeros(0, 3)
torch.zeros(0, 3) @ torch.ones(3, 2)
torch.zeros(3, 0, 2) @ torch.ones(2, 2)
torch.zeros(2, 3, 0) @ torch.zeros(2, 0, 4)
torch.bmm(torch.zeros(0, 2, 3), torch.zeros(0, 3, 4)).shape
torch.zeros(3, 0).mv(torch.zeros(0))
torch.dot(torch.zeros(0), torch.zeros(0))
torch.addmm(torch.ones(3), torch.zeros(2, 0), torch.zeros(0, 3))
torch.arange(6).reshape(2, 3) @ torch.arange(6).reshape(3, 2)
torch.arange(24).reshape(2, 3, 4).double() @ torch.arange(4).double()
torch.arange(24).reshape(2, 3, 4).bmm(torch.arange(24).reshape(2, 4, 3)).tolist()
torch.addmm(torch.ones(2, 2).double(), m.double(), m.t().double())
a = torch.arange(12.).reshape(3, 4)
a[:, ::2] @ a[:2, 1:3]
a.t()[1:] @ a[:, 1:]
torch.mm(a[::2], a.t()[:, ::2])
a[:, :1].expand(3, 4) @ a.t()
