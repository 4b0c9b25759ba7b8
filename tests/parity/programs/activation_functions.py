x = torch.tensor([[-3.5, -3., -1.2, -1.], [-0.5, -0.1, 0., 0.2], [0.5, 1., 2.9, 6.5]], requires_grad=True)
u = torch.tensor([[1., -2., 3., 0.5], [0.3, -1., 2., 1.], [1.5, 0.2, -0.4, 2.]])
w = torch.tensor([0.25], requires_grad=True)
y = F.relu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = torch.relu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = x.relu()
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.relu6(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.leaky_relu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.leaky_relu(x, 0.2)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.leaky_relu(x, negative_slope=0.3)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.elu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.elu(x, 0.5)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.celu(x, 2.)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = torch.celu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.selu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.silu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.mish(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.hardswish(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.hardsigmoid(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.hardtanh(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.hardtanh(x, -0.5, 0.5)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.threshold(x, 0.2, 7)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.gelu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.gelu(x, approximate='tanh')
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.prelu(x, w)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
w.grad
y = torch.prelu(x, w)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
w.grad
y = F.glu(x, 1)
y
y.tolist()
x.grad, w.grad = None, None
(y * u[:, :2]).sum().backward()
x.grad.tolist()
y = F.glu(x.T, 0)
y
y.tolist()
x.grad, w.grad = None, None
(y * u[:, :2].T).sum().backward()
x.grad.tolist()
y = F.logsigmoid(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softsign(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.tanhshrink(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softplus(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softplus(x, beta=2, threshold=1)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softshrink(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softshrink(x, 0.1)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.hardshrink(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = torch.hardshrink(x, 0.6)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softmax(x, 1)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softmax(x, dim=0)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.log_softmax(x, -1)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softmin(x, 1)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = torch.softmax(x, 0)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = x.softmax(-1)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = x.log_softmax(0)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.softmax(x, dim=1, dtype=torch.float64)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.tanh(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.sigmoid(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = torch.sigmoid(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = torch.tanh(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = x.sigmoid()
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
y = F.rrelu(x)
y
y.tolist()
x.grad, w.grad = None, None
(y * u).sum().backward()
x.grad.tolist()
z = x * 1
F.relu(z, inplace=True)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
F.relu_(z)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
torch.relu_(z)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
z.relu_()
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
F.leaky_relu_(z)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
F.elu_(z)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
torch.selu_(z)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
torch.celu_(z)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
F.hardtanh_(z)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
F.silu(z, inplace=True)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
F.hardswish(z, inplace=True)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
F.threshold(z, 0.1, 2, True)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
z = x * 1
F.elu(z, 0.5, True)
x.grad = None
(z * u).sum().backward()
x.grad.tolist()
torch.relu(torch.arange(-2, 2))
torch.relu(torch.tensor([True]))
F.glu(torch.ones(3))
F.glu(torch.tensor(1.))
F.gelu(x, approximate='foo')
F.softmax(x, dim=3)
torch.softmax(torch.arange(3), 0)
F.relu(x, True)
F.relu(3)
F.softmax(torch.ones(3))
F.log_softmax(torch.ones(2, 2))
nn.GLU()
nn.GLU(0)
nn.GLU()(x)
nn.Softmin(dim=1)
nn.Softmin(dim=1)(x)
nn.Softmax2d()
nn.Softmax2d()(torch.arange(8.).reshape(2, 2, 2))
_ = torch.manual_seed(0)
F.gumbel_softmax(x).tolist()
F.gumbel_softmax(x, tau=0.5, hard=True, dim=0)
F.dropout(torch.ones(8))
F.dropout(x, training=False)
torch.dropout(torch.ones(8), 0.5, True)
torch.dropout(x, 0.5, False).tolist()
F.alpha_dropout(torch.ones(6), 0.3, True)
torch.rand(1).item()
