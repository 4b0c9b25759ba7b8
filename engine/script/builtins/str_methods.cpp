// Methods of texts that make texts and lists of texts.
#include "engine/base/error.h"
#include "engine/base/letters.h"
#include "engine/base/utf8.h"
#include "engine/script/builtins.h"
#include "engine/script/format.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

using nn::Value;

constexpr std::string_view kBlank = " \t\n\r\f\v";

const std::string& self_of(const Arguments& arguments, std::string_view name) {
    if (arguments.positional.empty() || arguments.positional[0].text() == nullptr) {
        raise(ErrorKind::TypeError, "unbound method str.{}() needs an argument", name);
    }
    return *arguments.positional[0].text();
}

const std::string& text_argument(const Arguments& arguments, std::size_t at,
                                 std::string_view name) {
    const std::string* text = arguments.positional[at].text();
    if (text == nullptr) {
        raise(ErrorKind::TypeError, "{}() argument {} must be str, not {}", name, at,
              arguments.positional[at].type_name());
    }
    return *text;
}

/// Every character through `change`, which writes what stands in its place.
template <class Change>
std::string each_character(const std::string& text, const Change& change) {
    const std::vector<std::size_t> places = utf8_places(text);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const std::string_view one =
            std::string_view(text).substr(places[i], places[i + 1] - places[i]);
        change(out, one, utf8_code(one));
    }
    return out;
}

void add_upper(std::string& out, uint32_t code) {
    if (code == 0xdf) {
        out += "SS";
    } else {
        append_utf8(out, upper_case(code));
    }
}

Value upper(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "upper");
    expect_method("upper", arguments, 0, 0);
    return each_character(
        text, [](std::string& out, std::string_view, uint32_t code) { add_upper(out, code); });
}

std::string lowered(const std::string& text) {
    return each_character(text, [](std::string& out, std::string_view, uint32_t code) {
        append_utf8(out, lower_case(code));
    });
}

Value lower(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "lower");
    expect_method("lower", arguments, 0, 0);
    return lowered(text);
}

Value capitalize(Machine&, Arguments& arguments) {
    bool first = true;
    return each_character(self_of(arguments, "capitalize"),
                          [&](std::string& out, std::string_view, uint32_t code) {
                              if (std::exchange(first, false)) {
                                  append_utf8(out, upper_case(code));
                              } else {
                                  append_utf8(out, lower_case(code));
                              }
                          });
}

Value title(Machine&, Arguments& arguments) {
    bool inside = false;
    return each_character(self_of(arguments, "title"),
                          [&](std::string& out, std::string_view, uint32_t code) {
                              append_utf8(out, inside ? lower_case(code) : upper_case(code));
                              inside = is_cased(code);
                          });
}

Value swapcase(Machine&, Arguments& arguments) {
    return each_character(self_of(arguments, "swapcase"),
                          [](std::string& out, std::string_view, uint32_t code) {
                              if (lower_case(code) != code) {
                                  append_utf8(out, lower_case(code));
                              } else {
                                  add_upper(out, code);
                              }
                          });
}

template <bool left, bool right>
Value strip(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "strip");
    expect_method("strip", arguments, 0, 1);
    const bool given = arguments.positional.size() > 1 && !arguments.positional[1].is_none();
    if (given && arguments.positional[1].text() == nullptr) {
        raise(ErrorKind::TypeError, "{}strip arg must be None or str",
              left && right ? ""
              : left        ? "l"
                            : "r");
    }
    const std::string_view set = given ? std::string_view(*arguments.positional[1].text()) : kBlank;
    std::size_t from = 0, end = text.size();
    while (left && from < end && set.find(text[from]) != std::string_view::npos) ++from;
    while (right && end > from && set.find(text[end - 1]) != std::string_view::npos) --end;
    return text.substr(from, end - from);
}

template <bool from_right>
Value split(Machine&, Arguments& arguments) {
    const std::string text = self_of(arguments, "split");
    const auto named_separator = take_keyword(arguments, "sep");
    const auto named_most = take_keyword(arguments, "maxsplit");
    expect_method("split", arguments, 0, 2);
    const Value separator = named_separator                   ? *named_separator
                            : arguments.positional.size() > 1 ? arguments.positional[1]
                                                              : Value();
    int64_t most = named_most                        ? integer_argument(*named_most)
                   : arguments.positional.size() > 2 ? integer_argument(arguments.positional[2])
                                                     : -1;
    if (most < 0) most = INT64_MAX;
    std::vector<std::string> parts;
    if (separator.is_none()) {
        std::string_view rest = text;
        const auto trim = [&rest] {
            if (from_right) {
                rest = rest.substr(0, rest.find_last_not_of(kBlank) + 1);
            } else {
                rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
            }
        };
        for (trim(); !rest.empty() && most-- > 0; trim()) {
            const std::size_t at =
                from_right ? rest.find_last_of(kBlank) : rest.find_first_of(kBlank);
            if (at == std::string_view::npos) break;
            parts.emplace_back(from_right ? rest.substr(at + 1) : rest.substr(0, at));
            rest = from_right ? rest.substr(0, at) : rest.substr(at);
        }
        trim();
        if (!rest.empty()) parts.emplace_back(rest);
    } else {
        if (separator.text() == nullptr) {
            raise(ErrorKind::TypeError, "must be str or None, not {}", separator.type_name());
        }
        const std::string& by = *separator.text();
        if (by.empty()) raise(ErrorKind::ValueError, "empty separator");
        std::string_view rest = text;
        while (most-- > 0) {
            const std::size_t at = from_right ? rest.rfind(by) : rest.find(by);
            if (at == std::string_view::npos) break;
            parts.emplace_back(from_right ? rest.substr(at + by.size()) : rest.substr(0, at));
            rest = from_right ? rest.substr(0, at) : rest.substr(at + by.size());
        }
        parts.emplace_back(rest);
    }
    if (from_right) std::reverse(parts.begin(), parts.end());
    return Value::list({parts.begin(), parts.end()});
}

Value splitlines(Machine&, Arguments& arguments) {
    std::string_view rest = self_of(arguments, "splitlines");
    const auto named = take_keyword(arguments, "keepends");
    expect_method("splitlines", arguments, 0, 1);
    const bool keep =
        named ? named->truth() : arguments.positional.size() > 1 && arguments.positional[1].truth();
    std::vector<Value> lines;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of("\n\r"), rest.size());
        const bool both = rest.substr(end).starts_with("\r\n");
        const std::size_t next = std::min(rest.size(), end + (both ? 2 : 1));
        lines.emplace_back(std::string(rest.substr(0, keep ? next : end)));
        rest.remove_prefix(next);
    }
    return Value::list(std::move(lines));
}

template <bool from_right>
Value partition(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "partition");
    expect_method("partition", arguments, 1, 1);
    const std::string& by = text_argument(arguments, 1, "partition");
    if (by.empty()) raise(ErrorKind::ValueError, "empty separator");
    const std::size_t at = from_right ? text.rfind(by) : text.find(by);
    if (at == std::string::npos) {
        return from_right ? Value::tuple({"", "", text}) : Value::tuple({text, "", ""});
    }
    return Value::tuple({text.substr(0, at), by, text.substr(at + by.size())});
}

Value join(Machine& machine, Arguments& arguments) {
    const std::string& by = self_of(arguments, "join");
    expect_method("join", arguments, 1, 1);
    std::string out;
    std::size_t at = 0;
    std::vector<Value> items;
    try {
        items = machine.items(arguments.positional[1]);
    } catch (const Error& error) {
        if (!std::string_view(error.what()).ends_with("object is not iterable")) throw;
        raise(ErrorKind::TypeError, "can only join an iterable");
    }
    for (const Value& item : items) {
        if (item.text() == nullptr) {
            raise(ErrorKind::TypeError, "sequence item {}: expected str instance, {} found", at,
                  item.type_name());
        }
        if (at++ > 0) out += by;
        out += *item.text();
        check_size(out.size());
    }
    return out;
}

Value replace(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "replace");
    expect_method("replace", arguments, 2, 3);
    const std::string& old = text_argument(arguments, 1, "replace");
    const std::string& fresh = text_argument(arguments, 2, "replace");
    int64_t most = arguments.positional.size() > 3 ? integer_argument(arguments.positional[3]) : -1;
    if (most < 0) most = INT64_MAX;
    std::string out;
    std::size_t from = 0;
    while (most-- > 0) {
        if (old.empty() && from >= text.size()) {
            if (from == text.size()) out += fresh;
            break;
        }
        const std::size_t at = text.find(old, from);
        if (at == std::string::npos) break;
        out += text.substr(from, at - from) + fresh;
        if (old.empty()) out += text[at];
        from = at + std::max<std::size_t>(1, old.size());
        check_size(out.size());
    }
    return out + text.substr(std::min(from, text.size()));
}

template <char align>
Value justify(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "ljust");
    expect_method(align == '^' ? "center" : "ljust", arguments, 1, 2);
    const int64_t width = std::max<int64_t>(integer_argument(arguments.positional[1]), 0);
    check_size(static_cast<std::size_t>(width));
    std::string fill = " ";
    if (arguments.positional.size() > 2) fill = text_argument(arguments, 2, "ljust");
    if (utf8_places(fill).size() != 2) {
        raise(ErrorKind::TypeError, "The fill character must be exactly one character long");
    }
    const auto length = static_cast<int64_t>(utf8_places(text).size()) - 1;
    const int64_t room = std::max<int64_t>(0, width - length);
    // CPython's center puts the odd one left where the width is odd.
    const int64_t before = align == '>' ? room : align == '<' ? 0 : room / 2 + (room & width & 1);
    std::string out;
    for (int64_t i = 0; i < before; ++i) out += fill;
    out += text;
    for (int64_t i = before; i < room; ++i) out += fill;
    return out;
}

Value zfill(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "zfill");
    expect_method("zfill", arguments, 1, 1);
    const auto width =
        static_cast<std::size_t>(std::max<int64_t>(integer_argument(arguments.positional[1]), 0));
    check_size(width);
    if (text.size() >= width) return text;
    const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    return text.substr(0, sign) + std::string(width - text.size(), '0') + text.substr(sign);
}

template <bool prefix>
Value without(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "removeprefix");
    expect_method(prefix ? "removeprefix" : "removesuffix", arguments, 1, 1);
    const std::string& part = text_argument(arguments, 1, "removeprefix");
    if (prefix && text.starts_with(part)) return text.substr(part.size());
    if (!prefix && text.ends_with(part)) return text.substr(0, text.size() - part.size());
    return text;
}

Value expandtabs(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "expandtabs");
    const auto named = take_keyword(arguments, "tabsize");
    expect_method("expandtabs", arguments, 0, 1);
    const int64_t size = std::clamp<int64_t>(named ? integer_argument(*named)
                                             : arguments.positional.size() > 1
                                                 ? integer_argument(arguments.positional[1])
                                                 : 8,
                                             0, 1 << 10);
    int64_t column = 0;
    return each_character(text, [&](std::string& out, std::string_view one, uint32_t code) {
        if (code == '\t') {
            const int64_t room = size > 0 ? size - column % size : 0;
            out.append(static_cast<std::size_t>(room), ' ');
            column += room;
            check_size(out.size());
            return;
        }
        out += one;
        column = code == '\n' || code == '\r' ? 0 : column + 1;
    });
}

Value format(Machine& machine, Arguments& arguments) {
    const std::string text = self_of(arguments, "format");
    arguments.positional.erase(arguments.positional.begin());
    return brace_format(machine, text, arguments);
}

constexpr Builtin kRows[] = {
    {"upper", upper},
    {"lower", lower},
    {"casefold", lower},
    {"capitalize", capitalize},
    {"title", title},
    {"swapcase", swapcase},
    {"strip", strip<true, true>},
    {"lstrip", strip<true, false>},
    {"rstrip", strip<false, true>},
    {"split", split<false>},
    {"rsplit", split<true>},
    {"splitlines", splitlines},
    {"partition", partition<false>},
    {"rpartition", partition<true>},
    {"join", join},
    {"replace", replace},
    {"ljust", justify<'<'>},
    {"rjust", justify<'>'>},
    {"center", justify<'^'>},
    {"zfill", zfill},
    {"expandtabs", expandtabs},
    {"removeprefix", without<true>},
    {"removesuffix", without<false>},
    {"format", format},
};

}  // namespace

std::span<const Builtin> str_methods() {
    return kRows;
}

}  // namespace engine::script
