# sorted, min, max, list.sort: keys, order, stability.
sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True), sorted('hello'), sorted({'b': 1, 'a': 2}), sorted((2, 1)), sorted([]), sorted({3, 1})
sorted(['bb', 'a', 'ccc'], key=len), sorted(['bb', 'a', 'ccc'], key=len, reverse=True), sorted([-3, 1, -2], key=abs), sorted('bAc', key=str.lower), sorted([1.5, 1, 0.5])
data = [('b', 2), ('a', 2), ('c', 1)]
sorted(data), sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[1], reverse=True), sorted(data, key=lambda p: (p[1], p[0])), sorted(data, key=lambda p: (-p[1], p[0]))
data.sort(key=lambda p: p[0]); data
sorted([[2, 1], [1, 9], [1, 2]]), sorted([(1, 'b'), (1, 'a')]), sorted([True, False]), sorted(['10', '9', '1']), sorted(['10', '9'], key=int)
sorted([1, 'a'])
sorted([None, 1])
sorted([{}, {}])
sorted(5)
sorted([1], key=5)
sorted([1, 2], key=lambda: 0)
sorted([1], 5)
min([3, 1, 2]), max([3, 1, 2]), min(3, 1), max(1, 3, 2), min('b', 'a'), max('hello'), min([[2], [1]]), max({'a': 5, 'b': 1}), max((1, 2), (1, 3)), min([1], default=0), min([], default='none')
max(['a', 'bbb', 'cc'], key=len), min(data, key=lambda p: p[1]), max([1, -5, 3], key=abs), min(5, 3, key=lambda v: -v), max([], default=None, key=len), max({'x': 1, 'y': 9}.items(), key=lambda kv: kv[1])
max([])
max()
max(1)
max(1, 'a')
max([1, 2], nosuch=1)
max(range(5), key=lambda i: (i % 3, i)), min(enumerate([5, 2, 8]), key=lambda p: p[1])[0]
class V:
    def __init__(self, v): self.v = v
    def __lt__(self, other): return self.v < other.v
    def __repr__(self): return f'V({self.v})'
sorted([V(3), V(1), V(2)]), min(V(2), V(1)), max([V(2), V(5)])
class W: pass
sorted([W(), W()])
losses = {'sgd': 0.5, 'adam': 0.1, 'rms': 0.3}
sorted(losses, key=losses.get), min(losses, key=losses.get), sorted(losses.items(), key=lambda kv: kv[1])[0][0], [k for k, _ in sorted(losses.items(), key=lambda kv: -kv[1])]
list(reversed(sorted([2, 3, 1]))), sorted(range(5), key=lambda i: -i), sorted(torch.tensor([3, 1, 2]).tolist()), sorted([torch.tensor(2), torch.tensor(1)]), max(torch.tensor([1, 5, 2]))
