#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/script/builtins.h"
#include "engine/script/engine_object.h"
#include "engine/script/enum_members.h"
#include "engine/script/machine.h"
#include "engine/script/memory.h"
#include "engine/script/release_parts.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

using Sort = IteratorObject::Sort;

const Table* table_of(const nn::Value& value) {
    if (const auto* dict = as<DictObject>(value)) return &dict->table;
    if (const auto* set = as<SetObject>(value)) return &set->table;
    return nullptr;
}

IteratorPtr walk_of(Machine& machine, Sort sort, nn::Value source) {
    auto walk = machine.made(make_released<IteratorObject>());
    walk->sort = sort;
    walk->source = std::move(source);
    return walk;
}

}  // namespace

std::string_view IteratorObject::type_name() const {
    if (!name.empty()) return name;
    switch (sort) {
        case Sort::Sequence:
            return source.sequence() != nullptr && source.sequence()->is_tuple ? "tuple_iterator"
                                                                               : "list_iterator";
        case Sort::Reversed:
            return "list_reverseiterator";
        case Sort::Text:
            return std::all_of(source.text()->begin(), source.text()->end(),
                               [](char c) { return (c & 0x80) == 0; })
                       ? "str_ascii_iterator"
                       : "str_iterator";
        case Sort::Tensor:
            return "iterator";
        case Sort::Range:
            return "range_iterator";
        case Sort::Keys:
            return as<SetObject>(source) != nullptr ? "set_iterator" : "dict_keyiterator";
        case Sort::Values:
            return "dict_valueiterator";
        case Sort::Items:
            return "dict_itemiterator";
        case Sort::Enumerate:
            return "enumerate";
        case Sort::Zip:
            return "zip";
        case Sort::Map:
            return "map";
        case Sort::Filter:
            return "filter";
        case Sort::Generator:
        case Sort::Function:
            return "generator";
        case Sort::Callable:
            return "callable_iterator";
        default:
            return "iterator";
    }
}

IteratorPtr Machine::iterate(const nn::Value& value) {
    if (const auto walk = shared_as<IteratorObject>(value)) {
        if (!walk->name.starts_with("dict_")) return walk;
        // dict.items() and its like may be walked again and again.
        IteratorPtr again = walk_of(*this, walk->sort, walk->source);
        again->size = table_of(walk->source)->size();
        return again;
    }
    if (value.sequence() != nullptr) return walk_of(*this, Sort::Sequence, value);
    if (const auto* range = as<RangeObject>(value)) {
        IteratorPtr walk = walk_of(*this, Sort::Range, {});
        walk->at = range->start;
        walk->stop = range->size();  // how many are left
        walk->step = range->step;
        return walk;
    }
    if (value.text() != nullptr) return walk_of(*this, Sort::Text, value);
    if (value.is_tensor()) {
        if (value.tensor().dim() == 0) {
            raise(ErrorKind::TypeError, "iteration over a 0-d tensor");
        }
        if (const NativeEntry* unbind = find_native(kMethod, "unbind")) {
            Arguments arguments{.positional = {value}, .keywords = {}};
            return walk_of(*this, Sort::Sequence, call_native_row(*unbind, kMethod, arguments));
        }
        return walk_of(*this, Sort::Tensor, value);
    }
    if (const auto* dict = as<DictObject>(value);
        dict != nullptr && dict->type && dict->type->find("__iter__") != nullptr) {
        return iterate(*call_special(value, "__iter__"));
    }
    if (const Table* table = table_of(value)) {
        IteratorPtr walk = walk_of(*this, Sort::Keys, value);
        walk->size = table->size();
        return walk;
    }
    if (const auto* instance = as<InstanceObject>(value);
        instance != nullptr && instance->type->named_tuple) {
        return walk_of(*this, Sort::Sequence, nn::Value::tuple(instance->items));
    }
    if (auto own = call_special(value, "__iter__")) {
        if (auto walk = shared_as<IteratorObject>(*own)) return walk;
        const auto* instance = as<InstanceObject>(*own);
        const auto* module = std::get_if<nn::ModulePtr>(&own->data());
        const auto type = module == nullptr || !*module
                              ? nullptr
                              : std::static_pointer_cast<ClassObject>((*module)->python_class);
        const bool walks = (instance != nullptr && instance->type->find("__next__") != nullptr) ||
                           (type && type->find("__next__") != nullptr);
        if (!walks) {
            raise(ErrorKind::TypeError, "iter() returned non-iterator of type '{}'",
                  own->type_name());
        }
        return walk_of(*this, Sort::Protocol, *std::move(own));
    }
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        if (auto walk = module_walk(**module)) {
            return walk_of(*this, Sort::Sequence, nn::Value::list(*std::move(walk)));
        }
    }
    if (const auto* instance = as<InstanceObject>(value);
        instance != nullptr && instance->type->find("__getitem__") != nullptr) {
        return walk_of(*this, Sort::Getitem, value);
    }
    if (const auto* members = enum_members(value)) {
        std::vector<nn::Value> all;
        for (const Table::Entry& entry : members->table.entries()) all.push_back(entry.value);
        return walk_of(*this, Sort::Sequence, nn::Value::list(std::move(all)));
    }
    if (auto walk = engine_walk(*this, value)) return *std::move(walk);
    if (const auto* space = as<NamespaceObject>(value); space != nullptr && space->missing) {
        refuse_missing(*space);
    }
    raise(ErrorKind::TypeError, "'{}' object is not iterable", value.type_name());
}

bool Machine::next(IteratorObject& walk, nn::Value& out) {
    if (walk.done) return false;
    const auto end = [&walk] {
        walk.done = true;
        return false;
    };
    if (!walk.inner.empty()) check_depth();  // a map of a map of a map
    switch (walk.sort) {
        case Sort::Sequence: {
            const auto& list = walk.source.sequence()->items;
            const auto at = static_cast<std::size_t>(walk.at);
            if (at >= list.size()) return end();
            out = list[at];
            ++walk.at;
            return true;
        }
        case Sort::Reversed: {
            const auto& list = walk.source.sequence()->items;
            const std::size_t at = list.size() - 1 - static_cast<std::size_t>(walk.at);
            if (static_cast<std::size_t>(walk.at) >= list.size()) return end();
            out = list[at];
            ++walk.at;
            return true;
        }
        case Sort::Text: {
            const std::string& text = *walk.source.text();
            const auto at = static_cast<std::size_t>(walk.at);
            if (at >= text.size()) return end();
            const std::size_t length =
                std::max<std::size_t>(1, utf8_length(std::string_view(text).substr(at)));
            out = text.substr(at, length);
            walk.at += static_cast<int64_t>(length);
            return true;
        }
        case Sort::Tensor:
            if (walk.at >= walk.source.tensor().size(0)) return end();
            out = get_item(walk.source, walk.at++);
            return true;
        case Sort::Range:
            if (walk.stop <= 0) return end();
            out = walk.at;
            // Behind the last one there may be no int64.
            if (--walk.stop > 0) walk.at += walk.step;
            return true;
        case Sort::Keys:
        case Sort::Values:
        case Sort::Items: {
            const Table& table = *table_of(walk.source);
            if (table.size() != walk.size) {
                walk.done = true;
                raise(ErrorKind::RuntimeError, "{} changed size during iteration",
                      as<DictObject>(walk.source) != nullptr ? "dictionary" : "Set");
            }
            if (static_cast<std::size_t>(walk.at) >= table.size()) return end();
            const Table::Entry& entry = table.entries()[static_cast<std::size_t>(walk.at++)];
            out = walk.sort == Sort::Keys     ? entry.key
                  : walk.sort == Sort::Values ? entry.value
                                              : nn::Value::tuple({entry.key, entry.value});
            return true;
        }
        case Sort::Enumerate: {
            nn::Value item;
            if (!next(*walk.inner[0], item)) return end();
            out = nn::Value::tuple({walk.at++, std::move(item)});
            return true;
        }
        case Sort::Zip:
        case Sort::Map: {
            std::vector<nn::Value> items(walk.inner.size());
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (!next(*walk.inner[i], items[i])) return end();
            }
            if (items.empty()) return end();
            out = walk.sort == Sort::Zip
                      ? nn::Value::tuple(std::move(items))
                      : call(walk.source, {.positional = std::move(items), .keywords = {}});
            return true;
        }
        case Sort::Filter:
            while (next(*walk.inner[0], out)) {
                step();
                const nn::Value verdict =
                    walk.source.is_none()
                        ? out
                        : call(walk.source, {.positional = {out}, .keywords = {}});
                if (truth(verdict)) return true;
            }
            return end();
        case Sort::Generator:
            return next_of_generator(walk, out) || end();
        case Sort::Function:
            return resume(walk, {}, nullptr, out);
        case Sort::Protocol:
        case Sort::Getitem:
        case Sort::Callable:
            return next_by_call(walk, out) || end();
    }
    return false;
}

bool Machine::next_by_call(IteratorObject& walk, nn::Value& out) {
    const bool getitem = walk.sort == Sort::Getitem;
    try {
        if (walk.sort == Sort::Callable) {
            out = call(walk.source, Arguments{});
            return !equal(out, walk.end);
        }
        Arguments arguments;
        if (getitem) arguments.positional.emplace_back(walk.at);
        auto item =
            call_special(walk.source, getitem ? "__getitem__" : "__next__", std::move(arguments));
        if (!item) {
            raise(ErrorKind::TypeError, "'{}' object is not an iterator", walk.source.type_name());
        }
        out = *std::move(item);
        ++walk.at;
        return true;
    } catch (const Error& error) {
        const nn::Value exception = exception_of(error);
        const auto& stop = builtin_class(getitem ? "IndexError" : "StopIteration");
        if (error.kind() != ErrorKind::Cancelled &&
            as<InstanceObject>(exception)->type->derives_from(*stop)) {
            return false;
        }
        throw;
    }
}

std::vector<nn::Value> Machine::items(const nn::Value& value) {
    if (const nn::Sequence* sequence = value.sequence()) return sequence->items;
    if (const auto* range = as<RangeObject>(value)) {
        check_size(static_cast<std::size_t>(range->size()));
    }
    const IteratorPtr walk = iterate(value);
    std::vector<nn::Value> all;
    nn::Value item;
    while (next(*walk, item)) {
        step();
        check_size(all.size());
        if (all.size() == all.capacity()) expect_memory(3 * all.size() * sizeof(nn::Value));
        all.push_back(std::move(item));
    }
    return all;
}

}  // namespace engine::script
