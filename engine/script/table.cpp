#include "engine/script/table.h"

#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/module.h"
#include "engine/script/integer_object.h"
#include "engine/script/key_hooks.h"

#include <cmath>
#include <functional>

namespace engine::script {

namespace {

constexpr std::size_t kSmall = 8;  // so many are found sooner one by one
constexpr std::size_t kNowhere = SIZE_MAX;

std::size_t mix(std::size_t seed, std::size_t value) {
    return seed ^ (value + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2));
}

struct Hash {
    std::size_t operator()(std::monostate) const { return 0x5eed; }
    std::size_t operator()(bool value) const { return value ? 1 : 0; }
    std::size_t operator()(int64_t value) const { return static_cast<std::size_t>(value); }
    std::size_t operator()(double value) const {
        if (std::trunc(value) == value && std::abs(value) < 9.2233720368547758e18) {
            return static_cast<std::size_t>(static_cast<int64_t>(value));
        }
        // As the int beyond 64 bits that is the same key.
        if (std::isfinite(value) && std::trunc(value) == value) {
            return static_cast<std::size_t>(hash_of_wide(BigInteger::of_double(value)));
        }
        return std::hash<double>()(value);
    }
    std::size_t operator()(const std::string& value) const {
        return std::hash<std::string>()(value);
    }
    std::size_t operator()(const Tensor& value) const {
        return std::hash<const void*>()(value.defined() ? value.identity() : nullptr);
    }
    std::size_t operator()(const nn::ModulePtr& value) const {
        return std::hash<const void*>()(value.get());
    }
    std::size_t operator()(const std::shared_ptr<nn::Sequence>& value) const {
        if (!value->is_tuple) raise(ErrorKind::TypeError, "unhashable type: 'list'");
        const nn::DepthGuard guard;
        std::size_t seed = 7;
        for (const nn::Value& item : value->items) seed = mix(seed, hash_of(item));
        return seed;
    }
    std::size_t operator()(const std::shared_ptr<nn::Dict>&) const {
        raise(ErrorKind::TypeError, "unhashable type: 'dict'");
    }
    std::size_t operator()(DType value) const { return 1000 + static_cast<std::size_t>(value); }
    std::size_t operator()(nn::Device value) const { return value.meta ? 2001 : 2000; }
    std::size_t operator()(nn::Ellipsis) const { return 3000; }
    std::size_t operator()(const std::shared_ptr<nn::Slice>&) const {
        raise(ErrorKind::TypeError, "unhashable type: 'slice'");
    }
    std::size_t operator()(const nn::ObjectPtr& value) const {
        return value ? KeyHooks::hash(value) : 0;
    }
};

}  // namespace

std::size_t hash_of(const nn::Value& value) {
    return std::visit(Hash{}, value.data());
}

bool same_key(const nn::Value& a, const nn::Value& b) {
    if (a.is_number() && b.is_number()) {
        const auto* left = std::get_if<int64_t>(&a.data());
        const auto* right = std::get_if<int64_t>(&b.data());
        if (left != nullptr && right != nullptr) return *left == *right;
        return a.number() == b.number();
    }
    if (std::holds_alternative<nn::ObjectPtr>(a.data()) ||
        std::holds_alternative<nn::ObjectPtr>(b.data())) {
        return KeyHooks::same(a, b);
    }
    if (a.data().index() != b.data().index()) return false;
    if (a.is_tensor()) return a.tensor().is(b.tensor());
    if (const nn::Sequence* left = a.sequence()) {
        const nn::Sequence* right = b.sequence();
        if (left->items.size() != right->items.size()) return false;
        const nn::DepthGuard guard;
        for (std::size_t i = 0; i < left->items.size(); ++i) {
            if (!same_key(left->items[i], right->items[i])) return false;
        }
        return true;
    }
    return std::visit(
        [&](const auto& held) -> bool {
            using Held = std::remove_cvref_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, Tensor> ||
                          std::is_same_v<Held, std::shared_ptr<nn::Sequence>>) {
                return false;
            } else {
                return held == std::get<Held>(b.data());
            }
        },
        a.data());
}

std::size_t Table::place_of(const nn::Value& key, std::size_t hash) const {
    if (entries_.size() <= kSmall) {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (same_key(entries_[i].key, key)) return i;
        }
        return kNowhere;
    }
    const auto [begin, end] = index_.equal_range(hash);
    if (!std::holds_alternative<nn::ObjectPtr>(key.data())) {
        for (auto it = begin; it != end; ++it) {
            if (same_key(entries_[it->second].key, key)) return it->second;
        }
        return kNowhere;
    }
    // A user's __eq__ may change the table in the middle of the walk.
    std::vector<uint32_t> places;
    for (auto it = begin; it != end; ++it) places.push_back(it->second);
    for (const uint32_t place : places) {
        if (place < entries_.size() && same_key(entries_[place].key, key)) return place;
    }
    return kNowhere;
}

nn::Value* Table::find(const nn::Value& key) {
    const std::size_t place = place_of(key, hash_of(key));
    return place >= entries_.size() ? nullptr : &entries_[place].value;
}

nn::Value& Table::set(const nn::Value& key, nn::Value value) {
    const std::size_t hash = hash_of(key);
    if (const std::size_t place = place_of(key, hash); place < entries_.size()) {
        return entries_[place].value = std::move(value);
    }
    entries_.push_back({key, std::move(value)});
    if (entries_.size() == kSmall + 1) {
        reindex();
    } else if (entries_.size() > kSmall) {
        index_.emplace(hash, static_cast<uint32_t>(entries_.size() - 1));
    }
    return entries_.back().value;
}

bool Table::erase(const nn::Value& key) {
    const std::size_t place = place_of(key, hash_of(key));
    if (place >= entries_.size()) return false;
    const bool last = place + 1 == entries_.size();
    if (last && entries_.size() > kSmall + 1) {
        const auto [begin, end] = index_.equal_range(hash_of(key));
        for (auto it = begin; it != end; ++it) {
            if (it->second != place) continue;
            index_.erase(it);
            break;
        }
    }
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(place));
    if (!last || entries_.size() <= kSmall) reindex();
    return true;
}

void Table::clear() {
    entries_.clear();
    index_.clear();
}

void Table::reindex() {
    index_.clear();
    if (entries_.size() <= kSmall) return;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        index_.emplace(hash_of(entries_[i].key), static_cast<uint32_t>(i));
    }
}

}  // namespace engine::script
