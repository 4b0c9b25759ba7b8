# masked_scatter, and what dtypes say of themselves.
x = torch.zeros(2, 3)
x.masked_scatter(torch.tensor([[True, False, True]]), torch.arange(6.0)), torch.masked_scatter(x[0], torch.tensor([[True, False, True], [False, True, True]]), torch.arange(1.0, 7.0))
x.masked_scatter(torch.tensor([True, False, False]), torch.tensor([[7.0], [8.0]])), x.t().masked_scatter(torch.ones(3, 2).bool(), torch.arange(6.0).reshape(2, 3).t())
x.masked_scatter(torch.zeros(2, 3).bool(), torch.tensor([]))
x.masked_scatter(torch.ones(2, 3).bool(), torch.arange(5.0))
y, s = torch.arange(3.0, dtype=torch.float64, requires_grad=True), torch.arange(4.0, dtype=torch.float64, requires_grad=True)
z = y.masked_scatter(torch.tensor([True, False, True]), s)
z
(z * z * torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)).sum().backward()
y.grad, s.grad
torch.float32.is_floating_point, torch.float32.is_complex, torch.int8.is_signed, torch.uint8.is_signed, torch.bool.is_signed, torch.float16.is_signed
