# Exceptions across calls: state after them, re-raising, finally order.
log = []
def inner(n):
    log.append(f'in {n}')
    if n == 0: raise ValueError('bottom')
    try: inner(n - 1)
    finally: log.append(f'out {n}')
inner(2)
log
def safe(f, *args, default=None):
    try: return f(*args)
    except (TypeError, ValueError) as e:
        print('safe:', e)
        return default
safe(int, 'a'), safe(int, '3'), safe(len, 5, default=-1)
safe(lambda: 1 / 0)
def retry(n):
    for attempt in range(n):
        try:
            if attempt < 2: raise RuntimeError(f'attempt {attempt}')
            return attempt
        except RuntimeError as e: print(e)
    else: return 'gave up'
retry(2), retry(5)
x = 1
try:
    x = 2
    x.nosuch
    x = 3
except AttributeError: pass
x
def gen():
    return (1 / v for v in [1, 0])
list(gen())
g = gen(); next(g)
next(g)
next(g, 'ended')
sorted([3, 1], key=lambda v: 1 / (v - 1))
[1 / v for v in [1, 0]]
list(map(lambda v: v.x, [1]))
class A:
    def __init__(self): raise ValueError('no A')
A()
class B:
    def __del__(self): pass
    def __eq__(self, o): raise ValueError('no eq')
B() == 1
B() in [1]
class C:
    def __getattr__(self, name): raise AttributeError(f'no {name} here')
C().foo
hasattr(C(), 'foo'), getattr(C(), 'foo', 1)
class D:
    @property
    def v(self): raise KeyError('v')
D().v
hasattr(D(), 'v')
try:
    try: raise ValueError('first')
    finally: raise KeyError('second')
except KeyError as e: print(repr(e), repr(e.__context__))
def f():
    try: raise ValueError('lost')
    finally: return 'kept'
f()
def deep(n): return deep(n + 1)
deep(0)
try: deep(0)
except RecursionError as e: print(e)
try: raise Exception('a') from ValueError('b')
except Exception as e: print(repr(e.__cause__))
try: raise Exception('a') from 5
except TypeError as e: print(e)
except_type = ValueError
try: int('q')
except except_type: print('by name')
def validate(shape):
    if len(shape) != 2: raise ValueError(f'expected 2 dims, got {len(shape)}: {shape}')
    return True
validate((1, 2)), validate(torch.zeros(2, 3).shape)
validate((1, 2, 3))
validate(torch.zeros(3).shape)
