#include "app/cli/text_view.h"

#include "app/cli/columns.h"

#include <fmt/format.h>

#include <iterator>

namespace app::cli {

namespace {

using engine::session::CardView;
using engine::session::Curve;
using engine::session::GhostView;
using engine::session::ModuleView;
using engine::session::SessionView;

std::string without_bold(std::string text) {
    for (auto at = text.find("**"); at != std::string::npos; at = text.find("**", at)) {
        text.erase(at, 2);
    }
    return text;
}

void add_tree(std::string& out, const SessionView& view) {
    fmt::format_to(std::back_inserter(out), "Modules: {} of {} in eval, {} weights\n", view.in_eval,
                   view.modules.size(), view.weights);
    for (const ModuleView& module : view.modules) {
        const std::string name = std::string(static_cast<std::size_t>(module.depth) * 2, ' ') +
                                 module.name + "  " + module.summary;
        std::string below;
        const bool mixed = module.below_in_eval > 0 && module.below_in_eval < module.below;
        if (mixed)
            below = fmt::format("  {} of {} below in eval", module.below_in_eval, module.below);
        fmt::format_to(std::back_inserter(out), "  {} {}{}\n", padded(name, 40),
                       mode_word(module.training), below);
    }
}

void add_ghosts(std::string& out, const SessionView& view) {
    if (view.ghosts.empty()) return;
    out += "\nNot in the tree\n";
    for (const GhostView& ghost : view.ghosts) {
        const std::string line = ghost.line > 0 ? fmt::format(", line {}", ghost.line) : "";
        fmt::format_to(std::back_inserter(out), "  {}{}: {}\n", ghost.title, line, ghost.words);
    }
}

void add_pass(std::string& out, const SessionView& view) {
    fmt::format_to(std::back_inserter(out), "\nThe pass: {}, {}\n", view.pass.batch,
                   view.pass.preview ? "preview, nothing is written" : "run for real");
    for (const CardView& card : view.pass.cards) {
        if (card.is_frame) continue;
        const std::string words = card.note.empty() ? card.effect : card.effect + ", " + card.note;
        fmt::format_to(std::back_inserter(out), "  {} {} {} mean {:>8.4f} sd {:>7.4f}  {}\n",
                       padded(card.path.empty() ? card.title : card.path, 26),
                       card.reads_training ? mode_word(card.training) : "       ",
                       padded(card.output_shape, 16), card.mean, card.sd, words);
    }
    if (!view.pass.error.empty()) out += "  " + view.pass.error + "\n";
}

void add_curve(std::string& out, const char* name, const Curve& curve) {
    if (curve.value.empty()) return;
    fmt::format_to(std::back_inserter(out), "  {} {:.4f} at step {}\n", padded(name, 32),
                   curve.value.back(), static_cast<int64_t>(curve.step.back()));
}

}  // namespace

std::string text_view(const SessionView& view) {
    if (!view.loaded) return view.error.empty() ? "No session.\n" : view.error + "\n";
    std::string out =
        fmt::format("{}: step {} of {}, epoch {}, {} lr {:g}, batch {}, seed {}\n{}\n\n",
                    view.recipe.title, view.step, view.last_step, view.epoch, view.recipe.optimizer,
                    view.lr, view.recipe.batch_size, view.recipe.seed, view.dataset_extent);
    add_tree(out, view);
    add_ghosts(out, view);
    add_pass(out, view);
    out += "\nLoss\n";
    add_curve(out, "train", view.curves.train_loss);
    add_curve(out, "same batch, measured in eval", view.curves.eval_loss);
    add_curve(out, "validation", view.curves.validation_loss);
    add_curve(out, "validation accuracy", view.curves.validation_accuracy);
    out += "\n" + without_bold(view.result_line) + "\n";
    if (!view.error.empty()) out += view.error + "\n";
    return out;
}

}  // namespace app::cli
