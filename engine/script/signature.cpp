#include "engine/script/signature.h"

#include <charconv>
#include <stdexcept>
#include <string>

namespace engine::script {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

[[noreturn]] void refuse(std::string_view text) {
    throw std::logic_error("not a signature: " + std::string(text));
}

/// The parts between commas that stand in no brackets and no quotes.
std::vector<std::string_view> parts(std::string_view text) {
    std::vector<std::string_view> out;
    int depth = 0;
    bool in_quotes = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\'') in_quotes = !in_quotes;
        if (in_quotes) continue;
        if (c == '(') ++depth;
        if (c == ')') --depth;
        if (c == ',' && depth == 0) {
            out.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
        }
    }
    const std::string_view last = trimmed(text.substr(start));
    if (!last.empty()) out.push_back(last);
    return out;
}

nn::Value literal(std::string_view text) {
    if (text == "None") return {};
    if (text == "True") return true;
    if (text == "False") return false;
    if (text == "float32") return DType::Float32;
    if (text == "int64") return DType::Int64;
    if (text.size() >= 2 && text.front() == '\'') {
        return std::string(text.substr(1, text.size() - 2));
    }
    if (text.size() >= 2 && text.front() == '(') {
        std::vector<nn::Value> items;
        for (const auto part : parts(text.substr(1, text.size() - 2))) {
            items.push_back(literal(part));
        }
        return nn::Value::tuple(std::move(items));
    }
    const char* const end = text.data() + text.size();
    int64_t whole = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, whole);
        error == std::errc() && stop == end) {
        return whole;
    }
    double number = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, number);
        error == std::errc() && stop == end) {
        return number;
    }
    refuse(text);
}

}  // namespace

Signature parse_signature(std::string_view text) {
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos) return {.name = text, .parameters = {}};
    if (text.back() != ')') refuse(text);
    Signature signature{.name = text.substr(0, open), .parameters = {}};
    bool keyword_only = false;
    for (const auto part : parts(text.substr(open + 1, text.size() - open - 2))) {
        if (part == "*") {
            keyword_only = true;
            continue;
        }
        if (part.front() == '*') {
            signature.parameters.push_back(
                {.name = part.substr(1), .required = false, .rest = true, .fallback = {}});
            keyword_only = true;
            continue;
        }
        const std::size_t equals = part.find('=');
        const bool required = equals == std::string_view::npos;
        signature.parameters.push_back(
            {.name = trimmed(part.substr(0, equals)),
             .required = required,
             .keyword_only = keyword_only,
             .fallback = required ? nn::Value() : literal(trimmed(part.substr(equals + 1)))});
    }
    return signature;
}

}  // namespace engine::script
