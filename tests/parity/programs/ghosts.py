# What model.train() and model.eval() do not reach: functions without a flag, modules that no module has registered.
class Ghosts(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 4), nn.Dropout(0.5)]
        self.parts = {'norm': nn.BatchNorm1d(4)}
        self.pair = (nn.Dropout(0.25), nn.ReLU())
        self.head = nn.Linear(4, 2)
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        x = self.parts['norm'](x)
        for layer in self.pair:
            x = layer(x)
        return self.head(F.dropout(x, 0.5))
_ = torch.manual_seed(0)
net = Ghosts()
print(net)
[name for name, _ in net.named_modules()]
[name for name, _ in net.named_parameters()]
list(net.state_dict())
len(net.layers), net.layers[0], net.parts['norm']
x = torch.arange(12.).reshape(3, 4) / 7
_ = net.eval()
[layer.training for layer in net.layers], net.parts['norm'].training, net.pair[0].training, net.head.training
# In eval every one of them still does what train makes it do.
first = net(x)
second = net(x)
torch.equal(first, second)
first.tolist(), second.tolist()
net.parts['norm'].num_batches_tracked, net.parts['norm'].running_mean.tolist()
_ = net.layers[1].eval()
_ = net.pair[0].eval()
_ = net.parts['norm'].eval()
net(x).tolist()
# Nothing trains them either.
(net(x) * torch.tensor([1., 2.])).sum().backward()
net.layers[0].weight.grad is None, net.head.weight.grad is None
net.zero_grad(set_to_none=True)
net.layers[0].weight.grad is None, net.head.weight.grad is None
_ = net.requires_grad_(False)
net.layers[0].weight.requires_grad, net.head.weight.requires_grad
# The function's own flag.
torch.equal(F.dropout(x, 0.5), x)
torch.equal(F.dropout(x, 0.5, training=False), x)
torch.equal(F.dropout(x, 0.5, net.training), x)
torch.equal(F.alpha_dropout(x, 0.5), x)
torch.equal(F.feature_alpha_dropout(x, 0.5), x)
F.rrelu(-x, 0.25, 0.75).tolist()
torch.equal(F.rrelu(-x, 0.25, 0.75, True), F.rrelu(-x, 0.25, 0.75, True))
F.batch_norm(x, torch.zeros(4), torch.ones(4)).tolist()
F.batch_norm(x, None, None, training=True).tolist()
# Made where it is used: new at each call, and in train.
class Inside(nn.Module):
    def forward(self, x):
        return nn.Dropout(0.5)(x) if x.dim() > 1 else nn.Linear(4, 1)(x)
inside = Inside().eval()
_ = torch.manual_seed(1)
inside(x).tolist()
inside(x).tolist()
inside(x[0]).tolist()
list(inside.children()), sum(p.numel() for p in inside.parameters())
# What registers them after all.
net.layers = nn.ModuleList(net.layers)
net.parts = nn.ModuleDict(net.parts)
[name for name, _ in net.named_modules()]
_ = net.train()
[layer.training for layer in net.layers], net.parts['norm'].training, net.pair[0].training
_ = net.eval()
[layer.training for layer in net.layers], net.parts['norm'].training, net.pair[0].training
list(net.state_dict())
# A plain list may hold what the tree holds as well.
net.again = [net.head]
net.head.training, net.again[0] is net.head
_ = net.train()
net.again[0].training
