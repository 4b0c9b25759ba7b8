# match and case, with every sort of pattern.
def kind(x):
    match x:
        case None: return 'none'
        case True | False: return 'bool'
        case 0: return 'zero'
        case -1: return 'minus one'
        case int(n) if n > 100: return f'big {n}'
        case int() | float(): return 'number'
        case 'go' | 'run' as word: return 'move ' + word
        case str(): return 'text'
        case []: return 'nothing'
        case [one]: return f'one {one}'
        case [first, *rest, last] if first == last: return f'same ends, {rest}'
        case (a, b): return f'pair {a} {b}'
        case [1, *_]: return 'begins with 1'
        case {'op': op, **rest}: return f'{op} {rest}'
        case {}: return 'a dict'
        case torch.Tensor(): return f'tensor {tuple(x.shape)}'
        case _: return 'something'
for x in [None, True, 0, -1, 500, 7, 2.5, 'go', 'x', [], [3], [1, 2, 1], (4, 5), [1, 2, 3], {'op': 'add', 'n': 1}, {'z': 1}, torch.ones(2, 3), {1}, range(2)]:
    print(kind(x))
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def where(p):
    match p:
        case Point(0, 0): return 'origin'
        case Point(x=0, y=y): return f'on y at {y}'
        case Point(x, 0): return f'on x at {x}'
        case Point(): return 'somewhere'
[where(p) for p in (Point(0, 0), Point(0, 3), Point(4, 0), Point(1, 1))], where(3)
from dataclasses import dataclass
@dataclass
class Op:
    name: str
    value: int = 0
def run(ops):
    total = 0
    for op in ops:
        match op:
            case Op('add', v): total += v
            case Op('mul', value=v): total *= v
            case Op(name): print('unknown', name)
    return total
run([Op('add', 3), Op('mul', 4), Op('div', 2)])
class Mode:
    A = 'a'
match 'a', 5:
    case Mode.A, n:
        print('dotted', n)
match = 3
match + 1, [match]
case = {'match': match}
case['match']
def config(c):
    match c:
        case {'lr': float(lr), 'layers': [first, *_]}: return lr, first
        case {'lr': lr}: return lr
config({'lr': 0.1, 'layers': [8, 4]}), config({'lr': 1}), config({})
def numbers():
    for x in [1, 'a', None]:
        match x:
            case int():
                yield 'int'
            case str():
                got = yield 'str'
            case _:
                yield 'other'
list(numbers())
