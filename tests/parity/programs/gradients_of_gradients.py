# create_graph=True: gradients that have a history of their own.
x = (torch.arange(6.0).reshape(2, 3) / 4 + 0.3).requires_grad_()
w = (torch.arange(6.0).reshape(3, 2) / 5 - 0.4).requires_grad_()
u = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])
y = (x ** 3).sum()
g, = torch.autograd.grad(y, x, create_graph=True)
g.tolist()
g.requires_grad
h, = torch.autograd.grad(g.sum(), x, create_graph=True)
h.tolist()
torch.autograd.grad(h.sum(), x)[0].tolist()
functions = {
    'add': lambda x: x + 2 * x + 1,
    'sub': lambda x: 3 - x * x - x,
    'mul': lambda x: x * x * 2,
    'div': lambda x: x / (x + 1),
    'by number': lambda x: x * x / 3,
    'of number': lambda x: 2 / x,
    'reciprocal': lambda x: x.reciprocal(),
    'neg': lambda x: -x * x,
    'exp': lambda x: x.exp(),
    'log': lambda x: x.log(),
    'sqrt': lambda x: x.sqrt(),
    'square': lambda x: x.square(),
    'abs': lambda x: (x * x - 1).abs(),
    'sin': lambda x: x.sin() * x.cos(),
    'tanh': lambda x: x.tanh(),
    'sigmoid': lambda x: torch.sigmoid(x),
    'relu': lambda x: F.relu(x * x - 0.5),
    'leaky': lambda x: F.leaky_relu(x * x - 0.5, 0.1),
    'pow': lambda x: x ** 2.5,
    'softmax': lambda x: x.softmax(1),
    'log_softmax': lambda x: x.log_softmax(0),
    'sum': lambda x: x * x.sum(1, keepdim=True),
    'mean': lambda x: (x - x.mean(0)) ** 2,
    'matmul': lambda x: x @ (x.t() @ x),
    'mv': lambda x: (x @ x[0]).unsqueeze(1) * u,
    'dot': lambda x: (x[0] @ x[1]) * u,
    'bmm': lambda x: torch.bmm(x[None], x.t()[None]).squeeze(0) @ u.to(x.dtype),
    'linear': lambda x: F.linear(x, x[:, :].t() @ x, x[0] * x[1]),
    'views': lambda x: x.view(3, 2).t() * x.reshape(6)[1:4].expand(2, 3) * x.permute(1, 0).unsqueeze(0).squeeze().t(),
    'mse': lambda x: F.mse_loss(x * x, u.to(x.dtype)) * u,
    'mse none': lambda x: F.mse_loss(x * x, x, reduction='none'),
    'broadcast': lambda x: x * x[0] + x[:, :1],
    'to': lambda x: x.double() * x,
    'clone': lambda x: x.clone() * x,
}
for name, f in functions.items():
    for dtype in (torch.float32, torch.float64):
        a = x.detach().to(dtype).requires_grad_()
        g, = torch.autograd.grad((f(a) * u * a).sum(), a, create_graph=True)
        s, = torch.autograd.grad((g * u * g).sum(), a)
        print(name, g.tolist(), s.tolist())

# A gradient penalty, as critics are trained with.
_ = torch.manual_seed(0)
critic = nn.Sequential(nn.Linear(3, 4), nn.LeakyReLU(0.2), nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 1))
data = torch.randn(5, 3, requires_grad=True)
slope = torch.autograd.grad(critic(data), data, torch.ones(5, 1), create_graph=True, retain_graph=True)[0]
penalty = ((slope.norm(2, dim=1) - 1) ** 2).mean()
(critic(data).mean() + 10 * penalty).backward()
penalty.item()
[q.grad.tolist() for q in critic.parameters()]
data.grad.tolist()

# A step of gradient descent that is itself differentiated.
w0 = torch.tensor([0.5, -0.3], requires_grad=True)
t = torch.tensor([[1.0, 2.0], [3.0, -1.0]])
inner = ((t @ w0 - 1) ** 2).mean()
step, = torch.autograd.grad(inner, w0, create_graph=True)
w1 = w0 - 0.1 * step
outer = ((t @ w1 - 2) ** 2).mean()
outer.backward()
w0.grad.tolist()

# backward() with it: .grad has a history.
v = torch.tensor([1.0, 2.0], requires_grad=True)
(v ** 3).sum().backward(create_graph=True)
v.grad.tolist()
v.grad.requires_grad
(v.grad * v).sum().backward()
v.grad.tolist()
r = torch.tensor([1.0, 2.0], requires_grad=True)
z = (r ** 2).sum()
g, = torch.autograd.grad(z, r)
g.requires_grad
torch.autograd.grad(z, r)
z = (r ** 2).sum()
_ = torch.autograd.grad(z, r, create_graph=True)
torch.autograd.grad(z, r, create_graph=True, retain_graph=False)[0].tolist()
