#pragma once

#include "engine/nn/context.h"
#include "engine/nn/mode_effect.h"
#include "engine/session/statistics.h"
#include "engine/tensor/tensor.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace engine::session {

/// A tensor as a pass left it: a snapshot that no later write repaints.
struct TracedTensor {
    Tensor value;  ///< undefined when the trace's budget was spent
    Shape shape;
    std::string grad_fn;  ///< "AddmmBackward0"; empty without a graph
    /// Set only where the value was not kept.
    std::optional<Statistics> statistics;

    bool defined() const { return value.defined() || statistics.has_value(); }
};

/// One call of a pass.
struct TraceEvent {
    bool is_function = false;  ///< no module: "torch.add"
    int parent = -1;           ///< index of the event it happened in; -1: the outermost
    int depth = 0;
    int end = 0;             ///< one past the last event inside it
    int line = 0;            ///< of the model's file, from 1, where the call stands; 0: none
    std::string path;        ///< of the module: the first of named_modules; "" is the root
    std::string name;        ///< "bn"; "model" for the root; a function's name as PyTorch writes it
    std::string class_name;  ///< "BatchNorm1d"; empty for a function
    bool in_tree = true;     ///< false: a ghost, which no train() or eval() of the model reaches
    // Of a module out of the tree and of a function whose mode did something, else empty.
    std::string call_text;  ///< as it is written: "F.dropout(x, 0.2)"
    std::string summary;    ///< of the module: "Linear(2→16)"
    std::string keeper;     ///< what keeps the module out of the tree, if known: "a plain list"
    bool training = true;   ///< its flag at the call
    bool reads_training = false;
    bool finished = false;  ///< it returned
    bool raised = false;    ///< the innermost call that did not return: here the error began
    std::vector<TracedTensor> inputs;
    TracedTensor output;
    std::optional<nn::ModeEffect> effect;  ///< what the mode did
    // In this pass before the call, 32-bit random numbers:
    uint64_t words_before = 0;    ///< drawn
    uint64_t skipped_before = 0;  ///< passed over by align_draws
};

/// What one pass left behind, call by call, in the order of the calls (an outer call before those
/// inside it).
struct Trace {
    std::vector<TraceEvent> events;
    bool over_budget = false;  ///< later tensors were kept as statistics only
    uint64_t words = 0;        ///< random numbers that the whole pass drew
    uint64_t skipped = 0;      ///< and passed over

    /// The first call of the module at `path`; null when the pass did not come to it.
    const TraceEvent* find(std::string_view path) const;
    /// Index of the call in which the error began; -1: none.
    int raised() const;
};

/// Writes down a pass. One recorder, one pass.
class TraceRecorder final : public nn::Tracer {
public:
    static constexpr int64_t kBudgetBytes = int64_t{256} << 20;

    /// `model` is the model that will be called: its named_modules give the paths. `generator` is
    /// the one the pass draws from.
    TraceRecorder(nn::Module& model, const Generator& generator,
                  int64_t budget_bytes = kBudgetBytes);

    /// Becomes the tracer of that pass, whose host says where calls stand. The context must outlive
    /// the recording.
    void follow(nn::CallContext& context);

    void enter(nn::Module& module, std::span<const nn::Value> inputs) override;
    void leave(nn::Module& module, const nn::Value& output) override;
    void abandon(nn::Module& module) override;
    void report(nn::ModeEffect effect) override;
    void function(std::string_view name, std::span<const Tensor> inputs, const Tensor& output,
                  const nn::ModeEffect* effect) override;

    const Trace& trace() const { return trace_; }
    /// Ends the recording.
    Trace take();

private:
    TraceEvent& open_event();
    std::string call_text() const;
    uint64_t words_drawn() const { return generator_.words_drawn() - words_at_start_; }
    TracedTensor keep(const Tensor& tensor);

    nn::Module& model_;
    const Generator& generator_;
    const nn::CallContext* context_ = nullptr;
    uint64_t words_at_start_;
    uint64_t words_told_ = 0;  // drawn when the last call was told of
    int64_t budget_;
    std::unordered_map<const nn::Module*, std::string> paths_;
    std::unordered_set<uint64_t> kept_;  // states of storages: one block of memory counts once
    std::vector<int> open_;
    Trace trace_;
};

}  // namespace engine::session
