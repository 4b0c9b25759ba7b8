# Inheritance, super in both spellings, mro.
class A:
    def __init__(self): self.log = ['A']
    def who(self): return 'A'
    def call(self): return self.who()
class B(A):
    def __init__(self):
        super().__init__()
        self.log.append('B')
    def who(self): return 'B' + super().who()
class C(A):
    def __init__(self):
        super(C, self).__init__()
        self.log.append('C')
    def who(self): return 'C' + super(C, self).who()
class D(B, C):
    def __init__(self):
        super().__init__()
        self.log.append('D')
    def who(self): return 'D' + super().who()
D().log, D().who(), D().call(), B().who(), C().call()
[c.__name__ for c in D.__mro__], D.__bases__ == (B, C), D.mro() == list(D.__mro__)
isinstance(D(), A), issubclass(D, A), issubclass(A, D), issubclass(D, (int, C)), isinstance(A(), B), type(D()) is A
class E(D): pass
E().who(), E().log, E.who is D.who
class F(A):
    def who(self): return A.who(self) + '!'
F().who()
class Bad(A, B): pass
class Bad(undefined): pass
super().x
def f(self): return super().who()
f(D())
class G(A):
    def nosuch(self): return super().nosuch()
G().nosuch()
class Mixin:
    def extra(self): return f'{self.who()} extra'
class H(Mixin, A): pass
H().extra()
class Base:
    def run(self): raise NotImplementedError
    def template(self): return self.run() + 1
class Impl(Base):
    def run(self): return 41
Impl().template()
Base().template()
class P:
    x = 1
class Q(P): pass
Q.x, Q().x
P.x = 2; Q.x
Q.x = 3; P.x, Q.x
class WithArgs(A):
    def __init__(self, n, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.n = n
WithArgs(5).n, WithArgs(5).log
WithArgs(5, 6)
class NoInit(A): pass
NoInit().log
isinstance(5, A), issubclass(int, A)
super(B, D()).who(), super(D, D()).who()
super(A, 5)
