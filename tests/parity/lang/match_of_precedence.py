# Precedence and associativity of every operator.
2 + 3 * 4, (2 + 3) * 4, 2 * 3 % 4, 10 - 4 - 3, 2 ** 3 ** 2, (2 ** 3) ** 2, -2 ** 2, (-2) ** 2, 2 ** -1, 10 / 2 * 5, 7 // 2 * 2
1 + 2 << 1, 1 | 2 & 3, 1 ^ 3 | 4, 5 & 6 == 4, (5 & 6) == 4, ~1 + 1, -3 // 2, -(3 // 2), +-+1, --1, not 1 + 1, not 0 and 1
1 < 2 == True, (1 < 2) == True, 1 if 0 else 2 if 0 else 3, 1 or 0 and 0, (1 or 0) and 0, not 1 or 1
[1, 2][0] ** 2, -[1, 2][0], 'a' + 'b' * 2, 'a' * 2 + 'b', [1] + [2] * 2
(lambda: 1 if 0 else 2)(), (lambda x: x + 1)(2) * 3, (lambda: (1, 2))()
1, 2 + 3, 4
x = 1, 2
x
1 + 1 == 2 and 'yes' or 'no'
a = b = 2 + 3
a, b
a += 2 * 3
a
a -= 1; a *= 2; a //= 3; a **= 2; a %= 7; a
a = 12; a |= 3; a &= 10; a ^= 1; a <<= 2; a >>= 1; a /= 2; a
s = 'a'; s += 'b' * 2; s *= 2; s
l = [1]; m = l; l += [2]; l is m, m
l = l + [3]; l is m, m
1 in [1] and 2 not in [1], 1 in [1] == True, (1 in [1]) == True, 'a' 'b' in 'cab'
not 1 is None, 1 is not None, not (1 is None)
5 - -3, 5 - (-3), 2 ** -(1), -2 ** -2, 2 * -3, 10 % -3 + 1, 7 & ~2
torch.ones(2, 3) @ torch.ones(3, 2) * 2 + 1
(torch.ones(2) * 3 == 3).all() and True
-torch.ones(2) ** 2, 2 ** torch.arange(3), 2 - torch.ones(2), 1 / torch.tensor([2., 4.]), 7 // torch.tensor([2, 3]), 7 % torch.tensor([2, 4])
print(1) or print(2), (print('x'), 5)[1]
