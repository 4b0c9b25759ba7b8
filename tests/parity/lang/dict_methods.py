# Every method of dict.
d = {'a': 1, 'b': 2}
d['c'] = 3; d
d['a'], d.get('a'), d.get('z'), d.get('z', 0), 'a' in d, 'z' in d, 'z' not in d, len(d)
d['z']
d.keys(), d.values(), d.items(), list(d), list(d.values()), sorted(d.items(), key=lambda kv: -kv[1])
d.setdefault('a', 100), d.setdefault('new', []), d
d.pop('new'), d.pop('zz', None), d.pop('zz', 'fallback')
d.pop('zz')
d.update({'a': 10}); d.update(b=20); d.update([('c', 30)]); d.update({'x': 0}, y=1); d
d.popitem(), d.popitem(), d
d.copy() == d, d.copy() is d
del d['a']
del d['a']
e = {**d, 'n': 1}; e, d | {'q': 5}, {1: 2} | {1: 3}
d |= {'m': 7}; d
e.clear(); e
{}.popitem()
{[1]: 1}
{{}: 1}
d[[1]]
d.get()
d.nosuch
dict(a=1), dict([('a', 1)]), dict({'a': 1}, b=2), dict(zip('ab', (1, 2))), dict.fromkeys('ab'), dict.fromkeys([1, 2], 0)
dict(5)
dict([1])
dict([(1, 2, 3)])
for k in {'x': 1, 'y': 2}: print(k)
for k, v in {'x': 1}.items(): print(k, v)
{1: 'a', 1.0: 'b', True: 'c'}, {None: 1, (1, 2): 2, 'k': 3, 2.5: 4}
{'a': 1} == {'a': 1.0}, {'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {'a': 1} != {}
{'a': 1} < {'b': 2}
list(reversed({'a': 1, 'b': 2})), list(reversed({'a': 1}.items())), max({'a': 1, 'b': 2}), max(d, key=d.get), min({'x': 3, 'y': 1}.items(), key=lambda kv: kv[1])
d.keys() & {'b'}, d.keys() | {'zz'} >= {'b'}, 'b' in d.keys(), 20 in d.values(), ('b', 20) in d.items(), len(d.keys()), len(d.items())
d.keys() == {'b', 'c', 'x', 'm'}, d.keys() - {'b', 'c', 'm'}
nested = {'a': {'b': [1, 2]}}; nested['a']['b'].append(3); nested['a']['c'] = {}; nested
d.keys()[0]
for k in d: d[k + k] = 1
config = dict(lr=1e-3, layers=[64, 32], name='mlp'); config, config['layers'][0], sum(config['layers'])
{'b': 1, 'a': 2}.__contains__('a'), d.__len__(), d.__class__, bool({}), bool({'a': 0})
