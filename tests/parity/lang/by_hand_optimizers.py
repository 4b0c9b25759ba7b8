# SGD with momentum, Adam and weight averages by hand.
def minimise(step, n=5):
    w, state = torch.tensor([2., -1.]), {}
    for i in range(n): w = step(w, 2 * w, state, i + 1)
    return [round(v, 5) for v in w.tolist()]
def momentum(w, g, s, i):
    s['v'] = 0.9 * s.get('v', 0) + g
    return w - 0.1 * s['v']
def adam(w, g, s, i):
    s['m'] = 0.9 * s.get('m', 0) + 0.1 * g
    s['v'] = 0.999 * s.get('v', 0) + 0.001 * g * g
    return w - 0.1 * (s['m'] / (1 - 0.9 ** i)) / ((s['v'] / (1 - 0.999 ** i)).sqrt() + 1e-8)
def theirs(make, n=5):
    w = torch.tensor([2., -1.], requires_grad=True)
    opt = make([w])
    for _ in range(n):
        opt.zero_grad()
        (w ** 2).sum().backward()
        opt.step()
    return [round(v, 5) for v in w.tolist()]
minimise(momentum), theirs(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9))
minimise(adam), theirs(lambda p: torch.optim.Adam(p, lr=0.1))
_ = torch.manual_seed(0)
net, ema = nn.Linear(2, 1), nn.Linear(2, 1)
ema.load_state_dict(net.state_dict())
with torch.no_grad():
    for p in net.parameters(): p.add_(1)
    for a, b in zip(ema.parameters(), net.parameters()): a.mul_(0.9).add_(b, alpha=0.1)
torch.allclose(ema.weight, net.weight - 0.9), [n for n, _ in ema.named_parameters()]
lrs = [0.1 * min(1.0, (i + 1) / 3) * 0.5 ** (i // 4) for i in range(6)]; [round(l, 4) for l in lrs]
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for i in range(4):
    loss = net(torch.ones(1, 2)).sum() / 2
    loss.backward()
    if (i + 1) % 2 == 0:
        opt.step()
        opt.zero_grad()
        print('stepped at', i)
