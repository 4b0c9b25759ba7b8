# Closures: late binding, nonlocal, counters, functions in lists.
def counter(start=0):
    n = start
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
a, b = counter(), counter(10)
a(), a(), b(), a(5), b(5)
fs = [lambda: i for i in range(3)]
[f() for f in fs]
fs = [lambda i=i: i for i in range(3)]
[f() for f in fs]
def make():
    fs = []
    for i in range(3):
        def g(): return i
        fs.append(g)
    return fs
[g() for g in make()]
def outer():
    x = 'outer'
    def middle():
        def inner():
            nonlocal x
            x = 'changed'
            return x
        return inner()
    r = middle()
    return r, x
outer()
def compose(*fs):
    def run(x):
        for f in fs: x = f(x)
        return x
    return run
compose(lambda v: v + 1, lambda v: v * 2, str)(3)
def late():
    def g(): return y
    y = 5
    return g()
late()
def early():
    def g(): return y2
    r = g()
    y2 = 5
    return r
early()
def adder(n): return lambda v: v + n
list(map(adder(10), [1, 2])), adder(1)(2), (lambda f, x: f(f(x)))(adder(3), 0)
def fact(n): return 1 if n < 2 else n * fact(n - 1)
fact(10), (lambda f: f(f, 5))(lambda f, n: 1 if n < 2 else n * f(f, n - 1))
def loop():
    total = 0
    def add(v):
        nonlocal total
        total += v
    for i in range(4): add(i)
    return total
loop()
counter.__name__, a.__name__, (lambda: 0).__name__, fact.__qualname__, a.__qualname__
def deco(f):
    def wrapped(*args, **kwargs):
        print('before', f.__name__)
        return f(*args, **kwargs)
    return wrapped
def hello(n): return 'hello ' + n
deco(hello)('you')
