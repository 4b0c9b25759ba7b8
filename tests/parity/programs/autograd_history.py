# Chapter by chapter what autograd promises: modes, leaves, versions, accumulation, hooks, views.
import torch.autograd as AG
x = torch.tensor([1., 2.], requires_grad=True)
with torch.no_grad():
    y = x * 2
    print(y.requires_grad, torch.ones(2, requires_grad=True).requires_grad, nn.Parameter(torch.ones(1)).requires_grad)
    with torch.enable_grad():
        print((x * 2).requires_grad)
    x.add_(0)
    x[0] = 1.
with torch.inference_mode():
    z = x * 2
    print(z.is_inference(), z.requires_grad, torch.is_grad_enabled(), torch.is_inference_mode_enabled())
    with torch.enable_grad():
        w = x * 2
        print(w.requires_grad, w.is_inference())
    with torch.inference_mode(False):
        v = x * 2
        print(v.requires_grad, v.is_inference())
    z.add_(1)
    z.requires_grad_()
    z[0].is_inference()
(z * 2).is_inference(), z.clone().is_inference(), z[0].is_inference(), z.view(2, 1).is_inference()
z.add_(1)
z[0] = 3
z * x
(z + x).requires_grad
z.requires_grad_()
z.requires_grad = True
z.detach().is_inference()
@torch.no_grad()
def f(a):
    return a * 2
f(x).requires_grad
@torch.inference_mode()
def g(a):
    return a * 2
g(x).is_inference()
@torch.enable_grad()
def h(a):
    return a * 2
with torch.no_grad():
    print(h(x).requires_grad)
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)
_ = torch.set_grad_enabled(False)
(x * 2).requires_grad
_ = torch.set_grad_enabled(True)
try:
    with torch.no_grad():
        raise ValueError('a')
except ValueError:
    print(torch.is_grad_enabled())
torch.tensor([1, 2], requires_grad=True)
torch.tensor([1, 2]).requires_grad_()
torch.ones(2, dtype=torch.bool, requires_grad=True)
t = torch.tensor([1, 2])
t.requires_grad = True
t.requires_grad = False
y = x * 2
y.requires_grad = False
y.requires_grad = True
y.is_leaf, x.is_leaf, t.is_leaf, y.detach().is_leaf
d = y.detach()
d.add_(1)
y
d._version, y._version
y.data.add_(1)
y._version
x.numpy()
y.numpy()
import copy
copy.deepcopy(y)
copy.deepcopy(x)
x.add_(1)
x[0] = 3
x[0].add_(1)
x.view(2).mul_(2)
x[:1].zero_()
F.dropout(x, 0.5, True, True)
F.relu(x, inplace=True)
nn.ReLU(inplace=True)(x)
nn.Dropout(0.5, inplace=True)(x)
y = x * 2
y.add_(1)
y.mul_(2)
y = x.exp()
y.add_(1)
y.sum().backward()
for name in ('exp', 'relu', 'sigmoid', 'tanh', 'sqrt'):
    y = getattr(torch, name)(x)
    y.mul_(2)
    try:
        y.sum().backward()
    except RuntimeError as e:
        print(e)
y = x.softmax(0)
y[0] = 1
y.sum().backward()
a = torch.ones(2, requires_grad=True)
b = torch.ones(2)
c = a * b
b.add_(1)
c.sum().backward()
c = a * b
with torch.no_grad():
    a.add_(1)
c.sum().backward()
a.grad
torch.ones(2, requires_grad=True).backward()
torch.ones(2).sum().backward()
(x * 2).backward(torch.ones(3))
(x * 2).sum().backward(torch.ones(2))
y = (x * x).sum()
y.backward()
y.backward()
y = (x + x).sum()
y.backward()
y.backward()
x.grad
x.grad = None
g0 = torch.ones(2)
(x * 1).backward(g0)
x.grad is g0
x.grad.requires_grad
before = x.grad
(x * 2).sum().backward()
x.grad is before
x.grad
(x ** 2).sum().backward(create_graph=True)
x.grad is before
x.grad.requires_grad
x.grad = None
y = x * 2
y.grad
y.retain_grad()
y.sum().backward()
y.grad
y.retains_grad, x.retains_grad
x.retain_grad()
d = torch.ones(2)
d.retain_grad()
torch.autograd.grad((x * 2).sum(), torch.ones(2, requires_grad=True))
torch.autograd.grad((x * 2).sum(), [torch.ones(2, requires_grad=True), x], allow_unused=True)
torch.autograd.grad((x * 2).sum(), torch.ones(2))
torch.autograd.grad(x * 2, x)
torch.autograd.grad(x * 2, x, [torch.ones(2)])
torch.autograd.grad((x * 2).sum(), x, is_grads_batched=False)
torch.autograd.grad([x.sum(), (x * 3).sum()], [x])
torch.autograd.grad([x.sum(), (x * 3).sum()], [x], [torch.tensor(1.), None])
torch.autograd.grad([x.sum()], [x], [torch.tensor(1.), None])
torch.autograd.backward([x.sum(), (x * 3).sum()])
x.grad
torch.autograd.backward(x.sum(), inputs=[])
torch.autograd.backward((x * 2).sum(), torch.tensor(3.))
x.grad
torch.autograd.backward((x * 2), 3)
x.grad = torch.ones(3)
x.grad = torch.ones(2, dtype=torch.float64)
x.grad = 3
x.grad = 'a'
x.grad = torch.ones(2)
x.grad
del x.grad
x.grad
x.grad = torch.ones(2)
x.grad = None
e = torch.ones(3, 1, requires_grad=True)
(e * torch.arange(6.).reshape(2, 3, 1).expand(2, 3, 4)).sum().backward()
e.grad
lin = nn.Linear(2, 1)
_ = [p.data.fill_(0.3) for p in lin.parameters()]
y = lin(torch.ones(1, 2))
y
[None if n is None else n.name() for n, i in y.grad_fn.next_functions]
y.grad_fn.next_functions[2][0].next_functions[0][0].name()
y.grad_fn.next_functions[0][0].variable is lin.bias
type(y.grad_fn.next_functions[0][0]).__name__
bn = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.Dropout(), nn.ReLU())
def names(t):
    n, out = t.grad_fn, []
    while n is not None:
        out.append(n.name())
        n = n.next_functions[0][0] if n.next_functions else None
    return out
names(bn(torch.randn(4, 2)))
names(bn.eval()(torch.randn(4, 2)))
_ = [p.requires_grad_(False) for p in bn.parameters()]
bn(torch.randn(4, 2)).requires_grad
F.dropout(x, 0.0).grad_fn is None, F.dropout(x, 1.0)
log = []
p = torch.tensor([1., 2.], requires_grad=True)
h1 = p.register_hook(lambda g: log.append(('p', g.tolist())))
q = p * 2
h2 = q.register_hook(lambda g: log.append(('q', g.tolist())))
h3 = q.register_hook(lambda g: g * 3)
h4 = q.register_hook(lambda g: log.append(('q3', g.tolist())))
q.sum().backward()
log, p.grad
h3.remove()
_ = q.register_hook(lambda g: torch.ones(3))
q.sum().backward()
_ = q.register_hook(lambda g: 3)
torch.ones(2).register_hook(lambda g: g)
s = p.clone()
_ = s.register_hook(lambda g: g * 5)
s.retain_grad()
s.sum().backward()
s.grad
base = torch.zeros(2, 2, requires_grad=True)
m = base * 1
view = m[0]
view.mul_(3)
m
view
m.sum().backward()
base.grad
u1, u2 = m.unbind(0)
u1.add_(1)
m.split(1)[0].mul_(2)
k = torch.ones(3, requires_grad=True)
o = k * 2
o[1] = 5
o.sum().backward()
k.grad
o = k * 2
o[1] = k[0] * 3
k.grad = None
o.sum().backward()
k.grad
o = k.clone()
o.fill_(3).sum().backward()
k.grad
o = torch.zeros(3)
o[0] = k[2]
o.requires_grad, o
o._version
v5 = torch.zeros(2, 2)
v5[0].requires_grad
v5.requires_grad_()
v5.t_()
with torch.no_grad():
    vv = v5[0]
vv.requires_grad
vv
vv.is_leaf
(vv * 2).sum().backward()
vv.grad, v5.grad
with torch.no_grad():
    aa, bb = v5.unbind(0)
    cc = (x * 2)[0]
    dd = x.view(2, 1)
aa.requires_grad, bb.requires_grad, cc.requires_grad, dd.requires_grad
aa.mul_(2)
with torch.inference_mode():
    ee = v5[0]
ee.requires_grad
vv.add_(1)
torch.is_grad_enabled()
AG.grad(k.sum(), k)
k.sum().backward(retain_graph=True, create_graph=False, inputs=k)
k.sum().backward(inputs=[o])
x.grad_fn
x.detach_()
y = x * 2
y.detach_()
y.requires_grad
x.sum().backward(gradient=torch.tensor(2.))
