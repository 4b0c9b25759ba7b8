#pragma once

#include "engine/nn/module.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What lists of modules and parameters share.
namespace engine::nn {

/// A whole number as Python's operator.index() takes it.
/// throws  TypeError "'str' object cannot be interpreted as an integer"
int64_t index_of(const Value& key);
/// The place from the front of `key`, which may count from the end.
/// throws  IndexError "index 5 is out of range"
std::size_t place_of(const Value& key, std::size_t length);
/// The slice, or null.
const Slice* slice_of(const Value& key);
/// The places that a slice takes of so many, in its order.
/// throws  ValueError "slice step cannot be zero"
std::vector<std::size_t> places_of(const Slice& slice, std::size_t length);

/// What `for x in value` yields of a list, tuple, dict, text or container; empty when it cannot be
/// iterated.
std::optional<std::vector<Value>> iterated(const Value& value);
/// A module, or null for None.
/// throws  TypeError "int is not a Module subclass"
ModulePtr module_of(const Value& value);

/// The children by place get the names "0", "1", ...
void renumber(Module& self);
/// A module of the same class without entries.
ModulePtr empty_like(const Module& self);
/// add_module(str(len(self)), value)
void append_module(Module& self, const Value& value);
/// Puts a module before place `index`: names "0", "1", ... move by one, as PyTorch moves them.
void insert_module(Module& self, int64_t index, const ModulePtr& module);
/// Takes out a child, or those of a slice, and renumbers.
void erase_modules(Module& self, const Value& key);
/// The children, as Python's iteration yields them.
std::vector<Value> child_values(const Module& self);
int64_t child_count(const Module& self);

/// Pairs of a dict or of a list of pairs; `container` names who asks in the errors.
/// throws  TypeError "ModuleDict update sequence element #0 should be Iterable; isint", ...
std::vector<std::pair<Value, Value>> pairs_of(const Value& value, std::string_view container,
                                              std::string_view caller);

}  // namespace engine::nn
