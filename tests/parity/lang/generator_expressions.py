# Generator expressions are lazy; iterators of every sort.
def noisy(v):
    print('made', v)
    return v
g = (noisy(v) for v in range(3))
next(g)
next(g)
any(noisy(v) > 0 for v in range(5))
all(noisy(v) < 1 for v in range(5))
it = iter([1, 2, 3])
next(it), list(it), list(it)
next(it)
next(it, None)
iter(5)
next([1])
next(5)
it = iter('ab'); next(it), next(it), next(it, 'end')
e = enumerate(['a', 'b'], 1); next(e), next(e), next(e, None)
z = zip([1, 2], 'ab'); next(z), list(z), list(z)
m = map(lambda v: v * 2, [1, 2]); next(m), list(m)
f = filter(lambda v: v > 1, [1, 2, 3]); list(f), list(f)
r = reversed([1, 2]); next(r), list(r)
type(it).__name__, type(e).__name__, type(z).__name__, type(m).__name__, type(f).__name__, type(iter({})).__name__, type(iter(set())).__name__, type(iter(())).__name__, type(iter(range(1))).__name__
it = iter([1, 2, 3, 4, 5, 6])
list(zip(it, it))
it = iter(range(5))
[next(it) for _ in range(2)], sum(it)
d = iter({'a': 1, 'b': 2}); next(d), list(d)
n = [0]
def tick():
    n[0] += 1
    return n[0]
list(iter(tick, 4))
list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(None, [])) if False else 0, list(zip()), list(zip([1])), list(map(str, range(3)))
list(zip([1, 2], [1], strict=True))
1 in (v for v in range(3)), 5 in (v for v in range(3)), len(list(v for v in range(3))), set(v % 2 for v in range(5))
len(v for v in range(3))
(v for v in range(3))[0]
sum((v for v in range(3)), 10), max((v for v in []), default='none'), sorted((v for v in [3, 1]), reverse=True)
max(v for v in [])
batches = ((i, i + 2) for i in range(0, 6, 2))
for start, end in batches: print(start, end)
for a in map(torch.tensor, [1, 2]): print(a)
