# state_dict and load_state_dict (chapters 2.1 and 2.2).
_ = torch.manual_seed(0)
a = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
a.register_buffer('scratch', torch.ones(1), persistent=False)
a.register_parameter('w', nn.Parameter(torch.ones(2)))
a.register_buffer('buf', torch.arange(2))
sd = a.state_dict()
sd
a[0].weight
a.state_dict(prefix='p.')
a.state_dict(keep_vars=True)
a.state_dict(None, 'q.', True)
b = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
b.load_state_dict(sd)
b.load_state_dict(sd, strict=False)
b[0].weight
c = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
c.load_state_dict(b.state_dict())
w = c[0].weight
_ = b[0].weight.requires_grad_(False).fill_(7)
c.load_state_dict(b.state_dict())
w
d = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Linear(4, 1), nn.Linear(1, 1))
d.load_state_dict(b.state_dict())
d.load_state_dict(b.state_dict(), strict=False)
d[2].bias.equal(b[2].bias)
nn.Sequential(nn.Linear(2, 3)).load_state_dict(b.state_dict())
nn.Sequential(nn.Linear(2, 3, bias=False)).load_state_dict(nn.Sequential(nn.Linear(2, 3)).state_dict())
nn.Linear(2, 3).load_state_dict(nn.Sequential(nn.Linear(2, 3)).state_dict())
nn.Linear(2, 3).load_state_dict([1])
nn.Linear(2, 3).load_state_dict(3)
# Types are converted, a parameter's dtype stays.
e = nn.Linear(2, 3, dtype=torch.float64)
e.load_state_dict(nn.Linear(2, 3).state_dict())
e.weight.dtype
# One element stands for a scalar; a scalar not for one element.
s = nn.Identity()
s.register_parameter('v', nn.Parameter(torch.tensor(3.0)))
t = nn.Identity()
t.register_parameter('v', nn.Parameter(torch.tensor([5.0, 6.0])))
s.load_state_dict(t.state_dict())
s.v
t.load_state_dict(s.state_dict())
# Norms that count, and those that do not.
n = nn.BatchNorm1d(2)
n.load_state_dict(nn.BatchNorm1d(2, track_running_stats=False).state_dict())
nn.BatchNorm1d(2, affine=False).load_state_dict(n.state_dict())
nn.BatchNorm1d(2, track_running_stats=False).load_state_dict(n.state_dict())
i = nn.InstanceNorm1d(2, affine=True)
i.load_state_dict(n.state_dict())
i.load_state_dict(n.state_dict(), strict=False)
nn.InstanceNorm1d(2, affine=True, track_running_stats=True).load_state_dict(n.state_dict())
nn.Sequential(nn.ReLU(), None).state_dict()
nn.Linear(2, 2).state_dict(prefix='x')
x = nn.Sequential(nn.Linear(1, 1))
x.append(x[0]).state_dict()
