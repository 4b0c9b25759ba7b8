#include "engine/session/shown_value.h"

#include "engine/base/error.h"
#include "engine/nn/module.h"
#include "engine/script/object_parts.h"
#include "engine/script/parser.h"
#include "engine/session/state.h"

#include <algorithm>
#include <cmath>

namespace engine::session {

namespace {

/// The line with "_ = " before each statement: "_ = 1; _ = x.mean()". Nothing where it is more
/// than expressions that each have shown a value.
std::optional<std::string> assigned(std::string_view line, int shown) {
    std::string text(line);
    try {
        const auto program = script::parse(line);
        const auto& body = program->body;
        if (body.size() != static_cast<std::size_t>(shown)) return std::nullopt;
        for (auto one = body.rbegin(); one != body.rend(); ++one) {
            if (one->kind != script::Statement::Kind::Expression) return std::nullopt;
            std::size_t at = 0;
            for (int row = 1; row < one->span.line; ++row) at = text.find('\n', at) + 1;
            text.insert(at + static_cast<std::size_t>(one->span.column), "_ = ");
        }
    } catch (const Error&) {
        return std::nullopt;
    }
    return text + '\n';
}

bool is_same(const nn::Value& a, const nn::Value& b) {
    if (a.is_tensor() && b.is_tensor()) return a.tensor().is(b.tensor());
    return script::holds_parts(a) && script::holds_parts(b) &&
           script::identity_of(a) == script::identity_of(b);
}

/// What can be written down as it is.
bool is_literal(const nn::Value& value) {
    const auto& data = value.data();
    if (const auto* number = std::get_if<double>(&data)) return std::isfinite(*number);
    return std::holds_alternative<bool>(data) || std::holds_alternative<int64_t>(data) ||
           std::holds_alternative<std::string>(data);
}

}  // namespace

script::LastShown ShownValue::before(const SessionState& state) const {
    script::LastShown last;
    last.kept = kept_ && model_.lock() == state.model;
    if (last.kept) last.value = value_;
    return last;
}

void ShownValue::note(const script::LastShown& after, std::string_view line, bool asked,
                      Position now, const SessionState& state) {
    if (after.written == 0) {
        // It may have changed what was shown: `_.append(3)`.
        const bool follows = asked && after.read && !assignments_.empty() && at_ == now;
        if (follows) assignments_ += std::string(line) + '\n';
        return;
    }
    const auto shows = asked ? assigned(line, after.written) : std::nullopt;
    const auto earlier = after.read ? origin(state, now) : std::string();
    assignments_ = shows && earlier ? *earlier + *shows : "";
    value_ = after.value;
    kept_ = true;
    model_ = state.model;
    at_ = now;
}

std::optional<std::string> ShownValue::origin(const SessionState& state, Position now) const {
    if (!assignments_.empty() && at_ == now) return assignments_;
    for (const auto& [name, value] : state.names) {
        if (is_same(value, value_)) return "_ = " + name + '\n';
    }
    if (is_literal(value_)) return "_ = " + value_.repr() + '\n';
    return std::nullopt;
}

}  // namespace engine::session
