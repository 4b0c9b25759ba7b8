a = torch.tensor([[-2.5, 0.7, 3.0], [0.3, -0.9, 4.2]], requires_grad=True)
c = torch.tensor([2., -0.7, 3.], requires_grad=True)
u = torch.tensor([[1., -2., 3.], [0.5, 1.5, -1.]])
A = torch.arange(6.).reshape(2, 3).double().requires_grad_()
C = c.detach().double().requires_grad_()
z = a * 1
z.add_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.add_(c)
torch.ones(2, 3, dtype=torch.float64).add_(c)
n = torch.zeros(3, 2)
n.T.add_(c)
n
z = a * 1
z.add_(1)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.add_(1)
torch.ones(2, 3, dtype=torch.float64).add_(1)
n = torch.zeros(3, 2)
n.T.add_(1)
n
z = a * 1
z.add_(c, alpha=2)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.add_(c, alpha=2)
torch.ones(2, 3, dtype=torch.float64).add_(c, alpha=2)
n = torch.zeros(3, 2)
n.T.add_(c, alpha=2)
n
z = a * 1
z.sub_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.sub_(c)
z = a * 1
z.sub_(c, alpha=0.5)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.sub_(c, alpha=0.5)
z = a * 1
z.mul_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.mul_(c)
z = a * 1
z.mul_(3)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.mul_(3)
z = a * 1
z.div_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.div_(c)
torch.ones(2, 3, dtype=torch.float64).div_(c)
n = torch.zeros(3, 2)
n.T.div_(c)
n
z = a * 1
z.div_(2)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.div_(2)
torch.ones(2, 3, dtype=torch.float64).div_(2)
n = torch.zeros(3, 2)
n.T.div_(2)
n
z = a * 1
z.div_(c, rounding_mode='floor')
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.div_(c, rounding_mode='floor')
z = a * 1
z.remainder_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.remainder_(c)
torch.ones(2, 3, dtype=torch.float64).remainder_(c)
n = torch.zeros(3, 2)
n.T.remainder_(c)
n
z = a * 1
z.fmod_(2)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.fmod_(2)
torch.ones(2, 3, dtype=torch.float64).fmod_(2)
n = torch.zeros(3, 2)
n.T.fmod_(2)
n
z = a * 1
z.pow_(2)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.pow_(2)
torch.ones(2, 3, dtype=torch.float64).pow_(2)
n = torch.zeros(3, 2)
n.T.pow_(2)
n
z = a * 1
z.pow_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.pow_(c)
torch.ones(2, 3, dtype=torch.float64).pow_(c)
n = torch.zeros(3, 2)
n.T.pow_(c)
n
z = a * 1
z.atan2_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.atan2_(c)
torch.ones(2, 3, dtype=torch.float64).atan2_(c)
n = torch.zeros(3, 2)
n.T.atan2_(c)
n
z = a * 1
z.clamp_(-1, 1)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.clamp_(-1, 1)
torch.ones(2, 3, dtype=torch.float64).clamp_(-1, 1)
n = torch.zeros(3, 2)
n.T.clamp_(-1, 1)
n
z = a * 1
z.clamp_(min=c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.clamp_(min=c)
torch.ones(2, 3, dtype=torch.float64).clamp_(min=c)
n = torch.zeros(3, 2)
n.T.clamp_(min=c)
n
z = a * 1
z.clip_(0, 1)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.clip_(0, 1)
torch.ones(2, 3, dtype=torch.float64).clip_(0, 1)
n = torch.zeros(3, 2)
n.T.clip_(0, 1)
n
z = a * 1
z.clamp_min_(0)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.clamp_min_(0)
torch.ones(2, 3, dtype=torch.float64).clamp_min_(0)
n = torch.zeros(3, 2)
n.T.clamp_min_(0)
n
z = a * 1
z.clamp_max_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.clamp_max_(c)
torch.ones(2, 3, dtype=torch.float64).clamp_max_(c)
n = torch.zeros(3, 2)
n.T.clamp_max_(c)
n
z = a * 1
z.lerp_(u, 0.3)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.lerp_(u, 0.3)
z = a * 1
z.addcmul_(c, u)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.addcmul_(c, u)
z = a * 1
z.addcdiv_(c, u, value=2)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.addcdiv_(c, u, value=2)
z = a * 1
z.zero_()
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.zero_()
torch.ones(2, 3, dtype=torch.float64).zero_()
n = torch.zeros(3, 2)
n.T.zero_()
n
z = a * 1
z.fill_(3)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.fill_(3)
torch.ones(2, 3, dtype=torch.float64).fill_(3)
n = torch.zeros(3, 2)
n.T.fill_(3)
n
z = a * 1
z.copy_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.copy_(c)
torch.ones(2, 3, dtype=torch.float64).copy_(c)
n = torch.zeros(3, 2)
n.T.copy_(c)
n
z = a * 1
z.hypot_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.hypot_(c)
torch.ones(2, 3, dtype=torch.float64).hypot_(c)
n = torch.zeros(3, 2)
n.T.hypot_(c)
n
z = a * 1
z.xlogy_(u.abs())
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.xlogy_(u.abs())
z = a * 1
z.mul_(c).add_(a)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
a.mul_(c).add_(a)
x = torch.ones(3)
y = x
x += 1
y
x -= torch.arange(3)
x *= 2
x /= 4
x **= 2
x //= 0.1
x %= 2
y
k = torch.arange(3)
k += 1
k //= 2
k += 0.5
k /= 2
k
m = k > 0
m &= torch.tensor([True, True, False])
m |= k == 2
m ^= m
m
c += 1
z = a * 2
w = z[0]
w += 1
w
z
w.mul_(c)
a.grad, c.grad = None, None
(z * u).sum().backward()
a.grad
c.grad
q = a * 1
q *= q
q.sum().backward()
torch.ones(2).add_(torch.ones(2, 2))
torch.arange(2).add_(0.5)
A.grad
(A * C).sum().backward()
A.grad
C.grad
