# Submodules: children, modules, names, getting, setting, ghosts in lists.
class Block(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.fc = nn.Linear(n, n)
        self.act = nn.ReLU()
    def forward(self, x): return self.act(self.fc(x))
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Block(2)
        self.second = nn.Sequential(Block(2), nn.Dropout(0.5))
        self.ghosts = [nn.Linear(1, 1)]
        self.table = {'a': nn.Linear(1, 1)}
    def forward(self, x): return self.second(self.first(x))
net = Net()
net
[n for n, m in net.named_children()], [type(m).__name__ for m in net.children()], [n for n, m in net.named_modules()], [type(m).__name__ for m in net.modules()], len(list(net.modules()))
net.get_submodule('second.0.fc'), net.get_submodule('') is net, net.second[0].act, net.first.fc is net.get_submodule('first.fc')
net.get_submodule('second.nosuch')
net.get_submodule('nosuch')
net.nosuch
net.third
net.third = nn.Tanh(); [n for n, _ in net.named_children()]
net.third = 5
net.third = nn.ReLU(); net.third
del net.third; hasattr(net, 'third')
net.add_module('added', nn.Linear(2, 2)); net.added
net.register_module('reg', nn.ReLU()) if hasattr(net, 'register_module') else None; net.reg
net.add_module('x', 5)
net.add_module('a.b', nn.ReLU())
net.add_module('training', nn.ReLU())
net.add_module('none', None); net.none, 'none' in dict(net.named_children())
_ = net.apply(lambda m: print(type(m).__name__))
def init(m):
    if isinstance(m, nn.Linear):
        nn.init.ones_(m.weight)
        m.bias.data.fill_(0.5)
_ = net.apply(init); net.first.fc.weight, net.first.fc.bias
[m for m in net.modules() if isinstance(m, nn.Dropout)], sum(isinstance(m, nn.Linear) for m in net.modules()), [n for n, m in net.named_modules() if isinstance(m, nn.ReLU)]
net.first, net.second = net.second, net.first; [n for n, _ in net.named_children()], net.first
isinstance(net, nn.Module), type(net).__name__, net.__class__.__name__, net._get_name(), callable(net), list(net._modules)
shared = nn.ReLU(); s = nn.Sequential(shared, shared); len(list(s.modules())), len(list(s.children())), [n for n, _ in s.named_modules(remove_duplicate=False)]
class NoSuper(nn.Module):
    def __init__(self): self.fc = nn.Linear(1, 1)
NoSuper()
class NoForward(nn.Module): pass
NoForward()(1)
