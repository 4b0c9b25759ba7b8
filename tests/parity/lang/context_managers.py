# Context managers of one's own around training code.
class Timer:
    def __init__(self, name): self.name = name
    def __enter__(self):
        self.events = ['start']
        return self
    def __exit__(self, *exc):
        self.events.append('stop')
        return False
with Timer('t') as t: t.events.append('work')
t.events
class Frozen:
    def __init__(self, module): self.module = module
    def __enter__(self):
        self.before = [p.requires_grad for p in self.module.parameters()]
        for p in self.module.parameters(): p.requires_grad_(False)
    def __exit__(self, kind, value, trace):
        for p, r in zip(self.module.parameters(), self.before): p.requires_grad_(r)
m = nn.Linear(2, 1)
with Frozen(m): print([p.requires_grad for p in m.parameters()])
[p.requires_grad for p in m.parameters()]
class EvalMode:
    def __init__(self, m): self.m = m
    def __enter__(self):
        self.was = self.m.training
        self.m.eval()
        return self.m
    def __exit__(self, *a): self.m.train(self.was)
d = nn.Dropout(0.5)
with EvalMode(d) as e: print(e(torch.ones(3)), e.training)
d.training
with EvalMode(d): raise RuntimeError('inside')
d.training
class Suppress:
    def __init__(self, *kinds): self.kinds = kinds
    def __enter__(self): return self
    def __exit__(self, kind, value, trace): return kind is not None and issubclass(kind, self.kinds)
with Suppress(ZeroDivisionError, KeyError): 1 / 0
with Suppress(ZeroDivisionError): {}['k']
with Suppress(Exception):
    with Timer('inner') as i: raise ValueError('x')
i.events
with torch.no_grad(), Timer('two') as two: print(torch.is_grad_enabled(), two.events)
with (torch.no_grad()): print(torch.is_grad_enabled())
with (Timer('a') as a, Timer('b') as b): print(a.name, b.name)
def f():
    for n in range(3):
        with Timer(n) as t:
            if n == 1: return t
f().events, f().name
