#include "engine/script/format.h"

#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace engine::script {

namespace {

constexpr int kWidest = 100'000;

struct Spec {
    std::string fill = " ";
    char align = '\0';
    char sign = '-';
    bool alternate = false;
    bool zero = false;
    int width = 0;
    char grouping = '\0';
    int precision = -1;
    char type = '\0';
};

[[noreturn]] void invalid(std::string_view spec, std::string_view type) {
    raise(ErrorKind::ValueError, "Invalid format specifier '{}' for object of type '{}'", spec,
          type);
}

int number(std::string_view& rest) {
    int value = 0;
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
        value = value * 10 + (rest[0] - '0');
        if (value > kWidest)
            raise(ErrorKind::ValueError, "Too many decimal digits in format string");
        rest.remove_prefix(1);
    }
    return value;
}

Spec parse(std::string_view spec, std::string_view type) {
    Spec parsed;
    std::string_view rest = spec;
    const auto is_align = [](char c) { return c == '<' || c == '>' || c == '^' || c == '='; };
    const std::size_t first = utf8_length(rest);
    if (first > 0 && rest.size() > first && is_align(rest[first])) {
        parsed.fill = rest.substr(0, first);
        parsed.align = rest[first];
        rest.remove_prefix(first + 1);
    } else if (!rest.empty() && is_align(rest[0])) {
        parsed.align = rest[0];
        rest.remove_prefix(1);
    }
    const auto accept = [&](char c) {
        if (rest.empty() || rest[0] != c) return false;
        rest.remove_prefix(1);
        return true;
    };
    for (const char sign : {'+', '-', ' '}) {
        if (accept(sign)) parsed.sign = sign;
    }
    parsed.alternate = accept('#');
    parsed.zero = accept('0');
    parsed.width = number(rest);
    for (const char grouping : {',', '_'}) {
        if (accept(grouping)) parsed.grouping = grouping;
    }
    if (accept('.')) {
        if (rest.empty() || rest[0] < '0' || rest[0] > '9') {
            raise(ErrorKind::ValueError, "Format specifier missing precision");
        }
        parsed.precision = number(rest);
    }
    if (rest.size() > 1) invalid(spec, type);
    if (!rest.empty()) parsed.type = rest[0];
    return parsed;
}

std::string padded(const std::string& text, const Spec& spec, char standard,
                   std::size_t sign_length = 0) {
    const std::size_t length = utf8_places(text).size() - 1;
    const auto width = static_cast<std::size_t>(spec.width);
    if (length >= width) return text;
    const std::size_t room = width - length;
    const auto filled = [&](std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out += spec.fill;
        return out;
    };
    switch (spec.align != '\0' ? spec.align : standard) {
        case '<':
            return text + filled(room);
        case '^':
            return filled(room / 2) + text + filled(room - room / 2);
        case '=':
            return text.substr(0, sign_length) + filled(room) + text.substr(sign_length);
        default:
            return filled(room) + text;
    }
}

std::string grouped(const std::string& digits, char separator, std::size_t every = 3) {
    if (separator == '\0') return digits;
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % every == 0) out += separator;
        out += digits[i];
    }
    return out;
}

/// Zeros between sign and digits count as digits for the commas.
std::string finish_number(bool negative, std::string_view prefix, std::string digits,
                          const std::string& tail, Spec spec, std::size_t every = 3) {
    std::string head = negative ? "-" : spec.sign == '-' ? "" : std::string(1, spec.sign);
    head += prefix;
    if (spec.zero && spec.align == '\0') {
        spec.align = '=';
        spec.fill = "0";
        if (spec.grouping != '\0') {
            while (head.size() + grouped("0" + digits, spec.grouping, every).size() + tail.size() <=
                   static_cast<std::size_t>(spec.width)) {
                digits = "0" + digits;
            }
        }
    }
    return padded(head + grouped(digits, spec.grouping, every) + tail, spec, '>', head.size());
}

/// '%.3g' as C and Python write it.
std::string c_format(char type, int precision, bool alternate, double value) {
    const std::string format = fmt::format("{{:{}.{}{}}}", alternate ? "#" : "", precision, type);
    return fmt::format(fmt::runtime(format), value);
}

std::string float_digits(double value, const Spec& spec) {
    const char type = spec.type;
    const int precision = spec.precision;
    if (type == '\0' && precision < 0) return nn::python_float(value);
    if (type == '\0') {
        // As 'g', but with a digit behind the point at least.
        std::string text = c_format('g', std::max(precision, 1), false, value);
        if (text.find_first_of(".e") == std::string::npos) text += ".0";
        return text;
    }
    const char lower = type == 'F' ? 'f' : type == 'n' ? 'g' : type;
    const int digits = precision < 0 ? 6 : precision;
    if (type == '%') return c_format('f', digits, spec.alternate, value * 100) + "%";
    return c_format(lower, (lower == 'g' || lower == 'G') && digits == 0 ? 1 : digits,
                    spec.alternate, value);
}

}  // namespace

std::string format_text(std::string_view text, std::string_view spec) {
    if (spec.empty()) return std::string(text);
    const Spec parsed = parse(spec, "str");
    if (parsed.type != '\0' && parsed.type != 's') {
        raise(ErrorKind::ValueError, "Unknown format code '{}' for object of type 'str'",
              parsed.type);
    }
    if (parsed.sign != '-') {
        raise(ErrorKind::ValueError, "Sign not allowed in string format specifier");
    }
    if (parsed.align == '=') {
        raise(ErrorKind::ValueError, "'=' alignment not allowed in string format specifier");
    }
    std::string shown(text);
    if (parsed.precision >= 0) {
        const auto places = utf8_places(text);
        const auto most = static_cast<std::size_t>(parsed.precision);
        if (most < places.size() - 1) shown = text.substr(0, places[most]);
    }
    Spec with_zero = parsed;
    if (parsed.zero && parsed.align == '\0') with_zero.fill = "0";
    return padded(shown, with_zero, '<');
}

std::string format_float(double value, std::string_view spec) {
    const Spec parsed = parse(spec, "float");
    if (parsed.type != '\0' &&
        std::string_view("eEfFgGn%").find(parsed.type) == std::string_view::npos) {
        raise(ErrorKind::ValueError, "Unknown format code '{}' for object of type 'float'",
              parsed.type);
    }
    const bool negative = std::signbit(value) && !std::isnan(value);
    std::string text = float_digits(std::abs(value), parsed);
    if (!std::isfinite(value)) {
        text = std::isnan(value) ? "nan" : "inf";
        if (parsed.type == '%') text += '%';
        if (parsed.type == 'F' || parsed.type == 'E' || parsed.type == 'G') {
            std::transform(text.begin(), text.end(), text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        }
        Spec plain = parsed;
        plain.grouping = '\0';
        return finish_number(negative, "", text, "", plain);
    }
    const std::size_t whole = text.find_first_not_of("0123456789");
    const std::string tail = whole == std::string::npos ? "" : text.substr(whole);
    return finish_number(negative, "", text.substr(0, whole), tail, parsed);
}

std::string format_integer(int64_t value, std::string_view spec, std::string_view type) {
    Spec parsed = parse(spec, type);
    const char code = parsed.type == '\0' || parsed.type == 'n' ? 'd' : parsed.type;
    if (std::string_view("eEfFgG%").find(code) != std::string_view::npos) {
        return format_float(static_cast<double>(value), spec);
    }
    if (code == 'c') {
        std::string text;
        append_utf8(text, static_cast<uint32_t>(value));
        return padded(text, parsed, '<');
    }
    if (std::string_view("bdoxX").find(code) == std::string_view::npos) {
        raise(ErrorKind::ValueError, "Unknown format code '{}' for object of type '{}'", code,
              type);
    }
    if (parsed.precision >= 0) {
        raise(ErrorKind::ValueError, "Precision not allowed in integer format specifier");
    }
    const uint64_t magnitude =
        value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
    const std::string digits = code == 'b'   ? fmt::format("{:b}", magnitude)
                               : code == 'o' ? fmt::format("{:o}", magnitude)
                               : code == 'x' ? fmt::format("{:x}", magnitude)
                               : code == 'X' ? fmt::format("{:X}", magnitude)
                                             : std::to_string(magnitude);
    const std::string prefix =
        parsed.alternate && code != 'd' ? std::string("0") + code : std::string();
    return finish_number(value < 0, prefix, digits, "", parsed, code == 'd' ? 3 : 4);
}

std::string Machine::format(const nn::Value& value, std::string_view spec) {
    if (const auto* flag = std::get_if<bool>(&value.data())) {
        return spec.empty() ? (*flag ? "True" : "False")
                            : format_integer(*flag ? 1 : 0, spec, "bool");
    }
    if (const auto* whole = std::get_if<int64_t>(&value.data())) {
        return format_integer(*whole, spec);
    }
    if (const auto* real = std::get_if<double>(&value.data())) return format_float(*real, spec);
    if (const std::string* text = value.text()) return format_text(*text, spec);
    // A tensor with one element that no operation made prints as its number.
    if (value.is_tensor() && value.tensor().dim() == 0 && !value.tensor().is_parameter()) {
        if (const NativeEntry* item = find_native(kMethod, "item")) {
            Arguments arguments{.positional = {value}, .keywords = {}};
            return format(call_native_row(*item, kMethod, arguments), spec);
        }
        return format_float(value.tensor().item<double>(), spec);
    }
    if (auto own = call_special(value, "__format__",
                                {.positional = {nn::Value(std::string(spec))}, .keywords = {}})) {
        return str(*own);
    }
    if (!spec.empty()) {
        raise(ErrorKind::TypeError, "unsupported format string passed to {}.__format__",
              value.type_name());
    }
    return str(value);
}

std::string percent_format(Machine& machine, std::string_view format, const nn::Value& arguments) {
    const nn::Sequence* tuple = arguments.sequence();
    if (tuple != nullptr && !tuple->is_tuple) tuple = nullptr;
    const auto* mapping = as<DictObject>(arguments);
    std::size_t next = 0;
    const auto take = [&]() -> nn::Value {
        if (tuple != nullptr ? next >= tuple->items.size() : next >= 1) {
            raise(ErrorKind::TypeError, "not enough arguments for format string");
        }
        return tuple != nullptr ? tuple->items[next++] : (++next, arguments);
    };
    std::string out;
    for (std::size_t at = 0; at < format.size(); ++at) {
        if (format[at] != '%') {
            out += format[at];
            continue;
        }
        if (++at >= format.size()) raise(ErrorKind::ValueError, "incomplete format");
        if (format[at] == '%') {
            out += '%';
            continue;
        }
        std::optional<nn::Value> keyed;
        if (format[at] == '(') {
            const std::size_t close = format.find(')', at);
            if (close == std::string_view::npos || mapping == nullptr) {
                raise(ErrorKind::TypeError, "format requires a mapping");
            }
            keyed = machine.get_item(arguments, std::string(format.substr(at + 1, close - at - 1)));
            next = 1;
            at = close + 1;
        }
        Spec spec;
        for (; at < format.size(); ++at) {
            const char c = format[at];
            if (c == '-') {
                spec.align = '<';
            } else if (c == '+' || c == ' ') {
                spec.sign = c;
            } else if (c == '0') {
                spec.zero = true;
            } else if (c == '#') {
                spec.alternate = true;
            } else {
                break;
            }
        }
        const auto amount = [&]() -> int {
            if (at < format.size() && format[at] == '*') {
                ++at;
                return static_cast<int>(std::min<int64_t>(take().integer("width"), kWidest));
            }
            std::string_view rest = format.substr(at);
            const int value = number(rest);
            at = format.size() - rest.size();
            return value;
        };
        spec.width = amount();
        if (at < format.size() && format[at] == '.') {
            ++at;
            spec.precision = amount();
        }
        while (at < format.size() && (format[at] == 'l' || format[at] == 'h')) ++at;
        if (at >= format.size()) raise(ErrorKind::ValueError, "incomplete format");
        const char code = format[at];
        const nn::Value value = keyed ? *keyed : take();
        if (code == 's' || code == 'r' || code == 'a') {
            std::string text = code == 's' ? machine.str(value) : machine.repr(value);
            if (spec.precision >= 0) text = format_text(text, fmt::format(".{}", spec.precision));
            spec.fill = " ";
            out += padded(text, spec, '>');
            continue;
        }
        const nn::Value plain = value.is_tensor() && value.tensor().numel() == 1
                                    ? nn::Value(value.tensor().item<double>())
                                    : value;
        const bool whole = code == 'd' || code == 'i' || code == 'u';
        const bool based = code == 'x' || code == 'X' || code == 'o';
        if (code == 'c' && plain.text() != nullptr) {
            out += padded(*plain.text(), spec, '>');
        } else if (whole || based || code == 'c') {
            if (!plain.is_number() ||
                ((based || code == 'c') && std::holds_alternative<double>(plain.data()))) {
                raise(ErrorKind::TypeError, "%{} format: {} is required, not {}", code,
                      whole ? "a real number" : "an integer", value.type_name());
            }
            const auto number_of = static_cast<int64_t>(std::holds_alternative<double>(plain.data())
                                                            ? std::trunc(plain.number())
                                                            : static_cast<double>(0));
            const int64_t integer =
                std::holds_alternative<double>(plain.data()) ? number_of : plain.integer();
            Spec text = spec;
            text.precision = -1;
            const uint64_t magnitude =
                integer < 0 ? 0 - static_cast<uint64_t>(integer) : static_cast<uint64_t>(integer);
            std::string digits = code == 'x'   ? fmt::format("{:x}", magnitude)
                                 : code == 'X' ? fmt::format("{:X}", magnitude)
                                 : code == 'o' ? fmt::format("{:o}", magnitude)
                                               : std::to_string(magnitude);
            while (static_cast<int>(digits.size()) < spec.precision) digits = "0" + digits;
            out += finish_number(integer < 0, "", digits, "", text);
        } else if (std::string_view("eEfFgG").find(code) != std::string_view::npos) {
            if (!plain.is_number()) {
                raise(ErrorKind::TypeError, "must be real number, not {}", value.type_name());
            }
            Spec text = spec;
            text.type = code;
            const double real = plain.number();
            std::string digits = std::isnan(real)   ? "nan"
                                 : std::isinf(real) ? "inf"
                                                    : float_digits(std::abs(real), text);
            out += finish_number(std::signbit(real) && !std::isnan(real), "", digits, "", text);
        } else {
            raise(ErrorKind::ValueError, "unsupported format character '{}' (0x{:x}) at index {}",
                  code, static_cast<unsigned>(static_cast<unsigned char>(code)), at);
        }
    }
    const bool all =
        tuple != nullptr ? next >= tuple->items.size() : next >= 1 || mapping != nullptr;
    if (!all) {
        raise(ErrorKind::TypeError, "not all arguments converted during string formatting");
    }
    return out;
}

}  // namespace engine::script
