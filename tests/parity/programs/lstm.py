# nn.LSTM: every option, projections, initial states, dropout between layers, gradients, errors
_ = torch.manual_seed(0)
m = nn.LSTM(3, 4)
print(m)
m.mode
m.weight_ih_l0.tolist()
m.bias_hh_l0.tolist()
x = torch.arange(30).reshape(5, 2, 3) / 15 - 1
x.requires_grad = True
u = torch.arange(40).reshape(5, 2, 4) % 7 / 3 - 1
y, (h, c) = m(x)
y
h
c
y.tolist()
h.tolist()
c.tolist()
(y * u).sum().backward()
x.grad.tolist()
m.weight_ih_l0.grad.tolist()
m.weight_hh_l0.grad.tolist()
m.bias_ih_l0.grad.tolist()
m.bias_hh_l0.grad.tolist()
# initial states; gradients through each of the three results
h0 = torch.arange(8).reshape(1, 2, 4) / 8 - 0.5
c0 = torch.arange(8).reshape(1, 2, 4) / 5 - 0.7
h0.requires_grad = True
c0.requires_grad = True
m.zero_grad(set_to_none=True)
x.grad = None
y, (h, c) = m(x, (h0, c0))
(c * torch.arange(8).reshape(1, 2, 4)).sum().backward()
h0.grad.tolist()
c0.grad.tolist()
x.grad.tolist()
m.weight_hh_l0.grad.tolist()
h0.grad = None
c0.grad = None
y, (h, c) = m(x, hx=[h0, c0])
(h * h).sum().backward()
h0.grad.tolist()
c0.grad.tolist()
h0.grad = None
c0.grad = None
y, s = m(x, (h0, c0))
((y * u).sum() + (s[0] * s[0]).sum() + (s[1] * s[1]).sum()).backward()
h0.grad.tolist()
c0.grad.tolist()
m.weight_hh_l0.grad.tolist()
# in pieces is as in one
whole, _ = m(x)
first, s = m(x[:2])
second, s = m(x[2:], s)
(whole[2:] - second).abs().sum() < 1e-5
# two layers, both directions, batch first
_ = torch.manual_seed(1)
m = nn.LSTM(3, 4, num_layers=2, batch_first=True, bidirectional=True)
m
m.weight_hh_l1_reverse.tolist()
x = (torch.arange(30).reshape(2, 5, 3) % 11 / 5 - 1)
x.requires_grad = True
h0 = torch.arange(32).reshape(4, 2, 4) % 9 / 9
h0.requires_grad = True
c0 = torch.arange(32).reshape(4, 2, 4) % 5 / 5 - 0.5
c0.requires_grad = True
u = torch.arange(80).reshape(2, 5, 8) % 7 / 3 - 1
y, (h, c) = m(x, (h0, c0))
y
h
c
y.shape, h.shape, c.shape
((y * u).sum() + (h * h).sum() + (c * c).sum()).backward()
y.tolist()
h.tolist()
c.tolist()
x.grad.tolist()
h0.grad.tolist()
c0.grad.tolist()
m.weight_ih_l0.grad.tolist()
m.weight_hh_l0.grad.tolist()
m.weight_ih_l0_reverse.grad.tolist()
m.weight_hh_l0_reverse.grad.tolist()
m.weight_ih_l1.grad.tolist()
m.weight_hh_l1.grad.tolist()
m.weight_ih_l1_reverse.grad.tolist()
m.weight_hh_l1_reverse.grad.tolist()
m.bias_ih_l0.grad.tolist()
m.bias_hh_l1_reverse.grad.tolist()
# unbatched
y, (h, c) = m(x[0])
y
h
c
y, (h, c) = m(x[0], (h0[:, 0], c0[:, 0]))
y.tolist()
m2 = nn.LSTM(3, 4)
y, (h, c) = m2(x[0])
y
h
c
y.shape, h.shape, c.shape
y, (h, c) = m2(torch.ones(1, 1, 3))
y, h, c
y, (h, c) = m2(torch.ones(2, 0, 3))
y.shape, h.shape, c.shape
y, s = m2(x.transpose(0, 1))
y.tolist()
# projections
_ = torch.manual_seed(2)
m = nn.LSTM(3, 5, 2, proj_size=2, bidirectional=True)
m
m.weight_hr_l1_reverse.tolist()
x = torch.arange(30).reshape(5, 2, 3) % 8 / 7 - 0.4
x.requires_grad = True
h0 = torch.arange(16).reshape(4, 2, 2) % 9 / 9
h0.requires_grad = True
c0 = torch.arange(40).reshape(4, 2, 5) % 5 / 5 - 0.5
c0.requires_grad = True
y, (h, c) = m(x, (h0, c0))
y
h
c
u = torch.arange(40).reshape(5, 2, 4) % 7 / 3 - 1
((y * u).sum() + (h * h).sum() + (c * c).sum()).backward()
x.grad.tolist()
h0.grad.tolist()
c0.grad.tolist()
m.weight_hr_l0.grad.tolist()
m.weight_hr_l1_reverse.grad.tolist()
m.weight_hh_l0.grad.tolist()
m.weight_ih_l1.grad.tolist()
m.weight_hh_l0_reverse.grad.tolist()
m.bias_ih_l0.grad.tolist()
nn.LSTM(3, 5, proj_size=2, bias=False)
nn.LSTM(3, 5, proj_size=2, bias=False).weight_hr_l0
y, (h, c) = nn.LSTM(3, 5, proj_size=2)(x[:, 0])
y
c
# dropout between layers
_ = torch.manual_seed(3)
m = nn.LSTM(3, 4, 3, dropout=0.4, bidirectional=True)
m
u = torch.arange(80).reshape(5, 2, 8) % 7 / 3 - 1
x.grad = None
y, (h, c) = m(x)
y.tolist()
c.tolist()
torch.rand(3).tolist()
(y * u).sum().backward()
x.grad.tolist()
m.weight_ih_l1.grad.tolist()
m.weight_hh_l2_reverse.grad.tolist()
_ = m.eval()
y, s = m(x)
y.tolist()
torch.rand(3).tolist()
_ = m.train()
m.dropout = 1
y, s = m(x)
y.tolist()
torch.rand(3).tolist()
m.dropout = 1.5
y, s = m(x)
# appendix A
_ = torch.manual_seed(0)
m = nn.LSTM(3, 4, 2, dropout=0.5)
_ = torch.manual_seed(1)
y, s = m((torch.arange(30).reshape(5, 2, 3) * 7919 % 1000) / 250 - 2)
y.tolist()
# bias, float64
_ = torch.manual_seed(5)
m = nn.LSTM(2, 3, bias=False)
m
y, s = m(torch.ones(2, 1, 2))
y
m = nn.LSTM(2, 3, dtype=torch.float64)
m.weight_ih_l0
x = torch.arange(8, dtype=torch.float64).reshape(2, 2, 2) / 7
x.requires_grad = True
y, s = m(x)
y
s
(y * y).sum().backward()
x.grad.tolist()
m.weight_hh_l0.grad.tolist()
# a weight that is assigned counts
m.weight_hh_l0 = nn.Parameter(torch.zeros(12, 3, dtype=torch.float64))
y, s = m(x)
y.tolist()
# no grad
_ = m.requires_grad_(False)
y, s = m(x.detach())
y
s
# errors
m = nn.LSTM(3, 4)
x = torch.ones(5, 2, 3)
h = torch.zeros(1, 2, 4)
m()
m(x, (h, h), 3)
m(x, h0=h)
m(x, input=x)
m(torch.ones(5, 2, 4))
m(torch.ones(5, 2, 3, 3))
m(torch.ones(3))
m(None)
m(x, h)
m(x, torch.ones(2, 2, 4))
m(x, (h,))
m(x, [h])
m(x, (torch.ones(1, 2, 5), h))
m(x, (h, torch.ones(1, 2, 5)))
m(x, (h[0], h))
m(x[0], (h, h))
m(torch.ones(0, 2, 3))
m(torch.ones(5, 2, 3, dtype=torch.float64))
m(x, (torch.zeros(1, 2, 4, dtype=torch.float64), torch.zeros(1, 2, 4, dtype=torch.float64)))
m.flatten_parameters()
nn.Linear(1, 1).flatten_parameters()
nn.LSTM(3, 4, proj_size=4)
nn.LSTM(3, 4, proj_size=-1)
nn.LSTM(3, 4, dropout=2)
nn.LSTM(3, 4, dropout='half')
nn.LSTM(3, 4, 0)
nn.LSTM(3, 0)
nn.LSTM(3, 4, bias=1, batch_first=True)
nn.LSTM()
nn.LSTM(3)
nn.LSTM(3, 4, foo=1)
nn.LSTM(3, 4, num_layers=1, input_size=3)
nn.LSTM(3, 4, 1, True, False, 0., False, 0, None, None, 1)
