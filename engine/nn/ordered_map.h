#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::nn {

/// A map in insertion order, as Python's dict: writing an existing name keeps its place, erasing
/// and adding it again moves it to the end. Modules have a handful of entries, so a search is a
/// walk.
template <class T>
class OrderedMap {
public:
    using Entry = std::pair<std::string, T>;

    T* find(std::string_view name) {
        const auto it = locate(name);
        return it == entries_.end() ? nullptr : &it->second;
    }
    const T* find(std::string_view name) const {
        const auto it = std::find_if(entries_.begin(), entries_.end(),
                                     [&](const Entry& entry) { return entry.first == name; });
        return it == entries_.end() ? nullptr : &it->second;
    }
    bool contains(std::string_view name) const { return find(name) != nullptr; }

    /// Replaces in place or appends; returns the stored value.
    T& set(std::string_view name, T value) {
        if (T* const old = find(name)) return *old = std::move(value);
        return entries_.emplace_back(std::string(name), std::move(value)).second;
    }
    bool erase(std::string_view name) {
        const auto it = locate(name);
        if (it == entries_.end()) return false;
        entries_.erase(it);
        return true;
    }
    void clear() { entries_.clear(); }

    bool empty() const { return entries_.empty(); }
    std::size_t size() const { return entries_.size(); }
    auto begin() { return entries_.begin(); }
    auto end() { return entries_.end(); }
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }
    Entry& at_index(std::size_t i) { return entries_.at(i); }
    const Entry& at_index(std::size_t i) const { return entries_.at(i); }

private:
    auto locate(std::string_view name) {
        return std::find_if(entries_.begin(), entries_.end(),
                            [&](const Entry& entry) { return entry.first == name; });
    }

    std::vector<Entry> entries_;
};

}  // namespace engine::nn
