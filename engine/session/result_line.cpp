#include "engine/nn/value.h"
#include "engine/session/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace engine::session {

namespace {

/// 1536 as "1,536".
std::string grouped(int64_t number) {
    std::string digits = fmt::format("{}", number);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string weights_words(const Changes& changes) {
    return fmt::format("{} of {} weights changed.", grouped(changes.weights_changed),
                       grouped(changes.weights));
}

/// "1 Dropout now passes everything", "2 Dropouts now pass everything".
std::string effect(int64_t count, const std::string& noun, std::string_view one,
                   std::string_view many) {
    return fmt::format("**{} now {}**", counted(count, noun), count == 1 ? one : many);
}

/// What the changed flags change in the computation, a clause each.
std::vector<std::string> effects(const Changes& changes) {
    int passes = 0, drops = 0, batch = 0, running = 0;
    std::map<std::pair<std::string, bool>, int> others;
    for (const FlagChange& flag : changes.flags) {
        if (!flag.reads_training) continue;
        if (flag.is_dropout) {
            ++(flag.training ? drops : passes);
        } else if (flag.is_batch_norm) {
            ++(flag.uses_batch ? batch : running);
        } else {
            ++others[{flag.class_name, flag.training}];
        }
    }
    std::vector<std::string> clauses;
    if (passes) {
        clauses.push_back(effect(passes, "Dropout", "passes everything", "pass everything"));
    }
    if (drops) clauses.push_back(effect(drops, "Dropout", "drops again", "drop again"));
    if (running) {
        clauses.push_back(
            effect(running, "BatchNorm", "uses running statistics", "use running statistics"));
    }
    if (batch) {
        clauses.push_back(effect(batch, "BatchNorm", "uses the batch's statistics",
                                 "use the batch's statistics"));
    }
    for (const auto& [key, count] : others) {
        clauses.push_back(fmt::format("**{} now in {}**", counted(count, key.first),
                                      key.second ? "train" : "eval"));
    }
    return clauses;
}

/// Why a change of flags makes no difference.
std::string why_nothing(const Changes& changes) {
    if (changes.flags.empty()) return "nothing computes differently: the flags were so before.";
    std::set<std::string> classes;
    for (const FlagChange& flag : changes.flags) classes.insert(flag.class_name);
    if (classes.size() == 1) {
        return fmt::format("nothing computes differently: {} does not read it.", *classes.begin());
    }
    if (classes.size() == 2) {
        return fmt::format("nothing computes differently: {} and {} do not read it.",
                           *classes.begin(), *classes.rbegin());
    }
    return "nothing computes differently: none of these modules reads it.";
}

std::string flags_words(const Changes& changes) {
    const auto changed = static_cast<int64_t>(changes.flags.size());
    const std::string written = fmt::format("{} written", counted(changes.flags_written, "flag"));
    const std::vector<std::string> clauses = effects(changes);
    if (clauses.empty()) {
        if (changes.flags_written == 1) return fmt::format("{}, {}", written, why_nothing(changes));
        return fmt::format("{}, {} changed, {}", written, changed, why_nothing(changes));
    }
    return fmt::format("{}, {} changed. {}. {}", written, changed, fmt::join(clauses, ". "),
                       weights_words(changes));
}

std::string requires_grad_words(const Changes& changes) {
    std::vector<std::string> clauses;
    const auto clause = [&](int count, std::string_view value) {
        if (count == 0) return;
        clauses.push_back(fmt::format("**requires_grad is now {} on {} of {}**", value, count,
                                      counted(changes.parameter_tensors, "parameter tensor")));
    };
    clause(changes.now_trainable, "True");
    clause(changes.now_frozen, "False");
    return fmt::format("{}. No flag changed: Dropout and BatchNorm go on as before.",
                       fmt::join(clauses, ". "));
}

}  // namespace

std::string counted(int64_t count, const std::string& noun) {
    return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
}

std::string result_of_line(const Changes& changes) {
    if (changes.flags_written > 0) return flags_words(changes);
    if (changes.now_trainable + changes.now_frozen > 0) return requires_grad_words(changes);
    if (changes.lr_now) {
        return fmt::format("**Learning rate {} → {}.** It counts from the next step.",
                           changes.lr_before ? nn::python_float(*changes.lr_before) : "none",
                           nn::python_float(*changes.lr_now));
    }
    if (changes.grad_enabled) {
        return fmt::format(
            "**Gradients are now {}.** No flag changed: Dropout and BatchNorm go on "
            "as before.",
            *changes.grad_enabled ? "recorded" : "not recorded");
    }
    if (!changes.attributes_changed.empty()) {
        return fmt::format("**{} changed.** It counts from the next pass.",
                           fmt::join(changes.attributes_changed, ", "));
    }
    if (!changes.anything) return "Nothing was written.";
    return fmt::format("Written: {}, {} used. {}", counted(changes.buffers_written, "buffer"),
                       counted(static_cast<int64_t>(changes.words), "random number"),
                       weights_words(changes));
}

std::string result_of_commit(const Changes& changes) {
    if (changes.buffers_written == 0 && changes.words == 0) {
        return fmt::format("**Nothing was written**: 0 buffers, 0 random numbers used. {}",
                           weights_words(changes));
    }
    return fmt::format("**Written: {}**, {} used. {}", counted(changes.buffers_written, "buffer"),
                       counted(static_cast<int64_t>(changes.words), "random number"),
                       weights_words(changes));
}

std::string result_of_steps(const Changes& changes, int64_t steps,
                            std::optional<double> loss_before, std::optional<double> loss_now) {
    std::string loss;
    if (loss_now && loss_before) {
        loss = fmt::format(" Loss {:.4g} → {:.4g}.", *loss_before, *loss_now);
    } else if (loss_now) {
        loss = fmt::format(" Loss {:.4g}.", *loss_now);
    }
    return fmt::format("**{}.**{} {} {} written, {} used.", counted(steps, "step"), loss,
                       weights_words(changes), counted(changes.buffers_written, "buffer"),
                       counted(static_cast<int64_t>(changes.words), "random number"));
}

}  // namespace engine::session
