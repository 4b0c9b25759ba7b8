x = torch.tensor([[-2.5, -0.7, 0.0], [0.3, 0.9, 4.2]], requires_grad=True)
u = torch.tensor([[1., -2., 3.], [0.5, 1.5, -1.]])
d = x.detach().double().requires_grad_()
p = torch.tensor([0.1, 0.5, 0.9, 2.5], requires_grad=True)
q = torch.tensor([-0.9, -0.2, 0., 0.6], requires_grad=True)
i = torch.tensor([-3, 0, 2])
b = torch.tensor([True, False])
e = torch.ones(0, 3)
y = torch.exp(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.exp(d) * u.double()).sum().backward()
torch.exp(d).tolist()
d.grad.tolist()
torch.exp(x.T).tolist()
torch.exp(i)
torch.exp(b)
torch.exp(e)
torch.exp(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.exp_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).exp_()
x.exp_()
y = torch.exp2(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.exp2(d) * u.double()).sum().backward()
torch.exp2(d).tolist()
d.grad.tolist()
torch.exp2(x.T).tolist()
torch.exp2(i)
torch.exp2(b)
torch.exp2(e)
torch.exp2(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.exp2_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).exp2_()
x.exp2_()
y = torch.expm1(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.expm1(d) * u.double()).sum().backward()
torch.expm1(d).tolist()
d.grad.tolist()
torch.expm1(x.T).tolist()
torch.expm1(i)
torch.expm1(b)
torch.expm1(e)
torch.expm1(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.expm1_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).expm1_()
x.expm1_()
y = torch.log(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.log(i)
torch.log(b)
torch.log(e)
torch.log(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.log_()
p.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.tensor([1, 2]).log_()
p.log_()
y = torch.log2(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.log2(i)
torch.log2(b)
torch.log2(e)
torch.log2(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.log2_()
p.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.tensor([1, 2]).log2_()
p.log2_()
y = torch.log10(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.log10(i)
torch.log10(b)
torch.log10(e)
torch.log10(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.log10_()
p.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.tensor([1, 2]).log10_()
p.log10_()
y = torch.log1p(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.log1p(i)
torch.log1p(b)
torch.log1p(e)
torch.log1p(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.log1p_()
p.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.tensor([1, 2]).log1p_()
p.log1p_()
y = torch.sqrt(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.sqrt(i)
torch.sqrt(b)
torch.sqrt(e)
torch.sqrt(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.sqrt_()
p.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.tensor([1, 2]).sqrt_()
p.sqrt_()
y = torch.rsqrt(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.rsqrt(i)
torch.rsqrt(b)
torch.rsqrt(e)
torch.rsqrt(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.rsqrt_()
p.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.tensor([1, 2]).rsqrt_()
p.rsqrt_()
y = torch.reciprocal(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.reciprocal(i)
torch.reciprocal(b)
torch.reciprocal(e)
torch.reciprocal(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.reciprocal_()
p.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.tensor([1, 2]).reciprocal_()
p.reciprocal_()
y = torch.square(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.square(d) * u.double()).sum().backward()
torch.square(d).tolist()
d.grad.tolist()
torch.square(x.T).tolist()
torch.square(i)
torch.square(b)
torch.square(e)
torch.square(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.square_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).square_()
x.square_()
y = torch.sigmoid(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.sigmoid(d) * u.double()).sum().backward()
torch.sigmoid(d).tolist()
d.grad.tolist()
torch.sigmoid(x.T).tolist()
torch.sigmoid(i)
torch.sigmoid(b)
torch.sigmoid(e)
torch.sigmoid(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.sigmoid_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).sigmoid_()
x.sigmoid_()
y = torch.logit(p)
y
y.tolist()
p.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.logit(i)
torch.logit(b)
torch.logit(e)
torch.logit(torch.tensor(0.5, dtype=torch.float64)).item()
z = p * 1
z.logit_()
p.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
p.grad.tolist()
torch.tensor([1, 2]).logit_()
p.logit_()
y = torch.tanh(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.tanh(d) * u.double()).sum().backward()
torch.tanh(d).tolist()
d.grad.tolist()
torch.tanh(x.T).tolist()
torch.tanh(i)
torch.tanh(b)
torch.tanh(e)
torch.tanh(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.tanh_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).tanh_()
x.tanh_()
