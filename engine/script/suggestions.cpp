#include "engine/script/suggestions.h"

#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/members.h"
#include "engine/script/subset.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace engine::script {

namespace {

constexpr std::size_t kMove = 2, kCase = 1, kLongest = 40, kMostCandidates = 750;

std::size_t change(char a, char b) {
    if (a == b) return 0;
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return lower(a) == lower(b) ? kCase : kMove;
}

/// Levenshtein's distance, where another case is half a change.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j * kMove;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], (i + 1) * kMove);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + change(a[i], b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + kMove, diagonal + kMove});
        }
    }
    return row.back();
}

struct Kept {
    std::string words, suggestion;
};
thread_local Kept kept;

}  // namespace

std::string nearest_name(std::string_view wrong, const std::vector<std::string>& candidates) {
    std::string best;
    if (wrong.size() > kLongest || candidates.size() >= kMostCandidates) return best;
    std::size_t nearest = SIZE_MAX;
    for (const std::string& one : candidates) {
        if (one == wrong || one.size() > kLongest) continue;
        // A third of the characters may be wrong.
        const std::size_t most = (wrong.size() + one.size() + 3) * kMove / 6;
        const std::size_t now = distance(wrong, one);
        if (now > most || now >= nearest) continue;
        nearest = now;
        best = one;
    }
    return best;
}

std::string nearest_variable(const Machine& machine, const Frame& frame, std::string_view wrong) {
    if (frame.code != nullptr) {
        std::vector<std::string> names = frame.code->slot_names;
        names.insert(names.end(), frame.code->cell_names.begin(), frame.code->cell_names.end());
        for (const FunctionCode::Free& free : frame.code->free) names.push_back(free.name);
        if (std::string near = nearest_name(wrong, names); !near.empty()) return near;
    }
    std::vector<std::string> names;
    for (const auto& [name, value] : machine.environment().names) names.emplace_back(name);
    if (std::string near = nearest_name(wrong, names); !near.empty()) return near;
    names.clear();
    for (const std::string_view name : builtin_names("builtins")) names.emplace_back(name);
    for (const std::string_view name : builtin_class_names("builtins")) names.emplace_back(name);
    std::sort(names.begin(), names.end());
    return nearest_name(wrong, names);
}

std::string nearest_attribute(Machine& machine, const nn::Value& value, std::string_view wrong) {
    // PyTorch's modules and objects with __getattr__ raise by hand, without a hint.
    if (std::holds_alternative<nn::ModulePtr>(value.data())) return {};
    const auto* instance = as<InstanceObject>(value);
    if (instance != nullptr && instance->type->find("__getattr__") != nullptr) return {};
    std::vector<std::string> names;
    if (const auto* space = as<NamespaceObject>(value)) {
        names = namespace_names(space->name);
        for (const std::string& name : names_in_module(space->name)) names.push_back(name);
    } else {
        for (const Candidate& one : members_of(machine, value)) names.push_back(one.text);
    }
    for (std::string& name : names) name = name.substr(0, name.find('('));
    std::erase_if(names, [](const std::string& name) { return name.empty(); });
    std::sort(names.begin(), names.end());
    return nearest_name(wrong, names);
}

void keep_suggestion(std::string words, std::string suggestion) {
    kept = {std::move(words), std::move(suggestion)};
}

std::string kept_suggestion(std::string_view words) {
    return kept.words == words ? std::exchange(kept, {}).suggestion : std::string();
}

}  // namespace engine::script
