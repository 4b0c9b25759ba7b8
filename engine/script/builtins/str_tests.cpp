// Methods of texts that ask and look up.
#include "engine/base/error.h"
#include "engine/base/letters.h"
#include "engine/base/utf8.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"

#include <algorithm>

namespace engine::script {

namespace {

using nn::Value;

const std::string& self_of(const Arguments& arguments, std::string_view name) {
    if (arguments.positional.empty() || arguments.positional[0].text() == nullptr) {
        raise(ErrorKind::TypeError, "unbound method str.{}() needs an argument", name);
    }
    return *arguments.positional[0].text();
}

/// The part between the bounds that stand as second and third argument.
std::string_view bounded(const std::string& text, const Arguments& arguments) {
    if (arguments.positional.size() < 3) return text;
    const auto places = utf8_places(text);
    const auto count = static_cast<int64_t>(places.size()) - 1;
    const auto bound = [&](std::size_t at, int64_t absent) {
        if (arguments.positional.size() <= at || arguments.positional[at].is_none()) return absent;
        const int64_t given = integer_argument(arguments.positional[at]);
        return std::clamp<int64_t>(given < 0 ? given + count : given, 0, count);
    };
    const std::size_t from = places[static_cast<std::size_t>(bound(2, 0))];
    const std::size_t end = places[static_cast<std::size_t>(bound(3, count))];
    return std::string_view(text).substr(from, end > from ? end - from : 0);
}

template <bool start>
Value begins(Machine&, Arguments& arguments) {
    const std::string_view name = start ? "startswith" : "endswith";
    const std::string& whole = self_of(arguments, name);
    expect_method(name, arguments, 1, 3);
    const std::string_view text = bounded(whole, arguments);
    const auto one = [&](const Value& part) {
        if (part.text() == nullptr) {
            raise(ErrorKind::TypeError, "{} first arg must be str or a tuple of str, not {}", name,
                  part.type_name());
        }
        return start ? text.starts_with(*part.text()) : text.ends_with(*part.text());
    };
    const nn::Sequence* several = arguments.positional[1].sequence();
    if (several == nullptr || !several->is_tuple) return one(arguments.positional[1]);
    return std::any_of(several->items.begin(), several->items.end(), one);
}

template <bool from_right, bool must>
Value find(Machine&, Arguments& arguments) {
    const std::string_view name = must ? "index" : "find";
    const std::string& text = self_of(arguments, name);
    expect_method(name, arguments, 1, 3);
    const std::string* part = arguments.positional[1].text();
    if (part == nullptr) {
        raise(ErrorKind::TypeError, "must be str, not {}", arguments.positional[1].type_name());
    }
    const auto places = utf8_places(text);
    const auto count = static_cast<int64_t>(places.size()) - 1;
    const auto bound = [&](std::size_t at, int64_t absent) {
        if (arguments.positional.size() <= at || arguments.positional[at].is_none()) return absent;
        const int64_t given = integer_argument(arguments.positional[at]);
        return std::clamp<int64_t>(given < 0 ? given + count : given, 0, count);
    };
    const std::size_t from = places[static_cast<std::size_t>(bound(2, 0))];
    const std::size_t end = places[static_cast<std::size_t>(bound(3, count))];
    const std::string_view part_of =
        std::string_view(text).substr(from, end > from ? end - from : 0);
    const std::size_t found = from_right ? part_of.rfind(*part) : part_of.find(*part);
    if (found == std::string_view::npos) {
        if (must) raise(ErrorKind::ValueError, "substring not found");
        return -1;
    }
    return static_cast<int64_t>(std::lower_bound(places.begin(), places.end(), found + from) -
                                places.begin());
}

Value count(Machine&, Arguments& arguments) {
    const std::string& whole = self_of(arguments, "count");
    expect_method("count", arguments, 1, 3);
    const std::string* part = arguments.positional[1].text();
    if (part == nullptr) {
        raise(ErrorKind::TypeError, "must be str, not {}", arguments.positional[1].type_name());
    }
    const std::string_view text = bounded(whole, arguments);
    if (part->empty()) return static_cast<int64_t>(utf8_places(text).size());
    int64_t found = 0;
    for (std::size_t at = text.find(*part); at != std::string_view::npos;
         at = text.find(*part, at + part->size())) {
        ++found;
    }
    return found;
}

Value istitle(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "istitle");
    expect_method("istitle", arguments, 0, 0);
    bool inside = false, any = false;
    const std::vector<std::size_t> places = utf8_places(text);
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const uint32_t code =
            utf8_code(std::string_view(text).substr(places[i], places[i + 1] - places[i]));
        const bool capital = lower_case(code) != code;
        if (is_cased(code) && capital == inside) return false;
        inside = is_cased(code);
        any |= inside;
    }
    return any;
}

Value isascii(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "isascii");
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

Value isprintable(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "isprintable");
    return std::all_of(text.begin(), text.end(),
                       [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
}

enum class Letters { Digits, Alphabet, Both, Blank };

/// Letters beyond ASCII count as letters.
template <Letters wanted>
bool is_one(unsigned char c) {
    switch (wanted) {
        case Letters::Digits:
            return std::isdigit(c) != 0;
        case Letters::Alphabet:
            return c >= 0x80 || std::isalpha(c) != 0;
        case Letters::Both:
            return c >= 0x80 || std::isalnum(c) != 0;
        case Letters::Blank:
            return std::isspace(c) != 0;
    }
    return false;
}

template <Letters wanted>
Value each(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "isdigit");
    expect_method("isdigit", arguments, 0, 0);
    return !text.empty() && std::all_of(text.begin(), text.end(), is_one<wanted>);
}

template <bool up>
Value cased(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "isupper");
    expect_method("isupper", arguments, 0, 0);
    bool any = false;
    for (const unsigned char c : text) {
        if (std::isalpha(c) == 0) continue;
        if ((std::isupper(c) != 0) != up) return false;
        any = true;
    }
    return any;
}

Value isidentifier(Machine&, Arguments& arguments) {
    const std::string& text = self_of(arguments, "isidentifier");
    const auto good = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; };
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
           std::all_of(text.begin(), text.end(), good);
}

constexpr Builtin kRows[] = {
    {"startswith", begins<true>},
    {"endswith", begins<false>},
    {"find", find<false, false>},
    {"rfind", find<true, false>},
    {"index", find<false, true>},
    {"rindex", find<true, true>},
    {"count", count},
    {"isdigit", each<Letters::Digits>},
    {"isnumeric", each<Letters::Digits>},
    {"isdecimal", each<Letters::Digits>},
    {"isalpha", each<Letters::Alphabet>},
    {"isalnum", each<Letters::Both>},
    {"isspace", each<Letters::Blank>},
    {"isupper", cased<true>},
    {"islower", cased<false>},
    {"isidentifier", isidentifier},
    {"istitle", istitle},
    {"isascii", isascii},
    {"isprintable", isprintable},
};

}  // namespace

std::span<const Builtin> str_tests() {
    return kRows;
}

}  // namespace engine::script
