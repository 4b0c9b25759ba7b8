#include "engine/script/pretty.h"

#include "engine/nn/depth_guard.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

constexpr std::size_t kWidth = 80;

using Entries = std::vector<std::pair<std::string, nn::Value>>;

/// Keys and values in the order in which pprint shows them.
Entries in_order(Machine& machine, const DictObject& dict) {
    std::vector<Table::Entry> entries = dict.table.entries();
    const bool texts = std::all_of(entries.begin(), entries.end(), [](const Table::Entry& entry) {
        return entry.key.text() != nullptr;
    });
    const bool numbers = std::all_of(entries.begin(), entries.end(), [](const Table::Entry& entry) {
        return entry.key.is_number();
    });
    if (texts || numbers) {
        std::stable_sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) {
            return texts ? *a.key.text() < *b.key.text() : a.key.number() < b.key.number();
        });
    }
    Entries out;
    for (const Table::Entry& entry : entries) {
        out.emplace_back(machine.repr(entry.key), entry.value);
    }
    return out;
}

class Printer {
public:
    explicit Printer(Machine& machine) : machine_(machine) {}

    /// On one line, with the keys of dicts in order.
    std::string flat(const nn::Value& value) {
        const nn::DepthGuard guard;
        if (const auto* dict = plain_dict(value)) {
            std::string out;
            for (const auto& [key, item] : in_order(machine_, *dict)) {
                out += (out.empty() ? "" : ", ") + key + ": " + flat(item);
            }
            return "{" + out + "}";
        }
        const nn::Sequence* sequence = plain_sequence(value);
        if (sequence == nullptr) return machine_.repr(value);
        std::string out;
        for (std::size_t i = 0; i < sequence->items.size(); ++i) {
            const nn::Value item = sequence->items[i];
            out += (i > 0 ? ", " : "") + flat(item);
        }
        if (!sequence->is_tuple) return "[" + out + "]";
        return "(" + out + (sequence->items.size() == 1 ? ",)" : ")");
    }

    /// Broken into lines behind `indent` columns, with room for `after` columns behind it.
    std::string broken(const nn::Value& value, std::size_t indent, std::size_t after) {
        const nn::DepthGuard guard;
        std::string line = flat(value);
        if (indent + line.size() + after <= kWidth) return line;
        const std::string gap = ",\n" + std::string(indent + 1, ' ');
        if (const auto* dict = plain_dict(value); dict != nullptr && !dict->table.empty()) {
            std::string out = "{";
            const Entries entries = in_order(machine_, *dict);
            for (std::size_t i = 0; i < entries.size(); ++i) {
                const auto& [key, item] = entries[i];
                const bool last = i + 1 == entries.size();
                out += (i > 0 ? gap : "") + key + ": ";
                out += broken(item, indent + key.size() + 3, last ? after + 1 : 1);
            }
            return out + "}";
        }
        const nn::Sequence* sequence = plain_sequence(value);
        if (sequence == nullptr || sequence->items.empty()) return line;
        std::string out = sequence->is_tuple ? "(" : "[";
        for (std::size_t i = 0; i < sequence->items.size(); ++i) {
            const bool last = i + 1 == sequence->items.size();
            const nn::Value item = sequence->items[i];
            out += (i > 0 ? gap : "") + broken(item, indent + 1, last ? after + 1 : 1);
        }
        if (!sequence->is_tuple) return out + "]";
        return out + (sequence->items.size() == 1 ? ",)" : ")");
    }

private:
    static const DictObject* plain_dict(const nn::Value& value) {
        const auto* dict = as<DictObject>(value);
        return dict != nullptr && dict->sort == DictObject::Sort::Plain ? dict : nullptr;
    }
    static const nn::Sequence* plain_sequence(const nn::Value& value) {
        const nn::Sequence* sequence = value.sequence();
        const bool plain = sequence != nullptr && sequence->tuple_class == nn::TupleClass::Plain;
        return plain ? sequence : nullptr;
    }

    Machine& machine_;
};

}  // namespace

std::string pretty(Machine& machine, const nn::Value& value) {
    static_cast<void>(machine.repr(value));  // refuses what is nested too deep, or within itself
    return Printer(machine).broken(value, 0, 0);
}

}  // namespace engine::script
