# torch.autograd.grad and backward: chosen inputs, several outputs, kept graphs, retained gradients, errors.
_ = torch.manual_seed(0)
x = torch.randn(3, requires_grad=True)
w = torch.randn(3, requires_grad=True)
z = torch.randn(2, requires_grad=True)
y = (x * w).exp()
torch.autograd.grad(y.sum(), x)
x.grad
torch.autograd.grad((x * w).exp().sum(), [x, w])
torch.autograd.grad((x * w).exp().sum(), (x, z), allow_unused=True)
torch.autograd.grad((x * w).exp().sum(), (x, z))
torch.autograd.grad((x * w).sum(), torch.ones(3))
torch.autograd.grad(torch.ones(1), [torch.ones(1)])
torch.autograd.grad(x * 2, x)
torch.autograd.grad(x * 2, x, grad_outputs=torch.ones(2))
torch.autograd.grad(x * 2, x, grad_outputs=torch.tensor([1.0, 2.0, 3.0]))
torch.autograd.grad([x * 2, x * 3], x, grad_outputs=[torch.ones(3), torch.ones(3)])
torch.autograd.grad([x * 2, x * 3], x, grad_outputs=[torch.ones(3)])
torch.autograd.grad([(x * 2).sum(), (x * 3).sum()], x, grad_outputs=[None, None])
torch.autograd.grad([(x * 2).sum(), x * 3], x, grad_outputs=[None, None])
torch.autograd.grad([x * 2, x * 3], x)
torch.autograd.grad(x.sum(), 3)
torch.autograd.grad(3, x)
h = x * w
y = h.exp().sum()
torch.autograd.grad(y, h)
torch.autograd.grad(y, h)
y = h.exp().sum()
torch.autograd.grad(y, [h, x], retain_graph=True)
torch.autograd.grad(y, [x, h, w], retain_graph=True)
torch.autograd.grad(y, y, retain_graph=True)
torch.autograd.grad(y, x)
torch.autograd.grad(y, x)
torch.autograd.backward([x.sum(), (w * w).sum()])
x.grad
w.grad
torch.autograd.backward([x.sum(), w * 2], [None, torch.ones(3)])
x.grad
w.grad
torch.autograd.backward([x.sum(), torch.ones(3)], [None, torch.ones(3)])
torch.autograd.backward(x * 2)
x.grad = None
w.grad = None
(x * w).sum().backward(inputs=[x])
x.grad
w.grad
(x * w).sum().backward(inputs=w)
w.grad
h = x * 2
h.sum().backward(inputs=[h])
h.grad
x.grad
(x * w).sum().backward(inputs=[])
x.grad = None
(x * 2).backward()
(x * 2).backward(torch.ones(3, dtype=torch.float64))
x.grad
(x * 2).backward(torch.ones(2))
x.sum().backward(3)
torch.ones(3).sum().backward()
x.grad = None
y = x.sum()
y.backward()
y.backward()
x.grad
y = x.exp().sum()
y.backward(retain_graph=True)
y.backward()
y.backward()
x.grad = None
h = x * 2
h.retain_grad()
h.retains_grad
x.retains_grad
x.retain_grad()
torch.ones(3).retain_grad()
(h * w.detach()).sum().backward()
h.grad
x.grad
h = x * 2
h.retain_grad()
y = h.sum()
y.backward(retain_graph=True)
h.grad
y.backward()
h.grad
x.is_inference()
torch.is_inference_mode_enabled()
d = x.double()
torch.autograd.grad((d * d).sum(), x)
torch.autograd.grad((d * d).sum(), d)
a = torch.randn(2, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
torch.autograd.grad((a * b).sum(), [a, b])
torch.autograd.grad((a * b + b).mean(), b)
