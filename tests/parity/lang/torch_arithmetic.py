# Arithmetic, comparison, in-place forms and dtype promotion.
a, b = torch.tensor([1., 2., 3.]), torch.tensor([4., 5., 6.])
a + b, a - b, a * b, a / b, a ** 2, a // 2, b % 4, -a, abs(-a), a + 1, 1 + a, 2 - a, 2 / a, 2 ** a, a @ b
a == b, a < b, a <= 2, a != 2, a > b, (a > 1) & (a < 3), (a > 1) | (b < 5), ~(a > 1), (a > 1) ^ (a > 2)
a.add(b), a.sub(1), a.mul(2), a.div(b), a.pow(2), a.add(b, alpha=2), torch.add(a, b), a.neg(), a.reciprocal(), a.sqrt(), a.rsqrt(), a.exp(), a.log(), a.abs(), a.sign(), a.sin(), a.tanh(), a.sigmoid(), a.square(), a.floor(), a.ceil(), (a + 0.5).round(), a.clamp(1.5, 2.5), a.clamp(min=2), a.frac(), a.log2(), a.log1p(), a.expm1(), a.erf()
i = torch.tensor([1, 2]); i + 1, i + 1.5, i / 2, i // 2, i * 2.0, i + a[:2], i ** 2, i + True, i % 2, -i, i.float(), i.double().dtype, i.to(torch.float32), i.bool(), a.int(), a.long(), (i > 1).int(), (i > 1).float() + 1
torch.tensor(1) + torch.tensor([1.5]), (torch.tensor([1]) + torch.tensor(1.5)).dtype, (a.double() + a).dtype, (torch.tensor([True]) + 1).dtype, (torch.tensor([True]) + 1.5).dtype, torch.result_type(i, a), torch.promote_types(torch.int64, torch.float32)
i ** -1
i += 1.5
~a
a & b
a + 'x'
a + None
a + [1, 2, 3]
a @ torch.ones(2)
a << 1
i << 2, i >> 1, i & 1, i | 4, i ^ 3, ~i
c = a.clone(); c.add_(1), c.mul_(2), c.sub_(1), c.div_(2), c.zero_(), c.fill_(5), c.copy_(a), c.clamp_(max=2), c.neg_(), c.exp_(), c.pow_(2)
torch.minimum(a, b), torch.maximum(a, b), torch.max(a, b), torch.min(a, b), torch.where(a > 1, a, b), torch.lerp(a, b, 0.5), torch.addcmul(a, a, b, value=0.5), torch.addcdiv(a, a, b), torch.dot(a, b), torch.outer(a, b), torch.cross(a, b) if False else 0, torch.atan2(a, b), torch.fmod(b, 4), torch.remainder(-a, 2), torch.hypot(a, b)
torch.allclose(a, a + 1e-9), torch.isclose(a, b), torch.equal(a, b), torch.equal(a, a.clone()), a.eq(b), a.ne(b), a.gt(b), torch.isnan(torch.tensor([float('nan'), 1])), torch.isinf(torch.tensor([float('inf')])), torch.isfinite(a).all(), torch.logical_and(a > 1, b > 1), torch.logical_not(a > 1), torch.bitwise_and(i, 1)
torch.tensor([1, 0]) / 0, torch.tensor([1.]) / 0, torch.tensor([0.]) / 0, torch.tensor([-1.]).sqrt(), torch.tensor([0.]).log()
torch.tensor([1]) // 0
a.float() is a, a.double() is a, a.type(torch.int64), a.dtype, a.type(), i.type(), a.is_floating_point(), torch.is_floating_point(i)
float(torch.tensor(2)), int(torch.tensor(2.7)), bool(torch.tensor(0)), torch.tensor(3).item(), torch.tensor([1.5]).item(), round(torch.tensor(2.567).item(), 2), [0] * torch.tensor(2).item(), range(torch.tensor(3))[2], [10, 20][torch.tensor(1)]
