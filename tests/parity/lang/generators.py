# Functions that yield: loops, try, with, send, throw, close, and generators in generators.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
list(count(4))
sum(count(5)), max(count(3)), tuple(count(0))
g = count(2)
next(g), next(g)
next(g)
next(g, 'over')
type(g).__name__, hasattr(g, '__next__'), iter(g) is g
def words():
    for w in ['a', 'b']:
        for n in range(2):
            if n:
                yield w * 2
            else:
                yield w
    else:
        yield 'end'
list(words())
def echo():
    got = yield 'ready'
    while got != 'stop':
        got = yield f'<{got}>'
    return 'bye'
e = echo()
next(e)
e.send(1), e.send([2])
try:
    e.send('stop')
except StopIteration as stop:
    print('value', stop.value)
echo().send(3)
def outer():
    result = yield from inner()
    print('inner gave', result)
    yield from [10, 20]
    yield from (x * x for x in range(2))
    return 7
def inner():
    x = yield 1
    print('got', x)
    return x
o = outer()
next(o), o.send('hello'), list(o)
def careful():
    try:
        yield 1
        yield 2
    except ValueError as error:
        print('caught', error)
        yield 3
    else:
        yield 'else'
    finally:
        print('last')
    yield 4
list(careful())
c = careful()
next(c), c.throw(ValueError('oops')), list(c)
c = careful()
next(c); c.close(); list(c)
c = careful()
next(c)
c.throw(KeyError('k'))
next(c)
for x in careful():
    print(x)
    break
def returned():
    try:
        yield 1
        return 'r'
    finally:
        yield 'in finally'
r = returned()
next(r), next(r)
try:
    next(r)
except StopIteration as stop:
    print(stop.value)
class Managed:
    def __enter__(self): print('in'); return self
    def __exit__(self, kind, error, trace):
        print('out', kind.__name__ if kind else None)
        return kind is ValueError
def managed():
    with Managed() as a, Managed():
        yield 1
        yield 2
    yield 3
list(managed())
m = managed()
next(m), m.throw(ValueError('v'))
class Tree:
    def __init__(self, value, *children): self.value, self.children = value, children
    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child
list(Tree(1, Tree(2, Tree(3)), Tree(4)))
def fails():
    yield 1
    raise RuntimeError('inside')
f = fails()
next(f)
next(f)
next(f)
def stops():
    yield 1
    next(iter([]))
list(stops())
def itself():
    yield next(me)
me = itself()
next(me)
def empty():
    return
    yield
list(empty())
a, b, *rest = count(5)
a, b, rest
dict(zip('abc', count(3)))
def closure(n):
    def gen():
        nonlocal n
        for i in range(3):
            n += i
            yield n
    return gen
list(closure(10)())
def kw(a, *args, b=2, **rest):
    yield a
    yield args
    yield b
    yield rest
list(kw(1, 5, 6, b=3, z=9))
kw()
def pairs():
    x = y = yield 5
    yield x, y
p = pairs()
next(p), p.send('s')
def loop():
    for i in range(6):
        if i % 2: continue
        if i == 4: break
        try:
            yield i
        finally:
            print('done', i)
list(loop())
def grad():
    with torch.no_grad():
        yield torch.is_grad_enabled()
    yield torch.is_grad_enabled()
list(grad())
@torch.no_grad()
def decorated():
    yield torch.is_grad_enabled()
    yield torch.is_grad_enabled()
list(decorated()), torch.is_grad_enabled()
def batches(data, size):
    for i in range(0, len(data), size):
        yield data[i:i + size]
[b.tolist() for b in batches(torch.arange(7), 3)]
def primes():
    n, found = 2, []
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1
for p in primes():
    if p > 20: break
    print(p, end=' ')
g = count(3)
3 in g, list(g)
class Stream(torch.utils.data.IterableDataset):
    def __init__(self, n): self.n = n
    def __iter__(self):
        for i in range(self.n):
            yield torch.tensor([i, i * i])
for batch in torch.utils.data.DataLoader(Stream(5), batch_size=2):
    print(batch.tolist())
