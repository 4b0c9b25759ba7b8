import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor
import math
x = 3
if x > 2:
    print('big', x)
elif x > 1:
    print('middle')
else:
    print('small')
for i in range(3):
    print(i, end=' ')
else:
    print('done')
while x > 0:
    x -= 1
    if x == 1:
        continue
    print(x)
def f(a, b=2, *rest, c, d=4, **more):
    """A doc."""
    return a, b, rest, c, d, more
f(1, c=3)
f(1, 2, 3, 4, c=5, e=6)
f()
f(1)
f(1, c=2, c2=3)
f.__name__, f.__doc__
def g(n):
    return 1 if n <= 1 else n * g(n - 1)
g(10)
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
c = counter()
c(), c(), c()
[i * i for i in range(5) if i % 2 == 0]
{k: v for k, v in zip('abc', range(3))}
{i % 3 for i in range(10)}
sum(i for i in range(10))
list(map(lambda a: a + 1, [1, 2, 3]))
a, *b, c = [1, 2, 3, 4]
a, b, c
a, b = 1
a, b = [1, 2, 3]
try:
    1 / 0
except ZeroDivisionError as e:
    print('caught', e)
else:
    print('no')
finally:
    print('last')
try:
    raise ValueError('words')
except (TypeError, ValueError) as e:
    print(type(e).__name__, e, e.args)
class MyError(Exception):
    pass
raise MyError('mine')
assert 1 == 2, 'not equal'
assert False
{'a': 1}['b']
[1, 2][5]
del x
x
def fails():
    return undefined_name
fails()
class A:
    kind = 'a'
    def __init__(self, n):
        self.n = n
    def show(self):
        return f'{self.kind} {self.n}'
    @property
    def double(self):
        return self.n * 2
    @staticmethod
    def st(a):
        return a + 1
    @classmethod
    def make(cls):
        return cls(7)
    def __repr__(self):
        return f'A({self.n!r})'
    def __len__(self):
        return self.n
    def __getitem__(self, i):
        return i * self.n
    def __eq__(self, other):
        return self.n == other.n
class B(A):
    kind = 'b'
    def __init__(self, n, m):
        super().__init__(n)
        self.m = m
    def show(self):
        return super().show() + f' {self.m}'
A(3), A(3).show(), A(2).double, A.st(1), A.make()
B(1, 2).show(), isinstance(B(1, 2), A), issubclass(B, A)
len(A(4)), A(4)[2], A(1) == A(1), A(1) == A(2)
A(1).nosuch
A(1).double = 3
A()
A.kind
B.__name__, type(B(1, 2)).__name__
class Net(nn.Module):
    def __init__(self, h=4):
        super().__init__()
        self.fc1 = nn.Linear(3, h)
        self.fc2 = nn.Linear(h, 2)
    def forward(self, x):
        x = torch.relu(self.fc1(x))
        return self.fc2(x)
_ = torch.manual_seed(0)
net = Net()
net
net(torch.ones(2, 3))
_ = net.eval()
net.training, net.fc1.training
sum(p.numel() for p in net.parameters())
for name, p in net.named_parameters():
    print(name, tuple(p.shape), p.requires_grad)
with torch.no_grad():
    print(net(torch.ones(1, 3)).requires_grad, torch.is_grad_enabled())
torch.is_grad_enabled()
@torch.no_grad()
def evaluate(m, x):
    return m(x).requires_grad
evaluate(net, torch.ones(1, 3))
net(torch.ones(1, 3), 5)
net()
class Bad(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(1, 1)
Bad()
'%d of %s: %.2f' % (3, 'x', 1.5)
'{} {:>5} {name!r}'.format(1, 'ab', name='n')
f'{3.14159:.2f} {42:05d} {"a":>3}|{1e-5:.1e}|{12345678:,}'
1 < 2 < 3, 1 < 3 < 2
1 in [1, 2], 3 not in (1, 2), None is None
x = [3, 1, 2]
sorted(x), sorted(x, reverse=True), max(x), min(x)
x.append(5)
x, x[::-1], x[1:3]
x.sort()
x
d = {'a': 1, 'b': 2}
d.items(), d.keys(), list(d.values())
d.get('z', 0), d.pop('a'), d
s = 'Hello World'
s.upper(), s.split(), s.replace('o', '0'), s.find('W'), s.startswith('Hell')
', '.join(['a', 'b'])
round(2.5), round(3.14159, 2), abs(-3), divmod(7, 2)
int('12'), float('1.5'), str(3), bool([])
1 if [] else 2
x = y = 5
x, y
lambda_ = lambda a, b=1: a * b
lambda_(3), lambda_(3, 4)
math.sqrt(16), math.pi
isinstance(net, nn.Module), isinstance(net.fc1, nn.Linear), isinstance(1, (int, float))
