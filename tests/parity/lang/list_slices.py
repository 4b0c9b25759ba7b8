# Slices of lists: read, write, delete.
a = list(range(10))
a[2:5], a[:3], a[7:], a[::3], a[::-1], a[-3:], a[:-8], a[8:2:-2], a[100:], a[slice(1, 4)], a[slice(None, None, 4)]
a[2:4] = ['x', 'y', 'z']
a
a[0:0] = [-1]
a
a[::2] = [0] * len(a[::2])
a
a[1:3] = []
a
del a[0], a[-1]
a
del a[1:3]
a
del a[::2]
a
a[:] = [1, 2, 3]
a
a[-1] = 30; a[0] += 10; a
a[1:] = (5, 6, 7); a
a[1:2] = 'pq'; a
a[::2] = [1, 2, 3, 4, 5, 6, 7]
a[0:1] = 5
a[9]
a[-9]
a[9] = 1
del a[9]
a['x']
a[1.5]
a[1, 2]
a['x'] = 1
a[::0]
a[None:2]
a[:'x']
a[True], a[False]
a.__getitem__(0), [10, 20, 30][1], [1, 2, 3][-1:][0], [[1, 2], [3, 4]][1][0]
b = a; b[0] = 'same'; a is b, a[0]
first, second, *rest = [1, 2, 3, 4]; first, second, rest
slice(1, 5, 2), slice(3), slice(1, 2).start, slice(1, 2).step, slice(1, None).stop
slice(1, 10, 2).indices(5)
