# Tensor hooks, grad_fn and its next_functions.
_ = torch.manual_seed(0)
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
h = y.register_hook(lambda g: g * 3)
y.sum().backward()
x.grad
h.remove()
h.remove()
x.grad = None
y = x * 2
_ = y.register_hook(lambda g: print('y', g))
_ = x.register_hook(lambda g: print('x', g))
(y * y).sum().backward()
x.grad
x.grad = None
y = x * 2
_ = y.register_hook(lambda g: torch.ones(2))
y.sum().backward()
y = x * 2
_ = y.register_hook(lambda g: 3)
y.sum().backward()
torch.ones(3).register_hook(print)
z = torch.tensor([1.0, 2.0], requires_grad=True)
def double(g):
    return g * 2
_ = z.register_hook(double)
_ = z.register_hook(lambda g: g + 1)
(z * z).sum().backward()
z.grad
w = z * 3
_ = w.register_hook(lambda g: g * 10)
w.retain_grad()
(w * w).sum().backward()
w.grad
x.grad_fn
y.grad_fn.name()
type(y.grad_fn).__name__
s = (x.exp() + y).sum()
s.grad_fn.name()
s.grad_fn.next_functions[0][0].name()
s.grad_fn.next_functions[0][1]
len(s.grad_fn.next_functions[0][0].next_functions)
x.exp().grad_fn.next_functions[0][0].name()
(x + torch.ones(3)).grad_fn.next_functions[1]
lin = nn.Linear(3, 2)
lin(torch.ones(1, 3)).grad_fn.name()
