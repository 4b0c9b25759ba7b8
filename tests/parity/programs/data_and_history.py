# x.data counts its own versions; grad_fn's next_functions; lazy parameters in operators; hooks of all modules; state of
# an optimizer.
a = torch.ones(2, requires_grad=True)
b = a * 2
c = b * b
d = b.data
d.add_(1)
(b._version, d._version, b.data._version)
d[0].mul_(2)
(b._version, d._version)
c.sum().backward()
a.grad
b = a * 2
c = b * b
b.detach().add_(1)
b._version
c.sum().backward()
a.data.mul_(3)
a
a._version
a.data = torch.zeros(2)
a

def names(fn, depth=2):
    if fn is None:
        return None
    return (fn.name(), [names(f, depth - 1) for f, _ in fn.next_functions] if depth else [])

names(nn.Linear(2, 3)(torch.ones(2, 2)).grad_fn)
names(nn.Linear(2, 3)(torch.ones(2, 2, requires_grad=True)).grad_fn)
names(nn.Linear(2, 3, bias=False)(torch.ones(2, 2, requires_grad=True)).grad_fn)
names(F.relu(nn.Linear(2, 3)(torch.ones(2, 2))).grad_fn)
names(nn.Linear(2, 3)(torch.ones(4, 2, 2)).grad_fn, 3)
names((a * 2 + 1).sum().grad_fn, 4)
nn.Linear(2, 3)(torch.ones(2, 2)).grad_fn.next_functions[0][0].variable.shape
nn.Linear(2, 3)(torch.ones(2, 2)).grad_fn.next_functions[2][0].next_functions[0][0].variable.shape

w = nn.LazyLinear(3).weight
w + 1
1 + w
w - 1
w * 2
w / 2
w @ w
w % 2
-w
+w
w == 1
w < 1
w >= 1
w & 1
w[0]
w.dim()
w is w

class Early(nn.Module):
    def __init__(self, what):
        what(self)
        super().__init__()

Early(lambda m: m.register_buffer('b', torch.ones(1)))
Early(lambda m: m.register_parameter('b', nn.Parameter(torch.ones(1))))
Early(lambda m: m.add_module('b', nn.ReLU()))
Early(lambda m: m.register_module('b', nn.ReLU()))
Early(lambda m: m.eval())
Early(lambda m: m.train())
Early(lambda m: m.to('cpu'))
Early(lambda m: m.state_dict())
Early(lambda m: m.zero_grad())
Early(lambda m: m.apply(print))
Early(lambda m: setattr(m, 'b', nn.ReLU()))
Early(lambda m: setattr(m, 'b', nn.Parameter(torch.ones(1))))
Early(lambda m: m.training)
Early(lambda m: m.nothing)

net = nn.Sequential(nn.Linear(2, 1), nn.ReLU())
first = nn.modules.module.register_module_forward_pre_hook(lambda m, i: print('pre', type(m).__name__))
after = nn.modules.module.register_module_forward_hook(lambda m, i, o: print('after', type(m).__name__, tuple(o.shape)))
own = net[1].register_forward_hook(lambda m, i, o: print('own'))
_ = net(torch.ones(1, 2))
first.remove()
after.remove()
_ = net(torch.ones(1, 2))
double = nn.modules.module.register_module_forward_hook(lambda m, i, o: o * 2 if isinstance(m, nn.ReLU) else None)
nn.Sequential(nn.ReLU(), nn.ReLU())(torch.ones(1))
double.remove()
from torch.nn.modules.module import register_module_full_backward_hook
back = register_module_full_backward_hook(lambda m, i, o: print('back', type(m).__name__, [tuple(g.shape) for g in o]))
net(torch.ones(1, 2, requires_grad=True)).sum().backward()
back.remove()
net(torch.ones(1, 2, requires_grad=True)).sum().backward()

p = nn.Parameter(torch.ones(2))
q = nn.Parameter(torch.ones(1))
o = torch.optim.Adam([p, q], lr=0.1)
len(o.state)
(p * p).sum().backward()
o.step()
len(o.state)
o.state[p]
o.state[p]['exp_avg']
o.state[p]['step']
list(o.state[p].keys())
list(o.state.keys())[0] is p
[list(s) for s in o.state.values()]
o.state
o.state[p]['exp_avg'].zero_()
o.state[p]['exp_avg']
o.state[p]['exp_avg'] = torch.full((2,), 5.0)
o.state_dict()['state'][0]['exp_avg']
o.state[p]['nothing']
s = torch.optim.SGD([p], lr=0.1, momentum=0.9)
s.step()
s.state[p]['momentum_buffer']
for key, entry in s.state.items():
    print(key, entry)

