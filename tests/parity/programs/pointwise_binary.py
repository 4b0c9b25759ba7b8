a = torch.tensor([[-2.5, 0.7, 3.0], [0.3, -0.9, 4.2]], requires_grad=True)
c = torch.tensor([2., -0.7, 3.], requires_grad=True)
e = a.detach().abs().requires_grad_()
u = torch.tensor([[1., -2., 3.], [0.5, 1.5, -1.]])
y = a + c
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = a - c
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = a * c
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = a / c
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = 2 - a
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = 2 / a
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.rsub(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.add(a, c, alpha=2)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.sub(a, c, alpha=-3)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.remainder(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = a % 2
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.fmod(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.fmod(a, 2)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.div(a, c, rounding_mode='floor')
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.div(a, c, rounding_mode='trunc')
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = e ** c
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = (c ** 2) * u
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = (c ** 3.5) * u
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = (c ** -1) * u
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = (c ** 0) * u
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = (c ** 1) * u
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = (2 ** c) * u
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = (0 ** c.abs()) * u
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.pow(2.5, c) * u
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.maximum(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.minimum(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.fmax(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.fmin(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.atan2(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.hypot(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.logaddexp(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.xlogy(a, c.abs())
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp(a, -0.9, 3.0)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp(a, min=0.3)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp(a, max=3.)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp(a, c, c + 1)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp(a, c + 1, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp(a, min=c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp(a, max=c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp_min(a, 0.7)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.clamp_max(a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.where(a > 0, a, c)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.where(a > 0, c, 2.)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.lerp(a, c, 0.3)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.lerp(a, c, 0.8)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.lerp(a, c.expand(2, 3), u)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.addcmul(a, c, u, value=0.5)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.addcdiv(a, c, u, value=0.5)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.addcmul(c, a, a)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
y = torch.where(a > 0, torch.sqrt(a), a)
y
y.tolist()
a.grad, c.grad, e.grad = None, None, None
(y * u).sum().backward()
a.grad
c.grad
e.grad
