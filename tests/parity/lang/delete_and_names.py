# del, and names of built-ins that are written over.
x = 1; y = 2
del x, y
x
l = [1, 2, 3, 4]; del l[0]; del l[-1:]; l
del l[10]
d = {'a': 1, 'b': 2}; del d['a']; d
del d['zz']
class A: pass
a = A(); a.x = 1; del a.x
a.x
del a.x
del 5
del f()
del (l, d)
l
a, b = 1, 2
del a
b, 'a' in [1]
list = [1, 2]
list
del list
list('ab')
sum = 0
for v in [1, 2]: sum += v
sum
del sum
sum([1, 2])
def f():
    len = 5
    return len
f(), len('abc')
id, type = 5, 'x'
id, type
del id, type
type(1)
_ = 5; _
__name__
True = 1
None = 1
x = True; x
lambda_ = 1; lambda_
m = nn.Sequential(nn.Linear(1, 1), nn.ReLU()); del m[0]; m
m.a = nn.ReLU(); del m.a; m
del m.nosuch
n = nn.Linear(1, 1); del n.weight; n
n(torch.ones(1, 1))
