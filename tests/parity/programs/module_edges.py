# What a module does with attributes, names, flags and conversions, in the order of its rules.
class M(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(2))
        self.child = nn.Linear(1, 1)
        self.register_buffer('b', torch.zeros(1))
m = M()
m.w = torch.ones(2)
m.w = None
m.w
[n for n, _ in m.named_parameters()]
m.w = nn.Parameter(torch.zeros(3))
[n for n, _ in m.named_parameters()]
m.child = 3
m.child = None
m
[n for n, _ in m.named_children()], [n for n, _ in m.named_modules()]
m.child = nn.ReLU()
m
m.b = 'x'
m.b = None
list(m.state_dict()), list(m.named_buffers())
m.b = torch.ones(2)
list(m.state_dict())
m.b = nn.Parameter(torch.ones(1))
list(m.state_dict()), list(m.named_buffers()), [n for n, _ in m.named_parameters()]
m.t = torch.ones(1)
list(m.state_dict())
m.t = nn.Parameter(torch.ones(1))
list(m.state_dict())
m.child = nn.Parameter(torch.ones(1))
m, [n for n, _ in m.named_parameters()]
m.w = nn.ReLU()
m.nosuch
m.x = None
m.x = nn.Linear(1, 1, bias=False)
m
m.l = [nn.Linear(1, 1)]
m.d = {'a': nn.Linear(1, 1)}
len(list(m.parameters()))
del m.w
m.w
m.w = nn.Parameter(torch.ones(1))
[n for n, _ in m.named_parameters()]
del m.nosuch
m.register_parameter('q', None)
m.q
[n for n, _ in m.named_parameters()]
m.register_parameter('q', torch.ones(1))
m.register_parameter('q', 3)
m.register_parameter('a.b', None)
m.register_parameter('', None)
m.register_parameter('forward', None)
m.register_parameter(3, None)
m.register_parameter('q', nn.Parameter(torch.ones(1)))
m.register_parameter('z', (torch.ones(1, requires_grad=True) * 2))
m.register_buffer(3, torch.ones(1))
m.register_buffer('a.b', torch.ones(1))
m.register_buffer('', torch.ones(1))
m.register_buffer('w', torch.ones(1))
m.register_buffer('qq', [1])
m.register_buffer('np', torch.ones(1), persistent=False)
list(m.state_dict()), [n for n, _ in m.named_buffers()]
m.register_buffer('np', torch.ones(2), persistent=True)
list(m.state_dict())
m.register_buffer('none', None)
m.add_module('k', 3)
m.add_module('w', nn.ReLU())
m.add_module('a.b', nn.ReLU())
m.add_module('', nn.ReLU())
m.add_module(3, nn.ReLU())
m.add_module('k', None)
m
m.register_module('kk', nn.ReLU())
m.get_submodule('zz')
m.get_submodule('kk.zz')
m.get_submodule('')  is m
m.get_submodule('np')
m.get_parameter('w')
m.get_parameter('kk.zz')
m.get_parameter('np')
m.get_parameter('nope')
m.get_parameter('zz.w')
m.get_buffer('np')
m.get_buffer('w')
m.get_buffer('nope')
m.get_submodule('x.weight')
m.get_submodule('w')
class Bad(nn.Module):
    def __init__(self):
        self.w = nn.Parameter(torch.ones(1))
Bad()
class Bad2(nn.Module):
    def __init__(self):
        self.l = nn.ReLU()
Bad2()
class Bad3(nn.Module):
    def __init__(self):
        self.register_buffer('b', torch.ones(1))
Bad3()
class Bad4(nn.Module):
    def __init__(self):
        self.x = 3
        super().__init__()
Bad4()
nn.Module()(1)
nn.ModuleList()(1)
nn.ModuleDict()(1)
lin, relu, bn = nn.Linear(1, 1), nn.ReLU(), nn.BatchNorm1d(1)
class T(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = lin
        self.b = nn.Sequential(lin, relu)
        self.c = self.b
        self.bn = bn
t = T()
[n for n, _ in t.named_modules()]
[n for n, _ in t.named_modules(remove_duplicate=False)]
[n for n, _ in t.named_modules(prefix='p')]
[n for n, _ in t.named_children()]
len(list(t.modules())), len(list(t.children()))
[n for n, _ in t.named_parameters()]
[n for n, _ in t.named_parameters(prefix='x', recurse=False)]
[n for n, _ in t.named_parameters(prefix='x')]
[n for n, _ in t.named_buffers(prefix='x')]
[n for n, _ in t.named_buffers(recurse=False)]
list(t.state_dict())
class P(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(1, 1)
        self.p = self.a.weight
[n for n, _ in P().named_parameters()]
list(P().state_dict())
t.train(1)
t.train(None)
t.eval() is t
t.train('x')
t.training, t.b.training, t.a.training, t.bn.training
class Loud(nn.Linear):
    def train(self, mode=True):
        print('train', mode)
        return super().train(mode)
s = nn.Sequential(Loud(1, 1), nn.Sequential(Loud(1, 1)))
t.requires_grad_(False) is t
[p.requires_grad for p in t.parameters()]
t.zero_grad()
lin(torch.ones(2, 1)).sum().backward()
lin.zero_grad(set_to_none=False)
lin.weight.grad
lin.zero_grad(set_to_none=True)
lin.weight.grad
d = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1)).double()
{k: v.dtype for k, v in d.state_dict().items()}
pid = id(d[0].weight)
d.to(torch.float32) is d, id(d[0].weight) == pid
d.to(torch.int32)
d.to(torch.float16)[0].weight.dtype
d.float()
d.to('cuda')
d.to(torch.ones(1, dtype=torch.float64))[0].weight.dtype
d.to(dtype=torch.float32, non_blocking=True)[1].num_batches_tracked.dtype
d.type(torch.float64)[0].weight.dtype
d.bfloat16()[0].weight.dtype
