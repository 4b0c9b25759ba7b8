# Every method of set and frozenset.
s = {1, 2, 3}
s, len(s), 2 in s, 9 in s, {1, 1, 2}, set(), set([1, 2, 2]), set('a'), set(range(3)), {*s, 4}
s.add(4), s.add(1), s
s.discard(4), s.discard(99), s
s.remove(3), s
s.remove(99)
s.update([5, 6], {7}), s
s.pop() in {1, 2, 5, 6, 7}, len(s)
{1, 2} | {2, 3}, {1, 2} & {2, 3}, {1, 2} - {2, 3}, {1, 2} ^ {2, 3}
{1, 2}.union([3]), {1, 2}.intersection([2, 9]), {1, 2}.difference([1]), {1, 2}.symmetric_difference([2, 3]), {1}.union([2], (3,), range(4, 6))
{1} <= {1, 2}, {1} < {1}, {1, 2} >= {2}, {1, 2} > {1, 2}, {1, 2} == {2, 1}, {1} != {2}, {1}.issubset({1, 2}), {1, 2}.issuperset([1]), {1}.isdisjoint([2])
s = {1, 2}; s |= {3}; s
s &= {2, 3}; s
s -= {3}; s
s ^= {2, 5}; s
s.intersection_update([5]), s
s.difference_update([5]), s
s.symmetric_difference_update([1]), s
s.clear(), s
set().pop()
{[1]}
{{1}}
{1} | [2]
{1} + {2}
{1}[0]
{1} < [1]
s.nosuch
frozenset([1, 2]), frozenset(), frozenset([1]) | {2}, {frozenset([1]): 'a'}[frozenset([1])], frozenset([1]) == {1}
frozenset([1]).add(2)
{x % 3 for x in range(10)}, {c for c in 'hello' if c > 'h'} == {'l', 'o'}, sorted({'b', 'a'})
len({1, 1.0, True}), {1, 'a', None} == {None, 'a', 1}, max({3, 1}), sum({1, 2}), sorted({3, 1, 2}, reverse=True)
a = {1}; b = a.copy(); b.add(2); a, b
bool(set()), bool({0}), isinstance(s, set), isinstance(frozenset(), set)
