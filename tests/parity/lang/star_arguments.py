# *args, **kwargs, defaults, keyword-only, positional-only.
def f(a, b=2, *args, c=3, **kwargs): return a, b, args, c, kwargs
f(1), f(1, 5), f(1, 2, 3, 4), f(1, c=9), f(1, d=4), f(*[1, 2, 3]), f(**{'a': 1, 'z': 2}), f(1, *[2], *[3, 4], c=5, **{'e': 6})
f()
f(b=1)
f(1, a=2)
f(**{1: 2})
f(1, **{'a': 2})
def g(a, *, b): return a, b
g(1, b=2)
g(1)
g(1, 2)
g(1, b=2, c=3)
def h(a, b, /, c=0): return a, b, c
h(1, 2), h(1, 2, 3), h(1, 2, c=4)
def k(*, x=1, **rest): return x, rest
k(), k(x=2, y=3)
k(1)
def none(): pass
none(), none() is None
none(1)
def three(a, b, c): pass
three(1)
three()
three(1, 2, 3, 4)
three(1, 2, 3, d=4)
def two(a, b=1): pass
two(1, 2, 3)
two()
def bad(a, acc=[]):
    acc.append(a)
    return acc
bad(1), bad(2), bad(3, []), bad(4)
def outer(*args, **kwargs): return f(*args, **kwargs)
outer(1, 2, c=5, q=7)
def order(a, b): return a - b
order(b=1, a=5), order(3, b=1), (lambda *a, **k: (a, k))(1, 2, x=3), (lambda a, b=2, *c: (a, b, c))(1)
def kw(**kwargs): return sorted(kwargs.items())
kw(b=1, a=2), kw(**dict(x=1), y=2)
f(1, c=1, c=2) if False else None
len([*f(1)]), max(*[1, 5, 3]), print(*'abc'), dict(**{'a': 1})
