x = torch.arange(12.).reshape(1, 3, 4).requires_grad_()
u = torch.arange(100.) / 7
y = F.pad(x, (1, 2))
y
(y * u[:21].reshape(1, 3, 7)).sum().backward()
x.grad.tolist()
x.grad = None
y = F.pad(x, (1, -2, 0, 1), value=2.5)
y
(y * u[:12].reshape(1, 4, 3)).sum().backward()
x.grad.tolist()
x.grad = None
y = F.pad(x, (3, 2), mode='reflect')
y
(y * u[:27].reshape(1, 3, 9)).sum().backward()
x.grad.tolist()
x.grad = None
y = F.pad(x, (2, 1, 1, 2), mode='reflect')
y
(y * u[:42].reshape(1, 6, 7)).sum().backward()
x.grad.tolist()
x.grad = None
y = F.pad(x, (9, 1), mode='replicate')
y
(y * u[:42].reshape(1, 3, 14)).sum().backward()
x.grad.tolist()
x.grad = None
y = F.pad(x, (2, 0, 1, 3), 'replicate')
y
(y * u[:42].reshape(1, 7, 6)).sum().backward()
x.grad.tolist()
x.grad = None
y = F.pad(x, (2, 3), mode='circular')
y
(y * u[:27].reshape(1, 3, 9)).sum().backward()
x.grad.tolist()
x.grad = None
z = torch.arange(24., dtype=torch.float64).reshape(1, 2, 3, 4).requires_grad_()
y = F.pad(z, (1, 1, 2, 1), mode='circular')
y.tolist()
(y * u[:72].double().reshape(1, 2, 6, 6)[:, :, :6, :6]).sum().backward()
z.grad.tolist()
z.grad = None
v = torch.arange(48.).reshape(1, 2, 2, 3, 4).requires_grad_()
F.pad(v, (1, 1, 1, 1, 1, 1), mode='reflect').tolist()
F.pad(v, (1, 1, 1, 1, 1, 1), mode='replicate').tolist()
F.pad(v, (1, 1, 1, 1, 1, 1), mode='circular').tolist()
y = F.pad(v, (1, 0, 0, 1, 1, 1), mode='reflect')
(y * y).sum().backward()
v.grad.tolist()
F.pad(x.transpose(1, 2), (1, 1), mode='reflect')
F.pad(x.transpose(1, 2), (1, 1, 0, 1))
F.pad(torch.arange(6).reshape(2, 3), (1, 1), value=1.5)
F.pad(torch.arange(6).reshape(1, 2, 3), (2, 3), mode='circular')
F.pad(torch.ones(2, 3) > 0, (1, 1))
F.pad(x, ())
F.pad(x, (0, 0))
F.pad(x, (-1, 3), mode='reflect')
F.pad(x, (-2, 5), mode='replicate')
F.pad(x, (-2, -2), mode='circular')
F.pad(x, (4, 4), mode='circular')
F.pad(x, (5, 4), mode='circular')
F.pad(x, (-2, -3), mode='circular')
F.pad(x[0], (1, 1), mode='circular')
F.pad(x, (1, 1, 1, 1), mode='circular')
F.pad(x, (1,))
F.pad(x[0, 0], (1, 1, 1, 1))
F.pad(x, (-1, -4))
F.pad(x, (0, -6))
F.pad(x, (-5, 6))
F.pad(x, (1, 1), 'reflect')
F.pad(x, (1, 1), mode='reflect', value=1)
F.pad(x[0, 0], (1, 1), mode='reflect')
F.pad(x, (1, 1, 1, 1, 1, 1), mode='reflect')
F.pad(z, (1, 1), mode='replicate')
F.pad(x[0], (5, 1), mode='reflect')
F.pad(x, (4, 3), mode='reflect')
F.pad(z, (4, 3, 1, 1), mode='reflect')
F.pad(z, (3, 3, 3, 1), mode='reflect')
F.pad(v, (4, 1, 1, 1, 1, 1), mode='reflect')
F.pad(v, (1, 1, 4, 1, 1, 1), mode='reflect')
F.pad(v, (1, 1, 1, 1, 3, 1), mode='reflect')
F.pad(x[0], (-5, 0), mode='replicate')
F.pad(x, (1, 1), mode='foo')
F.pad(torch.arange(6).reshape(2, 3), (1, 1), mode='reflect')
F.pad(torch.arange(6).reshape(2, 3), (1, 1), mode='replicate')
F.pad(torch.zeros(2, 0), (1, 1))
F.pad(torch.zeros(2, 0), (1, 1), mode='replicate')
F.pad(torch.zeros(0, 3, 4), (1, 1), mode='reflect').shape
F.pad(torch.zeros(0, 2, 3, 4), (1, 1, 1, 1), mode='replicate').shape
F.pad(torch.zeros(1, 0, 3, 4), (1, 1, 1, 1), mode='replicate').shape
F.pad(torch.tensor(1.), (1, 1))
