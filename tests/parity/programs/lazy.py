# Modules that learn their sizes from the first call (chapter 1.8).
_ = torch.manual_seed(0)
l = nn.LazyLinear(4)
l
l.weight
l.bias
l.in_features
l.weight.requires_grad
l.weight.dtype
l.weight.is_leaf
l.weight.shape
l.weight.numel()
l.weight.detach()
l.weight.requires_grad_(False)
l.state_dict()
l.zero_grad()
_ = l.double()
l.weight.dtype
_ = l.float()
y = l(torch.ones(2, 5))
y.tolist()
l
l.weight.tolist()
l.bias.tolist()
torch.rand(2).tolist()
_ = torch.manual_seed(0)
nn.Linear(5, 4).weight.equal(l.weight)
nn.LazyLinear(4, bias=False)
nn.LazyLinear(2, dtype=torch.float64)(torch.ones(1, 3, dtype=torch.float64)).tolist()
l = nn.LazyLinear(4)
l()
l(3)
l
# Loading makes the sizes known, the first call the class.
l.load_state_dict(nn.Linear(3, 4).state_dict())
l.weight.shape
y = l(torch.ones(1, 3))
nn.LazyLinear(4).load_state_dict(nn.LazyLinear(4).state_dict())
nn.Linear(3, 4).load_state_dict(nn.LazyLinear(4).state_dict())
nn.LazyLinear(4).load_state_dict(nn.Linear(3, 5).state_dict())
nn.LazyLinear(4).share_memory()
# Norms
b = nn.LazyBatchNorm1d()
b
b.weight
b.running_mean
b.num_batches_tracked
b.state_dict()
b(torch.arange(6.0).reshape(2, 3)).tolist()
b
b.running_mean
b.num_batches_tracked
e = nn.LazyBatchNorm2d(affine=False).eval()
e
e(torch.ones(1, 2, 1, 2)).tolist()
e
nn.LazyBatchNorm3d(track_running_stats=False)
nn.LazyBatchNorm1d(momentum=None)(torch.ones(2, 3)).tolist()
nn.LazyBatchNorm2d()(torch.ones(2, 3))
nn.LazyInstanceNorm1d()
nn.LazyInstanceNorm2d(affine=False)
nn.LazyInstanceNorm1d()(torch.arange(8.0).reshape(2, 2, 2)).tolist()
net = nn.Sequential(nn.LazyLinear(3), nn.ReLU(), nn.LazyLinear(2))
net
_ = torch.manual_seed(4)
net(torch.ones(1, 4)).tolist()
net
net.state_dict()
# Convolutions
c = nn.LazyConv2d(4, 3)
c
c.weight
c(torch.ones(2))
c(torch.ones(2, 5, 5)).shape
c
c.weight.tolist()
c.bias.tolist()
nn.LazyConv1d(2, 2, bias=False)(torch.arange(12.0).reshape(1, 3, 4)).tolist()
nn.LazyConv3d(2, (1, 2, 1), stride=1, padding=1)(torch.ones(1, 2, 1, 2, 1)).tolist()
nn.LazyConv2d(4, 3, groups=2)(torch.ones(1, 3, 3, 3))
nn.LazyConv2d(4, 3, groups=2)(torch.ones(1, 2, 3, 3)).tolist()
nn.LazyConv2d(4, 3, padding='same', padding_mode='reflect')
t = nn.LazyConvTranspose2d(2, 2, stride=2)
t
t(torch.ones(1, 3, 2, 2)).tolist()
t
t.weight.shape
nn.LazyConvTranspose1d(2, 2, bias=False)(torch.arange(6.0).reshape(1, 2, 3)).tolist()
nn.LazyConvTranspose3d(1, 2)(torch.ones(1, 2, 1, 1, 1)).tolist()
