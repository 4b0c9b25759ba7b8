a = [3, 1, 2]
a.append(4); a.extend([5, 6]); a.insert(0, 0)
a
a.pop(), a.pop(0), a
a.remove(1)
a.remove(99)
a.index(5), a.count(5), len(a)
a.index(99)
a.pop(50)
[].pop()
a.reverse()
a
a.sort(reverse=True)
a
sorted([(2, 'b'), (1, 'a')]), sorted(['bb', 'a'], key=len), sorted([1, -2, 3], key=abs, reverse=True)
sorted([1, 'a'])
a[1:2] = [7, 8, 9]
a
a[::2] = [0, 0, 0]
a
a[::2] = [1]
del a[0]
del a[1:3]
a
del a[99]
a + [1], a * 2, [0] * 3
a + (1,)
a + 1
a += [1]
a
a *= 2
a
a == a.copy(), [1, 2] < [1, 3], [1] == (1,), [1, [2]] == [1, [2]]
b = a
b.clear()
a, a is b
1 in [1, 2], [1] in [[1]], 'x' not in ['y']
1 in 5
t = (1, 2, 3)
t[0], t[-1], t[1:], t + (4,), t * 2, len(t), t.index(2), t.count(1)
t[0] = 1
t[5]
t.append
(1,), (), tuple([1]), (1, (2, 3))
d = {'a': 1, 'b': 2}
d['c'] = 3
d, len(d), 'a' in d, 'z' in d
d['z']
d.get('a'), d.get('z'), d.get('z', 5), d.setdefault('q', 9), d.pop('q'), d.pop('q', None)
d.pop('q')
list(d), list(d.keys()), list(d.values()), list(d.items())
for k, v in d.items(): print(k, v)
d.update({'a': 10}, e=5)
d
d.update([('x', 1)])
d | {'y': 2}
{**d, 'n': 0}
del d['x']
del d['nosuch']
d.popitem()
dict(a=1, b=2), dict([('k', 'v')]), dict(zip('ab', [1, 2])), {1: 'i', 2.5: 'f', None: 0, (1, 2): 't', True: 'b'}
{[1]: 2}
{'a': 1} == {'a': 1}, {'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {'a': 1} != {'a': 2}
{k: v * 2 for k, v in {'a': 1}.items() if v}
dict.fromkeys(['a', 'b'], 0)
s = {3, 1, 2}
s, len(s), 1 in s, set(), frozenset([1])
s.add(4); s.discard(9); s.remove(1)
s
s.remove(99)
{1, 2} | {3}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}
{1} <= {1, 2}, {1} < {1}, {1}.issubset([1, 2]), {1, 2}.issuperset({1}), {1}.isdisjoint({2})
{1, 2}.union([3], [4]), {1, 2}.intersection({2})
range(5), range(1, 10, 3), list(range(5, 0, -2)), len(range(10)), range(10)[3], range(10)[2:5], 3 in range(5), range(3) == range(3)
range(1, 2, 0)
range('a')
list(enumerate('ab')), list(enumerate('ab', 1)), list(zip([1, 2], 'ab', (3, 4))), list(zip([1, 2, 3], 'a'))
list(map(str, [1, 2])), list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(filter(None, [0, 1, 2])), list(filter(lambda x: x > 1, [1, 2, 3]))
list(reversed([1, 2, 3])), list(reversed('ab')), list(reversed(range(3)))
sum([1, 2, 3]), sum([1.5, 2]), sum([[1], [2]], []), sum(range(10), 100)
min([3, 1]), max(1, 5, 2), min([], default=0), max('abc'), min([3, -4], key=abs)
min([])
any([0, 1]), all([1, 0]), any([]), all([])
it = iter([1, 2])
next(it), next(it), next(it, 'end')
next(it)
next([1])
a, b = b, a = [1, 2]
(a, b), c = (1, 2), 3
a, b, c
[x, *y] = 1, 2, 3
x, y
first, *_, last = range(5)
first, last
a, b, c = 1, 2
a, *b, c = [1]
a, b = 5
[(i, j) for i in range(2) for j in range(3) if i != j]
[[i * j for j in range(3)] for i in range(2)]
{i: [j for j in range(i)] for i in range(3)}
g = (i * i for i in range(3))
next(g), list(g), list(g)
sum(x for x in [1, 2] if x > 1), max((x for x in [3, 1]), default=0)
fs = [lambda: i for i in range(3)]
[f() for f in fs]
fs = [lambda i=i: i for i in range(3)]
[f() for f in fs]
m = [[1, 2], [3, 4]]
m[0][1], [row[0] for row in m], list(zip(*m))
m[0][1] += 5
m
x = y = []
x.append(1)
y
nested = {'a': [1, {'b': 2}]}
nested['a'][1]['b'] += 1
nested
len(5)
for x in 5: pass
[1, 2, 3][::0]
[1, 2]['a']
isinstance([], list), isinstance((), tuple), isinstance({}, dict), isinstance(1, bool), isinstance(True, int), isinstance('a', (int, str)), isinstance(None, type(None))
type([]).__name__, type(1) is int, type(1.0) == float, type('a'), type(None)
divmod(-7, 3), pow(2, 3), pow(2.0, -1), abs(-2.5), round(2.675, 2), round(-2.5), round(15, -1)
1 // 0
2 ** 0.5, 7 % -3, -7 // 2, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 16 >> 2
1 and 0 or 2, not 1, None or 'x', [] and 1
from collections import OrderedDict, defaultdict, namedtuple
OrderedDict([('a', 1), ('b', 2)]), OrderedDict()
dd = defaultdict(list)
dd['a'].append(1)
dd, dd['b'], len(dd)
P = namedtuple('P', 'x y')
p = P(1, y=2)
p, p.x, p[1], p + (3,) if False else tuple(p), len(p), p == (1, 2)
a, b = p
P(1)
