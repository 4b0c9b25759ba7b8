_ = torch.manual_seed(0)
x = torch.rand(2, 3)
x
lin = nn.Linear(3, 2)
lin
lin.weight
lin(x)
net = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Dropout(p=0.25), nn.Linear(4, 1))
print(net)
nn.Linear(3)
nn.Linear(3, 2, mood=True)
torch.float32
nn.BatchNorm1d(4)(torch.ones(1, 4))
