# Every error that the reference of the module core quotes (chapter 1), provoked by a statement.
lin = nn.Linear(3, 2)
bn = nn.BatchNorm1d(3)
seq = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
# 1.1 assignment
lin.weight = torch.zeros(2, 3)
lin.weight = 3
seq.child = nn.ReLU()
seq.child = 3
seq.child = torch.zeros(1)
bn.running_mean = 'text'
bn.running_mean = 3
lin.nosuch
class Early(nn.Module):
    def __init__(self):
        self.w = nn.Parameter(torch.zeros(1))
Early()
class EarlyChild(nn.Module):
    def __init__(self):
        self.child = nn.ReLU()
EarlyChild()
class Nothing(nn.Module):
    pass
Nothing()(1)
Nothing().nosuch
seq.nosuch
# 1.1 registration
lin.register_parameter('a.b', None)
lin.register_parameter('', None)
lin.register_parameter('forward', None)
lin.register_parameter('q', torch.zeros(2))
lin.register_parameter(3, None)
bn.register_buffer(3, None)
bn.register_buffer('a.b', None)
bn.register_buffer('', None)
bn.register_buffer('weight', None)
bn.register_buffer('q', [1])
seq.add_module('m', 3)
seq.add_module('a.b', nn.ReLU())
seq.add_module('', nn.ReLU())
seq.add_module('forward', nn.ReLU())
seq.register_module('a.b', nn.ReLU())
seq.add_module(3, nn.ReLU())
lin.get_submodule('zz')
seq.get_submodule('0.weight')
lin.get_parameter('zz')
bn.get_buffer('zz')
# 1.3
lin.train(1)
lin.train('yes')
lin.train(None)
# 1.4
lin.to(torch.int32)
lin.to(torch.int64)
# 1.5
nn.ModuleList([lin])(torch.ones(3))
nn.ModuleDict({'a': lin})(torch.ones(3))
nn.Module()(torch.ones(3))
# 1.7 containers
seq[5]
seq[-9]
seq['0']
nn.Sequential(3)
nn.Sequential(lin, 'text')
nn.ModuleList([lin])[9]
nn.ModuleList([lin]).append(3)
nn.ModuleList([lin]).extend(3)
nn.ModuleList([3])
nn.ModuleDict({'a': lin})['q']
nn.ModuleDict({'keys': lin})
nn.ModuleDict({'forward': lin})
# 1.8 lazy modules
lazy = nn.LazyLinear(4)
lazy.weight.shape
lazy.weight.numel()
lazy.weight.detach()
nn.Linear(3, 4).load_state_dict(lazy.state_dict())
lazy.share_memory()
