# What no memory could hold: an error at once, in PyTorch's and Python's words.
torch.zeros(10 ** 12)
torch.zeros(10 ** 7, 10 ** 7)
torch.ones(10 ** 12, dtype=torch.float64)
torch.full((10 ** 12,), 3)
torch.full((10 ** 12,), 3.0)
torch.full((2, 3), 2 ** 62 + 1).tolist()
torch.full((2,), 3, dtype=torch.float64)
torch.full((2,), 3, dtype=torch.bool)
torch.zeros(2 ** 40, 2 ** 40)
torch.zeros(2 ** 62)
torch.zeros(2 ** 61)
torch.zeros(2 ** 60)
torch.arange(10 ** 13)
torch.arange(10 ** 12)
torch.arange(0, 1e13, 0.5)
torch.arange(0, 1e30)
torch.linspace(0, 1, 10 ** 12)
torch.logspace(0, 1, 10 ** 12)
torch.linspace(0, 1, 5, dtype=torch.float64)
torch.linspace(0, 10, 5, dtype=torch.int64)
torch.eye(10 ** 7)
torch.eye(2, 3)
torch.eye(3, 2, dtype=torch.int64)
torch.eye(0)
torch.eye(2, dtype=torch.bool)
torch.eye(2)._version
torch.rand(10 ** 12)
torch.randint(0, 3, (10 ** 12,))
torch.randperm(10 ** 12)
torch.ones(3).repeat(10 ** 12)
torch.ones(1).expand(10 ** 15).shape
torch.ones(1).expand(10 ** 15) + 1
torch.ones(1).expand(10 ** 12).clone()
torch.ones(10 ** 6) + torch.ones(10 ** 6, 1)
torch.ones(10 ** 6, 1) @ torch.ones(1, 10 ** 6)
torch.diag(torch.ones(10 ** 6))
F.pad(torch.ones(3), (10 ** 12, 0))
F.one_hot(torch.tensor([1]), 10 ** 12)
torch.bincount(torch.tensor([10 ** 12]))
F.interpolate(torch.ones(1, 1, 3), 10 ** 12)
F.adaptive_avg_pool1d(torch.ones(1, 1, 3), 10 ** 12)
nn.Linear(10 ** 7, 10 ** 7)
nn.Linear(2 ** 40, 2 ** 40)
nn.Conv2d(10 ** 6, 10 ** 6, 3)
nn.Embedding(10 ** 12, 10)
nn.LSTM(3, 10 ** 7)
nn.LSTM(3, 10 ** 12)
nn.LayerNorm((10 ** 7, 10 ** 7))
nn.TransformerEncoderLayer(10 ** 6, 1)
nn.PReLU(10 ** 12)
nn.Upsample(scale_factor=10 ** 12)(torch.ones(1, 1, 1)).shape
[0] * 10 ** 12
(0,) * 10 ** 12
'a' * 10 ** 12
list(range(10 ** 12))
tuple(range(10 ** 12))
sorted(range(10 ** 12))
'x'.ljust(10 ** 12)
'x'.rjust(10 ** 12)
'x'.center(10 ** 12)
'x'.zfill(10 ** 12)
format(3, '10000000000000')
f'{3:10000000000000}'
f'{3.0:.10000000000000f}'
format(3, '99999999999999999999')
'%1000000000000d' % 3
'%*d|' % (-5, 3)
'%*d|' % (5, 3)
2.0 ** 10000
10.0 ** -10000
0.0 ** -1
0 ** -1
(-2.0) ** 3
