#include "engine/base/error.h"
#include "engine/script/format.h"
#include "engine/script/machine.h"

#include <charconv>

namespace engine::script {

namespace {

class BraceFormat {
public:
    BraceFormat(Machine& machine, const Arguments& arguments)
        : machine_(machine), arguments_(arguments) {}

    std::string run(std::string_view format, int level = 0) {
        if (level > 2) raise(ErrorKind::ValueError, "Max string recursion exceeded");
        std::string out;
        for (std::size_t at = 0; at < format.size(); ++at) {
            const char c = format[at];
            if (c != '{' && c != '}') {
                out += c;
                continue;
            }
            if (at + 1 < format.size() && format[at + 1] == c) {
                out += c;
                ++at;
                continue;
            }
            if (c == '}') {
                raise(ErrorKind::ValueError, "Single '}}' encountered in format string");
            }
            const std::size_t end = closing(format, at + 1);
            out += field(format.substr(at + 1, end - at - 1), level);
            at = end;
        }
        return out;
    }

private:
    static std::size_t closing(std::string_view format, std::size_t at) {
        int depth = 1;
        for (; at < format.size(); ++at) {
            if (format[at] == '{') ++depth;
            if (format[at] == '}' && --depth == 0) return at;
        }
        if (format.back() == '{') {
            raise(ErrorKind::ValueError, "Single '{{' encountered in format string");
        }
        raise(ErrorKind::ValueError, "expected '}}' before end of string");
    }

    std::string field(std::string_view field, int level) {
        std::size_t end = 0;
        for (int brackets = 0; end < field.size(); ++end) {
            if (field[end] == '[') ++brackets;
            if (field[end] == ']') --brackets;
            if (brackets == 0 && (field[end] == '!' || field[end] == ':')) break;
        }
        nn::Value value = look_up(field.substr(0, end));
        if (end < field.size() && field[end] == '!') {
            const std::string_view conversion = field.substr(end + 1, 1);
            if (conversion == "s") {
                value = machine_.str(value);
            } else if (conversion == "r") {
                value = machine_.repr(value);
            } else if (conversion == "a") {
                value = ascii_only(machine_.repr(value));
            } else if (conversion.empty()) {
                raise(ErrorKind::ValueError,
                      "end of string while looking for conversion specifier");
            } else {
                raise(ErrorKind::ValueError, "Unknown conversion specifier {}", conversion);
            }
            end += 2;
        }
        std::string spec;
        if (end < field.size() && field[end] == ':') spec = run(field.substr(end + 1), level + 1);
        return machine_.format(value, spec);
    }

    nn::Value look_up(std::string_view path) {
        const std::size_t end = std::min(path.find_first_of(".["), path.size());
        nn::Value value = first(path.substr(0, end));
        path.remove_prefix(end);
        while (!path.empty()) {
            if (path[0] == '.') {
                const std::size_t stop = std::min(path.find_first_of(".[", 1), path.size());
                value = machine_.get_attribute(value, path.substr(1, stop - 1));
                path.remove_prefix(stop);
                continue;
            }
            const std::size_t close = path.find(']');
            if (close == std::string_view::npos) {
                raise(ErrorKind::ValueError, "Missing ']' in format string");
            }
            const std::string_view key = path.substr(1, close - 1);
            int64_t index = 0;
            const auto [stop, error] = std::from_chars(key.data(), key.data() + key.size(), index);
            const bool whole = error == std::errc() && stop == key.data() + key.size();
            value =
                machine_.get_item(value, whole ? nn::Value(index) : nn::Value(std::string(key)));
            path.remove_prefix(close + 1);
        }
        return value;
    }

    nn::Value first(std::string_view name) {
        int64_t index = 0;
        const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), index);
        const bool numbered = error == std::errc() && stop == name.data() + name.size();
        if (name.empty() || numbered) {
            if (next_ != 0 && (next_ > 0) != name.empty()) {
                raise(ErrorKind::ValueError, "cannot switch from {} to {}",
                      name.empty() ? "manual field specification" : "automatic field numbering",
                      name.empty() ? "automatic field numbering" : "manual field specification");
            }
            if (name.empty()) {
                index = next_++;
            } else {
                next_ = -1;
            }
            if (index < 0 || static_cast<std::size_t>(index) >= arguments_.positional.size()) {
                raise(ErrorKind::IndexError,
                      "Replacement index {} out of range for positional args tuple", index);
            }
            return arguments_.positional[static_cast<std::size_t>(index)];
        }
        for (const auto& [key, value] : arguments_.keywords) {
            if (key == name) return value;
        }
        raise(ErrorKind::KeyError, "'{}'", name);
    }

    Machine& machine_;
    const Arguments& arguments_;
    int64_t next_ = 0;  ///< the next field without a number; -1 where fields have numbers
};

}  // namespace

std::string brace_format(Machine& machine, std::string_view format, const Arguments& arguments) {
    return BraceFormat(machine, arguments).run(format);
}

}  // namespace engine::script
