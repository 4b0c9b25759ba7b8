# A training loop as tutorials write it.
_ = torch.manual_seed(0)
X = torch.randn(20, 3); Y = (X @ torch.tensor([[1.], [-2.], [0.5]]) + 0.3)
net = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 1))
criterion = nn.MSELoss()
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
losses = []
for epoch in range(5):
    _ = net.train()
    running = 0.0
    for i in range(0, len(X), 5):
        xb, yb = X[i:i + 5], Y[i:i + 5]
        opt.zero_grad()
        out = net(xb)
        loss = criterion(out, yb)
        loss.backward()
        opt.step()
        running += loss.item() * len(xb)
    losses.append(running / len(X))
    print(f'Epoch [{epoch + 1}/5], Loss: {losses[-1]:.4f}')
losses[-1] < losses[0]
_ = net.eval()
with torch.no_grad(): print('test: {:.4f}'.format(criterion(net(X), Y).item()))
[round(p.grad.norm().item(), 4) for p in net.parameters()]
opt.zero_grad()
scheduler = torch.optim.lr_scheduler.StepLR(opt, step_size=1, gamma=0.1)
opt.param_groups[0]['lr']
loss = criterion(net(X), Y); loss.backward(); opt.step(); scheduler.step()
scheduler.get_last_lr(), opt.param_groups[0]['lr'] < 0.05
for group in opt.param_groups: group['lr'] = 0.01
opt.param_groups[0]['lr'], len(opt.param_groups)
total = nn.utils.clip_grad_norm_(net.parameters(), 0.1); total
loss.backward()
loss.backward(retain_graph=True) if False else None
def train_one(net, x, y, lr=0.1):
    loss = F.mse_loss(net(x), y)
    net.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in net.parameters(): p -= lr * p.grad
    return loss.item()
[f'{train_one(net, X, Y):.4f}' for _ in range(3)]
