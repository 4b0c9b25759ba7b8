# Classes of dict, as configs are written.
class AttrDict(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)
    def __setattr__(self, name, value):
        self[name] = value
c = AttrDict(lr=0.1, layers=[1, 2])
c.lr, c['layers'], c, len(c), 'lr' in c, isinstance(c, dict), type(c).__name__
c.wd = 0.5
c['wd'], list(c), list(c.items()), c.get('nope', 3), {**c}
c.nope
c['nope']
class Config(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self
k = Config({'a': 1}, b=2)
k.a + k.b, k
k.c = 5
k['c'], k.c, sorted(k)
class Names(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
n = Names(x=1)
n.x, n.y
n.z = 4
n
class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value
d = Default()
d['a'], d, d.get('b')
class Strict(dict):
    def __setitem__(self, key, value):
        if not isinstance(key, str): raise TypeError('text only')
        super().__setitem__(key, value)
    def __getitem__(self, key):
        return ('got', super().__getitem__(key))
s = Strict()
s['a'] = 1
s['a'], s
s[1] = 2
s['q']
class Vocab(dict):
    def __init__(self, words):
        super().__init__()
        for w in words: self.setdefault(w, len(self))
        self.size = len(self)
    @property
    def biggest(self): return max(self, key=self.get)
v = Vocab('the cat the dog'.split())
v, v.size, v.biggest, v == {'the': 0, 'cat': 1, 'dog': 2}
import copy
w = copy.deepcopy(v)
w['new'] = 9
len(v), len(w), type(w).__name__, w.size
from collections import OrderedDict, defaultdict
class LRU(OrderedDict):
    def __init__(self, n): super().__init__(); self.n = n
    def put(self, k, v):
        self[k] = v
        self.move_to_end(k)
        if len(self) > self.n: self.popitem(last=False)
l = LRU(2)
for i in range(4): l.put(i, i * i)
l, l.n
d = defaultdict(list)
d['x'].append(1)
d, isinstance(d, dict)
json = {k: v for k, v in v.items() if v}
json
