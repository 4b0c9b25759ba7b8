"""enum. What makes the members of a class is in classes.cpp."""


class auto:
    pass


class Enum:
    def __repr__(self):
        return f'<{type(self).__name__}.{self._name_}: {self._value_!r}>'

    def __str__(self):
        return f'{type(self).__name__}.{self._name_}'

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        return self is other

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class IntEnum(Enum):
    def __int__(self):
        return self._value_

    def __index__(self):
        return self._value_

    def __str__(self):
        return str(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)

    def __eq__(self, other):
        return self._value_ == _plain(other)

    def __lt__(self, other):
        return self._value_ < _plain(other)

    def __le__(self, other):
        return self._value_ <= _plain(other)

    def __gt__(self, other):
        return self._value_ > _plain(other)

    def __ge__(self, other):
        return self._value_ >= _plain(other)

    def __add__(self, other):
        return self._value_ + _plain(other)

    __radd__ = __add__

    def __sub__(self, other):
        return self._value_ - _plain(other)

    def __mul__(self, other):
        return self._value_ * _plain(other)

    __rmul__ = __mul__


def _plain(other):
    return other._value_ if isinstance(other, IntEnum) else other


def unique(enumeration):
    return enumeration
