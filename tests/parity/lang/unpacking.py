# Unpacking: nested, starred, in for, in calls, errors.
a, b = 1, 2
a, b = b, a
a, b
a = b = c = 0
a, b, c
(a, b), [c, d] = (1, 2), [3, 4]
a, b, c, d
a, (b, (c, d)) = 1, (2, (3, 4))
a, b, c, d
a, *b = [1, 2, 3]; a, b
*a, b = [1, 2, 3]; a, b
a, *b, c = [1, 2]; a, b, c
a, *b, c = 'hello'; a, b, c
*a, = range(3); a
[a, b] = 'xy'; a, b
a, b = {'k': 1, 'l': 2}; a, b
a, b = {1: 2}.items(), 5
(a, *b), c = [1, 2, 3], 4; a, b, c
a, b = 1
a, b = None
a, b = [1]
a, b = [1, 2, 3]
a, *b, c = [1]
a, (b, c) = 1, 2
a, b = 5.0
x = [0, 0]
x[0], x[1] = 1, 2
x
i, x[i] = 1, 9
x
class Box: pass
o = Box()
o.a, o.b = 3, 4
o.a, o.b
for a, b in [(1, 2), (3, 4)]: print(a, b)
for i, (a, b) in enumerate([(1, 2)]): print(i, a, b)
for a, *b in [(1, 2, 3)]: print(a, b)
for k, (v, w) in {'x': (1, 2)}.items(): print(k, v, w)
for a, b in [1]: pass
print(*[1, 2], *(3,), sep='-')
[*range(2), *'ab'], (*[1],), {*[1, 2]}, {**{'a': 1}, 'b': 2, **{'a': 3}}
[*5]
{**5}
a, b = torch.tensor([1, 2]); a, b
h, w = torch.zeros(3, 4).shape; h, w
n, *rest = torch.zeros(2, 3, 4).size(); n, rest
(values, indices) = torch.tensor([3, 1]).max(0); values, indices
