# Comprehensions: scopes, nesting, conditions, all four kinds.
[x * 2 for x in range(5)], [x for x in range(10) if x % 2 if x % 3], [(x, y) for x in range(2) for y in range(x + 1)], [[y for y in range(x)] for x in range(3)]
{x: x ** 2 for x in range(3)}, {x % 2 for x in range(5)}, {k: v for k, v in [('a', 1)]}, {v: k for k, v in {'a': 1, 'b': 2}.items()}
list(x for x in 'ab'), sum(x for x in range(4)), tuple(x for x in range(2)), dict((x, 1) for x in 'ab'), sorted(x for x in [2, 1]), ''.join(c for c in 'abc' if c != 'b')
x = 'kept'
[x for x in range(3)]
x
y
[y for y in range(3)]; y
def f():
    a = 10
    return [a + i for i in range(2)]
f()
class C:
    k = 3
    l = [k for _ in range(2)] if False else 0
    m = [v for v in range(k)]
C.m
class D:
    k = 3
    l = [k for _ in range(2)]
[i for i in 5]
[i.nosuch for i in [1]]
[1 / i for i in [1, 0]]
[a for a, b in [(1, 2), (3, 4)]], [a + b for a, b in zip([1, 2], [3, 4])], [i for i, (a, b) in enumerate([(1, 2)])], [first for first, *rest in ['abc']]
[a for a, b in [(1, 2, 3)]]
matrix = [[1, 2, 3], [4, 5, 6]]
[[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row], [[v * 2 for v in row if v > 1] for row in matrix]
g = (i * i for i in range(4))
next(g), next(g), list(g), list(g)
next(g)
next(g, 'done')
type(g).__name__, iter(g) is g
data = [1, 2, 3]
g = (v for v in data)
data.append(4)
list(g)
n = 2
g = (v * n for v in [1, 2])
n = 10
list(g)
[f'{i}:{c}' for i, c in enumerate('ab')], [c.upper() for c in 'ab'], [None for _ in range(2)], [i if i else 'zero' for i in range(2)], [len(w) for w in 'a bb ccc'.split()]
fs = [(lambda v: v * i)(2) for i in range(3)]; fs
any(v > 2 for v in data), all(v for v in data), max(len(w) for w in ['a', 'bbb']), sum(1 for v in data if v % 2), min((v - 2) ** 2 for v in data)
[(i, j) for i in range(3) if i for j in range(i) if j == 0], [*(i for i in range(2)), *[j for j in range(2)]]
layers = nn.Sequential(*[nn.Linear(2, 2) for _ in range(2)]); len(layers), [type(l).__name__ for l in layers], {n: p.numel() for n, p in layers.named_parameters()}
