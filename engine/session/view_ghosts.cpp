// What a pass runs and no flag of the tree reaches.
#include "engine/script/fixed_argument.h"
#include "engine/session/view_builder.h"

#include <algorithm>

namespace engine::session {

namespace {

using Kind = nn::ModeEffect::Kind;

/// A function of torch.nn.functional that a flag tells what to do: which argument that is.
struct Flagged {
    std::string_view function;  ///< "dropout"
    std::string_view argument;  ///< "training"
    std::string_view module;    ///< its twin in torch.nn
};

constexpr Flagged kFlagged[] = {
    {"dropout", "training", "nn.Dropout"},
    {"dropout1d", "training", "nn.Dropout1d"},
    {"dropout2d", "training", "nn.Dropout2d"},
    {"dropout3d", "training", "nn.Dropout3d"},
    {"alpha_dropout", "training", "nn.AlphaDropout"},
    {"feature_alpha_dropout", "training", "nn.FeatureAlphaDropout"},
    {"rrelu", "training", "nn.RReLU"},
    {"batch_norm", "training", "nn.BatchNorm1d or nn.BatchNorm2d"},
    {"scaled_dot_product_attention", "dropout_p", "nn.MultiheadAttention"},
    {"multi_head_attention_forward", "training", "nn.MultiheadAttention"},
};

/// Null for a function that no flag tells anything, and for a module.
const Flagged* flagged(const TraceEvent& event) {
    if (!event.is_function || !event.effect || !event.name.starts_with("F.")) return nullptr;
    const auto* const at = std::find_if(
        std::begin(kFlagged), std::end(kFlagged),
        [&](const Flagged& one) { return one.function == std::string_view(event.name).substr(2); });
    return at == std::end(kFlagged) ? nullptr : at;
}

bool is_attention(const Flagged& function) {
    return function.module == "nn.MultiheadAttention";
}

bool ignores_flags(const Trace& trace, const TraceEvent& event) {
    const Flagged* const function = flagged(event);
    if (function == nullptr) return false;
    const bool drops = event.effect->kind == Kind::Dropped;
    // Attention that drops nothing was not asked to.
    if (is_attention(*function) && !drops) return false;
    if (script::is_fixed_argument(event.call_text, function->function, function->argument)) {
        return true;
    }
    // Who drops in eval has not asked the flag of the module around.
    return drops && event.parent >= 0 && !trace.events[static_cast<size_t>(event.parent)].training;
}

/// What it does at every call, whatever the flags say.
std::string_view habit(Kind kind) {
    switch (kind) {
        case Kind::Passed:
            return "never drops";
        case Kind::Dropped:
            return "always drops";
        case Kind::BatchStatistics:
            return "always uses the batch's statistics";
        case Kind::RunningStatistics:
            return "always uses the running statistics";
        case Kind::InstanceStatistics:
            return "always uses each sample's statistics";
        case Kind::RandomSlopes:
            return "always draws its slopes";
        case Kind::MeanSlope:
            return "always has one slope";
    }
    return "";
}

GhostView function_ghost(const TraceEvent& event) {
    const Flagged& function = *flagged(event);
    GhostView ghost;
    ghost.title = event.call_text.empty() ? event.name : event.call_text;
    std::replace(ghost.title.begin(), ghost.title.end(), '\n', ' ');
    ghost.words = std::string(habit(event.effect->kind)) + ", no flag reaches it";
    const std::string asked(function.argument);
    ghost.help =
        "A function has no flag of its own: model.train() and model.eval() cannot reach "
        "it. ";
    ghost.help += is_attention(function) && asked == "dropout_p"
                      ? "Pass `dropout_p=p if self.training else 0.0`"
                      : "Pass `" + asked + "=self.training`";
    ghost.help += ", or use " + std::string(function.module) + ".";
    return ghost;
}

/// Whether it, or a module that it calls, reads its flag.
bool reads_flags(const Trace& trace, const TraceEvent& event) {
    const auto first = trace.events.begin() + (&event - trace.events.data());
    return std::any_of(first, trace.events.begin() + event.end,
                       [](const TraceEvent& one) { return one.reads_training; });
}

GhostView module_ghost(const Trace& trace, const TraceEvent& event) {
    GhostView ghost;
    ghost.title = event.summary;
    ghost.words = event.keeper.empty() ? "made in forward, or kept outside the model"
                                       : "kept in " + event.keeper;
    if (reads_flags(trace, event)) {
        ghost.words += event.training ? ", its flag stays True" : ", its flag stays False";
    }
    ghost.help =
        "It runs, but it is not in the tree: model.train(), model.eval(), "
        "model.parameters() and state_dict() do not see it. ";
    if (event.keeper == "a plain dict") {
        ghost.help += "Keep it in an nn.ModuleDict.";
    } else if (event.keeper.empty()) {
        ghost.help += "Make it in __init__ and assign it to self.";
    } else {
        ghost.help += "Keep it in an nn.ModuleList.";
    }
    return ghost;
}

}  // namespace

bool is_ghost(const Trace& trace, int call) {
    const TraceEvent& event = trace.events[static_cast<size_t>(call)];
    if (event.is_function) return ignores_flags(trace, event);
    if (event.in_tree) return false;
    // What stands inside another ghost is out of the tree with it.
    return event.parent < 0 || trace.events[static_cast<size_t>(event.parent)].in_tree;
}

std::vector<GhostView> fill_ghosts(const std::vector<CardView>& cards, const Trace& trace) {
    std::vector<GhostView> ghosts;
    for (int call = 0; call < static_cast<int>(trace.events.size()); ++call) {
        if (!is_ghost(trace, call)) continue;
        const TraceEvent& event = trace.events[static_cast<size_t>(call)];
        GhostView ghost = event.is_function ? function_ghost(event) : module_ghost(trace, event);
        ghost.line = event.line;
        const auto card = std::find_if(cards.begin(), cards.end(),
                                       [&](const CardView& one) { return one.call == call; });
        if (card != cards.end()) ghost.card = static_cast<int>(card - cards.begin());
        const bool known = std::any_of(ghosts.begin(), ghosts.end(), [&](const GhostView& other) {
            return other.line == ghost.line && other.title == ghost.title;
        });
        if (!known) ghosts.push_back(std::move(ghost));
    }
    return ghosts;
}

}  // namespace engine::session
