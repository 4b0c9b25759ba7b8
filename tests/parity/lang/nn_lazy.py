# Lazy modules: before, at and after their first call.
_ = torch.manual_seed(0)
l = nn.LazyLinear(3)
l, l.weight, l.in_features, type(l).__name__, isinstance(l, nn.Linear)
l.weight.shape
l.weight + 1 if False else 0
l(torch.ones(2, 4)).shape
l, type(l).__name__, l.in_features, l.weight.shape
l(torch.ones(2, 5))
net = nn.Sequential(nn.LazyConv2d(4, 3), nn.ReLU(), nn.Flatten(), nn.LazyLinear(2))
net
[n for n, _ in net.named_parameters()], list(net.state_dict())
sum(p.numel() for p in net.parameters())
torch.optim.SGD(net.parameters(), lr=0.1)
net(torch.zeros(1, 3, 5, 5)).shape
net
sum(p.numel() for p in net.parameters()), [type(m).__name__ for m in net]
net[0].weight.sum().item()
bn = nn.LazyBatchNorm1d(); bn
bn(torch.tensor([[1., 2.], [3., 4.]])).tolist(), bn, bn.num_features
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.LazyLinear(4), nn.LazyLinear(2)
    def forward(self, x): return self.b(torch.relu(self.a(x)))
n = Net(); n
n(torch.ones(1, 3)).shape, n
other = nn.LazyLinear(3); other.load_state_dict(nn.Linear(4, 3).state_dict()), other.weight.shape
nn.LazyLinear(3).eval()(torch.ones(1, 2)).shape
