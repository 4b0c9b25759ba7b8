# Classes: attributes of the class and of the object, methods, errors.
class A:
    """Doc of A."""
    kind = 'class attribute'
    shared = []
    def __init__(self, n, m=2):
        self.n = n
        self.m = m
    def total(self): return self.n + self.m
    def chain(self):
        self.n += 1
        return self
a = A(1); b = A(5, m=6)
a.n, a.m, a.total(), b.total(), a.kind, A.kind, A.total(a), a.chain().chain().n
a.kind = 'own'; a.kind, b.kind, A.kind
A.kind = 'changed'; a.kind, b.kind
a.shared.append(1); b.shared, A.shared
a.new = 5; a.new, hasattr(b, 'new'), getattr(b, 'new', 'no')
del a.new
a.new
del a.nosuch
a.nosuch()
A.nosuch
A()
A(1, 2, 3)
A(n=1, z=2)
a.total(1)
A.total()
A.__name__, A.__doc__, type(a).__name__, a.__class__.__name__, a.__class__ is A, type(a) is A, isinstance(a, A), isinstance(a, object), A.__bases__, A.__mro__
setattr(a, 'x', 9); getattr(a, 'x'), hasattr(a, 'x')
delattr(a, 'x'); hasattr(a, 'x')
getattr(a, 'zz')
getattr(a, 'total')(), getattr(A, 'kind')
sorted(a.__dict__), sorted(vars(a)) if False else 0
f = a.total; f(), f.__name__, f.__self__ is a
a == a, a == b, a != b, a is a, a in [a], hash(a) == hash(a), {a: 1}[a], bool(a)
a < b
a + b
a()
a[0]
len(a)
-a
for x in a: pass
with a: pass
class Empty: pass
e = Empty(); e.x = 1; e.x
Empty(1)
class WithCode:
    values = []
    for i in range(3): values.append(i * 2)
    if values: flag = True
    size = len(values)
WithCode.values, WithCode.flag, WithCode.size, WithCode.i
def method(self): return 'added', self.n
A.method = method
a.method()
a.f = lambda: 'plain'
a.f()
class Outer:
    class Inner:
        v = 3
    def make(self): return self.Inner()
Outer.Inner.v, Outer().make().v, Outer.Inner.__name__, Outer.Inner.__qualname__
5 .nosuch
A.x.y
None.foo
