# range: making, indexing, slicing, comparing.
range(5), range(1, 5), range(1, 10, 2), range(5, 0, -1), range(0), range(-3)
list(range(5)), list(range(1, 5)), list(range(1, 10, 3)), list(range(5, 0, -2)), list(range(5, 1)), list(range(0)), tuple(range(-2, 2))
len(range(10)), len(range(1, 10, 3)), len(range(5, 0, -1)), len(range(3, 3))
range(10)[3], range(10)[-1], range(10)[2:5], range(10)[::2], range(10)[::-1], range(0, 20, 3)[2], range(5)[1:][0]
range(5)[5]
range(5)[-6]
3 in range(5), 5 in range(5), 4 in range(0, 10, 2), 3 in range(0, 10, 2), -1 in range(5), 2.0 in range(5), 'a' in range(5)
range(3) == range(0, 3, 1), range(0) == range(2, 2), range(3) == [0, 1, 2], range(0, 5, 2) == range(0, 6, 2)
range(5).start, range(5).stop, range(5).step, range(10).index(3), range(10).count(3), range(3).count(9)
range(1.5)
range('a')
range()
range(1, 2, 0)
range(1, 2, 3, 4)
range(5).index(9)
range(5)[1] = 2
sum(range(101)), max(range(5)), min(range(3, 7)), sorted(range(3), reverse=True), list(reversed(range(4))), any(range(1)), all(range(1, 3))
for i in range(2, 8, 3): print(i)
for i in range(3):
    i = i * 10
    print(i)
i
[i for i in range(10) if i % 3 == 0], dict(enumerate(range(2))), list(zip(range(3), range(3, 6))), {i: i ** 2 for i in range(3)}
bool(range(0)), bool(range(1)), isinstance(range(3), range), type(range(3)), repr(range(1, 2)), str(range(0, 10, 5)), hash(range(3)) == hash(range(3))
a, b, c = range(3); a, b, c
[*range(3), *range(2)], len(range(10 ** 12)), 10 ** 11 in range(10 ** 12), range(10 ** 12)[-1]
for start in range(0, 10, 4): print(start, min(start + 4, 10))
