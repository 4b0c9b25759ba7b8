# nn.RNN: every option, batched and not, initial states, dropout between layers, gradients, errors
_ = torch.manual_seed(0)
m = nn.RNN(3, 4)
print(m)
m.weight_ih_l0
m.bias_hh_l0.tolist()
m.mode
m.nonlinearity
m.input_size, m.hidden_size, m.num_layers, m.bias, m.batch_first, m.dropout, m.bidirectional, m.proj_size
x = torch.arange(30).reshape(5, 2, 3) / 15 - 1
x.requires_grad = True
u = torch.arange(40).reshape(5, 2, 4) % 7 / 3 - 1
y, h = m(x)
y
h
y.tolist()
(y * u).sum().backward()
x.grad.tolist()
m.weight_ih_l0.grad.tolist()
m.weight_hh_l0.grad.tolist()
m.bias_ih_l0.grad.tolist()
m.bias_hh_l0.grad.tolist()
h.tolist()
# with an initial state, and the gradient through h_n alone
h0 = torch.arange(8).reshape(1, 2, 4) / 8 - 0.5
h0.requires_grad = True
m.zero_grad(set_to_none=True)
x.grad = None
y, h = m(x, h0)
(h * torch.arange(8).reshape(1, 2, 4)).sum().backward()
h0.grad.tolist()
x.grad.tolist()
m.weight_hh_l0.grad.tolist()
# both at once, keyword hx
m.zero_grad(set_to_none=True)
h0.grad = None
y, h = m(input=x, hx=h0)
((y * u).sum() + (h * h).sum()).backward()
h0.grad.tolist()
m.weight_hh_l0.grad.tolist()
m.bias_ih_l0.grad.tolist()
# written into afterwards: backward does not mind
y, h = m(x)
_ = y.add_(1)
y.sum().backward()
# a second backward through it does
y, h = m(x)
y.sum().backward()
y.sum().backward()
# relu, two layers, both directions, batch first
_ = torch.manual_seed(1)
m = nn.RNN(3, 4, num_layers=2, nonlinearity='relu', batch_first=True, bidirectional=True)
m
m.mode
m.weight_ih_l1.shape, m.weight_hh_l1_reverse.shape, m.bias_ih_l0_reverse.shape
m.weight_hh_l1_reverse.tolist()
x = (torch.arange(30).reshape(2, 5, 3) % 11 / 5 - 1)
x.requires_grad = True
h0 = torch.arange(32).reshape(4, 2, 4) % 9 / 9
h0.requires_grad = True
u = torch.arange(80).reshape(2, 5, 8) % 7 / 3 - 1
y, h = m(x, h0)
y
h
y.shape, h.shape
((y * u).sum() + (h * h).sum()).backward()
y.tolist()
h.tolist()
x.grad.tolist()
h0.grad.tolist()
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
y, h = m(x[0])
y
h
y, h = m(x[0], h0[:, 0])
y.tolist()
m2 = nn.RNN(3, 4)
y, h = m2(x[0])
y
h
y.shape, h.shape
# one step, one sample, no sample
y, h = m2(torch.ones(1, 1, 3))
y, h
y, h = m2(torch.ones(2, 0, 3))
y.shape, h.shape
y, h = m2(x.transpose(0, 1))
y.tolist()
# dropout between layers: masks, and the numbers that are drawn after them
_ = torch.manual_seed(3)
m = nn.RNN(3, 4, num_layers=3, dropout=0.4)
m
x = torch.arange(30).reshape(5, 2, 3) / 15 - 1
x.requires_grad = True
u = torch.arange(40).reshape(5, 2, 4) % 7 / 3 - 1
y, h = m(x)
y.tolist()
torch.rand(3).tolist()
(y * u).sum().backward()
x.grad.tolist()
m.weight_ih_l1.grad.tolist()
m.weight_hh_l2.grad.tolist()
_ = m.eval()
y, h = m(x)
y.tolist()
torch.rand(3).tolist()
m.training = True
m.dropout = 1
y, h = m(x)
y.tolist()
torch.rand(3).tolist()
m.dropout = 0
y, h = m(x)
y.tolist()
torch.rand(3).tolist()
m.dropout = 2.0
y, h = m(x)
# bias, float64 (the sum of the two biases' gradients differs in the last bits)
_ = torch.manual_seed(5)
m = nn.RNN(2, 3, bias=False)
m
m.weight_ih_l0.shape, m.weight_hh_l0.shape
m.bias_ih_l0
y, h = m(torch.ones(2, 1, 2))
y
m = nn.RNN(2, 3, dtype=torch.float64)
m.weight_ih_l0
x = torch.arange(8, dtype=torch.float64).reshape(2, 2, 2) / 7
x.requires_grad = True
y, h = m(x)
y
(y * y).sum().backward()
x.grad.tolist()
m.weight_hh_l0.grad.tolist()
# no grad
_ = m.requires_grad_(False)
y, h = m(x.detach())
y
h
# errors
m = nn.RNN(3, 4)
x = torch.ones(5, 2, 3)
m()
m(x, x, x)
m(x, h0=x)
m(x, input=x)
m(torch.ones(5, 2, 4))
m(torch.ones(5, 2, 3, 3))
m(torch.ones(3))
m(torch.tensor(1.))
m(None)
m(3)
m(x, torch.ones(1, 2, 5))
m(x, torch.ones(2, 2, 4))
m(x, torch.ones(1, 4))
m(x[0], torch.ones(1, 2, 4))
m(x, (x, x))
m(torch.ones(0, 2, 3))
m(torch.ones(5, 2, 3, dtype=torch.float64))
m(x, torch.zeros(1, 2, 4, dtype=torch.float64))
m.flatten_parameters()
nn.Linear(1, 1).flatten_parameters()
nn.RNN(3, 4, nonlinearity='sigmoid')
nn.RNN(3, 4, proj_size=2)
nn.RNN(3, 4, dropout=1.5)
nn.RNN(3, 4, dropout=-0.5)
nn.RNN(3, 4, dropout=True)
nn.RNN(3, 4, dropout='a')
nn.RNN(3, 4, 0)
nn.RNN(3, 0)
nn.RNN(3, 4, bias=0)
nn.RNN(3, 4, dropout=0)
