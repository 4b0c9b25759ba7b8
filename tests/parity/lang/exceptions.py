# try, except, else, finally, raise, what is caught by what.
try: 1 / 0
except ZeroDivisionError as e: print(e, type(e).__name__, repr(e), e.args, str(e))
try: [][1]
except (KeyError, IndexError) as e: print(repr(e))
try: {}['k']
except KeyError as e: print(e, repr(e), e.args, str(e))
try: int('x')
except ValueError as e: print(e)
else: print('else')
try: x = 1
except ValueError: print('no')
else: print('else', x)
finally: print('finally')
try: 1 / 0
except ValueError: print('no')
finally: print('finally')
try: None.x
except Exception as e: print(type(e), e)
try: 1 / 0
except: print('bare')
e
def f():
    try: return 'try'
    finally: print('cleanup')
f()
def g():
    try: return 'try'
    finally: return 'finally'
g()
def h():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print(i)
        finally: print('f', i)
    return 'out'
h()
raise ValueError
raise ValueError('words')
raise ValueError('two', 'args')
raise ValueError()
raise KeyError('k')
raise 5
raise
raise int
class Mine(Exception):
    def __init__(self, code, message='m'):
        super().__init__(message)
        self.code = code
try: raise Mine(5)
except Mine as e: print(e.code, e, e.args, repr(e), isinstance(e, Exception))
raise Mine(1, 'said')
class Sub(Mine): pass
try: raise Sub(2)
except Mine as e: print(type(e).__name__)
class Quiet(Exception): pass
raise Quiet
raise Quiet('a', 1)
class Shown(Exception):
    def __str__(self): return 'my words'
raise Shown(1)
try:
    try: 1 / 0
    except ZeroDivisionError: raise
except ArithmeticError as e: print('outer', e)
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError('second') from e
except ValueError as e: print(e, repr(e.__cause__), repr(e.__context__))
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError('third')
except ValueError as e: print(e.__cause__, repr(e.__context__))
try: raise ValueError('a') from None
except ValueError as e: print(e.__cause__, e.__suppress_context__)
issubclass(KeyError, LookupError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(NotImplementedError, RuntimeError), issubclass(RecursionError, RuntimeError), issubclass(UnboundLocalError, NameError), issubclass(Exception, BaseException), issubclass(ModuleNotFoundError, ImportError)
ValueError('a') == ValueError('a'), ValueError('a'), KeyError('a', 1), Exception(), str(Exception('a', 2)), str(KeyError('k')), Exception(5).args, [ValueError('x')]
try: raise TypeError('t')
except 5: pass
try: raise TypeError('t')
except (ValueError, 5): pass
assert 1 == 1
assert 1 == 2
assert False, 'message'
assert None, ('a', 1)
assert (1, 'always true')
try: torch.ones(2) + torch.ones(3)
except RuntimeError as e: print(e)
try: nn.Linear(2, 3)(torch.ones(1, 5))
except RuntimeError as e: print(str(e)[:20])
try: undefined_thing
except NameError as e: print(e)
