# Augmented assignment on every kind of target.
a = 5; a += 2; a -= 1; a *= 3; a //= 4; a **= 2; a %= 7; a
a = 7; a /= 2; a
s = 'a'; s += 'b'; s *= 3; s
l = [1]; l += [2]; l += (3,); l += 'ab'; l *= 2; l
t = (1,); t += (2,); t
d = {'k': 1}; d['k'] += 5; d['k'] *= 2; d
d['z'] += 1
class A: pass
o = A(); o.n = 1; o.n += 2; o.n
o.zz += 1
m = [[1, 2], [3]]; m[0][1] += 10; m[1] += [4]; m
i = [0]
def at():
    print('once')
    return 0
i[at()] += 5; i
x += 1 if False else 1
undefined_x += 1
a = 1; a += 'b'
l = [1]; l += 5
(1, 2) += (3,)
f() += 1
1 += 1
'a' += 'b'
a, b += 1
b = {1}; b |= {2}; b &= {2, 3}; b -= {2}; b ^= {5}; b
x = torch.ones(2); y = x; x += 1; y, x is y
x = x + 1; x is y
x *= 2; x /= 4; x -= 1; x **= 2; x
x[0] += 5; x[1:] *= 10; x
n = torch.arange(3); n += 1; n //= 2; n %= 2; n
n += 0.5
n /= 2
w = torch.ones(2, requires_grad=True)
w += 1
with torch.no_grad(): w += 1
w
b = True; b &= False; b |= True; b ^= True; b
z = 3; z <<= 2; z >>= 1; z |= 1; z &= 5; z ^= 2; z
e = {}; e |= {'a': 1}; e
count = {}
for c in 'hello': count[c] = count.get(c, 0) + 1
count
total = 0.0
for v in [0.1, 0.2]: total += v
total
