# Assignment expressions.
(n := 10), n
if (m := len([1, 2, 3])) > 2: print('long', m)
m
[y := 1, y ** 2, y + 5]
[last := i for i in range(3)]
last
any((found := v) > 2 for v in [1, 3, 5])
found
values = [1, 2, 3, 4]
[half for v in values if (half := v / 2) > 1]
half
while (v := values.pop()) > 2: print(v)
v
def f():
    if (a := 3) and (b := a + 1):
        return a, b
f()
print((k := 'shown'), k)
x = (z := 5) + 1
x, z
(lambda: (w := 4) + w)()
total = 0
[total := total + i for i in range(5)]
total
f'{(q := 3)} {q}'
data = {'a': 1}
if (got := data.get('a')) is not None: print(got)
if (got := data.get('b')) is None: print('none')
(t := (1, 2)), t[0]
(a := 1) if (b := 0) else (a := 2), a, b
