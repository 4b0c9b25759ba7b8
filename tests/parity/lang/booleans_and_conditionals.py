# and, or, not, conditional expressions; what they give.
True and False, True or False, not True, not 0, not '', not [1], not None
1 and 2, 0 and 2, 1 or 2, 0 or 2, '' or 'x', None or [] or 'last', 1 and 'a' and 0, [] and 1, 'a' and []
not 1 == 2, not 1 in [1], not (1 and 0), not not 1
def yes():
    print('yes')
    return True
def no():
    print('no')
    return False
yes() and no() and yes()
no() or yes() or no()
no() and yes() or yes()
1 if True else 2, 1 if 0 else 2, 'a' if [] else 'b' if '' else 'c', (1 if 1 else 2) + 1, 1 if 1 else 2 + 1
x = 5
'big' if x > 3 else 'small', [i if i % 2 else -i for i in range(4)], (lambda v: 'pos' if v > 0 else 'neg')(x)
y = x if x is not None else 0
y
x = None
y = x or 7
y
y = 0 if x is None else x.shape
y
if x: print('no')
elif not x: print('yes')
bool(torch.tensor(0)), bool(torch.tensor([1])), not torch.tensor(0.0), 1 if torch.tensor(2) > 1 else 0
bool(torch.tensor([1, 2]))
if torch.tensor([]): print('never')
torch.tensor([1., 2.]) and 1
not nn.Linear(1, 1), bool(nn.Sequential()), bool(nn.ModuleList()), bool(nn.ModuleList([nn.ReLU()]))
any([]), all([]), any([0, '', None]), any([0, 1]), all([1, 'a']), all([1, 0]), any(x > 2 for x in [1, 2, 3]), all(x > 2 for x in [1, 2, 3])
True == 1, True is not 1, isinstance(True, int), True + 1, sum([True, False, True]), ['a', 'b'][True], {True: 'yes'}[1]
assert x is None and y == 0, 'never'
