"""functools, as far as it keeps something."""


class _CacheInfo:
    def __init__(self, hits, misses, maxsize, currsize):
        self.hits = hits
        self.misses = misses
        self.maxsize = maxsize
        self.currsize = currsize

    def __repr__(self):
        return (f'CacheInfo(hits={self.hits}, misses={self.misses}, maxsize={self.maxsize}, '
                f'currsize={self.currsize})')


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _cached(maxsize, 128)
    return lambda function: _cached(function, maxsize)


def cache(function):
    return _cached(function, None)


def _cached(function, maxsize):
    kept = {}
    seen = [0, 0]

    def wrapper(*args, **kwargs):
        key = (args, tuple(kwargs.items()))
        if key in kept:
            seen[0] += 1
            value = kept.pop(key)
        else:
            seen[1] += 1
            value = function(*args, **kwargs)
        kept[key] = value
        if maxsize is not None and len(kept) > maxsize:
            for oldest in kept:
                break
            del kept[oldest]
        return value

    def cache_clear():
        kept.clear()
        seen[:] = [0, 0]

    wrapper.__wrapped__ = function
    wrapper.__name__ = getattr(function, '__name__', 'wrapper')
    wrapper.__doc__ = getattr(function, '__doc__', None)
    wrapper.cache_clear = cache_clear
    wrapper.cache_info = lambda: _CacheInfo(seen[0], seen[1], maxsize, len(kept))
    return wrapper


def wraps(wrapped):
    def decorate(wrapper):
        for name in ('__module__', '__name__', '__qualname__', '__doc__'):
            if hasattr(wrapped, name):
                setattr(wrapper, name, getattr(wrapped, name))
        wrapper.__wrapped__ = wrapped
        return wrapper

    return decorate


def cached_property(function):
    kept = '_cached_' + function.__name__

    def get(self):
        if not hasattr(self, kept):
            setattr(self, kept, function(self))
        return getattr(self, kept)

    return property(get)
