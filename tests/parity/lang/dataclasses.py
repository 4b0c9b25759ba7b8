# dataclass: init, repr, eq, defaults, field, asdict, frozen, inheritance.
from dataclasses import dataclass, field, asdict
@dataclass
class Config:
    lr: float = 1e-3
    layers: list = field(default_factory=lambda: [64, 32])
    name: str = 'net'
    def describe(self): return f'{self.name}: {self.lr}'
Config(), Config(0.1), Config(name='x'), Config(0.1, [1], 'y').describe()
Config() == Config(), Config() == Config(lr=1), Config() != Config(), Config() == 5
c = Config(); c.layers.append(1); c.layers, Config().layers
c.lr = 5; c.lr, asdict(c), asdict(Config())['name']
Config(1, 2, 3, 4)
Config(nosuch=1)
@dataclass
class P:
    x: int
    y: int = 0
P(1), P(1, 2), P(x=3), P(1) == P(1, 0)
P()
P(1, x=2)
P(1) < P(2)
hash(P(1))
@dataclass(frozen=True)
class F:
    a: int = 1
F(), F(2).a, hash(F()) == hash(F()), {F(): 1}[F(1)]
F().a = 5
@dataclass
class Sub(P):
    z: int = 5
Sub(1), Sub(1, 2, 3), Sub(1) == P(1)
@dataclass
class Post:
    n: int
    def __post_init__(self): self.double = self.n * 2
Post(4).double, Post(4)
@dataclass
class Bad:
    a: int = 1
    b: int
@dataclass
class Mutable:
    a: list = []
@dataclass(order=True)
class O:
    v: int
O(1) < O(2), sorted([O(3), O(1)]), max(O(1), O(2))
@dataclass(eq=False)
class NoEq:
    v: int = 0
NoEq() == NoEq()
@dataclass
class Nested:
    p: P
    ps: list
Nested(P(1), [P(2)]), asdict(Nested(P(1), [P(2)]))
@dataclass
class Hidden:
    a: int = field(default=1, repr=False)
    b: int = 2
Hidden(), Hidden().a
class Plain:
    a: int = 1
    b: str
Plain.a, hasattr(Plain, 'b')
from dataclasses import replace, astuple, fields
replace(P(1), y=9), astuple(P(1)), [f.name for f in fields(P)]
