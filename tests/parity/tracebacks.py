#!/usr/bin/env python3
"""Runs failing programs in Python and in ours and compares the whole tracebacks, character by character.

    tracebacks.py REPL        ends with 77 where Python is not 3.11 (others underline otherwise), with 1 if
                              MODESCOPE_REQUIRE_TORCH is set
"""
import os
import subprocess
import sys
import tempfile

PROGRAMS = {
    "raised from a caught one, through calls": """
def look():
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("bad " + str(e)) from e
def main():
    look()
main()
""",
    "while another is handled": """
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        undefined_name
f()
""",
    "raised from None, from a new one, and again": """
def f(x):
    try:
        return x["a"]
    except KeyError:
        raise
    finally:
        x = 3
try:
    try:
        f({})
    except (KeyError, ValueError):
        raise RuntimeError("no") from None
except RuntimeError as e:
    print(e)
try:
    f({"b": 1})
except KeyError:
    raise ValueError("a") from IndexError("b")
""",
    "a recursion": """
x = [1, 2, 3]
def f(n):
    if n == 0:
        return x[10]
    return f(n - 1)
f(7)
""",
    "a recursion of four": "def f(n):\n    return f(n - 1) if n else {}[n]\nf(3)\n",
    "a class of one's own": "class MyError(Exception):\n    pass\nraise MyError('own', 3)\n",
    "assert": "x = 5\nassert x > 6, f'x is {x}'\n",
    "assert of a constant": "assert False, 'never'\n",
    "an attribute, a keyword": "def f(a, *, b=2):\n    return a.foo.bar\nf(3)\n",
    "operators and umlauts": 'x = "é" + (1)  *  [2][5]\n',
    "an operator over two lines": "a = 1\nb = (a +\n     'x')\n",
    "a syntax error": "print('start')\nfor i in range(3)\n    print(i)\n",
    "a call's argument": "import math\nb = math.sqrt( 4 ) + 'x'\n",
    "a variable without a value in a call": """
def f():
    y = max(later, 3) + 1
    later = 2
f()
""",
    "a variable that was deleted, lines further down": """
def f():
    z = 1
    del z
    return max(1,
               z + 2)
f()
""",
    "a variable without a value called on": """
def f():
    items.append(1); items = []
f()
""",
    "a variable without a value in a loop's head": """
def f():
    for i in items: pass
    items = []
f()
""",
    "a variable without a value counted up": """
def f():
    total += 1
f()
""",
    "a variable without a value deleted": """
def f():
    del w
    w = 1
f()
""",
    "a name without a value in the function around": """
def f():
    def inner(): return wide + 1
    inner(); wide = 1
f()
""",
    "a generator that fails in a loop of a generator": """
def f():
    yield 1
    1 / 0
def g():
    for x in f():
        yield x
for x in g(): pass
""",
    "a StopIteration inside a generator": """
def f():
    yield 1
    next(iter([]))
list(f())
""",
}


def main():
    if sys.version_info[:2] != (3, 11):
        print("this is not Python 3.11")
        return 1 if os.environ.get("MODESCOPE_REQUIRE_TORCH") else 77
    repl = sys.argv[1]
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "program.py")
        for name, program in PROGRAMS.items():
            with open(file, "w") as written:
                written.write(program)
            theirs = subprocess.run([sys.executable, file], capture_output=True, text=True)
            ours = subprocess.run([repl, "--open", file], capture_output=True, text=True, timeout=60)
            if (theirs.stdout, theirs.stderr, theirs.returncode) != (ours.stdout, ours.stderr, ours.returncode):
                different += 1
                print(f"{name}:\n{theirs.stderr}\nModescope:\n{ours.stderr}")
    print(f"{len(PROGRAMS)} tracebacks compared, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
