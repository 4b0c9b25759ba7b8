from __future__ import annotations
import sys, math, time
from abc import ABC, abstractmethod
from enum import Enum
from typing import NamedTuple, Protocol, TypeVar, Generic, Callable
from functools import wraps, partial
from contextlib import contextmanager
import torch
from torch import nn
T = TypeVar('T')
Layer = Callable[[torch.Tensor], torch.Tensor]
class Mode(Enum):
    TRAIN = 'train'
    EVAL = 'eval'
class Batch(NamedTuple):
    x: torch.Tensor
    y: torch.Tensor = None
    size: int = 0
    @property
    def n(self): return len(self.x)
class Metric(ABC):
    registry = {}
    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        Metric.registry[key or cls.__name__.lower()] = cls
    @abstractmethod
    def compute(self, p, t): ...
    @classmethod
    def make(cls, name, **kw): return cls.registry[name](**kw)
    def __call__(self, *a): return self.compute(*a)
class MSE(Metric):
    def compute(self, p, t): return ((p - t) ** 2).mean().item()
class MAE(Metric, key='l1'):
    def compute(self, p, t): return (p - t).abs().mean().item()
try:
    Metric()
except TypeError as e:
    print('TypeError:', e)
print(sorted(Metric.registry), Metric.make('l1')(torch.ones(2), torch.zeros(2)))
def timed(fn=None, *, label='call'):
    if fn is None:
        return partial(timed, label=label)
    @wraps(fn)
    def inner(*args, **kwargs):
        start = time.perf_counter()
        try:
            return fn(*args, **kwargs)
        finally:
            inner.calls += 1
            assert time.perf_counter() >= start
            print(f'{label}: {fn.__name__}')
    inner.calls = 0
    return inner
@timed(label='slow')
def work(a, /, b, *, c=3):
    """Doc of work."""
    return a + b + c
@timed
def other(): return 'o'
print(work(1, 2), work(1, b=5, c=0), other(), work.calls, work.__name__, work.__doc__)
class Temp:
    __slots__ = ('v', 'w')
    def __init__(self, v): self.v = v
    def __enter__(self): print('enter', self.v); return self
    def __exit__(self, et, ev, tb): print('exit', self.v, et.__name__ if et else None); return self.v == 2
with Temp(1) as a, Temp(2) as b:
    print(a.v + b.v)
    raise ValueError('swallowed')
with (Temp(3) as c, Temp(4)):
    print(c.v)
try:
    try:
        {}['k']
    except KeyError as e:
        raise RuntimeError('wrapped') from e
except RuntimeError as e:
    print(repr(e), repr(e.__cause__), e.__suppress_context__)
for i in range(3):
    if i == 5: break
else:
    print('no break')
while (n := i) > 0:
    i -= 1
else:
    print('done', n)
first, *mid, last = range(6)
print(first, mid, last, [*mid, *'ab'], {**{'a': 1}, 'b': 2}, *(x for x in 'xy'))
def ret(*xs): return *xs, len(xs)
print(ret(1, 2), (lambda a, b=2, *c, d=4, **e: (a, b, c, d, e))(1, 3, 5, d=6, z=7))
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
c = counter(); c(); print(c(5), 1 < 2 < 3 != 4, 0 if not [] else 1)
w, p = 10, 3
print(f'{math.pi:{w}.{p}f}|{"x":^{w}}|{w!r:>5}|{math.pi:+.2e}|{1234567:,}|{0.256:.1%}|{255:#x}|{5:03d}|{w=}|{"a" if w > 5 else "b"}|{{}}')
print(f"{'nested ' + f'{w:>{p}}'}", 'tab\tnew\\n \x41 \u00e9 \N{BULLET}' if False else 'tab\tA')
print("%-10s|%5.2f|%03d|%x|%e|%s" % ('ab', 3.14159, 7, 255, 12345.678, [1, 2]), '{0:>5}{1:<4}|{name!r}'.format(1, 2, name='n'))
class Box(Generic[T]):
    def __init__(self, items: list[T]): self.items = items
    def __getitem__(self, i): return Box(self.items[i]) if isinstance(i, slice) else self.items[i]
    def __len__(self): return len(self.items)
    def __contains__(self, x): return x in self.items
    def __iter__(self): yield from self.items
    def __eq__(self, o): return isinstance(o, Box) and self.items == o.items
    def __lt__(self, o): return len(self) < len(o)
    def __add__(self, o): return Box(self.items + o.items)
    def __repr__(self): return f'Box({self.items})'
    def __bool__(self): return bool(self.items)
    def __hash__(self): return hash(tuple(self.items))
b = Box([1, 2, 3])
print(b[0], b[1:], len(b), 2 in b, list(b), b == Box([1, 2, 3]), sorted([Box([1, 1]), Box([2])]), b + Box([9]), bool(Box([])), {b: 1}[Box([1, 2, 3])], max(b))
class Base:
    def __init__(self, **kw): self.kw = kw; self.log = ['Base']
class A(Base):
    def __init__(self, a=1, **kw): super().__init__(**kw); self.a = a; self.log.append('A')
class B(Base):
    def __init__(self, b=2, **kw): super().__init__(**kw); self.b = b; self.log.append('B')
class C(A, B): pass
o = C(a=5, b=6, z=7); print(o.log, o.kw, [k.__name__ for k in C.__mro__], vars(o) if False else o.__dict__['a'])
bt = Batch(torch.ones(3), size=3); x, y, s = bt; print(bt.n, y, s, bt._replace(size=4).size, bt._fields)
print(Mode('eval'), Mode.TRAIN.value, [m.name for m in Mode], Mode['EVAL'] is Mode.EVAL)
t = torch.arange(24).reshape(2, 3, 4); idx = (0, slice(None), -1); print(t[idx], t[..., 0], t[(*idx[:2],)].shape, t[[0, 1], :, [1, 2]].tolist())
print('to stderr', file=sys.stderr); sys.stdout.write('w\n')
assert isinstance(o, (A, B)), 'never'
try:
    assert t.sum() < 0, f'sum was {t.sum()}'
except AssertionError as err: print('assert:', err)
del first, mid
try: first
except NameError as e: print(e)
@contextmanager
def tag(name):
    print(f'<{name}>'); yield name.upper(); print(f'</{name}>')
with tag('b') as up: print(up)
print(*map(lambda t: t[0] * t[1], zip([1, 2], [3, 4])), sep=', ', end='!\n')
def gen():
    total = 0
    while True:
        x = yield total
        if x is None: return 'end'
        total += x
g = gen(); next(g); g.send(3); print(g.send(4))
try: g.send(None)
except StopIteration as e: print(e.value)
@torch.no_grad()
def f(m): m.weight.fill_(1.); return m(torch.ones(1, 2)).requires_grad
class M(nn.Module):
    def __init__(self): super().__init__(); self.weight = nn.Parameter(torch.zeros(2))
    @torch.no_grad()
    def reset(self): self.weight += 1; return self
    def forward(self, x): return x @ self.weight
print(f(M()), M().reset().weight)
