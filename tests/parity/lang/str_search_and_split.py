# Methods of str that search, split, join.
s = 'one two  three one'
s.split(), s.split(' '), s.split('one'), s.split(' ', 1), s.split(None, 1), s.split(sep=' ', maxsplit=2), s.rsplit(' ', 1), s.rsplit(None, 1)
''.split(), ''.split(','), ' '.split(), 'a,b,,c'.split(','), 'abc'.split('b'), 'a::b'.split('::'), 'x'.split('y')
'a\nb\r\nc\n'.splitlines(), 'a\nb'.splitlines(True), ''.splitlines(), 'a\n\nb'.split('\n')
s.find('one'), s.find('one', 1), s.find('x'), s.rfind('one'), s.index('two'), s.rindex('one'), s.find('t', 5, 10), s.find(''), s.count('one'), s.count('o'), s.count('x'), 'aaaa'.count('aa'), 'abc'.count('')
s.index('x')
s.rindex('x')
s.startswith('one'), s.startswith('two', 4), s.endswith('one'), s.startswith(('a', 'one')), s.endswith(('x',)), s.startswith(''), s.endswith('two', 0, 7)
s.startswith(1)
s.partition(' '), s.partition('x'), s.rpartition(' '), s.rpartition('x')
s.replace('one', '1'), s.replace('one', '1', 1), s.replace('', '-')[:10], s.replace('x', 'y'), 'aaa'.replace('aa', 'b')
', '.join(['a', 'b', 'c']), ''.join('abc'), '-'.join(()), ','.join({'a': 1, 'b': 2}), ' '.join(str(i) for i in range(3)), '.'.join(('a',))
','.join(['a', 1])
','.join(5)
','.join(None)
'a b'.split('')
'a'.partition('')
'one' in s, 'x' not in s, '' in s, 'One' in s
1 in 'abc'
'abc' < 'abd', 'abc' < 'abcd', 'Z' < 'a', 'a' == 'a', 'a' != 'b', 'b' > 'a' >= 'a', '' < 'a', 'é' > 'z'
'layer1.0.conv1.weight'.split('.'), 'layer1.0.conv1.weight'.rsplit('.', 1), '.'.join('a.b.c'.split('.')[:-1]), 'module.fc.weight'.replace('module.', '')
[part.strip() for part in 'a , b,c '.split(',')], dict(pair.split('=') for pair in 'a=1;b=2'.split(';'))
'abc'.find('c', -1), 'abc'.find('a', -1), 'abc'.index('b', 1, 2), 'abc'[1:].find('c')
