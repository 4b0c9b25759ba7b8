# The math module.
import math
math.pi, math.e, math.inf, math.nan, math.tau
math.sqrt(16), math.sqrt(2), math.exp(1), math.log(math.e), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10)
math.sin(0.5), math.cos(0.5), math.tan(0.5), math.asin(0.5), math.acos(0.5), math.atan(0.5), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(1)
math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(-2.7), math.fabs(-3), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(2.5)
math.pow(2, 3), math.hypot(3, 4), math.gcd(12, 18), math.factorial(10), math.comb(5, 2), math.perm(5, 2), math.prod([1, 2, 3, 4]), math.isqrt(17), math.lcm(4, 6)
math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1.0), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10, abs_tol=1e-9)
math.degrees(math.pi), math.radians(180), math.erf(0.5), math.erfc(0.5), math.gamma(5), math.lgamma(5), math.fsum([0.1] * 10), math.dist([0, 0], [3, 4])
math.sqrt(-1)
math.log(0)
math.log(-1)
math.exp(1000)
math.factorial(-1)
math.factorial(2.5)
math.sqrt('a')
math.floor(float('nan'))
math.floor(float('inf'))
math.acos(2)
math.nosuch
from math import sqrt, pi, ceil as up
sqrt(9), pi, up(1.2)
import math as m
m.sqrt(4)
math.sqrt(True), math.floor(5), math.ceil(5), math.sqrt(torch.tensor(4.0)), math.log(torch.tensor(1.0))
1 / math.sqrt(64), -math.log(10000.0) / 512, math.inf > 10 ** 18, -math.inf, math.nan != math.nan
stdv = 1. / math.sqrt(10); stdv
