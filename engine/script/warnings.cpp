// Python's `warnings`: what is shown, once a place, and what is not.
#include "engine/script/warnings.h"

#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace engine::script {

namespace {

using nn::Value;

std::string small_letters(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// The frame that a warning speaks of: a library's own lines are nobody's place.
const Frame* frame_at(const Frame* frame, int64_t level) {
    for (; frame != nullptr; frame = frame->outer) {
        if (frame->program == nullptr || frame->program->names != nullptr) continue;
        if (--level <= 0 || frame->code == nullptr) return frame;
    }
    return nullptr;
}

Warnings& state(Machine& machine) {
    auto& held = machine.environment().warnings;
    if (!held) held = std::make_shared<Warnings>();
    return *held;
}

std::string action_for(const Warnings& warnings, const std::string& text,
                       const ClassPtr& category) {
    for (const Warnings::Filter& filter : warnings.filters) {
        const ClassPtr wanted = find_builtin_class(filter.category);
        if (wanted && !category->derives_from(*wanted)) continue;
        if (!small_letters(text).starts_with(filter.message)) continue;
        return filter.action;
    }
    return "default";
}

Value warn_function(Machine& machine, Arguments& arguments) {
    const auto argument = [&](std::size_t i, std::string_view name) -> Value {
        if (auto named = take_keyword(arguments, name)) return *std::move(named);
        return i < arguments.positional.size() ? arguments.positional[i] : Value();
    };
    const Value message = argument(0, "message");
    const Value category = argument(1, "category");
    const Value level = argument(2, "stacklevel");
    take_keyword(arguments, "source");
    no_keywords("warn", arguments);
    ClassPtr type = builtin_class("UserWarning");
    const auto& root = builtin_class("Warning");
    const auto* const instance = as<InstanceObject>(message);
    if (instance != nullptr && instance->type->derives_from(*root)) {
        type = instance->type;
    } else if (!category.is_none()) {
        type = shared_as<ClassObject>(category);
        if (!type || !type->derives_from(*root)) {
            raise(ErrorKind::TypeError, "category must be a Warning subclass, not '{}'",
                  category.type_name());
        }
    }
    machine.warn(machine.str(message), type, level.is_none() ? 1 : level.integer("stacklevel"));
    return {};
}

Value add_filter(Machine& machine, Arguments& arguments) {
    if (auto named = take_keyword(arguments, "action")) {
        arguments.positional.insert(arguments.positional.begin(), *std::move(named));
    }
    const auto message = take_keyword(arguments, "message");
    const auto category = take_keyword(arguments, "category");
    for (const std::string_view other : {"module", "lineno", "append"}) {
        take_keyword(arguments, other);
    }
    no_keywords("filterwarnings", arguments);
    if (arguments.positional.empty() || arguments.positional[0].text() == nullptr) {
        raise(ErrorKind::TypeError, "action must be a string");
    }
    Warnings::Filter filter{.action = *arguments.positional[0].text(),
                            .message = message && message->text() != nullptr
                                           ? small_letters(*message->text())
                                           : std::string(),
                            .category = "Warning"};
    static constexpr std::string_view kActions[] = {"default", "error",  "ignore",
                                                    "always",  "module", "once"};
    if (std::find(std::begin(kActions), std::end(kActions), filter.action) == std::end(kActions)) {
        raise(ErrorKind::AssertionError, "invalid action: {}", arguments.positional[0].repr());
    }
    if (category) {
        if (const auto* type = as<ClassObject>(*category)) filter.category = type->name;
    }
    auto& filters = state(machine).filters;
    std::erase(filters, filter);
    filters.insert(filters.begin(), std::move(filter));
    return {};
}

Value reset(Machine& machine, Arguments&) {
    state(machine).filters.clear();
    return {};
}

// What catch_warnings() keeps and puts back: a list of (action, message, category).
Value filters_of(Machine& machine, Arguments&) {
    std::vector<Value> list;
    for (const Warnings::Filter& one : state(machine).filters) {
        list.push_back(Value::tuple({one.action, one.message, one.category}));
    }
    return Value::list(std::move(list));
}
Value set_filters(Machine& machine, Arguments& arguments) {
    auto& filters = state(machine).filters;
    filters.clear();
    for (const Value& one : machine.items(arguments.positional.at(0))) {
        const auto parts = machine.items(one);
        filters.push_back({.action = machine.str(parts.at(0)),
                           .message = machine.str(parts.at(1)),
                           .category = machine.str(parts.at(2))});
    }
    return {};
}

constexpr Builtin kRows[] = {
    {"warn", warn_function},
    {"filterwarnings", add_filter},
    {"simplefilter",
     [](Machine& machine, Arguments& arguments) -> Value {
         // Its second argument is the category.
         if (arguments.positional.size() > 1) {
             arguments.keywords.emplace_back("category", arguments.positional[1]);
             arguments.positional.resize(1);
         }
         return add_filter(machine, arguments);
     }},
    {"resetwarnings", reset},
    {"_filters", filters_of},
    {"_set_filters", set_filters},
};

}  // namespace

void Machine::warn(const std::string& text, const ClassPtr& category, int64_t level) {
    Warnings& warnings = state(*this);
    const std::string action = action_for(warnings, text, category);
    if (action == "ignore") return;
    if (action == "error") {
        raise_object(instantiate(category, {.positional = {Value(text)}, .keywords = {}}));
    }
    const Frame* const frame = frame_at(frame_, level);
    const std::string file = frame == nullptr ? "sys" : frame->program->file;
    const int line = frame == nullptr ? 1 : frame->here.line;
    const bool anywhere = action == "once" || action == "module";
    const bool fresh =
        warnings.seen.emplace(text, category->name, anywhere ? "" : file, anywhere ? 0 : line)
            .second;
    if ((!fresh && action != "always") || !environment_.errors) return;
    const std::string_view source = frame == nullptr ? "" : frame->program->line(line);
    const std::size_t begin = source.find_first_not_of(" \t\f");
    std::string shown = fmt::format("{}:{}: {}: {}\n", file, line, category->name, text);
    if (begin != std::string_view::npos) {
        const std::size_t end = source.find_last_not_of(" \t\r\n");
        shown += fmt::format("  {}\n", source.substr(begin, end - begin + 1));
    }
    environment_.errors(shown);
}

void Machine::warned(const std::string& text, std::string_view category) {
    warn(text, builtin_class(category));
}

std::span<const Builtin> warning_functions() {
    return kRows;
}

}  // namespace engine::script
