# Whole numbers: all operators, and how division rounds.
7 + 3, 7 - 10, 7 * -3, 7 / 2, 7 // 2, 7 % 2, 7 ** 2
-7 // 2, -7 % 2, 7 // -2, 7 % -2, -7 // -2, -7 % -2
divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(-7, -3)
2 ** 0, 2 ** 62, (-2) ** 3, -2 ** 2, 2 ** -2, 0 ** 0
5 & 3, 5 | 3, 5 ^ 3, ~5, ~-1, 1 << 10, 1024 >> 3, -9 >> 1
True + True, True * 5, -True, ~True, True & False, True | False, True ^ True
0x1F, 0o17, 0b101, 1_000_000, 0xff_ff
1 / 0
1 // 0
1 % 0
divmod(1, 0)
0 ** -1
1 << -1
1 >> -1
1 + 'a'
1 + None
[] + 1
-'a'
~1.5
+[]
1 << 1.0
'a' * 'b'
'a' * 2.0
None + 1
(1 << 62) - 1 + (1 << 62)
