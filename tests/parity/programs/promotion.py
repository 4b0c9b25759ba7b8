x = torch.tensor([1., 2.], requires_grad=True)
f = torch.ones(2)
d = f.double()
i = torch.arange(2)
b = torch.tensor([True, False])
nan = (torch.zeros(1) / 0).item()
inf = (1 / torch.zeros(1)).item()
x + 1
x + i
i + 2.5
i + torch.tensor(2.5)
i + torch.tensor(2.5, dtype=torch.float64)
b + 1
b + 1.5
b + b
b * b
b - b
1 - b
x - b
b / b
i / i
i / 2
i // 2
-7 // torch.tensor([2, 3])
torch.tensor([7.0, -7.0]) // 2
torch.tensor([7, -7]) % 3
torch.tensor([7.0, -7.0]) % 3
torch.fmod(torch.tensor([7.0, -7.0]), 3)
torch.fmod(torch.tensor([7, -7]), 3)
torch.tensor([7, -7]) // 0
torch.tensor([7, -7]) % 0
torch.fmod(torch.tensor([7, -7]), 0)
torch.tensor([7.0, -7.0]) // 0
torch.tensor([7.0, -7.0]) % 0
torch.tensor([1.0, 0.3, -0.3]) // 0.1
x % 2
2 % x
x // 2
(x // 2).sum().backward()
torch.fmod(x, 2)
torch.fmod(x, f)
torch.remainder(x, f)
torch.floor_divide(x, 2)
torch.true_divide(i, 2)
torch.div(x, 2, rounding_mode='floor')
torch.div(x, 2, rounding_mode='trunc')
torch.div(i, 2, rounding_mode='trunc')
torch.div(i, 2, rounding_mode='up')
x ** 2
x ** x
2 ** x
x ** 0
x ** 0.5
x ** (-1)
x ** i
i ** 2
i ** (-1)
i ** 2.5
i ** 2.0
i ** x
b ** b
b ** 2
2 ** i
(-2) ** torch.tensor([1, 2, 3])
torch.pow(x, 2)
torch.pow(2, x)
torch.pow(i, -2)
torch.pow(i, torch.tensor([1, -1]))
torch.float_power(i, 2)
torch.atan2(x, f)
torch.atan2(i, i)
torch.maximum(x, f)
torch.minimum(x, f)
torch.maximum(i, f)
torch.maximum(b, b)
torch.maximum(torch.tensor([1.0, nan]), torch.tensor([nan, 1.0]))
torch.fmax(torch.tensor([1.0, nan]), torch.tensor([nan, 1.0]))
torch.clamp(x, 0, 1)
torch.clamp(x)
torch.clamp(x, f)
torch.clamp(i, 0.5)
torch.clamp(i, 1)
torch.clamp(b, 0, 1)
torch.clamp(torch.tensor([nan, inf, -inf]), 0, 1)
torch.clip(x, 0, 1)
x.clamp(0, 1)
torch.where(x > 1, x, f)
torch.where(x > 1, x, 0.0)
torch.where(x > 1, 1.0, 0.0)
torch.where(x > 1, 1, 0)
torch.where(x > 1)
torch.where(x > 1, x, i)
torch.where(x, x, x)
torch.where(x > 1, x, d)
torch.where(i, x, x)
x.where(x > 1, f)
torch.where(torch.tensor(True), x, 0)
torch.where(torch.tensor([[True], [False]]), x, f)
torch.lerp(x, f, 0.5)
torch.lerp(x, f, f)
torch.lerp(i, i, 0.5)
torch.lerp(x, d, 0.5)
torch.addcmul(x, f, f)
torch.addcmul(i, i, i)
torch.addcdiv(x, f, f, value=2)
torch.addcdiv(i, i, i)
torch.isclose(x, f)
torch.isclose(x, d)
torch.isclose(i, i)
torch.isclose(torch.tensor([nan, 1.0, inf]), torch.tensor([nan, 1.000001, inf]))
torch.isclose(torch.tensor([nan, 1.0]), torch.tensor([nan, 1.1]), equal_nan=True, atol=0.2)
torch.allclose(x, f)
torch.allclose(x, d)
torch.allclose(x, x + 1e-09)
torch.equal(x, f)
torch.equal(x, x)
torch.equal(x, torch.ones(3))
torch.logical_and(x, i)
torch.logical_or(b, i)
torch.logical_xor(b, i)
torch.bitwise_and(i, i)
i & 1
b & b
b | i
f & f
i ^ i
5 & torch.tensor([4, 1])
~b
~i
~f
i << 1
i >> 1
torch.tensor([1, 2]) << torch.tensor([3, 1])
x == 1
x > i
x.eq(1)
torch.gt(x, 1)
torch.ge(i, 0.5)
i == 0.5
i != 1
b == True
1 < x
x < 'a'
x == 'a'
x == None
x != None
x + 'a'
x + None
x + [1, 2]
-b
+b
x.eq_(1)
(x * 1).add_(1)
torch.add(x, 1, alpha=2)
torch.sub(x, f, alpha=2)
torch.add(i, i, alpha=0.5)
torch.add(i, i, alpha=2)
torch.add(b, b, alpha=1)
torch.add(x, 'a')
x.add('a')
torch.rsub(x, 1)
torch.mul(x, 2)
torch.mul(2, x)
torch.multiply(x, 2)
torch.subtract(x, 2)
torch.divide(x, 2)
torch.arange(2).add_(0.5)
torch.arange(2).div_(2)
torch.arange(2).mul_(1.5)
torch.arange(2).pow_(2)
torch.arange(2).eq_(1)
torch.ones(2).eq_(1)
torch.ones(2) + torch.ones(3)
torch.ones(2, 1, 3) * torch.ones(4, 1)
torch.ones(2).add_(torch.ones(2, 2))
f + torch.tensor(1, dtype=torch.float64)
torch.tensor(1.0) + torch.tensor(1, dtype=torch.float64)
torch.tensor(1) + torch.tensor(1.0)
torch.tensor(1) + 1.5
torch.tensor(True) + 1
d + 1.5
d * i
i * True
b * 2.0
1 / i
1 / x
1.5 - i
2 ** b
3 @ x
x @ 3
5 & 3
5 | 3
5 ^ 1
~5
True & False
1 << 3
-9 >> 1
1.5 & 1
