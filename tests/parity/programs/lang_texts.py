s = 'Hello, World'
s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize()
s.split(', '), s.split('l', 1), s.rsplit('o', 1), 'a  b c'.split()
s.find('o'), s.rfind('o'), s.index('W'), s.count('l'), s.find('zz')
s.index('zz')
s.startswith(('He', 'x')), s.endswith('ld'), 'x' in s, 'Wor' in s
s[0], s[-1], s[2:5], s[::-1], s[::2], s[10:100]
s[50]
s['a']
s + 1
1 + s
s * 2, 3 * 'ab', 'ab' * -1
'  pad '.strip() + '|', 'xxaxx'.strip('x'), 'xxa'.lstrip('x'), 'axx'.rstrip('x')
'a-b-c'.partition('-'), 'a-b-c'.rpartition('-'), 'abc'.partition('-')
'a,b'.replace(',', ';'), 'aaa'.replace('a', 'b', 2)
'7'.zfill(3), '-7'.zfill(4), 'ab'.ljust(5) + '|', 'ab'.rjust(5, '.'), 'ab'.center(7, '*'), 'abc'.center(6)
'12'.isdigit(), 'ab'.isalpha(), 'a1'.isalnum(), ' '.isspace(), 'A'.isupper(), 'a'.islower(), ''.isdigit()
'one\ntwo\r\nthree'.splitlines()
'-'.join(str(i) for i in range(4))
'-'.join([1, 2])
'prefix_x'.removeprefix('prefix_'), 'x.py'.removesuffix('.py')
'\t|\n|\\|\x41|\u00e9|\'|"'
"it's", 'say "hi"', 'both \' and "'
r'raw\n', 'joined ' 'together'
"""three
lines"""
len('héllo'), 'héllo'[1], 'é' < 'z', ord('a'), chr(233)
f'{1}{2!r}{"x"!s}', f'{{}}', f'{3:>5}|{3:<5}|{3:^5}|{3:05d}|{3:+d}'
f'{3.14159:.3f} {3.14159:8.2f}| {1e10:g} {1e-10:.2e} {0.5:.1%} {1234567.891:,.2f}'
f'{255:x} {255:#x} {255:b} {255:o} {255:08b} {1000000:_}'
f'{"ab":>5}|{"ab":*^6}|{"abcdef":.3}'
x = 3
w = 8
f'{x=} {x + 1 = } {x:{w}d}| {x!r:>4}'
f'{1.5:{w}.{x}f}|'
f'{[1, 2]} {(1,)} {None} {True} {{1: 2}}'
f'{"a" if x else "b"}'
f'{x:d}' f'{x:f}'
f'{1.5:d}'
f'{"a":d}'
'%d %5d %-5d| %05d %s %r %5.2f %e %g %x %%' % (1, 2, 3, 4, 'a', 'b', 1.5, 1e5, 0.1, 255)
'%s' % 3, '%s and %s' % ('a', [1]), '%(a)d %(b)s' % {'a': 1, 'b': 'x'}
'%d' % 'a'
'%d %d' % (1,)
'%d' % (1, 2)
'%d' % 3.7, '%.3s|' % 'abcdef', '%5s|%-5s|' % ('a', 'b')
'{} {}'.format(1, 2), '{1} {0}'.format('a', 'b'), '{a} {b[0]} {c.real}'.format(a=1, b=[2], c=3) if False else 0
'{:>6.2f}|{:<4}|{!r}'.format(1.234, 'a', 'b'), '{{}}'.format(), '{0[1]}'.format([1, 2]), '{:{}}'.format(3, 5)
'{} {}'.format(1)
'{x}'.format(y=1)
'{'.format(1)
str(1.0), str(1e16), str(1e-5), repr('a'), str(None), str([1, 'a'])
str(float('inf')), str(float('nan')), -0.0, 1e100, 123456789012345678
int('0x1f', 16), int('-12'), int(' 7 '), int(3.9), int(-3.9), int('101', 2), int(True)
int('a')
int('1.5')
int([])
float('1e3'), float('-inf'), float(' 2.5 '), float(3)
float('x')
float([])
sorted('banana'), list('abc'), tuple('ab'), set('aa')
'a' < 'b', 'abc' < 'abd', 'a' == 'a', 'a' != 'b', 'a' <= 'a'
'a' < 1
min('b', 'a'), max(['x', 'yy'], key=len)
'abc'.nosuch
'abc'.upper(1)
'a'.join(3)
print('a', 'b', sep='-', end='!\n')
print()
print(1, 2.0, 'x', None, [1], (2,), {'a': 1}, sep='|')
print(f'{"loss":<10}{0.123456:>10.4f}')
bool(''), bool('a'), not 'a'
'x' 'y' + 'z'
hex(255), oct(8), bin(5), hex(-1)
