# Every method of list.
a = [3, 1, 2]
a.append(4), a
a.extend([5, 6]), a.extend('ab'), a.extend(range(2)), a
a.insert(0, 'x'), a.insert(-1, 'y'), a.insert(100, 'z'), a
a.pop(), a.pop(0), a.pop(-1), a
a.remove('a'), a
a.remove('nope')
a.index(1), a.index(2), a.count(1), a.index(1, 2) if a.count(1) > 1 else None
a.index(77)
a.reverse(), a
a = [3, 1, 2]
a.sort(), a, a.sort(reverse=True), a, a.sort(key=lambda v: -v), a
a.copy() == a, a.copy() is a
b = a[:]
b.clear(), b, a
a.pop(10)
[].pop()
[].index(1)
a.append()
a.append(1, 2)
a.extend(5)
a.insert(1)
a.sort(1)
[1, 'a'].sort()
a.nosuch
a.foo = 1
words = ['banana', 'kiwi', 'apple']
words.sort(key=len), words, words.sort(key=str.lower), words, sorted(words, key=lambda w: (len(w), w)), sorted(words, key=lambda w: w[-1], reverse=True)
a += [9]
a *= 2
a
a + [1] is a, [1] + [2], [0] * 3, 2 * [1, 2], [[]] * 2, [1] * 0, [1] * -1
[1] + (2,)
[1] * 1.5
[1] - [1]
grid = [[0] * 2] * 2
grid[0][0] = 1
grid
grid = [[0] * 2 for _ in range(2)]
grid[0][0] = 1
grid
a = [1, 2]; a.append(a)
a
a[2][2][0], len(a)
x = [1, 2, 3]; x.extend(x); x
x.__len__(), x.__contains__(2), list.append(x, 5), x, x.__class__ is list
