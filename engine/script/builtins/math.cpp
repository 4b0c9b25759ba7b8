#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"

#include <cmath>
#include <utility>

namespace engine::script {

namespace {

using nn::Value;

double real(const Value& value) {
    if (value.is_number()) return value.number();
    if (const BigInteger* wide = wide_integer(value)) return wide->to_double();
    if (value.is_tensor() && value.tensor().numel() == 1) return value.tensor().item<double>();
    raise(ErrorKind::TypeError, "must be real number, not {}", value.type_name());
}

double checked(double result, bool domain) {
    if (domain) raise(ErrorKind::ValueError, "math domain error");
    return result;
}

template <double (*function)(double)>
Value plain(Machine&, Arguments& arguments) {
    expect_count("math function", arguments, 1, 1);
    const double x = real(arguments.positional[0]);
    const double y = function(x);
    if (std::isnan(y) && !std::isnan(x)) raise(ErrorKind::ValueError, "math domain error");
    if (std::isinf(y) && std::isfinite(x)) raise(ErrorKind::OverflowError, "math range error");
    return y;
}

template <double (*function)(double)>
Value logarithm(Machine&, Arguments& arguments) {
    expect_count("log", arguments, 1, 2);
    if (const BigInteger* wide = wide_integer(arguments.positional[0])) {
        // Of its leading bits, so that no int is too large for a logarithm.
        checked(0, wide->is_negative());
        const std::size_t drop = wide->bit_length() > 1000 ? wide->bit_length() - 100 : 0;
        const double two = function(2.0) * static_cast<double>(drop);
        const double all = function(wide->shifted_right(drop).to_double()) + two;
        return arguments.positional.size() == 1 ? all
                                                : all / std::log(real(arguments.positional[1]));
    }
    const double x = real(arguments.positional[0]);
    checked(0, x <= 0);
    if (arguments.positional.size() == 1) return function(x);
    const double base = real(arguments.positional[1]);
    checked(0, base <= 0);
    if (base == 1) raise(ErrorKind::ZeroDivisionError, "float division by zero");
    return std::log(x) / std::log(base);
}

template <double (*function)(double)>
Value rounded(Machine&, Arguments& arguments) {
    expect_count("floor", arguments, 1, 1);
    const Value& value = arguments.positional[0];
    if (value.is_number() && !std::holds_alternative<double>(value.data())) return value.integer();
    if (is_wide(value)) return value;
    const double x = function(real(value));
    if (std::isnan(x)) raise(ErrorKind::ValueError, "cannot convert float NaN to integer");
    if (std::isinf(x)) {
        raise(ErrorKind::OverflowError, "cannot convert float infinity to integer");
    }
    if (std::abs(x) > 9e18) return whole_value(BigInteger::of_double(x));
    return static_cast<int64_t>(x);
}

template <double (*function)(double, double)>
Value of_two(Machine&, Arguments& arguments) {
    expect_count("math function", arguments, 2, 2);
    return function(real(arguments.positional[0]), real(arguments.positional[1]));
}

template <bool (*test)(double)>
Value asked(Machine&, Arguments& arguments) {
    expect_count("math function", arguments, 1, 1);
    return test(real(arguments.positional[0]));
}

Value sqrt(Machine&, Arguments& arguments) {
    expect_count("sqrt", arguments, 1, 1);
    const double x = real(arguments.positional[0]);
    return std::sqrt(checked(x, x < 0));
}

Value prod(Machine& machine, Arguments& arguments) {
    const auto start = take_keyword(arguments, "start");
    expect_count("prod", arguments, 1, 1);
    Value total = start ? *start : Value(1);
    for (const Value& item : machine.items(arguments.positional[0])) {
        total = machine.binary(Op::Mul, total, item);
    }
    return total;
}

/// throws  TypeError "'float' object cannot be interpreted as an integer"
BigInteger whole(const Value& value) {
    if (const BigInteger* wide = wide_integer(value)) return *wide;
    return BigInteger(integer_argument(value));
}

BigInteger shared_divisor(BigInteger a, BigInteger b) {
    while (!b.is_zero()) {
        BigInteger rest = BigInteger::divided(a, b).second;
        a = std::exchange(b, std::move(rest));
    }
    return a.magnitude();
}

Value gcd(Machine&, Arguments& arguments) {
    BigInteger result;
    for (const Value& item : arguments.positional) result = shared_divisor(result, whole(item));
    return whole_value(std::move(result));
}

/// By Newton's way, from above.
Value isqrt(Machine&, Arguments& arguments) {
    expect_count("isqrt", arguments, 1, 1);
    const BigInteger n = whole(arguments.positional[0]);
    if (n.is_negative()) raise(ErrorKind::ValueError, "isqrt() argument must be nonnegative");
    if (n.is_zero()) return 0;
    BigInteger root = BigInteger(1).shifted_left(n.bit_length() / 2 + 1);
    for (;;) {
        const BigInteger next = (root + BigInteger::divided(n, root).first).shifted_right(1);
        if (next >= root) return whole_value(std::move(root));
        root = next;
    }
}

Value factorial(Machine& machine, Arguments& arguments) {
    expect_count("factorial", arguments, 1, 1);
    const int64_t n = integer_argument(arguments.positional[0]);
    if (n < 0) raise(ErrorKind::ValueError, "factorial() not defined for negative values");
    Value total = 1;
    for (int64_t i = 2; i <= n; ++i) {
        machine.step();
        total = machine.binary(Op::Mul, total, i);
    }
    return total;
}

Value fsum(Machine& machine, Arguments& arguments) {
    expect_count("fsum", arguments, 1, 1);
    long double total = 0;
    for (const Value& item : machine.items(arguments.positional[0])) total += real(item);
    return static_cast<double>(total);
}

Value isclose(Machine&, Arguments& arguments) {
    const auto relative = take_keyword(arguments, "rel_tol");
    const auto absolute = take_keyword(arguments, "abs_tol");
    expect_count("isclose", arguments, 2, 2);
    const double a = real(arguments.positional[0]), b = real(arguments.positional[1]);
    if (a == b) return true;
    if (std::isinf(a) || std::isinf(b)) return false;
    const double bound =
        std::max((relative ? real(*relative) : 1e-9) * std::max(std::abs(a), std::abs(b)),
                 absolute ? real(*absolute) : 0.0);
    return std::abs(a - b) <= bound;
}

int64_t natural(const Value& value, std::string_view which) {
    const int64_t n = integer_argument(value);
    if (n < 0) raise(ErrorKind::ValueError, "{} must be a non-negative integer", which);
    return n;
}

/// n (n - 1) ... of k factors.
Value falling(Machine& machine, int64_t n, int64_t k) {
    Value total = 1;
    for (int64_t i = 0; i < k; ++i) total = machine.binary(Op::Mul, total, n - i);
    return total;
}

Value perm(Machine& machine, Arguments& arguments) {
    expect_count("perm", arguments, 1, 2);
    const int64_t n = natural(arguments.positional[0], "n");
    const bool all = arguments.positional.size() < 2 || arguments.positional[1].is_none();
    const int64_t k = all ? n : natural(arguments.positional[1], "k");
    return k > n ? Value(0) : falling(machine, n, k);
}

Value comb(Machine& machine, Arguments& arguments) {
    expect_count("comb", arguments, 2, 2);
    const int64_t n = natural(arguments.positional[0], "n");
    int64_t k = natural(arguments.positional[1], "k");
    if (k > n) return 0;
    k = std::min(k, n - k);
    // Divided at once, so that nothing on the way is much more than the result.
    Value total = 1;
    for (int64_t i = 1; i <= k; ++i) {
        total = machine.binary(Op::FloorDiv, machine.binary(Op::Mul, total, n - k + i), i);
    }
    return total;
}

Value lcm(Machine&, Arguments& arguments) {
    BigInteger result(1);
    for (const Value& item : arguments.positional) {
        const BigInteger one = whole(item).magnitude();
        if (one.is_zero()) return 0;
        result = result * BigInteger::divided(one, shared_divisor(result, one)).first;
    }
    return whole_value(std::move(result));
}

Value modf(Machine&, Arguments& arguments) {
    expect_count("modf", arguments, 1, 1);
    double whole = 0;
    const double rest = std::modf(real(arguments.positional[0]), &whole);
    return Value::tuple({rest, whole});
}

Value dist(Machine& machine, Arguments& arguments) {
    expect_count("dist", arguments, 2, 2);
    const std::vector<Value> p = machine.items(arguments.positional[0]);
    const std::vector<Value> q = machine.items(arguments.positional[1]);
    if (p.size() != q.size()) {
        raise(ErrorKind::ValueError, "both points must have the same number of dimensions");
    }
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) sum = std::hypot(sum, real(p[i]) - real(q[i]));
    return sum;
}

bool finite(double x) {
    return std::isfinite(x);
}
bool nan(double x) {
    return std::isnan(x);
}
bool infinite(double x) {
    return std::isinf(x);
}
double degrees(double x) {
    return x * 180 / M_PI;
}
double radians(double x) {
    return x * M_PI / 180;
}

constexpr Builtin kRows[] = {
    {"sqrt", sqrt},
    {"exp", plain<std::exp>},
    {"expm1", plain<std::expm1>},
    {"log", logarithm<std::log>},
    {"log2", logarithm<std::log2>},
    {"log10", logarithm<std::log10>},
    {"log1p", plain<std::log1p>},
    {"sin", plain<std::sin>},
    {"cos", plain<std::cos>},
    {"tan", plain<std::tan>},
    {"asin", plain<std::asin>},
    {"acos", plain<std::acos>},
    {"atan", plain<std::atan>},
    {"sinh", plain<std::sinh>},
    {"cosh", plain<std::cosh>},
    {"tanh", plain<std::tanh>},
    {"erf", plain<std::erf>},
    {"gamma", plain<std::tgamma>},
    {"lgamma", plain<std::lgamma>},
    {"fabs", plain<std::fabs>},
    {"degrees", plain<degrees>},
    {"radians", plain<radians>},
    {"floor", rounded<std::floor>},
    {"ceil", rounded<std::ceil>},
    {"trunc", rounded<std::trunc>},
    {"pow", of_two<std::pow>},
    {"atan2", of_two<std::atan2>},
    {"hypot", of_two<std::hypot>},
    {"fmod", of_two<std::fmod>},
    {"copysign", of_two<std::copysign>},
    {"isfinite", asked<finite>},
    {"isnan", asked<nan>},
    {"isinf", asked<infinite>},
    {"isclose", isclose},
    {"prod", prod},
    {"gcd", gcd},
    {"lcm", lcm},
    {"comb", comb},
    {"perm", perm},
    {"modf", modf},
    {"dist", dist},
    {"erfc", plain<std::erfc>},
    {"asinh", plain<std::asinh>},
    {"acosh", plain<std::acosh>},
    {"atanh", plain<std::atanh>},
    {"exp2", plain<std::exp2>},
    {"cbrt", plain<std::cbrt>},
    {"isqrt", isqrt},
    {"factorial", factorial},
    {"fsum", fsum},
};

}  // namespace

std::span<const Builtin> math_functions() {
    return kRows;
}

}  // namespace engine::script
