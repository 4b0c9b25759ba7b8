#pragma once

#include "engine/script/object.h"

#include <optional>
#include <vector>

namespace engine::script {

struct Frame;
class ScriptError;

/// How far a generator function is in one of the blocks that it stands in.
struct GeneratorStep {
    std::size_t at = 0;  ///< the statement
    uint32_t part = 0;   ///< which block of it
    uint8_t ended = 0;   ///< how the protected part ended, while `finally` runs
    nn::Value held;      ///< the context of `with`; what to return behind `finally`
    std::shared_ptr<struct IteratorObject> walk;  ///< of `for` and `yield from`
    std::shared_ptr<ScriptError> error;           ///< that is handled, or waits for `finally`
};

/// What iter() gives: everything that `for` walks. One struct for all sorts, so that a fork can
/// copy one in the middle of its walk.
struct IteratorObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Iterator;
    enum class Sort : uint8_t {
        Sequence,   ///< a list or tuple: source
        Reversed,   ///< the same from the end
        Text,       ///< characters of source
        Tensor,     ///< rows of source
        Range,      ///< at, stop, step
        Keys,       ///< of a dict or set
        Values,     ///< of a dict
        Items,      ///< of a dict
        Enumerate,  ///< inner[0], counted from at
        Zip,        ///< inner
        Map,        ///< source called with what inner gives
        Filter,     ///< what of inner[0] source finds true
        Generator,  ///< a generator expression
        Function,   ///< a call of a function that yields
        Protocol,   ///< an object of the user's with __next__
        Getitem,    ///< an object of the user's with __getitem__ only
        Callable,   ///< iter(function, end)
    };
    IteratorObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override;

    Sort sort = Sort::Sequence;
    std::string name;  ///< of its type, where the sort does not say it: "generator"
    nn::Value source, end;
    int64_t at = 0, stop = 0, step = 1;
    std::size_t size = 0;  ///< of the dict when the walk began
    std::vector<std::shared_ptr<IteratorObject>> inner;
    bool done = false;

    // Of a generator expression: its frame, and one walk for each clause that has begun.
    std::shared_ptr<const Program> program;
    const Expr* expr = nullptr;
    std::vector<nn::Value> slots;
    std::vector<CellPtr> cells, closure;
    std::weak_ptr<ClassObject> owner;
    std::vector<std::shared_ptr<IteratorObject>> walks;
    bool running = false;

    // Of a generator function: where it stands in its code, outermost block first.
    std::shared_ptr<FunctionObject> function;
    std::vector<GeneratorStep> steps;
    bool started = false;
    nn::Value returned;  ///< once it is done
};
using IteratorPtr = std::shared_ptr<IteratorObject>;

}  // namespace engine::script
