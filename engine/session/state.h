#pragma once

#include "engine/base/generator.h"
#include "engine/base/hash.h"
#include "engine/data/loader.h"
#include "engine/nn/module.h"
#include "engine/optim/optimizer.h"
#include "engine/script/heap.h"
#include "engine/session/recipe.h"
#include "engine/tensor/tensor_defaults.h"

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
    /// Finds rings among the objects of the file and of lines. Bookkeeping, and no part of the
    /// state; declared first, so that it looks last at what is left.
    std::shared_ptr<script::Heap> heap = std::make_shared<script::Heap>();

    std::string source;  ///< of the model's file; what Edit replaces
    nn::ModulePtr model;
    std::shared_ptr<optim::Optimizer> optimizer;
    Generator generator;  ///< PyTorch's default generator
    bool grad_enabled = true;
    TensorDefaults tensor_defaults;  ///< torch.set_default_dtype, torch.set_printoptions
    LoopKind loop_kind = LoopKind::KeepsFlags;
    LoopPosition loop;
    data::LoaderState loader;
    int64_t step = 0;                 ///< optimizer steps done
    nn::OrderedMap<nn::Value> names;  ///< what lines have bound: x, y, loss, ...

    /// A copy that shares memory until somebody writes, with every identity kept: tied weights stay
    /// tied, aliases stay aliases, the optimizer holds the copy's parameters.
    SessionState fork() const;
    /// The same for a pass that is thrown away, without the optimizer, which no forward reaches.
    SessionState fork_for_pass() const;
    /// Of every field. Equal states have equal hashes.
    Hash128 hash() const;
    /// Bytes that restore() reads back to a state of the same hash.
    std::string save() const;
    /// Into a state of the same structure; throws ValueError when the bytes are not such a state.
    static SessionState restore(std::string_view bytes, const SessionState& like);
};

}  // namespace engine::session
