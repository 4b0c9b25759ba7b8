# Primes, gcd, Fibonacci, Collatz, bases.
def primes(n):
    sieve = [True] * (n + 1)
    sieve[0:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            for j in range(i * i, n + 1, i): sieve[j] = False
    return [i for i, p in enumerate(sieve) if p]
primes(50), sum(primes(1000)), len(primes(1000))
def gcd(a, b): return a if b == 0 else gcd(b, a % b)
gcd(48, 36), gcd(17, 5), [gcd(12, i) for i in range(1, 8)]
def fib():
    a, b, out = 0, 1, []
    while a < 100: out.append(a); a, b = b, a + b
    return out
fib()
def collatz(n, steps=0): return steps if n == 1 else collatz(n // 2 if n % 2 == 0 else 3 * n + 1, steps + 1)
collatz(27), max(range(1, 30), key=collatz)
def digits(n, base=10):
    out = []
    while n: n, r = divmod(n, base); out.append(r)
    return out[::-1] or [0]
digits(255, 2), digits(1234), digits(0), int(''.join(map(str, digits(255, 2))), 2)
perfect = [n for n in range(2, 500) if sum(d for d in range(1, n) if n % d == 0) == n]
perfect
for i in range(1, 16): print('FizzBuzz' if i % 15 == 0 else 'Fizz' if i % 3 == 0 else 'Buzz' if i % 5 == 0 else i, end=' ')
[[comb for comb in [1]] for _ in range(1)], [[sum(r) for r in zip([0] + row, row + [0])] for row in [[1, 3, 3, 1]]]
