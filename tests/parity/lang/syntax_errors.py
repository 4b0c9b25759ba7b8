# Syntax errors, word for word.
x = = 1
if x
if True: print('fine')
for i in range(3) print(i)
print('unclosed'
x = [1, 2
y = 5
def f(:
class 5: pass
1 = x
f() = 1
x + 1 = 2
'a' = 1
None = 1
(a, 1) = 1, 2
[a, f()] = 1, 2
a + b: int = 1
del 1
for 1 in x: pass
with open as 5: pass
lambda x=: 1
f(a=1, 2)
f(**a, *b)
f(a=1, a=2)
f(1=2)
def f(a, a): pass
def f(a=1, b): pass
return 1
break
continue
x = 5 5
x y
'unterminated
"""never closed
x = 1 +
1 ++
!x
x = $5
a ? b : c
import
from x import
import a.b as
else: pass
try: pass
f'{}'
f'{x'
f'{x!z}'
f'}'
0777
1abc
0b12
0xg
1__0
[1, 2)
(1, 2]
)
x = (1,
not
x is not
a = *b
*a
print(*)
def g(*): pass
def g(*, **k): pass
nonlocal x
def f(): nonlocal zz
def f(): x = 1; global x
if (x = 1): pass
x if y
[x for]
[for x in y]
{1: 2, 3}
{1, 2: 3}
assert
raise from x
@
class A(: pass
pass pass
