# __iter__, __next__, __getitem__ walks, __len__, __contains__, __reversed__, context managers.
class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
list(Count(3)), sum(Count(4)), [v * 2 for v in Count(2)], max(Count(5)), 2 in Count(3), tuple(Count(0)), list(zip(Count(2), 'ab')), list(map(str, Count(2))), sorted(Count(3), reverse=True), dict(enumerate(Count(2)))
for v in Count(2): print(v)
c = Count(3); next(c), next(c), next(c), next(c, 'end')
next(c)
a, b = Count(2); a, b
a, *r = Count(4); r
print(*Count(3)), [*Count(2)], {*Count(2)}
class Seq:
    def __getitem__(self, i):
        if i >= 3: raise IndexError(i)
        return i * 10
    def __len__(self): return 3
list(Seq()), 20 in Seq(), [v for v in Seq()], len(Seq()), list(reversed(Seq())), Seq()[1], bool(Seq()), sum(Seq()), list(iter(Seq()))
class Re:
    def __reversed__(self): return iter('cba')
    def __iter__(self): return iter('abc')
list(reversed(Re())), ''.join(Re()), len(list(Re())), 'b' in Re()
class BadIter:
    def __iter__(self): return 5
list(BadIter())
class BadNext:
    def __iter__(self): return self
list(BadNext())
class BadLen:
    def __len__(self): return -1
len(BadLen())
class BadLen2:
    def __len__(self): return 'a'
len(BadLen2())
class BadBool:
    def __bool__(self): return 5
bool(BadBool())
class Managed:
    def __init__(self, eat=False): self.eat = eat
    def __enter__(self):
        print('enter')
        return 'value'
    def __exit__(self, kind, value, tb):
        print('exit', kind.__name__ if kind else None, value)
        return self.eat
with Managed() as m: print('in', m)
with Managed(): 1 / 0
with Managed(True): 1 / 0
with Managed() as a, Managed() as b: print(a, b)
def f():
    with Managed(): return 'returned'
f()
for i in range(2):
    with Managed():
        if i == 0: continue
        break
class NoExit:
    def __enter__(self): return 1
with NoExit(): pass
with 5: pass
class Data:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return torch.tensor([i, i * i]), i % 2
[(x.tolist(), y) for x, y in Data(3)], len(Data(4)), Data(2)[1]
