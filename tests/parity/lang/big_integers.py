# Ints beyond 64 bits.
2 ** 64, 2 ** 63, -2 ** 63, 2 ** 63 - 1, -2 ** 63 - 1
18446744073709551616, 0xFFFFFFFFFFFFFFFFFF, 0b1 << 70, 123456789012345678901234567890
b = 2 ** 64
b + 1, b - 1, b * b, b // 3, b % 1000, -b // 7, -b % 7, b // -7, b % -7, b / 3, 3 / b, b / b
b - b, type(b - b), (b + 5) - b, b == 2 ** 64, b != 2 ** 64 + 1, b < 2 ** 65, b >= 5, 5 > b
9223372036854775807 + 1, -9223372036854775808 - 1, 3037000500 * 3037000500, -(-2 ** 63), abs(-2 ** 63)
divmod(-b * b, b + 3), pow(3, b, 1000), pow(7, 10 ** 20, 10 ** 18 + 9), pow(2, 100), 2 ** -2, (-3) ** 41
b & 0xFF, b | 1, b ^ b, ~b, -b & 0xFFFF, -b | 3, -b ^ 12345, b >> 60, -b >> 3, -(b + 1) >> 64, 1 << 100, b << 3
bool(b), not b, -b, +b, int(-b), float(b), float(2 ** 64 + 2 ** 11), float(2 ** 64 + 2 ** 11 + 1)
str(b), repr(-b), f'{b}', f'{b:,}', f'{b:_}', f'{b:>30}|{b:<30}|{b:+}', f'{b:x} {b:X} {b:o} {b:#b}', f'{b:e} {b:.2f}'
'%d %x %s %i' % (b, b, b, -b), '%e' % b, '{:,} {:>25}'.format(b, -b), hex(b), oct(-b), bin(b)
int('9' * 30), int('-' + '1' * 25), int('ff' * 10, 16), int('1' * 70, 2), int(1e20), int(-1.5e300) % 1000007
round(12345678901234567890123, -3), round(1e25), round(2 ** 70), round(15 * 10 ** 20, -21), round(25 * 10 ** 20, -21)
b == float(b), b < 1e30, b > float('inf'), b != float('nan'), b + 0.5, 1.5 * b, b // 1.0, b % 7.0, b ** 0.5, 2.0 ** 70 == 2 ** 70
hash(b), hash(-b * 7 + 5), {b: 1}[2.0 ** 64], {b, 2 ** 64, b + 1}, b in [1, b], [b].index(2 ** 64), hash(2 ** 61 - 1)
b.bit_length(), (-b).bit_length(), isinstance(b, int), type(b), b.__class__.__name__
import math
math.factorial(25), math.factorial(50) // math.factorial(48), math.comb(100, 50), math.perm(30, 20), math.gcd(b * 6, 2 ** 70 * 9), math.lcm(2 ** 40 + 1, 3 ** 30)
math.isqrt(10 ** 40), math.isqrt(2 ** 64 - 1), math.sqrt(b), math.log(10 ** 400), math.log2(2 ** 2000), math.log10(10 ** 30), math.floor(1e20), math.ceil(-1e20), math.trunc(1e19), math.prod(range(1, 30))
sum([2 ** 62] * 8), max(b, 2.0, 5), min([b, -b]), sorted([b, 3, -b, 2.5]), sum(range(10 ** 10, 10 ** 10 + 5)) * 10 ** 9
def fib(n):
    a, b = 0, 1
    for _ in range(n): a, b = b, a + b
    return a
fib(200)
x = 1
for i in range(30): x *= 7
x, x // 7 ** 20
x += b; x -= b; x //= 7 ** 25; x
1 // 0, 5
b // 0
b % 0
b / 0
float(10 ** 400)
10 ** 400 / 3
10 ** 400 / 10 ** 399
1 << -1
b << -1
[1, 2][b]
'a' * b
[1] * b
'abc'[b]
[1, 2, 3][:b], [1, 2, 3][-b:], 'abc'[b:]
range(10)[b]
len('a') * b
b + 'a'
b @ b
b < 'a'
b & 1.5
chr(b)
torch.manual_seed(b)
torch.tensor(b)
torch.tensor([1, b])
torch.ones(2) * b
b * torch.ones(2)
torch.arange(3) + b
torch.ones(2) == b
torch.arange(2) < b
torch.full((2,), b)
torch.arange(b)
torch.ones(3)[b]
torch.ones(2).sum(b)
torch.clamp(torch.ones(2), b)
torch.tensor([1]).fill_(b)
torch.tensor(float(b)), torch.tensor(b / 2)
9007199254740993 == 9007199254740992.0, 9007199254740993 > 9007199254740992.0, 9223372036854775807 < 9223372036854775808.0
9007199254740993 / 3, (2 ** 62 + 1) / 7, 2 ** 62 % -5, -(2 ** 62) // 5, -2 ** 63 // -1, -2 ** 63 % -1
h = 14695981039346656037
for c in 'modescope': h = ((h ^ ord(c)) * 1099511628211) % 2 ** 64
h
def lcg(seed):
    while True:
        seed = (6364136223846793005 * seed + 1442695040888963407) & (2 ** 64 - 1)
        yield seed >> 33
g = lcg(42)
[next(g) for _ in range(4)]
max(range(10 ** 6)), min(range(5, 10 ** 6))
str(10 ** 4299)[-3:], len(str(10 ** 4299))
str(10 ** 5000)
