# How modules print, and every method of the containers at its edges.
class Rep(nn.Module):
    def __init__(self, text, kids=()):
        super().__init__()
        self.text = text
        for i, k in enumerate(kids):
            self.add_module(f'k{i}', k)
    def extra_repr(self):
        return self.text
Rep('')
Rep('a=1')
Rep('a=1\nb=2')
Rep('a=1', [nn.ReLU()])
Rep('a=1\nb=2', [nn.ReLU(), None, Rep('x\ny', [Rep('z')])])
Rep('', [Rep(''), Rep('\n')])
class M(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(1, 1)
        from collections import OrderedDict
        self.seq = nn.Sequential(OrderedDict([('conv', nn.Conv2d(1, 2, 3)), ('r', nn.ReLU())]))
        self.nn = None
        self.register_module('nn', None)
        self.e = nn.Identity()
    def extra_repr(self):
        return 'k=1'
M()
nn.ParameterList([torch.ones(2, 3), nn.Parameter(torch.ones(1)), 'x', nn.Parameter(torch.tensor(1.0))])
nn.ParameterDict({'w': torch.ones(2, 3), 'a': 3})
nn.ParameterList(), nn.ParameterDict(), nn.ModuleList(), nn.ModuleDict(), nn.Sequential()
nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 1), nn.ReLU()])
nn.ModuleList([nn.ModuleList([nn.ReLU(), nn.ReLU()]), nn.ModuleList([nn.ReLU(), nn.ReLU()])])
s = nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1))
s[1], s[-1], s[0:2], s[1:], s[::2]
list(s[1:].state_dict())
s[5]
s[-4]
s['0']
s[1.0]
del s[1]
s
s[0] = nn.Tanh()
s
s[7] = nn.Tanh()
s.append(nn.ReLU())
s.insert(0, nn.ReLU6())
s.extend([nn.SELU(), nn.GELU()])
s.pop(1)
s
s + nn.Sequential(nn.ELU())
s * 2
2 * nn.Sequential(nn.ELU())
s * 0
s * -1
s * 'a'
s += nn.Sequential(nn.ELU())
s
len(s), list(s)[0]
nn.Sequential()(3)
nn.Sequential(3)
nn.Sequential([nn.ReLU()])
nn.Sequential({'a': nn.ReLU()})
nn.Sequential(nn.ReLU(), 3)
nn.Sequential(nn.ReLU())(torch.ones(1), 2)
s.append(3)
s.insert(100, nn.ReLU())
s.insert(0, 3)
s.pop(100)
del s[0:2]
s
nn.ReLU() in s, s[0] in s
for name, mod in s.named_children():
    print(name, mod)
ml = nn.ModuleList([nn.Linear(1, 1)])
ml.append(nn.ReLU())
ml.append(3)
ml.extend(3)
ml.extend([nn.Tanh(), nn.ReLU()])
ml.insert(1, nn.ELU())
ml.pop(0)
ml
ml[9]
ml[-1], ml[0:1], ml['0'] if False else 0
ml['0']
del ml[0]
ml
ml += [nn.GELU()]
ml + nn.ModuleList([nn.ReLU()])
ml[0] = nn.SiLU()
ml(1)
ml.insert(50, nn.ReLU())
ml.forward(1)
nn.ModuleList(3)
nn.ModuleList([nn.ReLU(), None])
md = nn.ModuleDict({'b': nn.ReLU(), 'a': nn.Tanh()})
md
md.update({'z': nn.ELU(), 'c': nn.ELU()})
md.update([('q', nn.ReLU()), ['r', nn.ReLU()]])
md.update(3)
md.update([3])
md.update([(1, 2, 3)])
md['nope']
md['keys'] = nn.ReLU()
md['b'] = nn.GELU()
md
md.pop('b')
md.pop('b')
'a' in md, len(md), list(md), list(md.keys()), [type(v).__name__ for v in md.values()]
md['x'] = 3
md[3] = nn.ReLU()
del md['a']
del md['a']
md.clear()
md
md['a.b'] = nn.ReLU()
nn.ModuleDict([('a', nn.ReLU())])
nn.ModuleDict(a=nn.ReLU())
pl = nn.ParameterList([torch.ones(1), 'x'])
pl.append(torch.zeros(2))
pl.extend([1, torch.ones(1)])
pl[0], pl[-1], pl[1], len(pl)
pl[0:2]
pl[10]
pl[0] = torch.ones(3)
pl
[n for n, _ in pl.named_parameters()]
list(pl.state_dict())
pl += [torch.ones(1)]
pl.extend(3)
nn.ParameterList(3)
pl(1)
pd = nn.ParameterDict({'z': torch.ones(1), 'a': torch.zeros(1)})
list(pd), list(pd.state_dict())
nn.ParameterDict([('z', torch.ones(1)), ('a', torch.zeros(1))])
from collections import OrderedDict
list(nn.ParameterDict(OrderedDict([('z', torch.ones(1)), ('a', torch.zeros(1))])))
pd['k'] = torch.ones(1)
pd.update({'m': torch.ones(1), 'b': torch.ones(1)})
list(pd)
pd.pop('z')
pd.get('nope'), pd.get('nope', 3), pd.setdefault('new', torch.ones(1))
pd['nope']
del pd['nope']
pd.fromkeys(['a', 'b'], torch.ones(1)) if False else 0
pd.popitem()
pd.copy()
list(reversed(pd))
pd(1)
pd.update(3)
pd[3] = torch.ones(1)
