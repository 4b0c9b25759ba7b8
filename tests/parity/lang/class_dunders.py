# Special methods: operators, containers, calls, comparison.
class V:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f'V({self.x}, {self.y})'
    def __add__(self, o): return V(self.x + o.x, self.y + o.y) if isinstance(o, V) else NotImplemented
    def __sub__(self, o): return V(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return V(self.x * k, self.y * k)
    def __rmul__(self, k): return self * k
    def __truediv__(self, k): return V(self.x / k, self.y / k)
    def __floordiv__(self, k): return V(self.x // k, self.y // k)
    def __mod__(self, k): return V(self.x % k, self.y % k)
    def __pow__(self, k): return V(self.x ** k, self.y ** k)
    def __neg__(self): return V(-self.x, -self.y)
    def __pos__(self): return self
    def __invert__(self): return V(self.y, self.x)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __eq__(self, o): return isinstance(o, V) and (self.x, self.y) == (o.x, o.y)
    def __lt__(self, o): return abs(self) < abs(o)
    def __le__(self, o): return abs(self) <= abs(o)
    def __hash__(self): return hash((self.x, self.y))
    def __bool__(self): return self.x != 0 or self.y != 0
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __iter__(self): return iter((self.x, self.y))
    def __contains__(self, v): return v in (self.x, self.y)
    def __call__(self, k): return self * k
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __and__(self, o): return 'and'
    def __or__(self, o): return 'or'
    def __xor__(self, o): return 'xor'
    def __lshift__(self, o): return 'left'
    def __rshift__(self, o): return 'right'
    def __int__(self): return int(self.x)
    def __float__(self): return float(self.x)
    def __round__(self, n=None): return 'rounded'
    def __format__(self, spec): return f'<{spec}|{self.x}>'
a, b = V(1, 2), V(3, 4)
a + b, a - b, a * 2, 2 * a, a / 2, b // 2, b % 2, a ** 2, -a, +a, ~a, abs(b), a @ b, a & b, a | b, a ^ b, a << b, a >> b
a == V(1, 2), a != b, a < b, a > b, a <= b, a >= b, a == 5, hash(a) == hash(V(1, 2)), {a: 1}[V(1, 2)], len({a, V(1, 2)})
bool(V(0, 0)), not a, len(a), a[0], a[-1], a[0:2], list(a), 2 in a, 9 in a, a(3), int(a), float(a), round(a), f'{a:5}', f'{a}', '{:x}'.format(a), format(a, 'q')
x, y = a
x, y, sum(a), max(a), [*a], tuple(a), sorted([b, a]), min(a, b), dict([a])
a + 1
1 + a
a[5]
a - 1
a += b; a
class I:
    def __init__(self): self.items = []
    def __iadd__(self, v):
        self.items.append(v)
        return self
    def __setitem__(self, k, v): self.items.append((k, v))
    def __delitem__(self, k): self.items.append(('del', k))
    def __getattr__(self, name): return f'no {name}'
i = I(); j = i
i += 5; i is j, i.items
i['k'] = 1; del i['z']; i[1:2] = 3; i.items
i.foo, i.bar, hasattr(i, 'anything')
i -= 1
class R:
    def __radd__(self, o): return ('radd', o)
    def __rsub__(self, o): return ('rsub', o)
    def __rtruediv__(self, o): return ('rdiv', o)
    def __rpow__(self, o): return ('rpow', o)
    def __rmatmul__(self, o): return ('rmat', o)
1 + R(), 1 - R(), 1 / R(), 2 ** R(), [1] @ R(), sum([R()]), 'a' + R()
class Eq:
    def __eq__(self, o): return True
Eq() == 1, 1 == Eq(), Eq() != 1, Eq() in [1], [Eq()] == [5]
hash(Eq())
