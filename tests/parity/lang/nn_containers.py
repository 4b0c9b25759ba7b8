# Sequential, ModuleList, ModuleDict, ParameterList, ParameterDict.
s = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
s, len(s), s[0], s[-1], s[1:], s[:1]
s[5]
s['a']
for m in s: print(type(m).__name__)
s.append(nn.Sigmoid()), len(s)
s.insert(1, nn.Tanh()), s.extend([nn.ReLU()])
s[1] = nn.ELU(); s[1]
del s[-1]; len(s)
s.add_module('named', nn.ReLU()); s.named, list(dict(s.named_children()))
s.pop(0), len(s)
a, b = nn.Sequential(nn.ReLU()), nn.Sequential(nn.Tanh()); a + b
nn.Sequential(), nn.Sequential()(5), nn.Sequential(nn.ReLU())(torch.tensor(-1.))
nn.Sequential(5)
nn.Sequential([nn.ReLU()])
l = nn.ModuleList([nn.Linear(1, 1), nn.ReLU()])
l, len(l), l[0], l[-1], l[:1], nn.ReLU() in l, [type(m).__name__ for m in l]
l.append(nn.Tanh()), l.extend([nn.ELU(), nn.ReLU()]), len(l)
l.insert(0, nn.ReLU()); l[0]
l[1] = nn.Sigmoid(); l[1]
del l[0]; len(l)
l.pop(-1), l + [nn.ReLU()]
l[10]
l(1)
l.append(5)
nn.ModuleList(5)
nn.ModuleList()
d = nn.ModuleDict({'a': nn.Linear(1, 1), 'b': nn.ReLU()})
d, len(d), d['a'], 'a' in d, list(d), list(d.keys()), [type(v).__name__ for v in d.values()], [k for k, v in d.items()]
d['c'] = nn.Tanh(); d.pop('a'), list(d)
d.update({'z': nn.ELU()}); list(d)
del d['b']; list(d)
d['nosuch']
d(1)
d['x'] = 5
for k, m in d.items(): print(k, m)
d.clear(); len(d)
p = nn.ParameterList([nn.Parameter(torch.ones(1)), nn.Parameter(torch.zeros(2))])
len(p), p[0], p[1], [n for n, _ in p.named_parameters()], sum(v.numel() for v in p)
p.append(nn.Parameter(torch.ones(3))); len(p)
q = nn.ParameterDict({'w': nn.Parameter(torch.ones(1))})
q['w'], list(q), 'w' in q, len(q), [n for n, _ in q.named_parameters()]
q['v'] = nn.Parameter(torch.zeros(1)); sorted(q.keys())
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(i + 1, i + 2) for i in range(3))
        self.heads = nn.ModuleDict([['x', nn.Linear(4, 1)], ['y', nn.Linear(4, 2)]])
    def forward(self, x, head):
        for layer in self.layers: x = torch.relu(layer(x))
        return self.heads[head](x)
net = Net(); net(torch.ones(2, 1), 'x').shape, net(torch.ones(2, 1), 'y').shape, list(net.state_dict())
net(torch.ones(2, 1), 'z')
