# for and while: break, continue, else, nesting.
for i in range(3): print(i, end=' ')
else: print('else')
for i in range(5):
    if i == 1: continue
    if i == 3: break
    print(i)
else:
    print('never')
i
for i in []:
    pass
else:
    print('empty else')
n = 3
while n:
    n -= 1
    if n == 1: continue
    print(n)
else:
    print('while else')
while True:
    n += 1
    if n > 3: break
n
for i in range(2):
    for j in range(3):
        if j == 1: break
        print(i, j)
    else:
        print('never')
for i in range(2):
    for j in range(2): pass
    else: continue
    print('never')
def first_even(values):
    for v in values:
        if v % 2 == 0: return v
    else:
        return 'none'
first_even([1, 4, 6]), first_even([1, 3])
def nested():
    for i in range(3):
        for j in range(3):
            if i * j == 2: return i, j
nested()
a = [1, 2, 3]
for v in a:
    if v == 1: a.append(4)
    print(v)
for v in a[:]: a.remove(v)
a
for x, y in zip([1, 2], [3, 4]): print(x + y)
for k, v in sorted({'b': 1, 'a': 2}.items()): print(k, v)
for c in 'ab': print(c)
for v in reversed([1, 2]): print(v)
for i, v in enumerate(['x', 'y'], start=5): print(i, v)
for i in 5: pass
for i in None: pass
for a.nosuch in [1]: pass
d = {}
for d['key'] in range(3): pass
d
while n > 0: n -= 2
n
for t in torch.arange(3): print(t)
for row in torch.eye(2): print(row.tolist())
for t in torch.tensor(1): pass
for i in range(10 ** 12):
    if i == 2: break
i
for epoch in range(2):
    running = 0.0
    for step, loss in enumerate([0.5, 0.25]):
        running += loss
    print(f'epoch {epoch}: {running / 2:.3f}')
