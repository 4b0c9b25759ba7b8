# How tensors print.
torch.tensor(1), torch.tensor(1.), torch.tensor([1]), torch.tensor([1.5, 2.25]), torch.tensor([1e10]), torch.tensor([1e-10]), torch.tensor([1, 1e6]), torch.tensor([0.1, 1000.]), torch.tensor([float('nan'), float('inf'), -1.])
torch.zeros(2, 2), torch.ones(2, 2, 2), torch.arange(1001), torch.arange(10).view(2, 5), torch.tensor([[1.123456, -2.]]), torch.tensor([True, False]), torch.tensor([]), torch.zeros(0, 3), torch.tensor([[1, -20], [300, 4]])
torch.tensor([1.], dtype=torch.float64), torch.tensor([1], dtype=torch.int64), torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True) * 2, torch.tensor(5, dtype=torch.float64), nn.Parameter(torch.ones(1))
print(torch.tensor([1., 2.])); print(torch.tensor(3.5)); str(torch.tensor([1])), repr(torch.tensor([1])), f'{torch.tensor([1.5])}', f'{torch.tensor(1.23456):.2f}', '{}'.format(torch.tensor(2)), '%s' % torch.tensor([1])
torch.linspace(0, 1, 7), torch.tensor([0.00001, 1.]), torch.tensor([100000., 0.5]), torch.tensor([1e8, 1.]), torch.tensor([12345.678]), torch.tensor([-0.0]), torch.tensor([1., 2., 3.]) / 3, torch.arange(3.) * 1000, torch.tensor([1e-4, 1e-3])
torch.randn(3, 50).shape, torch.ones(1, 40), torch.arange(100).view(10, 10), torch.arange(40.).view(2, 20)
[torch.tensor(1), torch.tensor([2])], {'a': torch.tensor(1.)}, (torch.tensor(1),)
torch.Size([1, 2]), torch.float32, torch.int64, torch.bool, torch.device('cpu'), torch.tensor(1).dtype, torch.ones(1).shape
torch.tensor([1.5]).item(), torch.tensor([[1., 2.]]).tolist(), torch.tensor(3).tolist(), torch.tensor(0.1).item(), torch.tensor(0.1, dtype=torch.float64).item(), torch.tensor([0.1, 0.2]).tolist()
