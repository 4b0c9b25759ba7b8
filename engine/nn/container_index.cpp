#include "engine/nn/container_index.h"

#include "engine/base/error.h"
#include "engine/nn/container_protocol.h"

#include <algorithm>

namespace engine::nn {

int64_t index_of(const Value& key) {
    if (key.is_tensor() && key.tensor().numel() == 1 && !is_floating(key.tensor().dtype())) {
        return key.tensor().item<int64_t>();
    }
    if (!key.is_number() || std::holds_alternative<double>(key.data())) {
        raise(ErrorKind::TypeError, "'{}' object cannot be interpreted as an integer",
              key.type_name());
    }
    return key.integer();
}

std::size_t place_of(const Value& key, std::size_t length) {
    const int64_t index = index_of(key), count = static_cast<int64_t>(length);
    if (index < -count || index >= count) {
        raise(ErrorKind::IndexError, "index {} is out of range", index);
    }
    return static_cast<std::size_t>(index < 0 ? index + count : index);
}

const Slice* slice_of(const Value& key) {
    const auto* slice = std::get_if<std::shared_ptr<Slice>>(&key.data());
    return slice ? slice->get() : nullptr;
}

std::vector<std::size_t> places_of(const Slice& slice, std::size_t length) {
    const auto whole = [](const Value& value, int64_t fallback) {
        if (value.is_none()) return fallback;
        if (!value.is_number() || std::holds_alternative<double>(value.data())) {
            raise(ErrorKind::TypeError,
                  "slice indices must be integers or None or have an __index__ method");
        }
        return value.integer();
    };
    const auto count = static_cast<int64_t>(length);
    const int64_t step = whole(slice.step, 1);
    if (step == 0) raise(ErrorKind::ValueError, "slice step cannot be zero");
    // Backwards, the places run from the last to one before the first.
    const int64_t least = step < 0 ? -1 : 0, most = step < 0 ? count - 1 : count;
    const auto clamped = [&](const Value& value, int64_t fallback) {
        const int64_t given = whole(value, fallback);
        if (value.is_none()) return given;
        return std::clamp(given < 0 ? given + count : given, least, most);
    };
    const int64_t start = clamped(slice.start, step < 0 ? most : least);
    const int64_t stop = clamped(slice.stop, step < 0 ? least : most);
    std::vector<std::size_t> places;
    for (int64_t i = start; step < 0 ? i > stop : i < stop; i += step) {
        places.push_back(static_cast<std::size_t>(i));
        if (step < 0 ? step < -i : step >= count - i) break;  // the sum might overflow
    }
    return places;
}

std::optional<std::vector<Value>> iterated(const Value& value) {
    if (const Sequence* sequence = value.sequence()) return sequence->items;
    if (const auto* module = std::get_if<ModulePtr>(&value.data())) {
        if (*module && (*module)->behaviour().container) return items(**module);
        return std::nullopt;
    }
    std::vector<Value> out;
    if (const auto* dict = std::get_if<std::shared_ptr<Dict>>(&value.data())) {
        for (const auto& [key, item] : (*dict)->items) out.emplace_back(key);
        return out;
    }
    if (const std::string* text = value.text()) {
        for (const char c : *text) out.emplace_back(std::string(1, c));
        return out;
    }
    return std::nullopt;
}

ModulePtr module_of(const Value& value) {
    if (value.is_none()) return nullptr;
    if (const auto* module = std::get_if<ModulePtr>(&value.data())) return *module;
    raise(ErrorKind::TypeError, "{} is not a Module subclass", value.type_name());
}

void renumber(Module& self) {
    std::size_t i = 0;
    for (auto& entry : self.children) entry.first = std::to_string(i++);
}

ModulePtr empty_like(const Module& self) {
    return std::make_shared<Module>(self.behaviour(), self.class_name());
}

void append_module(Module& self, const Value& value) {
    self.add_module(std::to_string(self.children.size()), module_of(value));
}

void insert_module(Module& self, int64_t index, const ModulePtr& module) {
    for (auto i = static_cast<int64_t>(self.children.size()); i > index; --i) {
        const ModulePtr* const moved = self.children.find(std::to_string(i - 1));
        if (moved == nullptr) raise(ErrorKind::KeyError, "'{}'", i - 1);
        self.children.set(std::to_string(i), ModulePtr(*moved));
    }
    self.children.set(std::to_string(index), module);
}

void erase_modules(Module& self, const Value& key) {
    std::vector<std::string> names;
    if (const Slice* slice = slice_of(key)) {
        for (const std::size_t place : places_of(*slice, self.children.size())) {
            names.push_back(self.children.at_index(place).first);
        }
    } else {
        names.push_back(self.children.at_index(place_of(key, self.children.size())).first);
    }
    for (const std::string& name : names) self.children.erase(name);
    renumber(self);
}

std::vector<Value> child_values(const Module& self) {
    std::vector<Value> out;
    for (const auto& [name, child] : self.children) {
        out.push_back(child ? Value(child) : Value());
    }
    return out;
}

int64_t child_count(const Module& self) {
    return static_cast<int64_t>(self.children.size());
}

std::vector<std::pair<Value, Value>> pairs_of(const Value& value, std::string_view container,
                                              std::string_view caller) {
    std::vector<std::pair<Value, Value>> out;
    if (const auto* dict = std::get_if<std::shared_ptr<Dict>>(&value.data())) {
        for (const auto& [key, item] : (*dict)->items) out.emplace_back(key, item);
        return out;
    }
    // A ModuleDict's or ParameterDict's items stand under its keys.
    const auto* module = std::get_if<ModulePtr>(&value.data());
    const bool is_dict = module && *module && offers_method(**module, "keys");
    const auto all = iterated(value);
    if (!all) {
        raise(ErrorKind::TypeError,
              "{}.update should be called with an iterable of key/value pairs, but got {}", caller,
              value.type_name());
    }
    for (std::size_t i = 0; i < all->size(); ++i) {
        const Value& item = (*all)[i];
        if (is_dict) {
            out.emplace_back(item, get_item(**module, item));
            continue;
        }
        const auto pair = iterated(item);
        if (!pair) {
            raise(ErrorKind::TypeError, "{} update sequence element #{} should be Iterable; is{}",
                  container, i, item.type_name());
        }
        if (pair->size() != 2) {
            raise(ErrorKind::ValueError,
                  "{} update sequence element #{} has length {}; 2 is required", container, i,
                  pair->size());
        }
        out.emplace_back((*pair)[0], (*pair)[1]);
    }
    return out;
}

}  // namespace engine::nn
