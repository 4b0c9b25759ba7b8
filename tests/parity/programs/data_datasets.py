# torch.utils.data: data sets, subsets, splits.
from torch.utils.data import ChainDataset, ConcatDataset, Dataset, IterableDataset, Subset, TensorDataset, random_split
import torch.utils.data as data
import torch.utils.data
data.Dataset is Dataset
torch.utils.data.TensorDataset is TensorDataset
Dataset
TensorDataset
x = torch.arange(12.0).reshape(6, 2)
y = torch.arange(6)
ds = TensorDataset(x, y)
len(ds)
ds[0]
ds[-1]
ds[2:4]
ds[torch.tensor([0, 5])]
ds.tensors
type(ds).__name__
isinstance(ds, Dataset)
[t.tolist() for t in TensorDataset(x)[1]]
list(ds)[5]
ds[6]
TensorDataset(x, torch.zeros(5))
class Squares(Dataset):
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError('no such square')
        return torch.tensor(float(i)), i * i
sq = Squares(4)
len(sq), sq[3]
list(sq)
sq[4]
class Typed(Dataset[int]):
    def __len__(self):
        return 1
len(Typed())
class Lazy(Dataset):
    pass
len(Lazy())
s = Subset(ds, [4, 2, 0])
len(s), s[0], s[1]
s[[0, 2]]
s[3]
s.indices, s.dataset is ds
both = ds + TensorDataset(x * 10, y * 10)
type(both).__name__, len(both)
both[5], both[6], both[-1], both[-12]
both[12]
both[-13]
both.cumulative_sizes
ConcatDataset([sq, sq, sq])[9]
len(ConcatDataset([sq]))
ConcatDataset([])
ConcatDataset.cumsum([[1], [2, 3]])
class Stream(IterableDataset):
    def __init__(self, a, b):
        super().__init__()
        self.a, self.b = a, b
    def __iter__(self):
        return iter(range(self.a, self.b))
st = Stream(2, 5)
list(st)
list(st + Stream(7, 9))
list(ChainDataset([st, st]))
ConcatDataset([st])
len(st)
len(ChainDataset([st]))
list(ChainDataset([sq]))
class Sized(Stream):
    def __len__(self):
        return self.b - self.a
len(ChainDataset([Sized(0, 3), Sized(1, 2)]))
# Splits.
_ = torch.manual_seed(0)
a, b = random_split(range(10), [3, 7])
a.indices, b.indices, list(a), list(b)
a, b, c = random_split(range(10), [0.5, 0.3, 0.2])
a.indices, b.indices, c.indices
[len(p) for p in random_split(range(11), [0.3, 0.3, 0.4])]
[p.indices for p in random_split(range(10), [3, 7], generator=torch.Generator().manual_seed(42))]
[p.indices for p in random_split(range(30), [0.3, 0.3, 0.4], generator=torch.Generator().manual_seed(42))]
[len(p) for p in random_split(range(3), [0.9, 0.1])]
torch.rand(1).item()
train, val = random_split(ds, [4, 2])
train[0], val[1]
random_split(range(10), [3, 3])
random_split(range(10), [0.5, 0.3])
random_split(range(10), [1.5, -0.5])
