# Names, references, copies; what a function can change of its arguments.
a = [1, 2]; b = a; b.append(3); a, a is b
c = a[:]; c.append(4); a, c
def change(l): l.append(9); l = [0]; return l
change(a), a
def rebind(n): n += 1; return n
n = 5; rebind(n), n
d = {'k': a}; d['k'].append('x'); a
e = dict(d); e['k'].append('y'); a, e is d, e['k'] is d['k']
t = (a, 1); t[0].append('z'); t
rows = [[0] * 2] * 3; rows[0][0] = 1; rows
rows = [[0] * 2 for _ in range(3)]; rows[0][0] = 1; rows
def default(x, seen=[]): seen.append(x); return seen
default(1), default(2), default(3, [])
x = torch.zeros(2); y = x; y += 1; x, x is y
z = x.clone(); z += 1; x, z
v = x.view(1, 2); v[0, 0] = 7; x
w = x + 0; w[0] = 1; x
def inplace(t): t.mul_(2); return t
inplace(x) is x, x
def outofplace(t): t = t * 2; return t
outofplace(x) is x, x
m = nn.Linear(1, 1); same = m; same.bias.data.fill_(3.); m.bias.item()
layers = [nn.Linear(1, 1)] * 2; layers[0] is layers[1], len({id(l) for l in layers})
first = second = []; first.append(1); second
p, q = [], []; p.append(1); q
nested = [1, [2, [3]]]; shallow = nested.copy(); shallow[1][1][0] = 'deep'; nested
keys = ['a', 'b']; table = {k: [] for k in keys}; table['a'].append(1); table
shared = dict.fromkeys(keys, []); shared['a'].append(1); shared
