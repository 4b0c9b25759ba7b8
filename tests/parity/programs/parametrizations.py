import copy
import torch.nn.utils.parametrize as P
from torch.nn.utils import parametrize
from torch.nn.utils.parametrizations import spectral_norm

x = torch.arange(6.).reshape(2, 3) / 7

# spectral_norm: train follows the singular vectors, eval keeps them
_ = torch.manual_seed(0); m = spectral_norm(nn.Linear(3, 4))
print(m)
type(m)
type(m).__name__, isinstance(m, nn.Linear), type(m).__bases__[0] is nn.Linear
list(m.state_dict())
[name for name, _ in m.named_parameters()]
[name for name, _ in m.named_buffers()]
[name for name, _ in m.named_modules()]
s = m.parametrizations.weight[0]
s._u.tolist(), s._v.tolist()
s.training, m.training, s.n_power_iterations, s.dim, s.eps
m(x).tolist()
s._u.tolist(), s._v.tolist()
m.weight.tolist()
s._u.tolist(), s._v.tolist()
m.weight.grad_fn is None
m.eval().training, s.training
m(x).tolist()
m(x).tolist()
s._u.tolist(), s._v.tolist()
s.train().training
m(x).tolist()
s._u.tolist(), s._v.tolist()
m.train().training
y = m(x); (y * torch.arange(8.).reshape(2, 4)).sum().backward()
m.parametrizations.weight.original.grad.tolist(), m.bias.grad.tolist()
a = m(x); b = m(x + 1); (a.sum() - (b * b).sum()).backward()
m.parametrizations.weight.original.grad.tolist()
with torch.no_grad():
    m(x).requires_grad

s._u.tolist()
[name for name, _ in m.named_buffers()]
hasattr(m, 'weight'), 'weight' in m._parameters, 'weight' in m._buffers
opt = torch.optim.SGD(m.parameters(), lr=0.1)
opt.zero_grad(); m(x).pow(2).sum().backward(); opt.step(); m.parametrizations.weight.original.tolist()
m.weight = torch.ones(4, 3)
m.parametrizations.weight.original
m.weight = torch.ones(4, 3, dtype=torch.float64)
m.parametrizations.weight.original.shape
m.eval()(x).tolist()
saved = {k: v.clone() for k, v in m.state_dict().items()}
_ = torch.manual_seed(3); n = spectral_norm(nn.Linear(3, 4))
n.load_state_dict(saved)
n.eval()(x).tolist()
c = copy.deepcopy(m)
print(c)
c.train()(x).tolist()
c.parametrizations.weight[0]._u.tolist() == m.parametrizations.weight[0]._u.tolist()
c.parametrizations.weight.original is m.parametrizations.weight.original
before = m.weight.tolist()
P.remove_parametrizations(m, 'weight')
m.weight.tolist() == before
type(m) is nn.Linear, list(m.state_dict()), hasattr(m, 'parametrizations')
isinstance(m.weight, nn.Parameter), m.weight.requires_grad
m(x).tolist()
P.remove_parametrizations(m, 'weight')

# other layers, dims, names
_ = torch.manual_seed(1); conv = spectral_norm(nn.Conv2d(2, 3, 3), n_power_iterations=3)
image = torch.arange(50.).reshape(1, 2, 5, 5) / 50
conv(image).tolist()
conv.parametrizations.weight[0]._u.shape, conv.parametrizations.weight[0]._v.shape
print(conv)
_ = torch.manual_seed(1); up = spectral_norm(nn.ConvTranspose2d(2, 3, 3))
up(image).sum().item(), up.parametrizations.weight[0]._u.shape, up.parametrizations.weight[0].dim
_ = torch.manual_seed(1); e = spectral_norm(nn.Embedding(5, 3), dim=-1, eps=1e-3)
e(torch.tensor([1, 4])).tolist(), e.parametrizations.weight[0].dim
_ = torch.manual_seed(1); lin = spectral_norm(nn.Linear(3, 4), 'bias')
lin(x).tolist(), list(lin.state_dict())
spectral_norm(lin, 'weight')
list(lin.state_dict())
lin(x).tolist()
P.remove_parametrizations(lin, 'bias', leave_parametrized=False)
print(lin)
_ = torch.manual_seed(2); d = spectral_norm(nn.Linear(3, 2).double())
d(x.double()).tolist(), d.parametrizations.weight[0]._u.dtype
_ = torch.manual_seed(2); bn = spectral_norm(nn.BatchNorm1d(3))
bn(x).tolist()
spectral_norm(nn.Linear(3, 2), n_power_iterations=0)
spectral_norm(nn.Linear(3, 2), dim=2)
spectral_norm(nn.Linear(3, 2), 'wieght')
spectral_norm(nn.Linear(3, 2, bias=False), 'bias')
net = nn.Sequential(spectral_norm(nn.Linear(3, 3)), nn.Dropout(0.5), spectral_norm(nn.Linear(3, 1)))
print(net)
list(net.state_dict())
net.eval()[0].parametrizations.weight[0].training

# parametrizations of one's own
class Symmetric(nn.Module):
    def forward(self, w):
        return w.triu() + w.triu(1).transpose(-1, -2)
    def right_inverse(self, w):
        return w.triu()

class Scale(nn.Module):
    def __init__(self, by):
        super().__init__()
        self.by = by
    def forward(self, w):
        return w * self.by
    def extra_repr(self):
        return f'by={self.by}'

class Halves(nn.Module):
    def forward(self, low, high):
        return torch.cat([low, high])
    def right_inverse(self, w):
        return w[:1], w[1:]

_ = torch.manual_seed(0); m = nn.Linear(3, 3)
w = m.weight
P.register_parametrization(m, 'weight', Symmetric()) is m
m.parametrizations.weight.original is w, w.tolist()
m.weight.tolist()
P.register_parametrization(m, 'weight', Scale(2.0))
m.weight.tolist(), len(m.parametrizations.weight)
m(x).tolist()
m.weight = torch.eye(3)
P.is_parametrized(m), P.is_parametrized(m, 'weight'), P.is_parametrized(m, 'bias'), P.is_parametrized(nn.ReLU())
P.register_parametrization(m, 'bias', Scale(0.5))
print(m)
list(m.state_dict())
m(x).tolist()
P.remove_parametrizations(m, 'weight', leave_parametrized=False)
m.weight is w, type(m).__name__
P.type_before_parametrizations(m) is nn.Linear, P.type_before_parametrizations(nn.ReLU()) is nn.ReLU
print(m)
P.remove_parametrizations(m, 'bias')
m.bias.tolist(), type(m) is nn.Linear
_ = torch.manual_seed(0); h = P.register_parametrization(nn.Linear(3, 2), 'weight', Halves())
list(h.state_dict()), [p.requires_grad for p in h.parameters()]
h(x).tolist()
h.weight = torch.ones(2, 3)
h.parametrizations.weight.original0, h.parametrizations.weight.original1
P.remove_parametrizations(h, 'weight', leave_parametrized=False)
list(P.remove_parametrizations(h, 'weight').state_dict())
h.weight
s = Symmetric().eval()
P.register_parametrization(nn.Linear(2, 2), 'weight', s).training, s.training
bn = P.register_parametrization(nn.BatchNorm1d(2), 'running_mean', Scale(3.0))
list(bn.state_dict())
bn.parametrizations.running_mean.original

# a class of one's own reads the property
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(3))
        self.fc = nn.Linear(3, 2)
    def forward(self, x):
        return self.fc(x * self.scale) + self.scale.sum()

_ = torch.manual_seed(0); net = Net()
P.register_parametrization(net, 'scale', Scale(4.0))
net(x).tolist()
type(net), list(net.state_dict())
net.scale
P.remove_parametrizations(net, 'scale')
net.scale, type(net)

# mistakes
class Wider(nn.Module):
    def forward(self, w):
        return torch.cat([w, w])

class Doubled(nn.Module):
    def forward(self, w):
        return w.double()

class Nothing(nn.Module):
    def forward(self, w):
        return None

class Badly(nn.Module):
    def forward(self, w):
        return w
    def right_inverse(self, w):
        return 3

P.register_parametrization(nn.Linear(2, 2), 'weight', Wider())
P.register_parametrization(nn.Linear(2, 2), 'weight', Doubled())
P.register_parametrization(nn.Linear(2, 2), 'weight', Nothing())
P.register_parametrization(nn.Linear(2, 2), 'weight', Badly())
P.register_parametrization(nn.Linear(2, 2), 'wieght', Scale(1.0))
two = P.register_parametrization(nn.Linear(2, 2), 'weight', Scale(1.0))
P.register_parametrization(two, 'weight', Wider())
P.register_parametrization(two, 'weight', Doubled())
P.register_parametrization(two, 'weight', Badly())
P.register_parametrization(nn.Linear(2, 2), 'weight', Wider(), unsafe=True).weight.shape
P.remove_parametrizations(nn.Linear(2, 2), 'weight')
len(two.parametrizations.weight), type(two.parametrizations.weight).__name__

# classes of modules change
class Loud(nn.Linear):
    def forward(self, x):
        return nn.Linear.forward(self, x) * 100

_ = torch.manual_seed(0); m = nn.Linear(2, 1)
m.__class__ = Loud
m(torch.ones(2)), m
m.__class__ = nn.Linear
m(torch.ones(2)), m
m.__class__ = 3
Loud.__name__ = 'Quiet'; Loud.__qualname__ = 'Quiet'; Loud

# a class on a layer whose forward has arguments with defaults
class Up(nn.ConvTranspose2d):
    def forward(self, x, output_size=None):
        return super().forward(x, output_size=output_size) + 1

_ = torch.manual_seed(0)
Up(1, 1, 2)(torch.ones(1, 1, 2, 2)).tolist()
nn.ConvTranspose2d.forward(Up(1, 1, 2), torch.ones(1, 1, 2, 2)).shape
nn.LSTM.forward(nn.LSTM(2, 3), torch.ones(4, 1, 2))[0].shape
nn.MultiheadAttention.forward(nn.MultiheadAttention(4, 2), *[torch.ones(2, 1, 4)] * 3)[0].shape
nn.MultiheadAttention.forward(nn.MultiheadAttention(4, 2), *[torch.ones(2, 1, 4)] * 3, need_weights=False)[1]

# layers below classes of one's own, and what else one does with them
class Sub(nn.Linear):
    def forward(self, x):
        return super().forward(x) + 1

_ = torch.manual_seed(0); s = P.register_parametrization(Sub(3, 2), 'weight', Scale(3.0))
s(x).tolist()
_ = torch.manual_seed(0); s = spectral_norm(Sub(3, 2)); [s(x).tolist(), s.parametrizations.weight[0]._u.tolist()]
class Own(nn.Linear):
    def forward(self, x):
        return F.linear(x, self.weight, self.bias)

_ = torch.manual_seed(0); s = P.register_parametrization(Own(3, 2), 'weight', Scale(3.0))
s(x).tolist()
m = spectral_norm(nn.Linear(3, 2))
_ = m.double()
m.weight.dtype, m.parametrizations.weight[0]._u.dtype
_ = m.requires_grad_(False)
m.weight.requires_grad, [p.requires_grad for p in m.parameters()]
m.weight = nn.Parameter(torch.ones(2, 3))
m.load_state_dict({'weight': torch.ones(2, 3), 'bias': torch.ones(2)})
m.reset_parameters()
_ = m.register_forward_hook(lambda m, i, o: o * 0)
m(x.double()).tolist()
_ = torch.manual_seed(0); r = spectral_norm(nn.Conv1d(2, 2, 3, padding=1, padding_mode='circular'))
r(torch.ones(1, 2, 4)).tolist()
print(spectral_norm(nn.Conv1d(2, 2, 3, bias=False), dim=1))
spectral_norm(nn.Bilinear(2, 3, 2))(torch.ones(1, 2), torch.ones(1, 3)).shape
P.register_parametrization(nn.LayerNorm(3), 'weight', Scale(3.0))(x).tolist()
P.register_parametrization(nn.PReLU(), 'weight', Scale(3.0))(-x).tolist()
P.ParametrizationList([], torch.ones(2))
P.register_parametrization(m, 'weight', 3)
