#include "engine/session/shown_value.h"

#include "engine/base/error.h"
#include "engine/nn/module.h"
#include "engine/script/parser.h"
#include "engine/session/state.h"

namespace engine::session {

namespace {

bool is_one_expression(std::string_view line) {
    try {
        const auto program = script::parse(line);
        return program->body.size() == 1 &&
               program->body.front().kind == script::Statement::Kind::Expression;
    } catch (const Error&) {
        return false;
    }
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
    if (!after.written) return;
    const bool known =
        asked && is_one_expression(line) && (!after.read || (!assignments_.empty() && at_ == now));
    std::string assignments = after.read && known ? assignments_ : std::string();
    if (known) assignments += "_ = (" + std::string(line) + "\n)\n";
    assignments_ = std::move(assignments);
    value_ = after.value;
    kept_ = true;
    model_ = state.model;
    at_ = now;
}

std::optional<std::string> ShownValue::bound(std::string_view line, Position now) const {
    if (assignments_.empty() || at_ != now) return std::nullopt;
    return assignments_ + std::string(line) + "\ndel _";
}

}  // namespace engine::session
