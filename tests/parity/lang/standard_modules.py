# itertools, collections, functools, contextlib, random, enum, operator, string, sys.
import itertools, random, string, operator, sys, contextlib, functools
from itertools import chain, islice, product, combinations, permutations, zip_longest, accumulate, repeat, count, cycle, groupby, takewhile, dropwhile, starmap
list(chain([1, 2], 'ab', range(2))), list(chain.from_iterable([[1], [2, 3]])), list(islice(count(5), 3)), list(islice('abcdef', 1, 5, 2)), list(islice(cycle('ab'), 5))
list(product('ab', [1, 2])), list(product([0, 1], repeat=2)), list(combinations(range(4), 2)), list(permutations([1, 2, 3], 2)), list(itertools.combinations_with_replacement('ab', 2))
list(zip_longest('abc', [1], fillvalue='-')), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul, initial=10)), list(repeat(7, 3)), list(zip(repeat('x'), range(2)))
[(k, list(g)) for k, g in groupby('aabbbc')], list(takewhile(lambda x: x < 3, count())), list(dropwhile(lambda x: x < 3, range(5))), list(starmap(pow, [(2, 3), (3, 2)])), list(itertools.pairwise('abc')), list(itertools.compress('abc', [1, 0, 1]))
list(islice([1, 2, 3], -1))
from collections import deque, Counter
d = deque([1, 2, 3], maxlen=3)
d.append(4); d, len(d), d[0], d[-1], list(d), d.popleft(), d.pop(), d, d.maxlen
d.appendleft(9); d.extend([5, 6]); d, 5 in d, list(reversed(d)), sum(d)
deque().pop()
deque([1])[3]
q = deque(range(4)); q.rotate(1); q, deque([1]) == deque([1]), bool(deque()), q.copy()
c = Counter('abracadabra')
c, c['a'], c['z'], c.most_common(2), sum(c.values()), len(c), dict(c), sorted(c.items()), c.total()
c.update('aaz'); c['a'], c['z'], Counter(a=2) + Counter(a=1, b=3), Counter('aab') - Counter('ab'), list(Counter(x=2).elements()), isinstance(c, dict)
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
fib(90), fib.cache_info(), fib.__name__
calls = []
@functools.cache
def square(x):
    calls.append(x)
    return x * x
square(3), square(3), square(4), calls
def logged(function):
    """Decorates."""
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print('call', function.__name__)
        return function(*args, **kwargs)
    return wrapper
@logged
def add(a, b=1):
    """Adds."""
    return a + b
add(2), add.__name__, add.__doc__
functools.reduce(operator.add, [1, 2, 3]), functools.partial(pow, 2)(5), operator.itemgetter(1)([4, 5]), operator.attrgetter('shape')(torch.ones(2))
class Data:
    def __init__(self): self.n = 0
    @functools.cached_property
    def slow(self):
        self.n += 1
        return 42
x = Data()
x.slow, x.slow, x.n
@contextlib.contextmanager
def frozen(m):
    print('in')
    try:
        yield m * 2
    except ValueError as e:
        print('swallowed', e)
    finally:
        print('out')
with frozen(4) as f:
    print(f)
with frozen(1):
    raise ValueError('bad')
with frozen(1):
    raise KeyError('k')
@contextlib.contextmanager
def evaluating(model):
    was = model.training
    model.eval()
    try:
        yield model
    finally:
        model.train(was)
m = nn.Dropout()
with evaluating(m) as e: print(e.training)
m.training
with contextlib.suppress(KeyError): {}['a']
with contextlib.nullcontext(3) as three: print(three)
random.seed(0)
random.random(), random.random(), random.randint(1, 6), random.choice('abc'), random.uniform(-1, 1), random.gauss(0, 1), random.gauss(0, 1), random.randrange(0, 100, 7)
x = list(range(10)); random.shuffle(x); x, random.sample(range(100), 5), random.sample(list('abcdefgh'), 3), random.choices([1, 2, 3], k=4), random.choices('ab', weights=[9, 1], k=5)
random.seed(12345678901234567890); random.random(), random.getrandbits(5), random.getrandbits(64), random.getrandbits(100), random.normalvariate(0, 1), random.expovariate(2), random.triangular()
random.seed(-7); random.randint(0, 10 ** 30), random.sample(range(1000000), 30)[-1]
state = random.getstate(); a = random.random(); random.setstate(state); a == random.random()
r = random.Random(42); r.random(), r.randint(1, 100), [r.choice([1, 2, 3]) for _ in range(5)]
random.choice([])
random.randint(3, 1)
random.sample([1], 2)
random.seed(3); [random.random() < 0.5 for _ in range(5)]
from enum import Enum, auto, IntEnum
class Color(Enum):
    RED = 1
    GREEN = 'g'
    @property
    def loud(self): return self.name + '!'
Color.RED, Color.RED.name, Color.GREEN.value, str(Color.RED), Color('g'), Color['RED'], list(Color), len(Color), Color.RED == Color.RED, Color.RED is Color(1), Color.RED.loud, isinstance(Color.RED, Color), {Color.RED: 1}[Color.RED], f'{Color.RED}'
Color(9)
Color['X']
class Mode(Enum):
    TRAIN = auto()
    EVAL = auto()
[m.value for m in Mode], Mode.TRAIN != Mode.EVAL
class Level(IntEnum):
    LOW = 1
    HIGH = 5
Level.HIGH > Level.LOW, Level.HIGH + 1, Level.LOW == 1, sorted([Level.HIGH, Level.LOW]), int(Level.HIGH)
string.ascii_lowercase, string.digits, string.punctuation, len(string.printable), string.ascii_letters + " .,;'"
n = sys.stdout.write('written\n'); n
print('to out', file=sys.stdout); print('to err', file=sys.stderr); sys.stdout.flush()
sys.maxsize, isinstance(sys.argv, list)
class Registry:
    known = {}
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Registry.known[cls.__name__] = cls
class One(Registry): pass
class Two(One): pass
sorted(Registry.known)
