x = torch.tensor([[-2.5, -0.7, 0.0], [0.3, 0.9, 4.2]], requires_grad=True)
u = torch.tensor([[1., -2., 3.], [0.5, 1.5, -1.]])
d = x.detach().double().requires_grad_()
p = torch.tensor([0.1, 0.5, 0.9, 2.5], requires_grad=True)
q = torch.tensor([-0.9, -0.2, 0., 0.6], requires_grad=True)
i = torch.tensor([-3, 0, 2])
b = torch.tensor([True, False])
e = torch.ones(0, 3)
y = torch.neg(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.neg(d) * u.double()).sum().backward()
torch.neg(d).tolist()
d.grad.tolist()
torch.neg(x.T).tolist()
torch.neg(i)
torch.neg(b)
torch.neg(e)
torch.neg(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.neg_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).neg_()
x.neg_()
y = torch.abs(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.abs(d) * u.double()).sum().backward()
torch.abs(d).tolist()
d.grad.tolist()
torch.abs(x.T).tolist()
torch.abs(i)
torch.abs(b)
torch.abs(e)
torch.abs(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.abs_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).abs_()
x.abs_()
y = torch.sign(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad
d.grad = None
(torch.sign(d) * u.double()).sum().backward()
torch.sign(d).tolist()
d.grad
torch.sign(x.T).tolist()
torch.sign(i)
torch.sign(b)
torch.sign(e)
torch.sign(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.sign_()
x.grad = None
(z * u).sum().backward()
x.grad
torch.tensor([1, 2]).sign_()
x.sign_()
y = torch.sgn(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad
d.grad = None
(torch.sgn(d) * u.double()).sum().backward()
torch.sgn(d).tolist()
d.grad
torch.sgn(x.T).tolist()
torch.sgn(i)
torch.sgn(b)
torch.sgn(e)
torch.sgn(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.sgn_()
x.grad = None
(z * u).sum().backward()
x.grad
torch.tensor([1, 2]).sgn_()
x.sgn_()
y = torch.floor(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad
d.grad = None
(torch.floor(d) * u.double()).sum().backward()
torch.floor(d).tolist()
d.grad
torch.floor(x.T).tolist()
torch.floor(i)
torch.floor(b)
torch.floor(e)
torch.floor(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.floor_()
x.grad = None
(z * u).sum().backward()
x.grad
torch.tensor([1, 2]).floor_()
x.floor_()
y = torch.ceil(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad
d.grad = None
(torch.ceil(d) * u.double()).sum().backward()
torch.ceil(d).tolist()
d.grad
torch.ceil(x.T).tolist()
torch.ceil(i)
torch.ceil(b)
torch.ceil(e)
torch.ceil(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.ceil_()
x.grad = None
(z * u).sum().backward()
x.grad
torch.tensor([1, 2]).ceil_()
x.ceil_()
y = torch.trunc(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad
d.grad = None
(torch.trunc(d) * u.double()).sum().backward()
torch.trunc(d).tolist()
d.grad
torch.trunc(x.T).tolist()
torch.trunc(i)
torch.trunc(b)
torch.trunc(e)
torch.trunc(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.trunc_()
x.grad = None
(z * u).sum().backward()
x.grad
torch.tensor([1, 2]).trunc_()
x.trunc_()
y = torch.round(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad
d.grad = None
(torch.round(d) * u.double()).sum().backward()
torch.round(d).tolist()
d.grad
torch.round(x.T).tolist()
torch.round(i)
torch.round(b)
torch.round(e)
torch.round(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.round_()
x.grad = None
(z * u).sum().backward()
x.grad
torch.tensor([1, 2]).round_()
x.round_()
y = torch.frac(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.frac(d) * u.double()).sum().backward()
torch.frac(d).tolist()
d.grad.tolist()
torch.frac(x.T).tolist()
torch.frac(i)
torch.frac(b)
torch.frac(e)
torch.frac(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.frac_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).frac_()
x.frac_()
y = torch.erf(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.erf(d) * u.double()).sum().backward()
torch.erf(d).tolist()
d.grad.tolist()
torch.erf(x.T).tolist()
torch.erf(i)
torch.erf(b)
torch.erf(e)
torch.erf(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.erf_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).erf_()
x.erf_()
y = torch.erfc(x)
y
y.tolist()
x.grad = None
(y * u).sum().backward()
x.grad.tolist()
d.grad = None
(torch.erfc(d) * u.double()).sum().backward()
torch.erfc(d).tolist()
d.grad.tolist()
torch.erfc(x.T).tolist()
torch.erfc(i)
torch.erfc(b)
torch.erfc(e)
torch.erfc(torch.tensor(0.5, dtype=torch.float64)).item()
z = x * 1
z.erfc_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.tensor([1, 2]).erfc_()
x.erfc_()
y = torch.erfinv(q)
y
y.tolist()
q.grad = None
(y * torch.tensor([1., -2., 3., 0.5])).sum().backward()
q.grad.tolist()
torch.erfinv(i)
torch.erfinv(b)
torch.erfinv(e)
torch.erfinv(torch.tensor(0.5, dtype=torch.float64)).item()
z = q * 1
z.erfinv_()
q.grad = None
(z * torch.tensor([1., -2., 3., 0.5])).sum().backward()
q.grad.tolist()
torch.tensor([1, 2]).erfinv_()
q.erfinv_()
nan = (torch.zeros(1) / 0).item()
inf = (1 / torch.zeros(1)).item()
s = torch.tensor([1.5, 2.5, -0.5, nan, inf, -inf])
torch.isnan(s)
torch.isnan(i)
torch.isnan(b)
torch.isinf(s)
torch.isinf(i)
torch.isinf(b)
torch.isposinf(s)
torch.isposinf(i)
torch.isposinf(b)
torch.isneginf(s)
torch.isneginf(i)
torch.isneginf(b)
torch.isfinite(s)
torch.isfinite(i)
torch.isfinite(b)
torch.signbit(s)
torch.signbit(i)
torch.signbit(b)
torch.logical_not(s)
torch.logical_not(i)
torch.logical_not(b)
torch.isreal(s)
torch.isreal(i)
torch.isreal(b)
s.round()
torch.round(torch.tensor([1.2345, -6.789]), decimals=2)
torch.round(torch.tensor([1234.5]), decimals=-2)
torch.round(i, decimals=1)
torch.nan_to_num(s)
torch.nan_to_num(s, 1., 2., 3.)
torch.nan_to_num(s, nan=0.5)
torch.nan_to_num(i)
torch.nan_to_num(x)
torch.logit(p, 0.2)
torch.logit(torch.tensor([0., 1.]))
~b
~i
torch.bitwise_not(i)
torch.bitwise_not(s)
~s
abs(x)
-x
-b
+b
+x
torch.positive(x)
s.exp()
s.sqrt()
s.sign()
s.abs()
s.floor()
s.erfinv()
s.tanh()
s.sigmoid()
torch.arccos(q)
torch.absolute(x)
torch.negative(i)
torch.fix(x)
x.sin().sin_()
torch.sin('a')
torch.sin()
torch.sin(x, x)
torch.sin_(x * 1)
