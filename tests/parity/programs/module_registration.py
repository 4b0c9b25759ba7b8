# What a module holds, how names are registered and what is refused (chapter 1.1).
_ = torch.manual_seed(0)
m = nn.Linear(3, 2)
m.register_parameter('a.b', None)
m.register_parameter('', None)
m.register_parameter('forward', None)
m.register_parameter('in_features', None)
m.register_parameter(3, None)
m.register_parameter('q', torch.ones(2))
m.register_parameter('q', 3)
m.register_parameter('q', nn.Parameter(torch.ones(2)) * 2)
m.register_parameter('q', nn.Parameter(torch.ones(2)))
m.register_parameter('none', None)
m.q
m.none
m
m.register_buffer('a.b', torch.ones(1))
m.register_buffer('', torch.ones(1))
m.register_buffer('weight', torch.ones(1))
m.register_buffer(3, None)
m.register_buffer('buf', [1])
m.register_buffer('buf', 3)
m.register_buffer('buf', torch.arange(3))
m.register_buffer('hidden', torch.ones(1), persistent=False)
m.register_buffer('nobuf', None)
m.buf
m.nobuf
m.add_module('a.b', nn.ReLU())
m.add_module('', nn.ReLU())
m.add_module('weight', nn.ReLU())
m.add_module(3, nn.ReLU())
m.add_module('a', 3)
m.register_module('a', 'text')
m.register_module('act', nn.ReLU())
m.add_module('nothing', None)
m
m.state_dict()
m.weight = torch.ones(2)
m.weight = 3
m.weight = nn.ReLU()
m.act = 3
m.act = torch.ones(1)
m.buf = 'text'
m.buf = torch.ones(2)
m.buf
m.buf = None
m.buf
m.plain = torch.ones(1)
m.plain = nn.Parameter(torch.zeros(1))
m.state_dict()
m.act = nn.Parameter(torch.zeros(1))
m
m.nosuch
m.train(1)
m.get_parameter('weight')
m.get_parameter('zz')
m.get_parameter('in_features')
m.get_parameter('a.b')
m.get_parameter('weight.x')
m.get_buffer('buf')
m.get_buffer('weight')
m.get_buffer('zz')
m.get_submodule('weight')
m.get_submodule('zz')
m.extra_repr()
nn.Identity().extra_repr()
nn.Parameter(torch.ones(2))
nn.Parameter(torch.ones(2), requires_grad=False)
nn.Parameter(torch.arange(2))
nn.Parameter(torch.arange(2), requires_grad=False)
nn.Parameter(torch.ones(2, dtype=torch.float64))
w = torch.ones(2)
p = nn.Parameter(w)
_ = w.zero_()
p
net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
net.get_parameter('1.running_mean')
net.get_buffer('1.running_mean')
net.get_buffer('1.weight')
net.get_buffer('2.weight')
# Sizes that cannot be.
nn.Linear(-1, 2)
nn.Linear(10 ** 10, 10 ** 10)
nn.Linear(2 ** 62, 2 ** 62)
nn.BatchNorm1d(-3)
nn.BatchNorm1d(0)
nn.Linear(0, 2)
nn.Linear(10 ** 6, 10 ** 7)
torch.ones(10 ** 13)
# Parameters of another dtype are drawn in it.
_ = torch.manual_seed(3)
nn.Linear(3, 2, dtype=torch.float64).weight.tolist()
nn.Linear(3, 2, dtype=torch.float64).bias.tolist()
nn.Linear(3, 2, dtype=torch.float32).weight.tolist()
nn.Conv2d(1, 1, 2, dtype=torch.float64).weight.tolist()
nn.BatchNorm1d(2, dtype=torch.float64).running_mean
nn.BatchNorm1d(2, dtype=torch.float64).num_batches_tracked
nn.LayerNorm(2, dtype=torch.float64).weight
nn.PReLU(dtype=torch.float64).weight
nn.Linear(3, 2, dtype=torch.int64)
nn.BatchNorm1d(3, dtype=torch.int64)
nn.BatchNorm1d(3, dtype=torch.float16).weight
nn.GRU(2, 2, dtype=torch.float64).weight_ih_l0.tolist()
nn.MultiheadAttention(2, 1, dtype=torch.float64).in_proj_weight.tolist()
# Conversions in place.
m = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
w = m[0].weight
_ = m.double()
w.dtype
m[1].num_batches_tracked
m[1].running_mean
m(torch.ones(2, 2, dtype=torch.float64)).sum().backward()
w.grad.dtype
_ = m.float()
w.grad.dtype
w.grad
_ = m.half()
m[0].bias.dtype
m[1].running_var
_ = m.bfloat16()
m[1].weight
_ = m.to(torch.float64)
_ = m.to(dtype=torch.float32)
m.to(torch.int32)
_ = m.to(torch.ones(1, dtype=torch.float64))
w.dtype
_ = m.to('cpu')
_ = m.to('cpu', torch.float32)
_ = m.to(torch.device('cpu'))
_ = m.cpu()
m.type(torch.int32)
_ = m.type(torch.float64)
m[1].num_batches_tracked
m.cuda()
_ = m.requires_grad_(False)
m[0].weight.requires_grad
