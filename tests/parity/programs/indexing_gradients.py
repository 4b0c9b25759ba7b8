x = (torch.arange(24.) / 7).reshape(2, 3, 4).requires_grad_()
m = (torch.arange(6.) / 3).reshape(2, 3).requires_grad_()
v = torch.arange(3.).requires_grad_()
s = torch.tensor(2.).requires_grad_()
i = torch.tensor([0, 2])
u = torch.arange(200.) / 11 - 3
y = x[0]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[:, 1:]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[..., ::2]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[None, 0, :, None]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[-1, ..., -1]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[[1, 0, 1]]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[:, [0, 0, 2], [1, 1, 3]]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[[0, 1], :, [2, 3]]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[[[0], [1]], [0, 2]]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[x > 1.5]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[:, m[0] > 0.1]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
m.grad.tolist()
m.grad = None
y = x[m > 0.5]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
m.grad.tolist()
m.grad = None
y = x[True]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x[1, torch.tensor([0, 0])]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = x.transpose(0, 2)[[0, 3, 3], 1]
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.gather(m, 1, torch.tensor([[0, 0], [1, 2]]))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.gather(x, 0, torch.tensor([[[0, 1, 0, 1]]]))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.scatter(m, 1, torch.tensor([[0], [1]]), m[:, :1] * 3)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.scatter(m, 1, torch.tensor([[0], [1]]), 5.)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.scatter_add(m, 0, torch.tensor([[0, 0, 1], [1, 0, 1]]), m * 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.index_select(x, 1, i)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
x.grad.tolist()
x.grad = None
y = torch.index_select(m, -1, torch.tensor([1, 1, 0]))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.index_add(m, 1, i, m[:, :2] * 2, alpha=3)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.index_fill(m, 1, i, 9.)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = m.index_fill(1, i, s)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
s.grad.tolist()
s.grad = None
y = torch.index_copy(m, 1, i, m[:, 1:] * 2)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = m.index_put((torch.tensor([0, 0]),), v)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = m.index_put((torch.tensor([0, 0]),), v, accumulate=True)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = m.masked_fill(m > 1, 9.)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = m.masked_fill(v > 1, s)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
s.grad.tolist()
s.grad = None
y = v.masked_fill(m > 1, 4.)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
v.grad.tolist()
v.grad = None
y = torch.masked_select(m, m > 0.5)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.masked_select(v, torch.tensor([[True], [False]]))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
v.grad.tolist()
v.grad = None
y = torch.take(m, torch.tensor([[0, 5], [-1, 0]]))
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.take_along_dim(m, torch.tensor([[0], [1]]), 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
y = torch.take_along_dim(m, torch.tensor([[0, 2]]), 1)
(y * u[:y.numel()].reshape(y.shape)).sum().backward()
m.grad.tolist()
m.grad = None
