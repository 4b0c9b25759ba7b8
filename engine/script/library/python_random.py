"""random: Python's own stream. Its state is an object of the session's, as torch's generator is."""
import math as _math
import random as _native

_MAGIC = 4 * _math.exp(-0.5) / _math.sqrt(2.0)


class Random:
    def __init__(self, x=None):
        self._words = _native._new()
        self._spare = None
        self.seed(x)

    def seed(self, a=None, version=2):
        if a is None:
            a = 5489
        if not isinstance(a, int):
            raise TypeError('a seed that is no int is outside the PyTorch subset that Modescope runs')
        a = abs(a)
        key = []
        while a or not key:
            key.append(a & 0xFFFFFFFF)
            a >>= 32
        _native._seed(self._words, key)
        self._spare = None

    def getstate(self):
        return (3, tuple(self._words.tolist()), self._spare)

    def setstate(self, state):
        self._words.copy_(self._words.new_tensor(list(state[1])))
        self._spare = state[2]

    def random(self):
        return _native._real(self._words)

    def getrandbits(self, k):
        if k < 0:
            raise ValueError('number of bits must be non-negative')
        value, shift = 0, 0
        while k > 0:
            word = _native._word(self._words)
            if k < 32:
                word >>= 32 - k
            value |= word << shift
            shift += 32
            k -= 32
        return value

    def _below(self, n):
        if not n:
            return 0
        k = n.bit_length()
        r = self.getrandbits(k)
        while r >= n:
            r = self.getrandbits(k)
        return r

    def randrange(self, start, stop=None, step=1):
        if stop is None:
            if start > 0:
                return self._below(start)
            raise ValueError('empty range for randrange()')
        width = stop - start
        if step == 1:
            if width > 0:
                return start + self._below(width)
            raise ValueError(f'empty range for randrange() ({start}, {stop}, {width})')
        if step == 0:
            raise ValueError('zero step for randrange()')
        n = (width + step - 1) // step if step > 0 else (width + step + 1) // step
        if n <= 0:
            raise ValueError('empty range for randrange()')
        return start + step * self._below(n)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError('Cannot choose from an empty sequence')
        return seq[self._below(len(seq))]

    def shuffle(self, x):
        for i in reversed(range(1, len(x))):
            j = self._below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        if isinstance(population, (set, dict)):
            raise TypeError('Population must be a sequence.  For dicts or sets, use sorted(d).')
        if counts is not None:
            raise TypeError('`sample(counts=)` is outside the PyTorch subset that Modescope runs')
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError('Sample larger than population or is negative')
        limit = 21
        if k > 5:
            limit += 4 ** _math.ceil(_math.log(k * 3, 4))
        result = []
        if n <= limit:
            pool = list(population)
            for i in range(k):
                j = self._below(n - i)
                result.append(pool[j])
                pool[j] = pool[n - i - 1]
            return result
        selected = set()
        for _ in range(k):
            j = self._below(n)
            while j in selected:
                j = self._below(n)
            selected.add(j)
            result.append(population[j])
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[_math.floor(self.random() * (n + 0.0))] for _ in range(k)]
            cum_weights, total = [], 0
            for weight in weights:
                total += weight
                cum_weights.append(total)
        elif weights is not None:
            raise TypeError('Cannot specify both weights and cumulative weights')
        if len(cum_weights) != n:
            raise ValueError('The number of weights does not match the population')
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError('Total of weights must be greater than zero')
        result = []
        for _ in range(k):
            drawn = self.random() * total
            low, high = 0, n - 1
            while low < high:
                middle = (low + high) // 2
                if drawn < cum_weights[middle]:
                    high = middle
                else:
                    low = middle + 1
            result.append(population[low])
        return result

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        if high == low:
            return low
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u = 1.0 - u
            c = 1.0 - c
            low, high = high, low
        return low + (high - low) * _math.sqrt(u * c)

    def gauss(self, mu=0.0, sigma=1.0):
        z = self._spare
        self._spare = None
        if z is None:
            angle = self.random() * (2.0 * _math.pi)
            radius = _math.sqrt(-2.0 * _math.log(1.0 - self.random()))
            z = _math.cos(angle) * radius
            self._spare = _math.sin(angle) * radius
        return mu + z * sigma

    def normalvariate(self, mu=0.0, sigma=1.0):
        while True:
            u1 = self.random()
            u2 = 1.0 - self.random()
            z = _MAGIC * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_math.log(u2):
                return mu + z * sigma

    def expovariate(self, lambd):
        return -_math.log(1.0 - self.random()) / lambd


def _kept():
    made = _native._state()
    if made is None:
        made = Random()
        _native._keep(made)
    return made


def seed(a=None, version=2):
    _kept().seed(a)


def getstate():
    return _kept().getstate()


def setstate(state):
    _kept().setstate(state)


def random():
    return _kept().random()


def getrandbits(k):
    return _kept().getrandbits(k)


def randrange(start, stop=None, step=1):
    return _kept().randrange(start, stop, step)


def randint(a, b):
    return _kept().randint(a, b)


def choice(seq):
    return _kept().choice(seq)


def shuffle(x):
    _kept().shuffle(x)


def sample(population, k, *, counts=None):
    return _kept().sample(population, k, counts=counts)


def choices(population, weights=None, *, cum_weights=None, k=1):
    return _kept().choices(population, weights, cum_weights=cum_weights, k=k)


def uniform(a, b):
    return _kept().uniform(a, b)


def triangular(low=0.0, high=1.0, mode=None):
    return _kept().triangular(low, high, mode)


def gauss(mu=0.0, sigma=1.0):
    return _kept().gauss(mu, sigma)


def normalvariate(mu=0.0, sigma=1.0):
    return _kept().normalvariate(mu, sigma)


def expovariate(lambd):
    return _kept().expovariate(lambd)
