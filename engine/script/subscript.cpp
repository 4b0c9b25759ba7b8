// value[index], value[index] = to, del value[index], len(value).
#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/nn/release.h"
#include "engine/script/builtins.h"
#include "engine/script/engine_object.h"
#include "engine/script/enum_members.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"
#include "engine/script/slices.h"

#include <algorithm>
#include <utility>

namespace engine::script {

namespace {

nn::Sequence* sequence_of(const nn::Value& value) {
    const auto* held = std::get_if<std::shared_ptr<nn::Sequence>>(&value.data());
    return held == nullptr ? nullptr : held->get();
}

const nn::Slice* slice_of(const nn::Value& value) {
    const auto* held = std::get_if<std::shared_ptr<nn::Slice>>(&value.data());
    return held == nullptr ? nullptr : held->get();
}

std::size_t position(const nn::Value& index, std::size_t count, std::string_view type,
                     std::string_view out_of_range) {
    int64_t at = 0;
    if (const auto* whole = std::get_if<int64_t>(&index.data())) {
        at = *whole;
    } else if (const auto* flag = std::get_if<bool>(&index.data())) {
        at = *flag ? 1 : 0;
    } else if (index.is_tensor() && index.tensor().numel() == 1 &&
               !is_floating(index.tensor().dtype())) {
        at = index.tensor().item<int64_t>();
    } else if (is_wide(index)) {
        raise(ErrorKind::IndexError, "{}",
              type == "range" ? out_of_range : "cannot fit 'int' into an index-sized integer");
    } else {
        raise(ErrorKind::TypeError, "{} indices must be integers{}, not {}", type,
              type == "string" ? "" : " or slices",
              type == "string" ? fmt::format("'{}'", index.type_name())
                               : std::string(index.type_name()));
    }
    const auto size = static_cast<int64_t>(count);
    if (at < 0) at += size;
    if (at < 0 || at >= size) raise(ErrorKind::IndexError, "{}", out_of_range);
    return static_cast<std::size_t>(at);
}

nn::Value of_sequence(const nn::Sequence& sequence, const nn::Value& index) {
    if (const nn::Slice* slice = slice_of(index)) {
        std::vector<nn::Value> taken;
        for (const std::size_t at : places(*slice, sequence.items.size())) {
            taken.push_back(sequence.items[at]);
        }
        if (!sequence.is_tuple) return nn::Value::list(std::move(taken));
        const bool size = sequence.tuple_class == nn::TupleClass::Size;
        return nn::make_released<nn::Sequence>(
            nn::Sequence{.items = std::move(taken),
                         .is_tuple = true,
                         .tuple_class = size ? nn::TupleClass::Size : nn::TupleClass::Plain});
    }
    return sequence.items[position(
        index, sequence.items.size(), sequence.is_tuple ? "tuple" : "list",
        sequence.is_tuple ? "tuple index out of range" : "list index out of range")];
}

nn::Value of_text(const std::string& text, const nn::Value& index) {
    const std::vector<std::size_t> starts = utf8_places(text);
    const std::size_t count = starts.size() - 1;
    const auto character = [&](std::size_t at) {
        return std::string_view(text).substr(starts[at], starts[at + 1] - starts[at]);
    };
    if (const nn::Slice* slice = slice_of(index)) {
        std::string taken;
        for (const std::size_t at : places(*slice, count)) taken += character(at);
        return taken;
    }
    return std::string(character(position(index, count, "string", "string index out of range")));
}

nn::Value of_range(const RangeObject& range, const nn::Value& index) {
    const auto count = static_cast<std::size_t>(range.size());
    if (const nn::Slice* slice = slice_of(index)) {
        const SliceBounds bounds = slice_bounds(*slice, count);
        auto part = std::make_shared<RangeObject>();
        part->start = range.start + bounds.start * range.step;
        part->stop = range.start + bounds.stop * range.step;
        part->step = range.step * bounds.step;
        return nn::ObjectPtr(std::move(part));
    }
    return range.start +
           range.step * static_cast<int64_t>(
                            position(index, count, "range", "range object index out of range"));
}

void assign_slice(Machine& machine, const std::shared_ptr<nn::Sequence>& held,
                  const nn::Slice& slice, const nn::Value& to) {
    nn::Sequence& list = *held;
    std::vector<nn::Value> values;
    try {
        values = machine.items(to);
    } catch (const Error& error) {
        if (!std::string_view(error.what()).ends_with("object is not iterable")) throw;
        raise(ErrorKind::TypeError, "{}",
              slice.step.is_none() ? "can only assign an iterable"
                                   : "must assign iterable to extended slice");
    }
    for (const nn::Value& item : values) machine.given(held, item);
    const SliceBounds bounds = slice_bounds(slice, list.items.size());
    if (bounds.step == 1) {
        const auto from = list.items.begin() + bounds.start;
        const auto end = list.items.begin() + std::max(bounds.start, bounds.stop);
        list.items.insert(list.items.erase(from, end), values.begin(), values.end());
        return;
    }
    const std::vector<std::size_t> at = places(slice, list.items.size());
    if (at.size() != values.size()) {
        raise(ErrorKind::ValueError,
              "attempt to assign sequence of size {} to extended slice of size {}", values.size(),
              at.size());
    }
    for (std::size_t i = 0; i < at.size(); ++i) list.items[at[i]] = std::move(values[i]);
}

[[noreturn]] void missing_key(Machine& machine, const nn::Value& key) {
    machine.raise_object(
        machine.instantiate(builtin_class("KeyError"), {.positional = {key}, .keywords = {}}));
}

}  // namespace

nn::Value Machine::get_item(const nn::Value& value, const nn::Value& index) {
    if (value.is_tensor()) {
        const NativeEntry* entry = find_native(kMethod, "__getitem__");
        Arguments arguments{.positional = {value, index}, .keywords = {}};
        if (entry != nullptr) return call_native_row(*entry, kMethod, arguments);
        return tensor_row(value.tensor(), index);
    }
    if (const nn::Sequence* sequence = sequence_of(value)) return of_sequence(*sequence, index);
    if (const std::string* text = value.text()) return of_text(*text, index);
    if (auto* dict = as<DictObject>(value)) {
        if (dict->type) {
            auto own = call_special(value, "__getitem__", {.positional = {index}, .keywords = {}});
            if (own) return *std::move(own);
        }
        if (const nn::Value* found = dict->table.find(index)) return *found;
        if (dict->type) {
            auto own = call_special(value, "__missing__", {.positional = {index}, .keywords = {}});
            if (own) return *std::move(own);
        }
        if (dict->sort == DictObject::Sort::Default && !dict->factory.is_none()) {
            nn::Value made_now = call(dict->factory, Arguments{});
            dict->table.set(index, made_now);
            return made_now;
        }
        missing_key(*this, index);
    }
    if (const auto* range = as<RangeObject>(value)) return of_range(*range, index);
    if (auto result = call_special(value, "__getitem__", {.positional = {index}, .keywords = {}})) {
        return *std::move(result);
    }
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        return module_item(*this, **module, index);
    }
    if (const auto* instance = as<InstanceObject>(value);
        instance != nullptr && instance->type->named_tuple) {
        return of_sequence(nn::Sequence{.items = instance->items, .is_tuple = true}, index);
    }
    if (auto found = engine_item(*this, value, index)) return *std::move(found);
    if (const auto* members = enum_members(value)) {
        if (const nn::Value* member = members->table.find(index)) return *member;
        missing_key(*this, index);
    }
    if (as<ClassObject>(value) != nullptr || as<NamespaceObject>(value) != nullptr) {
        // Optional[int], List[Tensor]: read and ignored.
        if (is_annotation(value)) return value;
        raise(ErrorKind::TypeError, "'{}' object is not subscriptable",
              as<ClassObject>(value) != nullptr ? "type" : "module");
    }
    raise(ErrorKind::TypeError, "'{}' object is not subscriptable", value.type_name());
}

void Machine::set_item(const nn::Value& value, const nn::Value& index, const nn::Value& to) {
    if (value.is_tensor()) {
        const NativeEntry* entry = find_native(kMethod, "__setitem__");
        Arguments arguments{.positional = {value, index, to}, .keywords = {}};
        if (entry != nullptr) {
            call_native_row(*entry, kMethod, arguments);
        } else {
            set_tensor_row(value.tensor(), index, to);
        }
        return;
    }
    if (nn::Sequence* sequence = sequence_of(value); sequence != nullptr && !sequence->is_tuple) {
        const auto& list = std::get<std::shared_ptr<nn::Sequence>>(value.data());
        if (const nn::Slice* slice = slice_of(index)) return assign_slice(*this, list, *slice, to);
        given(list, to);
        sequence->items[position(index, sequence->items.size(), "list",
                                 "list assignment index out of range")] = to;
        return;
    }
    if (auto* dict = as<DictObject>(value)) {
        if (dict->type &&
            call_special(value, "__setitem__", {.positional = {index, to}, .keywords = {}})) {
            return;
        }
        dict->table.set(index, to);
        return;
    }
    if (call_special(value, "__setitem__", {.positional = {index, to}, .keywords = {}})) return;
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        set_module_item(*this, **module, index, to);
        return;
    }
    if (set_engine_item(*this, value, index, to)) return;
    raise(ErrorKind::TypeError, "'{}' object does not support item assignment", value.type_name());
}

void Machine::delete_item(const nn::Value& value, const nn::Value& index) {
    if (nn::Sequence* sequence = sequence_of(value); sequence != nullptr && !sequence->is_tuple) {
        auto& list = sequence->items;
        if (const nn::Slice* slice = slice_of(index)) {
            std::vector<std::size_t> gone = places(*slice, list.size());
            std::sort(gone.rbegin(), gone.rend());
            for (const std::size_t at : gone) {
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
            }
            return;
        }
        const std::size_t at =
            position(index, list.size(), "list", "list assignment index out of range");
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
        return;
    }
    if (auto* dict = as<DictObject>(value)) {
        if (dict->type &&
            call_special(value, "__delitem__", {.positional = {index}, .keywords = {}})) {
            return;
        }
        if (!dict->table.erase(index)) missing_key(*this, index);
        return;
    }
    if (call_special(value, "__delitem__", {.positional = {index}, .keywords = {}})) return;
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        delete_module_item(*this, **module, index);
        return;
    }
    raise(ErrorKind::TypeError, "'{}' object doesn't support item deletion", value.type_name());
}

int64_t Machine::length(const nn::Value& value) {
    if (const std::string* text = value.text()) {
        return static_cast<int64_t>(utf8_places(*text).size()) - 1;
    }
    if (const nn::Sequence* sequence = value.sequence()) {
        return static_cast<int64_t>(sequence->items.size());
    }
    if (value.is_tensor()) {
        if (value.tensor().dim() == 0) raise(ErrorKind::TypeError, "len() of a 0-d tensor");
        return value.tensor().size(0);
    }
    if (const auto* dict = as<DictObject>(value)) return static_cast<int64_t>(dict->table.size());
    if (const auto* set = as<SetObject>(value)) return static_cast<int64_t>(set->table.size());
    if (const auto* range = as<RangeObject>(value)) return range->size();
    if (const auto own = call_special(value, "__len__")) {
        const auto* count = std::get_if<int64_t>(&own->data());
        if (count == nullptr && !std::holds_alternative<bool>(own->data())) {
            raise(ErrorKind::TypeError, "'{}' object cannot be interpreted as an integer",
                  own->type_name());
        }
        if (own->integer() < 0) raise(ErrorKind::ValueError, "__len__() should return >= 0");
        return own->integer();
    }
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data()); module && *module) {
        if (const auto count = module_length(**module)) return *count;
    }
    if (const auto* instance = as<InstanceObject>(value);
        instance != nullptr && instance->type->named_tuple) {
        return static_cast<int64_t>(instance->items.size());
    }
    if (const auto* view = as<IteratorObject>(value);
        view != nullptr && !view->name.empty() && view->name.starts_with("dict_")) {
        return static_cast<int64_t>(items(value).size());
    }
    if (const auto* members = enum_members(value)) {
        return static_cast<int64_t>(members->table.size());
    }
    if (const auto count = engine_length(*this, value)) return *count;
    raise(ErrorKind::TypeError, "object of type '{}' has no len()", value.type_name());
}

}  // namespace engine::script
