"""itertools, as generators."""
import operator as _operator


class chain:
    """All of the first, then all of the second, and so on."""

    def __init__(self, *iterables):
        self._walk = _chained(iterables)

    @staticmethod
    def from_iterable(iterables):
        made = chain()
        made._walk = _chained(iterables)
        return made

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._walk)


def _chained(iterables):
    for iterable in iterables:
        yield from iterable


def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable):
    kept = []
    for item in iterable:
        kept.append(item)
        yield item
    while kept:
        yield from kept


def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object


def islice(iterable, *bounds):
    if not 1 <= len(bounds) <= 3:
        raise TypeError(f'islice expected at most 4 arguments, got {len(bounds) + 1}')
    start, stop, step = 0, bounds[0], 1
    if len(bounds) > 1:
        start, stop = bounds[0] or 0, bounds[1]
    if len(bounds) > 2 and bounds[2] is not None:
        step = bounds[2]
    for bound in (start, stop):
        if bound is not None and (not isinstance(bound, int) or bound < 0):
            if len(bounds) == 1:
                raise ValueError('Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
            raise ValueError('Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
    if not isinstance(step, int) or step < 1:
        raise ValueError('Step for islice() must be a positive integer or None.')
    return _sliced(iter(iterable), start, stop, step)


def _sliced(walk, start, stop, step):
    wanted, at = start, 0
    while stop is None or wanted < stop:
        for item in walk:
            at += 1
            if at > wanted:
                break
        else:
            return
        yield item
        wanted += step
    while stop is not None and at < stop:  # what is skipped is taken, too
        for item in walk:
            at += 1
            break
        else:
            return


def zip_longest(*iterables, fillvalue=None):
    walks = [iter(one) for one in iterables]
    open = len(walks)
    while open:
        row = []
        for i, walk in enumerate(walks):
            if walk is None:
                row.append(fillvalue)
                continue
            for item in walk:
                row.append(item)
                break
            else:
                walks[i] = None
                open -= 1
                row.append(fillvalue)
        if not open:
            return
        yield tuple(row)


def product(*iterables, repeat=1):
    pools = [tuple(one) for one in iterables] * repeat
    return _product(pools)


def _product(pools):
    at = [0] * len(pools)
    if any(not pool for pool in pools):
        return
    while True:
        yield tuple([pool[i] for pool, i in zip(pools, at)])
        for place in reversed(range(len(pools))):
            at[place] += 1
            if at[place] < len(pools[place]):
                break
            at[place] = 0
        else:
            return


def combinations(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError('r must be non-negative')
    return _combinations(pool, r)


def _combinations(pool, r):
    if r > len(pool):
        return
    at = list(range(r))
    while True:
        yield tuple([pool[i] for i in at])
        for place in reversed(range(r)):
            if at[place] != place + len(pool) - r:
                break
        else:
            return
        at[place] += 1
        for later in range(place + 1, r):
            at[later] = at[later - 1] + 1


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError('r must be non-negative')
    return _with_replacement(pool, r)


def _with_replacement(pool, r):
    if not pool and r:
        return
    at = [0] * r
    while True:
        yield tuple([pool[i] for i in at])
        for place in reversed(range(r)):
            if at[place] != len(pool) - 1:
                break
        else:
            return
        at[place:] = [at[place] + 1] * (r - place)


def permutations(iterable, r=None):
    pool = tuple(iterable)
    if r is None:
        r = len(pool)
    if r < 0:
        raise ValueError('r must be non-negative')
    return _permutations(pool, r, ())


def _permutations(pool, r, taken):
    if len(taken) == r:
        yield tuple([pool[i] for i in taken])
        return
    for i in range(len(pool)):
        if i not in taken:
            yield from _permutations(pool, r, taken + (i,))


def accumulate(iterable, func=None, *, initial=None):
    if func is None:
        func = _operator.add
    walk = iter(iterable)
    total = initial
    if initial is None:
        for total in walk:
            break
        else:
            return
    yield total
    for item in walk:
        total = func(total, item)
        yield total


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable):
    walk = iter(iterable)
    for item in walk:
        if not predicate(item):
            yield item
            break
    yield from walk


def filterfalse(predicate, iterable):
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


def starmap(function, iterable):
    for arguments in iterable:
        yield function(*arguments)


def compress(data, selectors):
    for item, wanted in zip(data, selectors):
        if wanted:
            yield item


def pairwise(iterable):
    walk = iter(iterable)
    for before in walk:
        break
    else:
        return
    for item in walk:
        yield before, item
        before = item


def groupby(iterable, key=None):
    group, name = [], None
    for item in iterable:
        this = item if key is None else key(item)
        if group and this != name:
            yield name, iter(group)
            group = []
        name = this
        group.append(item)
    if group:
        yield name, iter(group)


def tee(iterable, n=2):
    kept = list(iterable)
    return tuple([iter(kept) for _ in range(n)])
