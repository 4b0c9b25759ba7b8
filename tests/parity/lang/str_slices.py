# Indices and slices of str; sequences of letters.
s = 'abcdefg'
s[0], s[-1], s[3], s[1:4], s[:3], s[4:], s[-3:], s[:-3], s[::2], s[1::2], s[::-1], s[5:2:-1], s[2:5:-1], s[-2::-2], s[:], s[10:], s[-100:3], s[3:-100]
s[7]
s[-8]
s['a']
s[1.0]
s[None]
s[0] = 'x'
del s[0]
s + 'h', s * 2, 3 * s[:2], s * 0, s * -1, len(s), 'abc' 'def'
s + 1
s - 'a'
list(s), tuple(s[:2]), sorted('hello'), set('aab') == {'a', 'b'}, list(enumerate(s[:2])), list(zip(s, range(3))), dict(zip('ab', [1, 2])), list(reversed('abc')), max(s), min('hello')
[c for c in s if c not in 'aeiou'], {c: i for i, c in enumerate('ab')}, ''.join(sorted('hello', reverse=True)), ''.join(reversed('abc'))
a, b, *c = 'hello'
a, b, c
a, b = 'xyz'
for i, c in enumerate('ab'): print(i, c)
'\x41\u00e9\t\\\'\"\101\n', r'\n', 'a\
b', '''it's''', """a "quote" here"""
repr('a\nb'), repr("it's"), repr('say "x"'), repr('''both ' "'''), repr('é€'), repr('\x00\x7f'), repr('\\'), repr('')
str('a'), str(1), str(None), str([1, 'a']), str(('a',)), str({'a': 'b'}), str({1}), str(True), str(1.0), str(range(3)), str(...)
'a' 'b' == 'ab', 'a' is 'a' if False else 0, hash('a') == hash('a'), 'a' in {'a': 1}, bool('False')
'日本語'[1], len('日本語'), '日本語'[::-1], '😀'.upper(), len('😀a')
s.__len__(), s.__contains__('a'), s.__class__.__name__, s.__getitem__(0), 'a'.__add__('b'), 'a'.__eq__('a')
