# OrderedDict, defaultdict, namedtuple, Counter, deque.
from collections import OrderedDict, defaultdict, namedtuple
import collections
o = OrderedDict([('a', 1), ('b', 2)]); o
o['c'] = 3; o.move_to_end('a'); o, list(o), o.popitem(), o.popitem(last=False), o
OrderedDict(a=1), OrderedDict(), OrderedDict({'x': 1}), collections.OrderedDict([('k', 'v')]), isinstance(o, dict), OrderedDict(a=1) == {'a': 1}, OrderedDict([('a', 1), ('b', 2)]) == OrderedDict([('b', 2), ('a', 1)])
d = defaultdict(list); d['a'].append(1); d['b']; d, len(d), dict(d), d.get('z'), 'z' in d
d = defaultdict(int)
for c in 'hello': d[c] += 1
d, sorted(d.items()), max(d, key=d.get)
defaultdict(lambda: 'dflt')['x'], defaultdict(list, {'a': [1]}), defaultdict(None)
defaultdict(None)['x']
defaultdict()['y']
defaultdict(5)
P = namedtuple('P', ['x', 'y']); p = P(1, 2)
p, p.x, p[1], p._replace(x=5), p._asdict(), P._fields, p == (1, 2), tuple(p), len(p), isinstance(p, tuple), P(y=1, x=0), hash(p) == hash((1, 2))
x, y = p; x, y
p.x = 5
P(1)
P(1, 2, 3)
P(1, z=2)
p.nosuch
namedtuple('Q', 'a b c')(1, 2, 3), namedtuple('R', 'a, b', defaults=[5])(1)
from typing import NamedTuple
class Point(NamedTuple):
    x: int
    y: int = 0
    def norm(self): return self.x + self.y
Point(1), Point(1, 2).norm(), Point(1)._asdict(), Point(x=3)[0]
nn.Sequential(OrderedDict([('fc', nn.Linear(1, 2)), ('act', nn.ReLU())]))
