# nn.RNNCell, nn.LSTMCell, nn.GRUCell: values, gradients, loops over time, errors
_ = torch.manual_seed(0)
x = torch.arange(6).reshape(2, 3) / 3 - 1
x.requires_grad = True
h = torch.arange(8).reshape(2, 4) / 7 - 0.5
h.requires_grad = True
c = torch.arange(8).reshape(2, 4) % 3 / 2 - 0.4
c.requires_grad = True
u = torch.arange(8).reshape(2, 4) % 5 / 3 - 0.7
m = nn.RNNCell(3, 4)
m
m.weight_hh.tolist()
m.bias_hh.tolist()
y = m(x)
y
y = m(x, h)
(y * u).sum().backward()
x.grad.tolist()
h.grad.tolist()
m.weight_ih.grad.tolist()
m.weight_hh.grad.tolist()
m.bias_ih.grad.tolist()
m.bias_hh.grad.tolist()
m(x[0])
m(x[0], h[0])
m(torch.ones(0, 3)).shape
m = nn.RNNCell(3, 4, nonlinearity='relu', bias=False)
m
m(x, h)
m.bias_ih
m.nonlinearity = 'foo'
m(x)
nn.RNNCell(3, 4, bias=0)
m = nn.LSTMCell(3, 4)
m
m.weight_ih.tolist()
a, b = m(x)
a
b
x.grad = None
h.grad = None
a, b = m(x, (h, c))
a.tolist()
b.tolist()
((a * u).sum() + (b * b).sum()).backward()
x.grad.tolist()
h.grad.tolist()
c.grad.tolist()
m.weight_ih.grad.tolist()
m.weight_hh.grad.tolist()
m.bias_ih.grad.tolist()
m.bias_hh.grad.tolist()
m(x[0])
m(x[0], (h[0], c[0]))
m(x, hx=(h, c))
a, b = m(torch.ones(0, 3))
a.shape
nn.LSTMCell(3, 4, bias=False)
nn.LSTMCell(3, 4, bias=False)(x)
m = nn.GRUCell(3, 4)
m
m.weight_hh.tolist()
m(x)
x.grad = None
h.grad = None
y = m(x, h)
y
(y * u).sum().backward()
x.grad.tolist()
h.grad.tolist()
m.weight_ih.grad.tolist()
m.weight_hh.grad.tolist()
m.bias_ih.grad.tolist()
m.bias_hh.grad.tolist()
m(x[0])
m(x[0], h[0])
nn.GRUCell(3, 4, bias=False)(x, h)
# several steps
y = m(x, m(x, m(x, h)))
y.tolist()
(y * u).sum().backward()
m.weight_hh.grad.tolist()
# float64
m = nn.LSTMCell(2, 3, dtype=torch.float64)
m.weight_hh.tolist()
m(torch.ones(1, 2, dtype=torch.float64))
m = nn.GRUCell(2, 3, dtype=torch.float64)
m(torch.ones(1, 2, dtype=torch.float64))
m = nn.RNNCell(2, 3, dtype=torch.float64)
m(torch.ones(1, 2, dtype=torch.float64))
# errors
r = nn.RNNCell(3, 4)
l = nn.LSTMCell(3, 4)
g = nn.GRUCell(3, 4)
r()
l(x, h, c)
g(x, foo=h)
r(torch.ones(2, 3, 3))
l(torch.ones(2, 3, 3))
g(torch.ones(2, 3, 3))
r(torch.ones(2, 5))
l(torch.ones(2, 5))
g(torch.ones(2, 5))
r(x, torch.ones(2, 5))
l(x, (torch.ones(2, 5), c))
l(x, (h, torch.ones(2, 5)))
g(x, torch.ones(2, 5))
r(x, torch.ones(1, 4))
l(x, (torch.ones(1, 4), c))
l(x, (h, torch.ones(1, 4)))
g(x, torch.ones(1, 4))
r(None)
l(x, (h,))
l(x, 3)
