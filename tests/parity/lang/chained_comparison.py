# Chained comparisons, and that each operand is evaluated once.
1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1 == 1, 1 < 2 > 0, 1 != 2 != 1, 0 <= 0 < 1 <= 1, 1 < 2 < 3 < 4 < 3
def show(v):
    print('seen', v)
    return v
show(1) < show(2) < show(3)
show(3) < show(2) < show(1)
show(1) in [1] == True
'a' < 'b' < 'c', [1] < [2] < [3], 1 < 2.5 < 3, (1,) <= (1,) < (2,)
1 < 'a' < 2
2 < 1 < 'a'
x = 5
0 < x < 10, not 0 < x < 3, 0 < x and x < 3, (0 < x) < 3, 1 in [1] in [[1]]
x is x is x, None is None is not 1, x is not None, None is not None
1 == True, 0 == False, '' == 0, None == 0, [] == [], () == [], 1 == '1', None != 0
[] is [], 1 is not None, True is True
1 < None
[] < 1
{} < {}
None < None
'a' < ['b']
(lambda: 0) == (lambda: 0)
torch.tensor([1, 2]) == 1, (torch.tensor(3) > 2) and True
0 < torch.tensor(1) < 2
0 < torch.tensor([1, 2]) < 3
