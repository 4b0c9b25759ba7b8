// match: which case an object fits.
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

/// Of these a pattern by place is the object itself: `case int(n)`.
bool is_itself(const ClassObject& type) {
    static constexpr std::string_view kNames[] = {"bool", "dict", "float", "frozenset", "int",
                                                  "list", "set",  "str",   "tuple"};
    return type.builtin &&
           std::find(std::begin(kNames), std::end(kNames), type.name) != std::end(kNames);
}

/// What the places of a class pattern are called: __match_args__, or the fields of a dataclass.
std::vector<std::string> places_of(const ClassObject& type) {
    std::vector<std::string> names;
    if (const nn::Value* own = type.find("__match_args__")) {
        if (const nn::Sequence* sequence = own->sequence()) {
            for (const nn::Value& name : sequence->items) {
                if (name.text() != nullptr) names.push_back(*name.text());
            }
        }
        return names;
    }
    for (const ClassObject::Field& field : type.fields) names.push_back(field.name);
    return names;
}

}  // namespace

const Case* Machine::case_of(const Statement& statement) {
    const nn::Value subject = evaluate(*statement.value);
    for (const Case& one : statement.cases) {
        step();
        frame_->here = one.pattern->span;
        if (!fits(*one.pattern, subject)) continue;
        if (!one.guard || truth(evaluate(*one.guard))) return &one;
    }
    return nullptr;
}

Machine::Flow Machine::match_(const Statement& statement) {
    const Case* const found = case_of(statement);
    return found == nullptr ? Flow::Normal : block(found->body);
}

bool Machine::fits(const Pattern& pattern, const nn::Value& subject) {
    if (!fits_kind(pattern, subject)) return false;
    if (pattern.as) assign(*pattern.as, subject);
    return true;
}

bool Machine::fits_kind(const Pattern& pattern, const nn::Value& subject) {
    switch (pattern.kind) {
        case Pattern::Kind::Value:
            return truth(compare(Op::Eq, subject, evaluate(*pattern.value)));
        case Pattern::Kind::Same:
            return truth(compare(Op::Is, subject, evaluate(*pattern.value)));
        case Pattern::Kind::Capture:
        case Pattern::Kind::Star:
            if (pattern.target) assign(*pattern.target, subject);
            return true;
        case Pattern::Kind::Or:
            return std::any_of(pattern.parts.begin(), pattern.parts.end(),
                               [&](const PatternPtr& part) { return fits(*part, subject); });
        case Pattern::Kind::Sequence:
            return fits_sequence(pattern, subject);
        case Pattern::Kind::Mapping:
            return fits_mapping(pattern, subject);
        case Pattern::Kind::Class:
            return fits_class(pattern, subject);
    }
    return false;
}

bool Machine::fits_sequence(const Pattern& pattern, const nn::Value& subject) {
    const auto* instance = as<InstanceObject>(subject);
    const bool walks = subject.sequence() != nullptr || as<RangeObject>(subject) != nullptr ||
                       (instance != nullptr && instance->type->named_tuple);
    if (!walks) return false;
    const std::vector<nn::Value> all = items(subject);
    const auto& parts = pattern.parts;
    const auto star = std::find_if(parts.begin(), parts.end(), [](const PatternPtr& part) {
        return part->kind == Pattern::Kind::Star;
    });
    const auto before = static_cast<std::size_t>(star - parts.begin());
    if (star == parts.end()) {
        if (all.size() != parts.size()) return false;
    } else if (all.size() + 1 < parts.size()) {
        return false;
    }
    for (std::size_t i = 0; i < before; ++i) {
        if (!fits(*parts[i], all[i])) return false;
    }
    if (star == parts.end()) return true;
    const std::size_t after = parts.size() - before - 1;
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(before);
    const auto to = all.end() - static_cast<std::ptrdiff_t>(after);
    if (!fits(**star, nn::Value::list({from, to}))) return false;
    for (std::size_t i = 0; i < after; ++i) {
        if (!fits(*parts[before + 1 + i], all[all.size() - after + i])) return false;
    }
    return true;
}

bool Machine::fits_mapping(const Pattern& pattern, const nn::Value& subject) {
    const auto* dict = as<DictObject>(subject);
    if (dict == nullptr) return false;
    std::vector<nn::Value> keys;
    for (std::size_t i = 0; i < pattern.keys.size(); ++i) {
        keys.push_back(evaluate(*pattern.keys[i]));
        const nn::Value* held = dict->table.find(keys.back());
        if (held == nullptr) return false;
        const nn::Value value = *held;
        if (!fits(*pattern.parts[i], value)) return false;
    }
    if (!pattern.target) return true;
    auto rest = made(make_released<DictObject>());
    for (const Table::Entry& entry : dict->table.entries()) rest->table.set(entry.key, entry.value);
    for (const nn::Value& key : keys) rest->table.erase(key);
    assign(*pattern.target, nn::ObjectPtr(std::move(rest)));
    return true;
}

bool Machine::fits_class(const Pattern& pattern, const nn::Value& subject) {
    const nn::Value asked = evaluate(*pattern.value);
    const auto type = shared_as<ClassObject>(asked);
    if (!type) raise(ErrorKind::TypeError, "called match pattern must be a class");
    if (!is_instance(subject, asked)) return false;
    const std::size_t by_place = pattern.parts.size() - pattern.names.size();
    std::vector<std::string> places;
    if (by_place == 1 && is_itself(*type)) {
        if (!fits(*pattern.parts[0], subject)) return false;
        places.emplace_back();
    } else if (by_place > 0) {
        places = places_of(*type);
        if (places.size() < by_place) {
            raise(ErrorKind::TypeError, "{}() accepts {} positional sub-pattern{} ({} given)",
                  type->name, places.size(), places.size() == 1 ? "" : "s", by_place);
        }
    }
    for (std::size_t i = 0; i < pattern.parts.size(); ++i) {
        const std::string& name = i < by_place ? places[i] : pattern.names[i - by_place];
        if (name.empty()) continue;
        const auto held = find_attribute(subject, name);
        if (!held || !fits(*pattern.parts[i], *held)) return false;
    }
    return true;
}

}  // namespace engine::script
