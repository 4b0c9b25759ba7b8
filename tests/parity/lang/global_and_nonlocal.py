# global, nonlocal, and the errors of names.
n = 1
def read(): return n
def write():
    n = 2
    return n
def change():
    global n
    n = 3
    return n
read(), write(), n, change(), n
def unbound():
    print(n)
    n = 5
unbound()
def bump():
    n += 1
bump()
def make():
    global made
    made = 'yes'
make(); made
def delete():
    global made
    del made
delete(); made
undefined
def f(): return undefined2
f()
del undefined3
def local_del():
    v = 1
    del v
    return v
local_del()
def branch(flag):
    if flag: v = 1
    return v
branch(True)
branch(False)
def loop_var():
    for i in []: pass
    return i
loop_var()
def except_var():
    try: 1 / 0
    except ZeroDivisionError as e: pass
    return e
except_var()
class C:
    n = 10
    def m(self): return n
    def k(self): return self.n
C().m(), C().k()
def shadow(list): return len(list)
shadow([1, 2])
max = 5
max
del max
max(1, 2)
print = print
print('still')
x = 1; del x; x
def outer():
    v = 1
    def inner():
        nonlocal v
        v += 1
    inner(); inner()
    return v
outer()
