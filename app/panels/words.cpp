#include "app/panels/words.h"

#include <cstdio>

namespace app::panels {
namespace {

std::string printed(const char* format, double number) {
    char buffer[64];
    const int length = std::snprintf(buffer, sizeof buffer, format, number);
    return {buffer, static_cast<std::size_t>(length > 0 ? length : 0)};
}

}  // namespace

std::string grouped(int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string counted(int64_t number, std::string_view noun) {
    std::string words = grouped(number) + " ";
    words += noun;
    if (number != 1) words += "s";
    return words;
}

std::string two_digits(double number) {
    std::string words = printed("%.2f", number);
    return words == "-0.00" ? words.substr(1) : words;
}

std::string short_number(double number) {
    return printed("%.4g", number);
}

std::string_view name_of(engine::session::Writer writer) {
    switch (writer) {
        case engine::session::Writer::Person:
            return "you";
        case engine::session::Writer::Loop:
            return "the loop";
        case engine::session::Writer::Construction:
            break;
    }
    return "construction";
}

std::string_view mode_word(bool training) {
    return training ? "train" : "eval";
}

std::string written_by(const engine::session::FlagWrite& write) {
    std::string words(mode_word(write.training));
    if (write.writer == engine::session::Writer::Construction) return words + ", as constructed";
    words += ", written by `" + write.line + "` · step " + grouped(write.step) + " · ";
    words += name_of(write.writer);
    return words;
}

}  // namespace app::panels
