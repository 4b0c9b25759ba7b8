#pragma once

#include "engine/script/candidates.h"
#include "engine/script/object.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a value has, found by looking only: nothing of the user's runs and nothing changes.
namespace engine::script {

/// Every name behind the dot: what the object holds first, in its own order, then methods by name.
std::vector<Candidate> members_of(Machine& machine, const nn::Value& value);
/// The same of a class, or of an object of it that there is not yet.
std::vector<Candidate> members_of_class(const ClassObject& type);
/// `value.name`; nothing for a property, whose value only its function knows.
std::optional<nn::Value> look_up(Machine& machine, const nn::Value& value, std::string_view name);
/// `value[key]` of lists, dicts, containers of modules and groups of an optimizer.
std::optional<nn::Value> look_up_item(Machine& machine, const nn::Value& value,
                                      const nn::Value& key);
/// Keys of a dict and places of a list, as they are written between the brackets.
std::vector<Candidate> keys_of(Machine& machine, const nn::Value& value);

/// A candidate for a name that stands for a value.
Candidate candidate_for(std::string_view name, const nn::Value& value);

/// Every name that `torch.nn` and its like have.
std::vector<std::string> namespace_names(std::string_view space);

}  // namespace engine::script
