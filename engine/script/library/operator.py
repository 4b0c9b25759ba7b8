"""operator: the operators as functions."""


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def truediv(a, b):
    return a / b


def floordiv(a, b):
    return a // b


def mod(a, b):
    return a % b


def pow(a, b):
    return a ** b


def matmul(a, b):
    return a @ b


def neg(a):
    return -a


def eq(a, b):
    return a == b


def ne(a, b):
    return a != b


def lt(a, b):
    return a < b


def le(a, b):
    return a <= b


def gt(a, b):
    return a > b


def ge(a, b):
    return a >= b


def and_(a, b):
    return a & b


def or_(a, b):
    return a | b


def xor(a, b):
    return a ^ b


def getitem(a, b):
    return a[b]


class itemgetter:
    """itemgetter(1)(x) is x[1]; of several a tuple."""

    def __init__(self, *items):
        self._items = items

    def __call__(self, object):
        if len(self._items) == 1:
            return object[self._items[0]]
        return tuple([object[item] for item in self._items])


class attrgetter:
    """attrgetter('a.b')(x) is x.a.b; of several a tuple."""

    def __init__(self, *names):
        self._names = names

    def __call__(self, object):
        found = []
        for name in self._names:
            value = object
            for part in name.split('.'):
                value = getattr(value, part)
            found.append(value)
        return found[0] if len(found) == 1 else tuple(found)
