# Parameters: registration, names, counting, freezing.
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(2, 3))
        self.b = nn.Parameter(torch.zeros(3), requires_grad=False)
        self.fc = nn.Linear(3, 2, bias=False)
        self.plain = torch.ones(4)
        self.none = None
    def forward(self, x): return self.fc(x @ self.w + self.b)
_ = torch.manual_seed(0)
net = Net()
[n for n, p in net.named_parameters()], [tuple(p.shape) for p in net.parameters()], len(list(net.parameters())), sum(p.numel() for p in net.parameters() if p.requires_grad)
net.w, net.b, type(net.w), isinstance(net.w, nn.Parameter), isinstance(net.w, torch.Tensor), net.plain
list(net.state_dict()), net
net(torch.ones(1, 2)).tolist()
for p in net.parameters(): p.requires_grad = False
any(p.requires_grad for p in net.parameters())
_ = net.requires_grad_(True); all(p.requires_grad for p in net.parameters())
net.w = torch.ones(2, 3)
net.w = nn.Parameter(torch.zeros(2, 3)); net.w.sum()
net.w = None; [n for n, _ in net.named_parameters()], net.w
net.extra = nn.Parameter(torch.ones(1)); 'extra' in dict(net.named_parameters())
del net.extra; hasattr(net, 'extra')
net.register_parameter('late', nn.Parameter(torch.ones(2))); net.late
net.register_parameter('late', None); net.late
net.register_parameter('bad.name', None)
net.register_parameter('', None)
net.register_parameter('fc', nn.Parameter(torch.ones(1)))
net.register_parameter('x', torch.ones(1))
net.get_parameter('fc.weight') is net.fc.weight
net.get_parameter('fc.nosuch')
next(net.parameters()).shape, next(net.parameters()).device, next(net.parameters()).dtype
nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(2)).requires_grad, nn.Parameter(torch.arange(2.), requires_grad=False), nn.Parameter(torch.ones(1)).is_leaf
nn.Parameter(torch.arange(2))
sum(p.numel() for n, p in net.named_parameters() if 'fc' in n), {n: p.shape for n, p in net.fc.named_parameters()}, [n for n, _ in net.named_parameters(prefix='net')], [n for n, _ in net.named_parameters(recurse=False)]
shared = nn.Linear(2, 2)
tied = nn.Sequential(shared, shared); len(list(tied.parameters())), [n for n, _ in tied.named_parameters()], list(tied.state_dict())
