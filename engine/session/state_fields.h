#pragma once

#include "engine/base/error.h"
#include "engine/script/object_fields.h"
#include "engine/session/state.h"

#include <type_traits>
#include <variant>

// The one list of what a state holds. Fork, hash, save and restore are walks over it, so that a
// field which is added here is forked, hashed and saved.
//
// A walk has:  plain(x)            bool, number, enum, text
//              kind(value)         which of the variant's types a Value holds
//              tensor(t)           with its gradient and its identity
//              shared(p, visit)    something held by pointer: visited once, known again
//              module(m, visit)    the same for modules
//              object(p, visit)    the same for objects of scripts
//              optimizer(o, visit)
//              map(m, visit)       names in order, then each value
//              list(v, visit)
//              generator(g), order(o)
// and gets references to const or not, as the state is.

namespace engine::session {

/// One level of a walk: what is nested deeper than any stack holds is refused, and not the end.
/// throws  RecursionError "maximum recursion depth exceeded"
class WalkDepth {
public:
    WalkDepth() {
        if (depth_ >= kMost) raise(ErrorKind::RecursionError, "maximum recursion depth exceeded");
        ++depth_;
    }
    ~WalkDepth() { --depth_; }
    WalkDepth(const WalkDepth&) = delete;
    WalkDepth& operator=(const WalkDepth&) = delete;

private:
    static constexpr int kMost = 4000;
    static inline constinit thread_local int depth_ = 0;
};

template <class Walk, class V>
void visit_value(Walk& walk, V& value);

/// An object of a script: what it holds is listed in script/object_fields.h.
template <class Walk, class P>
void visit_object(Walk& walk, P& pointer) {
    const WalkDepth level;
    const auto value = [&walk](nn::Value& held) { visit_value(walk, held); };
    walk.object(pointer, script::ObjectFields<Walk, decltype(value)>{walk, value});
}

template <class Walk, class D>
void visit_dict(Walk& walk, D& pointer) {
    walk.shared(pointer, [&walk](auto& dict) {
        walk.plain(dict.ordered);
        walk.list(dict.items, [&](auto& item) {
            walk.plain(item.first);
            visit_value(walk, item.second);
        });
        visit_dict(walk, dict.metadata);
    });
}

template <class Walk, class M>
void visit_module(Walk& walk, M& pointer) {
    const WalkDepth level;
    walk.module(pointer, [&walk](auto& module) {
        walk.plain(module.training);
        walk.map(module.parameters, [&](auto& tensor) { walk.tensor(tensor); });
        walk.map(module.buffers, [&](auto& buffer) {
            walk.plain(buffer.persistent);
            walk.tensor(buffer.tensor);
        });
        visit_object(walk, module.python_class);
        walk.map(module.attributes, [&](auto& value) { visit_value(walk, value); });
        walk.map(module.children, [&](auto& child) { visit_module(walk, child); });
        walk.plain(module.hooks.next_id);
        walk.list(module.hooks.list, [&](auto& hook) {
            walk.plain(hook.kind);
            walk.plain(hook.id);
            visit_value(walk, hook.callable);
        });
    });
}

template <class Walk, class V>
void visit_value(Walk& walk, V& value) {
    const WalkDepth level;
    walk.kind(value);
    std::visit(
        [&walk](auto& held) {
            using Held = std::remove_cvref_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::monostate>) {
            } else if constexpr (std::is_same_v<Held, Tensor>) {
                walk.tensor(held);
            } else if constexpr (std::is_same_v<Held, nn::ModulePtr>) {
                visit_module(walk, held);
            } else if constexpr (std::is_same_v<Held, std::shared_ptr<nn::Sequence>>) {
                walk.shared(held, [&](auto& sequence) {
                    walk.plain(sequence.is_tuple);
                    walk.plain(sequence.tuple_class);
                    walk.list(sequence.items, [&](auto& item) { visit_value(walk, item); });
                });
            } else if constexpr (std::is_same_v<Held, std::shared_ptr<nn::Dict>>) {
                visit_dict(walk, held);
            } else if constexpr (std::is_same_v<Held, std::shared_ptr<nn::Slice>>) {
                walk.shared(held, [&](auto& slice) {
                    visit_value(walk, slice.start);
                    visit_value(walk, slice.stop);
                    visit_value(walk, slice.step);
                });
            } else if constexpr (std::is_same_v<Held, nn::Device>) {
                walk.plain(held.meta);
            } else if constexpr (std::is_same_v<Held, nn::Ellipsis>) {
            } else if constexpr (std::is_same_v<Held, nn::ObjectPtr>) {
                visit_object(walk, held);
            } else {
                walk.plain(held);
            }
        },
        value.data());
}

template <class Walk, class D>
void visit_tensor_defaults(Walk& walk, D& defaults) {
    walk.plain(defaults.dtype);
    walk.plain(defaults.scientific);
    walk.plain(defaults.precision);
    walk.plain(defaults.threshold);
    walk.plain(defaults.edge_items);
    walk.plain(defaults.line_width);
    walk.plain(defaults.anomaly);
    walk.plain(defaults.anomaly_nan);
}

template <class Walk, class State>
void visit_state(Walk& walk, State& state) {
    const auto value = [&walk](auto& v) { visit_value(walk, v); };
    walk.plain(state.source);
    visit_module(walk, state.model);
    script::visit_optimizer(walk, state.optimizer, value);
    walk.generator(state.generator);
    walk.plain(state.grad_enabled);
    visit_tensor_defaults(walk, state.tensor_defaults);
    walk.plain(state.loop_kind);
    walk.plain(state.loop.epoch);
    walk.plain(state.loop.batch);
    walk.plain(state.loop.line);
    walk.order(state.loader.order);
    walk.plain(state.loader.position);
    walk.plain(state.step);
    walk.map(state.names, value);
}

}  // namespace engine::session
