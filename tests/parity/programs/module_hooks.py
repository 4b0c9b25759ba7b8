# Hooks of modules: order, what they may replace, handles.
calls = []
def before(m, args):
    calls.append(('before', type(m).__name__, len(args), args[0].shape))
def after(m, args, output):
    calls.append(('after', type(m).__name__, output.shape))
def double(m, args):
    return args[0] * 2
def plus(m, args, output):
    return output + 1
_ = torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU(), nn.Linear(2, 1))
x = torch.arange(6.).reshape(2, 3) / 5
net(x).tolist()
h = net.register_forward_pre_hook(before)
k = net[0].register_forward_hook(after)
type(h).__name__
net(x).tolist()
calls
h.remove()
h.remove()
calls.clear()
net(x).tolist()
calls
d = net[0].register_forward_pre_hook(double)
net(x).tolist()
p = net[2].register_forward_hook(plus)
q = net[2].register_forward_hook(plus)
net(x).tolist()
q.remove()
net(x).tolist()
d.remove()
p.remove()
k.remove()
net(x).tolist()
# One that returns a tuple, one that fails.
t = net.register_forward_pre_hook(lambda m, args: (args[0] + 1,))
net(x).tolist()
t.remove()
def fail(m, args, output):
    raise ValueError('no ' + type(m).__name__)
f = net[1].register_forward_hook(fail)
net(x)
f.remove()
net(x).tolist()
# Around backward.
grads = []
def show(m, grad_input, grad_output):
    grads.append((type(m).__name__, [None if g is None else g.tolist() for g in grad_input], [g.tolist() for g in grad_output]))
def halve(m, grad_input, grad_output):
    return tuple(g / 2 for g in grad_input)
b = net[2].register_full_backward_hook(show)
c = net[0].register_full_backward_hook(show)
x = (torch.arange(6.).reshape(2, 3) / 5).requires_grad_()
y = net(x)
y.grad_fn.name()
y.sum().backward()
grads
x.grad.tolist()
grads.clear()
e = net[2].register_full_backward_hook(halve)
x.grad = None
net.zero_grad()
net(x).sum().backward()
grads
x.grad.tolist()
net[0].weight.grad.tolist()
b.remove()
c.remove()
e.remove()
# In a tree: the outer module's hooks see the whole.
order = []
for name, m in net.named_modules():
    _ = m.register_forward_hook(lambda m, i, o, name=name: order.append(name))
_ = net(x)
order
net.register_forward_hook()
