# weight_norm, spectral_norm (whose vectors move in train only), a BatchNorm taken into a convolution, DataParallel.
_ = torch.manual_seed(0)
l = nn.utils.weight_norm(nn.Linear(3, 2))
l
[(n, tuple(p.shape)) for n, p in l.named_parameters()], list(l.state_dict())
l.weight_g, l.weight_v
x = torch.arange(6.0).reshape(2, 3) / 7
l(x)
(l(x) * torch.tensor([1.0, 2.0])).sum().backward()
l.weight_g.grad.tolist(), l.weight_v.grad.tolist(), l.bias.grad.tolist()
with torch.no_grad():
    _ = l.weight_g.mul_(2)
l(x)
nn.utils.weight_norm(l)
nn.utils.remove_weight_norm(l)
l.weight, [n for n, _ in l.named_parameters()], l(x)
nn.utils.remove_weight_norm(l)
c = nn.utils.weight_norm(nn.Conv2d(2, 3, 2), dim=None); c.weight_g.shape, c(torch.ones(1, 2, 3, 3)).tolist()
c = nn.utils.weight_norm(nn.Conv1d(2, 3, 2), dim=1); c.weight_g.shape, c(torch.ones(1, 2, 3)).tolist()
nn.utils.weight_norm(nn.Linear(2, 2), name='nope')
_ = torch.manual_seed(1)
s = nn.utils.spectral_norm(nn.Linear(3, 2))
s, list(s.state_dict())
s.weight_u, s.weight_v, s.weight_orig
s(x).tolist()
s.weight_u.tolist(), s.weight_v.tolist()
s.eval()(x).tolist(), s.weight_u.tolist()
s.train()(x).tolist(), s.weight_u.tolist()
(s(x) * torch.tensor([1.0, 2.0])).sum().backward()
s.weight_orig.grad.tolist()
for _ in range(50):
    y = s(x)
torch.allclose(torch.linalg.vector_norm(s.weight @ s.weight_v), torch.tensor(1.0), atol=1e-4)
nn.utils.spectral_norm(s)
nn.utils.remove_spectral_norm(s)
s.weight.tolist(), list(s.state_dict())
nn.utils.remove_spectral_norm(s)
nn.utils.spectral_norm(nn.Linear(2, 2), n_power_iterations=0)
t = nn.utils.spectral_norm(nn.ConvTranspose2d(2, 3, 2), n_power_iterations=3); t.weight_u.shape, t.weight_v.shape, t(torch.ones(1, 2, 2, 2)).tolist()
net = nn.Sequential(nn.utils.spectral_norm(nn.Linear(3, 4)), nn.ReLU(), nn.utils.weight_norm(nn.Linear(4, 1)))
net(x).tolist(), [n for n, _ in net.named_parameters()], [n for n, _ in net.named_buffers()]
net
net.load_state_dict(net.state_dict())
conv, bn = nn.Conv2d(1, 2, 2), nn.BatchNorm2d(2)
_ = bn(conv(torch.randn(4, 1, 4, 4)))
torch.nn.utils.fusion.fuse_conv_bn_eval(conv, bn)
conv.eval(), bn.eval()
f = torch.nn.utils.fusion.fuse_conv_bn_eval(conv, bn)
f
z = torch.randn(1, 1, 3, 3)
torch.allclose(f(z), bn(conv(z)), atol=1e-6), f.weight.tolist(), f.bias.tolist()
nn.utils.fuse_conv_bn_eval(nn.Conv1d(1, 1, 1, bias=False).eval(), nn.BatchNorm1d(1, affine=False).eval()).bias.detach()
d = nn.DataParallel(nn.Linear(2, 1))
d, list(d.state_dict()), d(torch.ones(1, 2)).shape, d.module
d.eval().module.training
q = nn.TripletMarginWithDistanceLoss(margin=2.0)
q, q(torch.ones(2, 3), torch.zeros(2, 3), torch.full((2, 3), 2.0)), nn.TripletMarginWithDistanceLoss(swap=True, reduction='none')(torch.ones(2, 3), torch.zeros(2, 3), torch.full((2, 3), 2.0))
nn.TripletMarginWithDistanceLoss(distance_function=lambda a, b: (a - b).abs().sum(-1), reduction='sum')(torch.ones(2, 3), torch.zeros(2, 3), torch.full((2, 3), 2.0))
own = nn.Linear(2, 2)
w = own.weight
del own.weight
own.weight = w.data * 2
torch.allclose(own(torch.ones(1, 2)), torch.ones(1, 2) @ (w * 2).t() + own.bias), list(own.state_dict())
