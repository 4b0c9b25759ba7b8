# print: sep, end, what str() and repr() give of everything.
print()
print('a')
print('a', 1, None, True, 2.5, [1, 'a'], (1,), {'k': 'v'}, {1})
print('a', 'b', sep='')
print('a', 'b', sep=', ', end='.\n')
print('no newline', end='')
print(*[1, 2, 3])
print(*'abc', sep='\n')
print('a\tb\nc')
print('', 'x', '')
print([], {}, (), set(), '')
print(['a', "it's", 'say "x"', 'both\'"', '\n'])
print(None, True, ...)
print(int, str, list, type(None), type(print))
print(range(3), slice(1, 2), 1 == 1)
print([None, True, 1.0, 1e20, -0.0])
print({'a': [1, {'b': (2,)}]})
print('a', sep=None, end=None)
print('a', sep=1)
print('a', end=1)
print('a', nosuch=1)
print('%d items' % 3, 'and {}'.format(4), f'and {5}')
print('flush', flush=True)
print(print('inner'))
print(torch.tensor([1.5, 2.0]), torch.tensor(3))
print(nn.Linear(2, 3), torch.float32, torch.Size([1, 2]))
print('-' * 20)
print('|'.join(f'{v:>6.2f}' for v in [1, 2.5]))
x = print
x('through a name')
class P:
    def __str__(self): return 'str of P'
    def __repr__(self): return 'repr of P'
print(P(), [P()], {'k': P()}, (P(),))
f'{P()} {P()!r} {P()!s}', str(P()), repr(P()), '%s %r' % (P(), P()), '{} {!r}'.format(P(), P())
P()
class Q:
    def __repr__(self): return 'Q!'
print(Q(), str(Q()), [Q()])
class R:
    def __str__(self): return 5
print(R())
class S:
    def __repr__(self): return None
S()
