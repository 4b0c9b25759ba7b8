#pragma once

#include "engine/nn/value.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace engine::script {

/// The hash of a value that may be a key: equal keys have equal hashes (1, 1.0 and True too).
/// throws  TypeError "unhashable type: 'list'"
std::size_t hash_of(const nn::Value& value);
/// Whether two values are one key.
bool same_key(const nn::Value& a, const nn::Value& b);

/// A dict's contents: any hashable keys, in the order in which they came.
class Table {
public:
    struct Entry {
        nn::Value key, value;
    };

    nn::Value* find(const nn::Value& key);
    const nn::Value* find(const nn::Value& key) const {
        return const_cast<Table*>(this)->find(key);
    }
    bool contains(const nn::Value& key) const { return find(key) != nullptr; }
    nn::Value& set(const nn::Value& key, nn::Value value);
    bool erase(const nn::Value& key);
    void clear();

    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    const std::vector<Entry>& entries() const { return entries_; }
    /// For walks of the state, which may put a copy in a key's place; reindex() after that.
    std::vector<Entry>& all() { return entries_; }
    void reindex();

private:
    std::size_t place_of(const nn::Value& key, std::size_t hash) const;

    std::vector<Entry> entries_;
    std::unordered_multimap<std::size_t, uint32_t> index_;  // empty while the table is small
};

}  // namespace engine::script
