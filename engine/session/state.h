#pragma once

#include "engine/base/generator.h"
#include "engine/base/hash.h"
#include "engine/data/loader.h"
#include "engine/nn/module.h"
#include "engine/optim/optimizer.h"
#include "engine/session/recipe.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace engine::session {

/// Where the loop stands: the next line to run, in which batch of which epoch.
struct LoopPosition {
    int64_t epoch = 0;
    int64_t batch = 0;
    int line = 0;
    friend bool operator==(const LoopPosition&, const LoopPosition&) = default;
};

/// Everything that a pass, a step or a line can change, and nothing else. Three walks over one list
/// of fields: fork, hash, save. What is not here does not come back after a preview. (A plain copy
/// shares module and optimizer: whoever wants another state calls fork().)
struct SessionState {
    nn::ModulePtr model;
    std::shared_ptr<optim::Optimizer> optimizer;
    Generator generator;  ///< PyTorch's default generator
    bool grad_enabled = true;
    LoopKind loop_kind = LoopKind::KeepsFlags;
    LoopPosition loop;
    data::LoaderState loader;
    int64_t step = 0;                 ///< optimizer steps done
    nn::OrderedMap<nn::Value> names;  ///< what lines have bound: x, y, loss, ...

    /// A copy that shares memory until somebody writes, with every identity kept: tied weights stay
    /// tied, aliases stay aliases, the optimizer holds the copy's parameters.
    SessionState fork() const;
    /// Of every field. Equal states have equal hashes.
    Hash128 hash() const;
    /// Bytes that restore() reads back to a state of the same hash.
    std::string save() const;
    /// Into a state of the same structure; throws ValueError when the bytes are not such a state.
    static SessionState restore(std::string_view bytes, const SessionState& like);
};

/// A copy of a module and everything in it, by the rules of SessionState::fork().
nn::ModulePtr fork_module(const nn::ModulePtr& module);

}  // namespace engine::session
