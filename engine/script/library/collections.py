"""collections, as far as it is more than dicts and tuples."""


class deque:
    """A list with two ends, and as many places as maxlen says."""

    __hash__ = None

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None and maxlen < 0:
            raise ValueError('maxlen must be non-negative')
        self._items = []
        self._maxlen = maxlen
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def append(self, x):
        self._items.append(x)
        if self._maxlen is not None and len(self._items) > self._maxlen:
            del self._items[0]

    def appendleft(self, x):
        self._items.insert(0, x)
        if self._maxlen is not None and len(self._items) > self._maxlen:
            del self._items[-1]

    def extend(self, iterable):
        for x in list(iterable):
            self.append(x)

    def extendleft(self, iterable):
        for x in list(iterable):
            self.appendleft(x)

    def pop(self):
        if not self._items:
            raise IndexError('pop from an empty deque')
        return self._items.pop()

    def popleft(self):
        if not self._items:
            raise IndexError('pop from an empty deque')
        return self._items.pop(0)

    def rotate(self, n=1):
        if self._items:
            n %= len(self._items)
            self._items = self._items[len(self._items) - n:] + self._items[:len(self._items) - n]

    def clear(self):
        self._items.clear()

    def copy(self):
        return deque(self._items, self._maxlen)

    def count(self, x):
        return self._items.count(x)

    def index(self, x):
        if x not in self._items:
            raise ValueError(f'{x!r} is not in deque')
        return self._items.index(x)

    def insert(self, i, x):
        if self._maxlen is not None and len(self._items) >= self._maxlen:
            raise IndexError('deque already at its maximum size')
        self._items.insert(i, x)

    def remove(self, x):
        if x not in self._items:
            raise ValueError('deque.remove(x): x not in deque')
        self._items.remove(x)

    def reverse(self):
        self._items.reverse()

    def __len__(self):
        return len(self._items)

    def __bool__(self):
        return len(self._items) > 0

    def __iter__(self):
        size = len(self._items)
        for i in range(size):
            if len(self._items) != size:
                raise RuntimeError('deque mutated during iteration')
            yield self._items[i]

    def __reversed__(self):
        return reversed(self._items)

    def __contains__(self, x):
        return x in self._items

    def __getitem__(self, i):
        if isinstance(i, slice):
            raise TypeError("sequence index must be integer, not 'slice'")
        if not -len(self._items) <= i < len(self._items):
            raise IndexError('deque index out of range')
        return self._items[i]

    def __setitem__(self, i, x):
        if not -len(self._items) <= i < len(self._items):
            raise IndexError('deque index out of range')
        self._items[i] = x

    def __delitem__(self, i):
        if not -len(self._items) <= i < len(self._items):
            raise IndexError('deque index out of range')
        del self._items[i]

    def __eq__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return self._items == other._items

    def __add__(self, other):
        return deque(self._items + other._items, self._maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __repr__(self):
        if self._maxlen is None:
            return f'deque({self._items!r})'
        return f'deque({self._items!r}, maxlen={self._maxlen})'


class Counter(dict):
    """How often each thing came."""

    def __init__(self, iterable=None, **counts):
        super().__init__()
        self.update(iterable, **counts)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, **counts):
        if isinstance(iterable, dict):
            for key, n in iterable.items():
                self[key] = self[key] + n
        elif iterable is not None:
            for key in iterable:
                self[key] = self[key] + 1
        for key, n in counts.items():
            self[key] = self[key] + n

    def subtract(self, iterable=None, **counts):
        if isinstance(iterable, dict):
            for key, n in iterable.items():
                self[key] = self[key] - n
        elif iterable is not None:
            for key in iterable:
                self[key] = self[key] - 1
        for key, n in counts.items():
            self[key] = self[key] - n

    def most_common(self, n=None):
        ranked = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return ranked if n is None else ranked[:n]

    def elements(self):
        for key, n in self.items():
            for _ in range(n):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    def __add__(self, other):
        made = Counter()
        for key in [*self, *[key for key in other if key not in self]]:
            if self[key] + other[key] > 0:
                made[key] = self[key] + other[key]
        return made

    def __sub__(self, other):
        made = Counter()
        for key in [*self, *[key for key in other if key not in self]]:
            if self[key] - other[key] > 0:
                made[key] = self[key] - other[key]
        return made

    def __and__(self, other):
        made = Counter()
        for key in self:
            if min(self[key], other[key]) > 0:
                made[key] = min(self[key], other[key])
        return made

    def __or__(self, other):
        made = Counter()
        for key in [*self, *[key for key in other if key not in self]]:
            if max(self[key], other[key]) > 0:
                made[key] = max(self[key], other[key])
        return made

    def __repr__(self):
        if not self:
            return 'Counter()'
        inside = ', '.join([f'{key!r}: {n!r}' for key, n in self.most_common()])
        return 'Counter({' + inside + '})'
