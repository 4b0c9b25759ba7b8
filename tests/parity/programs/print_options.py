# torch.set_printoptions.
x = torch.tensor([1 / 3, 2.0, -1e-3])
big = torch.arange(1200.0)
x
torch.set_printoptions(precision=2)
x
torch.tensor(3.14159)
torch.tensor([1e-9, 1.0])
torch.tensor([1.0, 2.0])
torch.tensor([100.0, float('inf'), float('nan')])
torch.set_printoptions(precision=8)
x
nn.Parameter(x)
torch.set_printoptions(precision=0)
x
torch.tensor([1e-9, 1.0])
torch.set_printoptions(sci_mode=True)
x
torch.set_printoptions(precision=4, sci_mode=True)
x, torch.tensor([1.0, 2.0]), torch.tensor(5), torch.tensor([float('nan'), float('inf')])
torch.tensor([0.0, 0.0])
torch.tensor([[1.5, 20.25], [-3.0, 4e5]])
torch.set_printoptions(sci_mode=False)
torch.tensor([1e-9, 1.0]), torch.tensor([1e10, 1.5]), torch.tensor([1e10, 1.0])
torch.set_printoptions(precision=4)
torch.tensor([1e-9, 1.0])
torch.set_printoptions(threshold=5)
torch.arange(6), torch.arange(10.0), torch.arange(5)
torch.arange(60).reshape(6, 10)
torch.arange(200).reshape(10, 20)
torch.set_printoptions(edgeitems=1)
torch.arange(200).reshape(10, 20)
torch.arange(60.0).reshape(3, 4, 5)
torch.set_printoptions(edgeitems=2, threshold=10, linewidth=30)
torch.arange(9) * 1000
torch.arange(200).reshape(10, 20)
torch.arange(6.0, requires_grad=True) * 2
torch.arange(6, dtype=torch.int32)
torch.set_printoptions(linewidth=200)
torch.arange(9.0) / 7
torch.set_printoptions(profile='short')
torch.arange(9.0) / 7
big
torch.set_printoptions(profile='full')
torch.arange(1100)
torch.set_printoptions(profile='default')
big
x
torch.set_printoptions(profile='unknown')
torch.set_printoptions(threshold=float('inf'))
torch.arange(1010).shape, len(str(torch.arange(1010)))
torch.set_printoptions(threshold=0)
torch.arange(8), torch.arange(3)
torch.set_printoptions(profile='short', precision=3)
x
torch.set_printoptions(colour=1)
torch.set_printoptions(3)
x
torch.set_printoptions(linewidth=1)
x
torch.ones(2, 2)
torch.set_printoptions(profile='default')
x
lin = nn.Linear(2, 1, bias=False)
nn.init.constant_(lin.weight, 1 / 3)
print(f"{x}", str(x), repr(x))
print('%s' % x)
