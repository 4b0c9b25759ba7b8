# backward: gradients, accumulation, leaves, detach, errors.
x = torch.tensor([1., 2.], requires_grad=True)
y = (x ** 2).sum(); y
y.backward(); x.grad
y.backward()
(x * 3).sum().backward(); x.grad
x.grad.zero_(); x.grad
x.grad = None; x.grad
z = x * 2; z.is_leaf, x.is_leaf, z.requires_grad, z.grad_fn.name(), x.grad_fn
z.backward()
z.backward(torch.ones(2)); x.grad
(x * 2).backward(torch.ones(3))
torch.ones(1).sum().backward()
x.grad = None; y = (x * x).sum(); y.backward(retain_graph=True); y.backward(); x.grad
z = x * 2; z.retain_grad(); z.sum().backward(); z.grad
(x.detach() * 2).requires_grad, x.detach() is x, x.clone().requires_grad, x.data, x.detach().clone().requires_grad_().is_leaf
x += 1
x[0] = 5
x.data[0] = 5; x
a = torch.tensor(2., requires_grad=True); b = torch.tensor(3., requires_grad=True)
torch.autograd.grad(a * b + a ** 2, (a, b)), a.grad
torch.autograd.grad(a * 2, b)
torch.autograd.grad(a * 2, b, allow_unused=True)
c = a * b; c.backward(); a.grad, b.grad
c = a.exp(); c.backward(); a.grad
v = torch.ones(2, requires_grad=True); w = v * 1; w.mul_(2); w.sum().backward(); v.grad
v = torch.ones(2, requires_grad=True); w = v.exp(); w.add_(1); w.sum().backward()
torch.tensor([1, 2], requires_grad=True)
torch.tensor([1]).requires_grad_()
z.requires_grad = False
torch.relu(torch.tensor([-1., 1.], requires_grad=True)).sum().backward()
h = torch.ones(2, requires_grad=True); h.register_hook(lambda g: g * 10) is not None; h.sum().backward(); h.grad
n = torch.ones(1, requires_grad=True)
for _ in range(3): (n * 2).sum().backward()
n.grad
s = torch.tensor([1., 2., 3.], requires_grad=True)
s[1:].sum().backward(); s.grad, s.max().backward(), s.grad
torch.stack([s.sum(), s.mean()]).sum().backward(); s.grad
t = torch.tensor([0.], requires_grad=True); t.sqrt().backward(); t.grad, t.abs().backward(), t.grad
print(x, x * 2, x.sum(), (x @ x))
