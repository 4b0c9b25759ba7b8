# is, ==, hash and mixing of number types.
1 == 1.0, 1 is 1, True == 1, True is 1, 0 == False, 1 != True, 2 == True, 1.5 == 1.5, '1' == 1
None is None, None == None, None == 0, None is not False, ... is ..., NotImplemented is NotImplemented
a = [1]; b = a; c = [1]
a is b, a is c, a == c, a is not c, id(a) == id(b)
t = torch.ones(2); u = t; v = t.clone()
t is u, t is v, (t == v).all(), torch.equal(t, v), id(t) == id(u)
x = 257; y = x; x is y
1 < True, 2 > True, 1.0 < 2, True < 2, False <= 0
int is int, type(1) is int, type(1) == type(2), type(True) is int, type(None) is type(None), nn.ReLU is nn.ReLU, type(nn.ReLU()) is nn.ReLU, type(t) is torch.Tensor
hash(1) == hash(1.0) == hash(True), hash('a') == hash('a'), hash((1,)) == hash((1.0,)), {1: 'a'}[1.0], {1: 'a'}[True], 1.0 in {1}, True in [1], (1, 2) in {(1, 2)}
[1, 2] == [1.0, 2.0], (1, [2]) == (1, [2]), {'a': 1} == {'a': 1.0}, {1} == {1.0}, [] == (), [1] != [2]
[1, 2, 3] < [1, 2, 4], [1] < [1, 0], [] < [1], [2] > [1, 9], (1, 2) <= (1, 2), 'a' < 'b', [[1], [2]] < [[1], [3]]
[1] < ['a']
[1] < (1,)
1 < 'a'
None < 1
{1} < 1
int < float
nn.ReLU() == nn.ReLU(), (m := nn.ReLU()) == m, m in [m], [m].index(m), [nn.ReLU(), m].index(m), hash(m) == hash(m), {m: 1}[m]
t in [t]
print(1 if t is not None else 2)
if t is None: print('no')
torch.float32 is torch.float32, torch.float32 == torch.float, torch.float32 != torch.float64, t.dtype == torch.float32, torch.device('cpu') == torch.device('cpu'), t.device == 'cpu', torch.Size([2]) == (2,), t.shape == torch.Size([2]), t.shape == [2]
torch.float32 in (torch.float32, torch.float64), {torch.float32: 4}[torch.float32], {torch.Size([2]): 1}[(2,)] if False else 0
# A function is one object, however often it is named.
len is len, print == print, id(len) == id(len), {len: 1}[len], hash(sum) == hash(sum)
torch.relu is torch.relu, F.relu == F.relu, torch.relu is F.relu, {F.relu: 'relu', torch.tanh: 'tanh'}[torch.tanh]
act = F.gelu
act is F.gelu, act in (F.relu, F.gelu), [F.relu, F.gelu].index(act), len({F.relu, F.relu, torch.tanh})
