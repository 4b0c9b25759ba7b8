# Decorators: functions of functions, with arguments, with state.
def log(f):
    def wrapped(*args, **kwargs):
        result = f(*args, **kwargs)
        print(f'{f.__name__}{args} -> {result}')
        return result
    return wrapped
@log
def add(a, b): return a + b
add(1, 2)
def times(n):
    def decorate(f):
        def wrapped(x):
            for _ in range(n): x = f(x)
            return x
        return wrapped
    return decorate
@times(3)
def double(x): return x * 2
double(1)
@log
@times(2)
def inc(x): return x + 1
inc(5)
def memo(f):
    cache = {}
    def wrapped(n):
        if n not in cache: cache[n] = f(n)
        return cache[n]
    wrapped.cache = cache
    return wrapped
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
fib(60), len(fib.cache)
class Counted:
    def __init__(self, f): self.f, self.calls = f, 0
    def __call__(self, *a):
        self.calls += 1
        return self.f(*a)
@Counted
def hello(n): return 'hello ' + n
hello('a'), hello('b'), hello.calls
registry = {}
def register(cls):
    registry[cls.__name__] = cls
    return cls
@register
class First: pass
@register
class Second(First): pass
sorted(registry), registry['Second'].__bases__[0] is First
from functools import wraps
def keep(f):
    @wraps(f)
    def wrapped(*a): return f(*a)
    return wrapped
keep(len)('abc')
@undefined_decorator
def g(): pass
@5
def g(): pass
