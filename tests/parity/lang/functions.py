# def: defaults, docs, attributes, recursion, annotations, decorators by hand.
def f(a, b=2):
    """The doc.

    More."""
    return a + b
f(1), f(1, 3), f(b=1, a=1), f.__name__, f.__doc__, f.__defaults__
def nothing(): pass
nothing(), print(nothing())
def early(x):
    if x: return
    return 'late'
early(1), early(0)
def annotated(x: int, y: 'str' = 'a', *args: float, z: list = None, **kw: dict) -> tuple: return x, y, args, z, kw
annotated(1), annotated(1, 2, 3, z=4, w=5)
def fib(n, memo={}):
    if n in memo: return memo[n]
    memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]
fib(50), [fib(i) for i in range(10)]
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
even(10), odd(7)
f.extra = 5; f.extra, hasattr(f, 'extra'), hasattr(f, 'nosuch')
f.nosuch
def apply(f, *args): return f(*args)
apply(max, 1, 2), apply(lambda: 'l'), apply(str.upper, 'a'), apply(f, 1), apply(int, '5'), apply(nn.ReLU)
ops = {'add': lambda a, b: a + b, 'mul': lambda a, b: a * b}
ops['add'](2, 3), [op(2, 3) for op in ops.values()]
x = 10
def default(v=x): return v
x = 20
default()
def multiple(): return 1, [2], {'k': 3}
a, b, c = multiple(); a, b, c
def one_line(a): b = a * 2; return b
one_line(4)
def inner_def():
    def helper(v): return v + 1
    return helper(helper(1))
inner_def()
def swap(a, b): return b, a
swap(*swap(1, 2))
def varied(n): return 'neg' if n < 0 else 'zero' if n == 0 else 'pos'
varied(-1), varied(0), varied(1)
(lambda x, y=2, *a, z=3, **k: (x, y, a, z, k))(1, 5, 6, z=7, w=8), (lambda: None)(), (lambda *a: sum(a))(1, 2, 3)
f(1, 2, 3)
f()
f(1, c=3)
f('a')
f(1)(2)
undefined_function()
