# Tuples: making, unpacking, comparing, methods.
(), (1,), (1, 2), 1, (1), tuple([1, 2]), tuple('ab'), tuple(range(3)), tuple()
t = 1, 2, 3
t, t[0], t[-1], t[1:], t[::-1], len(t), t + (4,), t * 2, 2 in t, t.index(2), t.count(3), t.count(9)
t.index(9)
t[0] = 1
t[5]
del t[0]
t.append(1)
t + [1]
t + 1
(1, 2) < (1, 3), (1, 2) < (1, 2, 0), (1, 2) == (1, 2), (1, 2) == [1, 2], (1, 'a') < (2, 1), () < (1,)
(1, 'a') < (1, 2)
hash((1, 2)) == hash((1, 2)), {(1, 2): 'a'}[(1, 2)], {(0, 0), (0, 0)}
hash(([],))
{(1, [2]): 3}
a, b = t[:2]
a, b = b, a
a, b
(a, b), c = (1, 2), 3
a, b, c
a, b = 1
a, b = 1, 2, 3
a, b, c, d = t
x = (1, [2]); x[1].append(3); x
x[1] += [4]
x
max((1, 5), (2, 0)), min((1, 5), (1, 2)), sorted([(2, 'b'), (1, 'z'), (2, 'a')]), sum([(1,), (2,)], ())
def f(): return 1, 2
f(), f()[1], isinstance(f(), tuple)
*a, b = t; a, b
(*t, 4), [*t, *t], *t,
nested = ((1, 2), (3, (4, 5)))
nested[1][1][0], [x for pair in nested for x in pair]
for (i, j), k in [((1, 2), 3), ((4, 5), 6)]: print(i, j, k)
t.__class__, type(t).__name__, bool(()), not (), (1, 2) is None
repr((1,)), str((1, 'a', None, 2.0)), ((),), ((1,),)
