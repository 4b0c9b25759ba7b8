# Sequential, ModuleList, ModuleDict, ParameterList, ParameterDict (chapter 1.7).
_ = torch.manual_seed(0)
m = nn.Linear(3, 2)
s = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
s[0]
s[-1]
s[5]
s[-4]
s['0']
s[1.5]
s[True]
s[1:]
s[::-1]
s[::2]
s[5:]
s[0] = nn.Tanh()
s
s[0] = 3
s[7] = nn.Tanh()
s[0] = None
s
s[0] = nn.Linear(2, 3)
s.append(nn.Sigmoid())
s.append(3)
s.insert(0, nn.Identity())
s.insert(-1, nn.Tanh())
s.insert(9, nn.Tanh())
s.insert(0, 3)
s.extend([nn.ELU(), nn.SELU()])
s.extend(3)
s.extend([3])
s.pop(0)
s.pop(-1)
s.pop(44)
s
s + nn.Sequential(nn.GELU())
s + 3
s + [m]
nn.Sequential(m, nn.ReLU()) * 2
2 * nn.Sequential(nn.Tanh(), nn.ReLU())
s * 0
s * -2
s * 'a'
s * 1.5
nn.Sequential()
nn.Sequential()(3)
nn.Sequential(3)
nn.Sequential(m, None)
nn.Sequential(m, None)(torch.ones(1, 3))
x = torch.ones(2)
nn.Linear(2, 2)[0]
m + m
m * 2
2 * m
# ModuleList
ml = nn.ModuleList([nn.Linear(2, 3), nn.ReLU()])
ml
nn.ModuleList()
nn.ModuleList(3)
nn.ModuleList([3])
ml[0]
ml[-1]
ml[9]
ml['a']
ml[1:]
ml[::-1]
ml[0] = nn.Tanh()
ml[0] = 3
ml[8] = nn.Tanh()
ml.append(nn.Sigmoid())
ml.append(3)
ml.insert(0, nn.Identity())
ml.insert(2, nn.ELU())
ml.extend([nn.GELU(), nn.SiLU()])
ml.extend(3)
ml.extend(nn.Sequential(nn.Mish()))
ml.pop(0)
ml.pop(-1)
ml.pop(20)
ml
ml + [nn.CELU()]
ml + 3
ml(torch.ones(1))
nn.ModuleList([None, nn.ReLU()])
nn.ModuleList([nn.Sequential(nn.Linear(1, 1), nn.ReLU()), nn.Tanh()])
# ModuleDict
md = nn.ModuleDict([['a', nn.Linear(1, 1)], ['b', nn.ReLU()]])
md
nn.ModuleDict()
md['a']
md['q']
md[0]
md['c'] = nn.Tanh()
md['keys'] = nn.Tanh()
md['forward'] = nn.Tanh()
md['x.y'] = nn.Tanh()
md[''] = nn.Tanh()
md[3] = nn.Tanh()
md['d'] = 3
md.update([['e', nn.ELU()], ['a', nn.Sigmoid()]])
md.update(3)
md.update([3])
md.update([['a']])
md.update(nn.ModuleDict([['f', nn.GELU()]]))
md.pop('b')
md.pop('q')
md
md(3)
md.append(nn.ReLU())
md.clear()
md
# ParameterList
pl = nn.ParameterList([torch.ones(2), 3, 'a', nn.Parameter(torch.ones(2, 3, dtype=torch.float64))])
pl
nn.ParameterList()
nn.ParameterList(3)
nn.ParameterList(torch.ones(2))
pl[0]
pl[1]
pl[9]
pl['a']
pl[-1]
pl[0:2]
pl[0] = torch.zeros(3)
pl[0]
pl[1] = torch.zeros(1)
pl[9] = torch.zeros(1)
pl.append(torch.ones(()))
pl.append(None)
pl.extend([torch.ones(1)])
pl.extend(3)
pl
pl.pop(0)
pl()
nn.ParameterList([torch.ones(2)])
nn.Sequential(nn.ParameterList([torch.ones(1)])).state_dict()
# ParameterDict
pd = nn.ParameterDict([['b', torch.ones(2, 3)], ['a', 3]])
pd
nn.ParameterDict()
pd['b']
pd['q']
pd[1]
pd['c'] = torch.zeros(1)
pd['c']
pd.update([['d', torch.ones(())]])
pd.update(3)
pd.update([3])
pd.get('b')
pd.get('zz')
pd.get('zz', 4)
pd.setdefault('e', torch.ones(1))
pd.setdefault('e', torch.zeros(1))
pd.pop('d')
pd.pop('d')
pd
pd.copy()
pd.state_dict()
pd.fromkeys(['x', 'y'], torch.ones(1))
pd['keys'] = torch.zeros(1)
