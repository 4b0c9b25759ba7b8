# property, setter, deleter, staticmethod, classmethod.
class T:
    unit = 'C'
    def __init__(self, degrees): self._d = degrees
    @property
    def degrees(self):
        """Degrees."""
        return self._d
    @degrees.setter
    def degrees(self, value):
        if value < -273: raise ValueError('too cold')
        self._d = value
    @degrees.deleter
    def degrees(self): self._d = None
    @property
    def double(self): return self.degrees * 2
    @staticmethod
    def convert(c): return c * 9 / 5 + 32
    @classmethod
    def zero(cls): return cls(0)
    @classmethod
    def name(cls): return cls.__name__ + cls.unit
t = T(20)
t.degrees, t.double
t.degrees = 30; t.degrees, t.double
t.degrees = -300
t.degrees
t.double = 5
del t.degrees; t.degrees
del t.double
T.convert(100), t.convert(0), T.zero().degrees, t.zero().degrees, T.name(), t.name()
class K(T):
    unit = 'K'
    @property
    def double(self): return super().double + 1
K(5).double, K.zero().__class__.__name__, K.name(), K.convert(0)
class Broken:
    @property
    def v(self): return self.missing
Broken().v
hasattr(Broken(), 'v'), getattr(Broken(), 'v', 'fallback')
class Lazy:
    def __init__(self): self.count = 0
    @property
    def value(self):
        self.count += 1
        return self.count
l = Lazy(); l.value, l.value, l.count
class Old:
    def get(self): return 5
    v = property(get)
    s = staticmethod(lambda: 'static')
    c = classmethod(lambda cls: cls.__name__)
Old().v, Old.s(), Old().s(), Old.c(), Old().c()
T.degrees.fget(t), isinstance(T.degrees, property)
T.convert()
T.zero(1)
class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)
    @property
    def device(self): return next(self.parameters()).device
    @property
    def size(self): return sum(p.numel() for p in self.parameters())
    @staticmethod
    def helper(x): return x + 1
    @classmethod
    def build(cls): return cls()
N().device, N().size, N.helper(1), type(N.build()).__name__
class M(nn.Module):
    @property
    def broken(self): return self.nosuch
M().broken
