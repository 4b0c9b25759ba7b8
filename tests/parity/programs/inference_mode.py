# torch.inference_mode: what is made inside stays outside autograd, and what that forbids later.
x = torch.ones(3, requires_grad=True)
with torch.inference_mode():
    a = torch.ones(3)
    b = x * 2
    print(a.is_inference(), b.requires_grad, torch.is_grad_enabled(), torch.is_inference_mode_enabled())
    _ = a.add_(1)
    with torch.enable_grad():
        c = x * 2
        print(c.requires_grad, torch.is_grad_enabled(), c.is_inference())
    with torch.inference_mode(False):
        d = x * 2
        print(d.requires_grad, d.is_inference(), torch.is_grad_enabled())
    e = torch.ones(2, requires_grad=True)
    print(e.requires_grad, e.is_leaf)
torch.is_grad_enabled()
torch.is_inference_mode_enabled()
a.add_(1)
a[0] = 3
a.copy_(torch.ones(3))
a.requires_grad_()
x * a
x + a
(a * 2).is_inference()
a.clone().is_inference()
a[0].is_inference()
a.detach().is_inference()
y = x.clone()
y.mul_(a)
torch.ones(3).add_(a)
(x * a.clone()).sum().backward()
x.grad
with torch.inference_mode():
    b.sum().backward()
with torch.no_grad():
    print(torch.ones(1).is_inference())
