#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"

#include <algorithm>

namespace engine::script {

namespace {

constexpr std::size_t kMostItems = std::size_t{1} << 26;

std::string plural(std::size_t count) {
    return count == 1 ? "exactly one argument" : fmt::format("exactly {} arguments", count);
}

}  // namespace

void expect_count(std::string_view name, const Arguments& arguments, std::size_t least,
                  std::size_t most) {
    no_keywords(name, arguments);
    const std::size_t given = arguments.positional.size();
    if (given >= least && given <= most) return;
    if (least == most) {
        if (most == 0) {
            raise(ErrorKind::TypeError, "{}() takes no arguments ({} given)", name, given);
        }
        if (most == 1) {
            raise(ErrorKind::TypeError, "{}() takes {} ({} given)", name, plural(1), given);
        }
        raise(ErrorKind::TypeError, "{} expected {} arguments, got {}", name, most, given);
    }
    const bool few = given < least;
    const std::size_t bound = few ? least : most;
    raise(ErrorKind::TypeError, "{} expected at {} {} argument{}, got {}", name,
          few ? "least" : "most", bound, bound == 1 ? "" : "s", given);
}

void expect_method(std::string_view name, const Arguments& arguments, std::size_t least,
                   std::size_t most) {
    no_keywords(name, arguments);
    const std::size_t given = arguments.positional.size() - 1;
    if (given >= least && given <= most) return;
    const std::string_view own = arguments.positional[0].type_name();
    if (least == most && most <= 1) {
        raise(ErrorKind::TypeError, "{}.{}() takes {} ({} given)", own, name,
              most == 0 ? "no arguments" : "exactly one argument", given);
    }
    if (least == most) {
        raise(ErrorKind::TypeError, "{} expected {} arguments, got {}", name, most, given);
    }
    const bool few = given < least;
    const std::size_t bound = few ? least : most;
    raise(ErrorKind::TypeError, "{} expected at {} {} argument{}, got {}", name,
          few ? "least" : "most", bound, bound == 1 ? "" : "s", given);
}

std::optional<nn::Value> take_keyword(Arguments& arguments, std::string_view name) {
    const auto it = std::find_if(arguments.keywords.begin(), arguments.keywords.end(),
                                 [&](const nn::Keyword& one) { return one.first == name; });
    if (it == arguments.keywords.end()) return std::nullopt;
    nn::Value value = std::move(it->second);
    arguments.keywords.erase(it);
    return value;
}

void no_keywords(std::string_view name, const Arguments& arguments) {
    if (arguments.keywords.empty()) return;
    raise(ErrorKind::TypeError, "{}() got an unexpected keyword argument '{}'", name,
          arguments.keywords[0].first);
}

int64_t integer_argument(const nn::Value& value) {
    if (const auto* whole = std::get_if<int64_t>(&value.data())) return *whole;
    if (const auto* flag = std::get_if<bool>(&value.data())) return *flag ? 1 : 0;
    if (value.is_tensor() && value.tensor().numel() == 1 && !is_floating(value.tensor().dtype())) {
        return value.tensor().item<int64_t>();
    }
    if (is_wide(value)) {
        raise(ErrorKind::OverflowError, "Python int too large to convert to C ssize_t");
    }
    raise(ErrorKind::TypeError, "'{}' object cannot be interpreted as an integer",
          value.type_name());
}

void check_size(std::size_t items) {
    if (items > kMostItems) raise(ErrorKind::MemoryError, "");
}

}  // namespace engine::script
