# Linear regression by hand, by autograd and by an optimizer: the same numbers.
x = torch.linspace(-1, 1, 9); y = 3 * x - 0.5
w, b = 0.0, 0.0
for _ in range(20):
    err = w * x + b - y
    w, b = w - 0.3 * 2 * (err * x).mean().item(), b - 0.3 * 2 * err.mean().item()
round(w, 4), round(b, 4)
W = torch.zeros(1, requires_grad=True); B = torch.zeros(1, requires_grad=True)
for _ in range(20):
    loss = ((W * x + B - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        W -= 0.3 * W.grad; B -= 0.3 * B.grad
        W.grad.zero_(); B.grad.zero_()
W, B
net = nn.Linear(1, 1)
nn.init.zeros_(net.weight), nn.init.zeros_(net.bias)
opt = torch.optim.SGD(net.parameters(), lr=0.3)
for _ in range(20):
    opt.zero_grad()
    F.mse_loss(net(x.unsqueeze(1)).squeeze(1), y).backward()
    opt.step()
net.weight, net.bias, torch.allclose(net.weight, W.view(1, 1), atol=1e-5)
A = torch.stack([x, torch.ones_like(x)], 1); (A.t() @ A), A.t() @ y
numeric = lambda f, v, h=1e-3: (f(v + h) - f(v - h)) / (2 * h)
round(numeric(lambda v: v ** 3, 2.0), 3), round(numeric(lambda v: 1 / v, 4.0), 4)
f = lambda t: (t ** 3).sum()
t = torch.tensor([1., 2.], dtype=torch.float64, requires_grad=True); f(t).backward(); t.grad, [round((f(t.detach() + 1e-4 * torch.eye(2, dtype=torch.float64)[i]) - f(t.detach() - 1e-4 * torch.eye(2, dtype=torch.float64)[i])).item() / 2e-4, 4) for i in range(2)]
