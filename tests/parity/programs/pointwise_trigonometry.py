x = torch.tensor([[-2.5, -0.7, 0.0], [0.3, 0.9, 4.2]], requires_grad=True)
u = torch.tensor([[1., -2., 3.], [0.5, 1.5, -1.]])
d = x.detach().double().requires_grad_()
p = torch.tensor([0.1, 0.5, 0.9, 2.5], requires_grad=True)
q = torch.tensor([-0.9, -0.2, 0., 0.6], requires_grad=True)
i = torch.tensor([-3, 0, 2])
b = torch.tensor([True, False])
e = torch.ones(0, 3)
y = torch.sin(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.sin(d) * u.double()).sum().backward()
torch.sin(d).tolist()
d.grad.tolist()
torch.sin(x.T).tolist()
torch.sin(i)
torch.sin(b)
torch.sin(e)
torch.sin(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.sin_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).sin_()
x.sin_()
y = torch.cos(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.cos(d) * u.double()).sum().backward()
torch.cos(d).tolist()
d.grad.tolist()
torch.cos(x.T).tolist()
torch.cos(i)
torch.cos(b)
torch.cos(e)
torch.cos(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.cos_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).cos_()
x.cos_()
y = torch.tan(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.tan(d) * u.double()).sum().backward()
torch.tan(d).tolist()
d.grad.tolist()
torch.tan(x.T).tolist()
torch.tan(i)
torch.tan(b)
torch.tan(e)
torch.tan(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.tan_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).tan_()
x.tan_()
y = torch.atan(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.atan(d) * u.double()).sum().backward()
torch.atan(d).tolist()
d.grad.tolist()
torch.atan(x.T).tolist()
torch.atan(i)
torch.atan(b)
torch.atan(e)
torch.atan(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.atan_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).atan_()
x.atan_()
y = torch.sinh(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.sinh(d) * u.double()).sum().backward()
torch.sinh(d).tolist()
d.grad.tolist()
torch.sinh(x.T).tolist()
torch.sinh(i)
torch.sinh(b)
torch.sinh(e)
torch.sinh(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.sinh_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).sinh_()
x.sinh_()
y = torch.cosh(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.cosh(d) * u.double()).sum().backward()
torch.cosh(d).tolist()
d.grad.tolist()
torch.cosh(x.T).tolist()
torch.cosh(i)
torch.cosh(b)
torch.cosh(e)
torch.cosh(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.cosh_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).cosh_()
x.cosh_()
y = torch.asinh(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.asinh(d) * u.double()).sum().backward()
torch.asinh(d).tolist()
d.grad.tolist()
torch.asinh(x.T).tolist()
torch.asinh(i)
torch.asinh(b)
torch.asinh(e)
torch.asinh(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.asinh_()
x.grad = None
x.grad.tolist()
torch.tensor([1, 2]).asinh_()
x.asinh_()
y = torch.asin(q)
y
y.tolist()
q.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
q.grad.tolist()
torch.asin(i)
torch.asin(b)
torch.asin(e)
torch.asin(torch.tensor(0.5, dtype=torch.float64)).item()
z = q * 1
z.asin_()
q.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
q.grad.tolist()
torch.tensor([1, 2]).asin_()
q.asin_()
y = torch.acos(q)
y
y.tolist()
q.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
q.grad.tolist()
torch.acos(i)
torch.acos(b)
torch.acos(e)
torch.acos(torch.tensor(0.5, dtype=torch.float64)).item()
z = q * 1
z.acos_()
q.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
q.grad.tolist()
torch.tensor([1, 2]).acos_()
q.acos_()
y = torch.atanh(q)
y
y.tolist()
q.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
q.grad.tolist()
torch.atanh(i)
torch.atanh(b)
torch.atanh(e)
torch.atanh(torch.tensor(0.5, dtype=torch.float64)).item()
z = q * 1
z.atanh_()
q.grad = None
q.grad.tolist()
torch.tensor([1, 2]).atanh_()
q.atanh_()
y = torch.acosh(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.acosh(i)
torch.acosh(b)
torch.acosh(e)
torch.acosh(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.acosh_()
p.grad = None
p.grad.tolist()
torch.tensor([1, 2]).acosh_()
p.acosh_()
y = torch.deg2rad(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.deg2rad(d) * u.double()).sum().backward()
torch.deg2rad(d).tolist()
d.grad.tolist()
torch.deg2rad(x.T).tolist()
torch.deg2rad(i)
torch.deg2rad(b)
torch.deg2rad(e)
torch.deg2rad(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.deg2rad_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).deg2rad_()
x.deg2rad_()
y = torch.rad2deg(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.rad2deg(d) * u.double()).sum().backward()
torch.rad2deg(d).tolist()
d.grad.tolist()
torch.rad2deg(x.T).tolist()
torch.rad2deg(i)
torch.rad2deg(b)
torch.rad2deg(e)
torch.rad2deg(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.rad2deg_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).rad2deg_()
x.rad2deg_()
