# XOR with a small net: every step printed.
_ = torch.manual_seed(1)
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]); Y = torch.tensor([[0.], [1.], [1.], [0.]])
net = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1), nn.Sigmoid())
opt = torch.optim.Adam(net.parameters(), lr=0.1)
for i in range(60):
    opt.zero_grad()
    loss = F.binary_cross_entropy(net(X), Y)
    loss.backward()
    opt.step()
    if i % 20 == 0: print(i, f'{loss.item():.4f}')
(net(X) > 0.5).long().flatten().tolist(), net(X).round().view(-1)
grads = {n: p.grad.abs().max().item() < 1 for n, p in net.named_parameters()}; grads
class XorNet(nn.Module):
    def __init__(self, hidden=3):
        super().__init__()
        self.hidden, self.out = nn.Linear(2, hidden), nn.Linear(hidden, 1)
    def forward(self, x): return self.out(torch.tanh(self.hidden(x)))
_ = torch.manual_seed(2)
net = XorNet(); opt = torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.9); criterion = nn.BCEWithLogitsLoss()
for epoch in range(100):
    for i in torch.randperm(4).tolist():
        opt.zero_grad()
        loss = criterion(net(X[i:i + 1]), Y[i:i + 1])
        loss.backward()
        opt.step()
net.eval() is net, criterion(net(X), Y).item() < 0.5, sum(p.numel() for p in net.parameters())
