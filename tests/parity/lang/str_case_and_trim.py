# Methods of str that change case and trim.
s = 'hello World 123'
s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), "it's a test".title(), 'ABC'.capitalize()
'  a b '.strip(), '  a b '.lstrip(), '  a b '.rstrip(), 'xxaxx'.strip('x'), 'abcba'.strip('ab'), '\n\ta\n'.strip(), 'a'.strip('a'), ''.strip()
'www.example.com'.strip('cmowz.'), 'a,b;'.rstrip(';,'), 'aab'.lstrip('a')
'ab'.center(6), 'ab'.center(7, '-'), 'ab'.ljust(5, '.'), 'ab'.rjust(5, '.'), 'abc'.ljust(2), '5'.zfill(3), '-5'.zfill(4), '+5'.zfill(4), 'abc'.zfill(2)
'ab'.center(5, 'xy')
'test_case'.removeprefix('test_'), 'test_case'.removesuffix('_case'), 'abc'.removeprefix('x'), 'aa'.removeprefix('a')
'a\tb'.expandtabs(4), 'a\tb'.expandtabs()
'a'.upper(1)
'a'.strip(1)
'a'.center()
'a'.nosuch()
'a'.foo = 1
'straße'.upper(), 'ÀÉ'.lower(), 'é'.upper(), 'ñandú'.title()
'abc'.islower(), 'ABC'.isupper(), 'Abc'.istitle(), '123'.isdigit(), 'a1'.isalnum(), 'ab'.isalpha(), ' \t'.isspace(), 'a_1'.isidentifier(), '1a'.isidentifier(), 'abc'.isascii(), 'é'.isascii(), 'a\n'.isprintable(), 'ab'.isprintable()
''.isalpha(), ''.islower(), 'a b'.isalpha(), '12.5'.isdigit(), '1'.isdecimal(), '7'.isnumeric(), 'A1'.isupper()
