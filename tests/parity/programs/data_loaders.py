# torch.utils.data: samplers and DataLoader, draw for draw.
from torch.utils.data import (BatchSampler, DataLoader, Dataset, IterableDataset, RandomSampler, Sampler,
                              SequentialSampler, SubsetRandomSampler, TensorDataset, WeightedRandomSampler)
from torch.utils.data import default_collate
from torch.utils.data.dataloader import DataLoader as Other
Other is DataLoader
def place():
    state = torch.get_rng_state()
    following = torch.rand(1).item()
    torch.set_rng_state(state)
    return following
list(SequentialSampler(range(4)))
list(BatchSampler(SequentialSampler(range(10)), batch_size=3, drop_last=False))
list(BatchSampler(SequentialSampler(range(10)), batch_size=3, drop_last=True))
list(BatchSampler([5, 4, 3], 2, False)), len(BatchSampler([5, 4, 3], 2, False)), len(BatchSampler([5, 4, 3], 2, True))
_ = torch.manual_seed(0)
list(RandomSampler(range(10)))
place()
list(RandomSampler(range(10), generator=torch.Generator().manual_seed(0)))
list(RandomSampler(range(4), num_samples=10))
list(RandomSampler(range(10), replacement=True, num_samples=40))
list(RandomSampler(range(5), replacement=True))
list(RandomSampler(range(10), num_samples=3))
place()
g = torch.Generator().manual_seed(1)
rs = RandomSampler(range(6), generator=g)
list(rs), list(rs), len(rs), rs.num_samples
torch.rand(1, generator=g).item()
sub = SubsetRandomSampler([3, 7, 9, 11])
[int(i) for i in sub]
len(sub)
[int(i) for i in SubsetRandomSampler(range(5), generator=g)]
w = WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 5, replacement=True)
list(w), len(w)
list(WeightedRandomSampler([0.9, 0.4, 0.05, 0.2, 0.3, 0.1], 5, replacement=False))
list(WeightedRandomSampler(torch.tensor([1.0, 2.0]), 6, generator=g))
place()
class Odd(Sampler):
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return iter(range(1, self.n, 2))
    def __len__(self):
        return self.n // 2
list(Odd(7))
RandomSampler(range(0))
RandomSampler(range(3), replacement=1)
RandomSampler(range(3), num_samples=-1)
WeightedRandomSampler([1.0], 0)
WeightedRandomSampler([1.0], True)
WeightedRandomSampler([1.0], 1, replacement='a')
WeightedRandomSampler([[1.0]], 1)
BatchSampler([1], 0, False)
BatchSampler([1], 2, 'x')
# Loaders.
x = torch.arange(20.0).reshape(10, 2)
y = torch.arange(10)
ds = TensorDataset(x, y)
_ = torch.manual_seed(0)
loader = DataLoader(ds, batch_size=4, shuffle=True)
len(loader), loader.batch_size, loader.dataset is ds, loader.drop_last, loader.num_workers
for xb, yb in loader:
    print(xb.tolist(), yb, type(yb).__name__)
place()
for epoch in range(3):
    print([yb.tolist() for _, yb in loader], place())
for xb, yb in loader:
    break
place()
xb, yb = next(iter(loader))
yb, place()
plain = DataLoader(ds, batch_size=3)
[b[1].tolist() for b in plain], place()
[b[1].tolist() for b in DataLoader(ds, batch_size=3, drop_last=True)], len(DataLoader(ds, batch_size=3, drop_last=True))
g = torch.Generator().manual_seed(42)
own = DataLoader(ds, batch_size=4, shuffle=True, generator=g)
[b[1].tolist() for b in own], place()
[b[1].tolist() for b in own]
for b in own:
    break
torch.rand(1, generator=g).item(), place()
for n in (1, 5, 8, 10, 11):
    print(n, [b[1].tolist() for b in DataLoader(ds, n, True)], place())
[b[1].tolist() for b in DataLoader(ds, batch_size=4, shuffle=True, drop_last=True, generator=g)]
torch.rand(1, generator=g).item()
[b[1].tolist() for b in DataLoader(ds, batch_size=2, sampler=SubsetRandomSampler([1, 3, 5]))], place()
[b[1].tolist() for b in DataLoader(ds, batch_sampler=BatchSampler(RandomSampler(ds), 4, True))], place()
[b[1].tolist() for b in DataLoader(ds, batch_sampler=[[0, 1], [5]])]
[b[1].tolist() for b in DataLoader(ds, sampler=Odd(8), batch_size=3)]
[b[1].tolist() for b in DataLoader(ds, sampler=WeightedRandomSampler([1.0] * 10, 7), batch_size=3)], place()
[b[1].item() for b in DataLoader(ds, batch_size=None)]
[b[1].item() for b in DataLoader(ds, batch_size=None, shuffle=True)], place()
[b.tolist() for b in DataLoader(range(5), batch_size=2)]
[b for b in DataLoader(['a', 'bc', 'd'], batch_size=2)]
[b for b in DataLoader([1.5, 2.5, 3.5], batch_size=2)]
def together(batch):
    return len(batch), sum(b[1].item() for b in batch)
list(DataLoader(ds, batch_size=4, collate_fn=together))
list(DataLoader(ds, batch_size=4, collate_fn=lambda batch: torch.stack([b[0] for b in batch]).sum()))
class Dicts(Dataset):
    def __len__(self):
        return 5
    def __getitem__(self, i):
        return {'x': torch.full((2,), float(i)), 'y': i, 'name': f'n{i}', 'pair': (i, [i * 0.5, i])}
for batch in DataLoader(Dicts(), batch_size=3):
    print(batch)
class Stream(IterableDataset):
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return iter(range(self.n))
list(DataLoader(Stream(7), batch_size=3)), place()
list(DataLoader(Stream(7), batch_size=3, drop_last=True))
list(DataLoader(Stream(3), batch_size=None))
len(DataLoader(Stream(3)))
class SizedStream(Stream):
    def __len__(self):
        return self.n
len(DataLoader(SizedStream(7), batch_size=2)), len(DataLoader(SizedStream(7), 2, drop_last=True)), len(DataLoader(SizedStream(7), None))
it = iter(DataLoader(ds, batch_size=4))
[next(it)[1].tolist(), next(it)[1].tolist(), next(it)[1].tolist()]
next(it)
next(it)
len(it)
list(enumerate(DataLoader(range(3), batch_size=2)))
a, b = iter(DataLoader(ds, 5, True)), iter(DataLoader(ds, 5, True))
next(a)[1], next(b)[1], next(b)[1], next(a)[1], place()
# Collating.
default_collate([1, 2, 3])
default_collate([True, False])
default_collate([1.5, 2.0])
default_collate(['a', 'b'])
default_collate([(1, 'a'), (2, 'b')])
default_collate([[1, 2], [3, 4]])
default_collate([{'a': 1, 'b': [1]}, {'a': 2, 'b': [5]}])
default_collate([torch.ones(2), torch.zeros(2)])
from collections import OrderedDict, namedtuple
Point = namedtuple('Point', ['x', 'y'])
default_collate([Point(0, 0.5), Point(1, 1.5)])
default_collate([OrderedDict(a=1), OrderedDict(a=2)])
default_collate([[1], [1, 2]])
default_collate([None, None])
default_collate([torch.ones(2), torch.ones(3)])
# What is refused.
DataLoader(ds, num_workers=-1)
DataLoader(ds, timeout=-1)
DataLoader(ds, persistent_workers=True)
DataLoader(ds, shuffle=True, sampler=Odd(3))
DataLoader(ds, batch_sampler=[[0]], shuffle=True)
DataLoader(ds, batch_sampler=[[0]], batch_size=2)
DataLoader(ds, batch_size=None, drop_last=True)
DataLoader(ds, batch_size=0)
DataLoader(ds, batch_size=2.5)
DataLoader(Stream(3), shuffle=True)
DataLoader(Stream(3), sampler=3)
DataLoader(Stream(3), batch_sampler=3)
DataLoader([], shuffle=True)
len(DataLoader([]))
list(DataLoader([]))
list(DataLoader([None]))
loader.batch_size = 3
loader.dataset = ds
loader.generator = None
loader.foo = 3
loader.foo
DataLoader(ds, multiprocessing_context='fork')
# A whole training loop.
_ = torch.manual_seed(3)
net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4, 1))
opt = torch.optim.SGD(net.parameters(), lr=0.001)
train, val = torch.utils.data.random_split(TensorDataset(x / 10, y.float().unsqueeze(1)), [7, 3])
for epoch in range(2):
    for xb, yb in DataLoader(train, batch_size=3, shuffle=True):
        opt.zero_grad()
        loss = F.mse_loss(net(xb), yb)
        loss.backward()
        opt.step()
        print(loss.item())
place()
