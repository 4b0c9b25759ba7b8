#pragma once

#include "engine/nn/value.h"

#include <cstddef>

namespace engine::script {

class Machine;

/// Keys of classes of the user's own have a __hash__ and an __eq__ that only a running machine can
/// call: the one of this thread that runs, for as long as this lives.
class KeyHooks {
public:
    explicit KeyHooks(Machine& machine);
    ~KeyHooks();
    KeyHooks(const KeyHooks&) = delete;
    KeyHooks& operator=(const KeyHooks&) = delete;

    /// Of an object. Its class decides: __hash__, the fields of a frozen dataclass, the places of a
    /// namedtuple, else which object it is.
    /// throws  TypeError "unhashable type: 'P'"
    static std::size_t hash(const nn::ObjectPtr& object);
    /// Whether two values, one of them an object, are the same key.
    static bool same(const nn::Value& a, const nn::Value& b);

private:
    Machine* before_;
};

}  // namespace engine::script
