#include "engine/session/export_script.h"

#include "engine/base/utf8.h"
#include "engine/data/dataset_source.h"
#include "engine/nn/python_checks.h"
#include "engine/nn/value.h"
#include "engine/session/changes.h"
#include "engine/session/data_request.h"
#include "engine/session/export_functions.h"
#include "engine/session/model_file.h"
#include "engine/session/optimizer_of.h"
#include "engine/session/probe.h"
#include "engine/session/python_text.h"
#include "engine/session/session.h"
#include "engine/session/session_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace engine::session {

namespace {

/// Names of the script that a session does not have. Where the file or a line uses one of them, the
/// script's own gets an underscore.
constexpr std::string_view kOwnNames[] = {
    "FOLDER",     "before",   "epoch",        "evaluate",    "keep_what_fits",
    "last_batch", "pieces",   "read_idx",     "sine",        "step",
    "text",       "textbook", "train_x",      "train_y",     "train_loader",
    "two_moons",  "validate", "validation_x", "validation_y"};

/// Lines may use the session's.
constexpr const char* kLoader = "train_loader";

/// Losses that the comment at the end lists, at most.
constexpr int64_t kMostShown = 40;

class Exporter {
public:
    explicit Exporter(const Session& session)
        : session_(session),
          recipe_(session.recipe()),
          model_(embedded(model_source(recipe_))),
          steps_(session.position().step),
          batches_(session.loop().loader().batches()) {
        const auto& journal = session.timeline().journal;
        const auto done = static_cast<std::ptrdiff_t>(session.position().entries);
        entries_.assign(journal.begin(), journal.begin() + done);
        read_file(model_.text);
        for (const Entry& entry : entries_) {
            if (const auto* run = std::get_if<Run>(&entry.change)) read_line(run->line);
            if (const auto* edit = std::get_if<Edit>(&entry.change)) {
                edited_ = true;
                read_file(edit->source);
                for (std::string& one : embedded(edit->source).futures) futures_.insert(one);
            }
            if (const auto* set = std::get_if<SetLoop>(&entry.change)) loops_.insert(set->loop);
        }
        loops_.insert(recipe_.loop);
        futures_.insert(model_.futures.begin(), model_.futures.end());
    }

    std::string script() const {
        const data::DatasetSource data = data::dataset_source(data_request(recipe_));
        std::string out =
            head() + imports(data) + "\n" +
            fmt::format("torch.manual_seed({})\n\n\n", recipe_.seed) + own(data.text) +
            own(fmt::format("train_loader = DataLoader(TensorDataset(train_x, train_y), "
                            "batch_size={}, shuffle=True)\n\n",
                            recipe_.batch_size)) +
            model(model_, model_expression(recipe_, model_source(recipe_))) + "\n";
        out += fmt::format("criterion = nn.{}()\n", recipe_.loss);
        // A model without parameters can be shown, and no optimizer wants it.
        if (trains()) {
            out += optimizer_line(recipe_) + "\n";
        } else if (edited_) {
            // As optimizer_of(): an edit may bring what it trains.
            out += fmt::format(
                "optimizer = torch.optim.Adam([torch.zeros(1)], lr={})\n"
                "optimizer.param_groups[0][\"params\"] = []\n",
                nn::python_float(recipe_.lr));
        }
        if (aliased()) out += "train_loader = train_loader_\n";
        if (steps_ > 0) out += own("\n\n" + helpers());
        if (edited_) out += own("\n\n" + keep_what_fits_source());
        out += (steps_ > 0 ? "\n\n" : "\n") + start();
        if (steps_ > 0) out += "\n" + loop() + losses();
        return out;
    }

private:
    void read_file(std::string_view text) {
        std::set<std::string> names = names_in(text);
        asks_name_ = asks_name_ || names.contains("__name__");
        rename_loader_ = rename_loader_ || names.contains(kLoader);
        used_.merge(names);
    }
    void read_line(const std::string& line) {
        std::set<std::string> names = names_in(line);
        if (names.contains(kLoader)) {
            lines_load_ = true;
            // What a line binds there is not what the loop draws from.
            rename_loader_ = rename_loader_ || binds_loader(line);
        }
        used_.merge(names);
    }
    static bool binds_loader(std::string_view line) {
        for (auto at = line.find(kLoader); at != line.npos; at = line.find(kLoader, at + 1)) {
            std::string_view rest = line.substr(at + std::string_view(kLoader).size());
            rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
            if (rest.starts_with('=') && !rest.starts_with("==")) return true;
        }
        return false;
    }
    /// Whether the session's loader has its name for lines and another for the loop.
    bool aliased() const { return lines_load_ && rename_loader_; }

    /// The first model: the one that the optimizer is made for. Only a session that explores may
    /// have one without parameters.
    bool trains() const {
        if (recipe_.explore.empty()) return true;
        if (!edited_) return !session_.state().model->named_parameters().empty();
        SessionState scratch;
        scratch.source = model_source(recipe_);
        make_model(recipe_, scratch);
        return !scratch.model->named_parameters().empty();
    }

    /// Our own lines, with the names that they may have.
    std::string own(std::string_view text) const {
        std::string out, word;
        char before = ' ';  // the word
        for (const char c : std::string(text) + '\0') {
            if (c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0) {
                word += c;
                continue;
            }
            // Lines mean the session's own loader.
            const bool shared = word == kLoader && lines_load_ && !rename_loader_;
            const bool ours = !shared && std::ranges::find(kOwnNames, word) != std::end(kOwnNames);
            out += word;
            if (ours && before != '.' && used_.contains(word)) out += '_';
            word.clear();
            if (c != '\0') out += c;
            before = c;
        }
        return out;
    }

    bool uses(LoopKind kind) const { return loops_.contains(kind); }
    bool uses_both() const { return loops_.size() > 1; }

    /// The loop's own line that does this.
    std::string line(LoopKind kind, LoopAction action) const {
        const auto& lines = session_.loop().lines(kind);
        const auto it = std::ranges::find(lines, action, &LoopLine::action);
        return own(it->text) + "\n";
    }

    std::string head() const {
        // A title may say another coding, which Python would believe in its first two lines.
        return fmt::format(
            "# -*- coding: utf-8 -*-\n"
            "# {}: a session of Modescope {}, {} from seed {}.\n"
            "# Needs PyTorch and no Modescope, and prints the losses that the session showed.\n\n",
            for_comment(recipe_.title), this_build().version, counted(steps_, "step"),
            recipe_.seed);
    }

    std::string imports(const data::DatasetSource& data) const {
        std::set<std::string> standard(data.imports.begin(), data.imports.end());
        standard.erase("import torch");
        if (steps_ > 0) standard.insert("import itertools");
        if (steps_ > 0 || asks_name_) standard.insert("import sys");
        std::string out;
        for (const std::string& future : futures_) out += future + "\n\n";
        for (const std::string& one : standard) out += one + "\n";
        out += (standard.empty() ? "" : "\n") + std::string("import torch\n");
        // What a console knows without an import.
        if (used_.contains("F")) out += "import torch.nn.functional as F\n";
        out += used_.contains("optim") ? "from torch import nn, optim\n" : "from torch import nn\n";
        return out + "from torch.utils.data import DataLoader, TensorDataset\n";
    }

    /// The file as it is, and what makes the model of it.
    std::string model(const Embedded& source, const std::string& expression) const {
        const std::string file = model_file_name(recipe_);
        const bool asks_name = names_in(source.text).contains("__name__");
        std::string out = rule(file);
        // What stands under `if __name__ == "__main__":` is not for whoever imports the file.
        if (asks_name) {
            out += fmt::format(
                "__name__ = {}\n"
                "# Dataclasses look for their module there.\n"
                "sys.modules.setdefault(__name__, sys.modules[\"__main__\"])\n\n",
                nn::Value(readable(module_name(file))).repr());
        }
        out += source.text;
        if (asks_name) out += "\n__name__ = \"__main__\"\n";
        out += rule("end of " + file);
        return expression.empty() ? out : out + "\nmodel = " + expression + "\n";
    }

    std::string edit_text(const std::string& source) const {
        // The file may bind names that are the session's.
        const std::string kept =
            std::string("optimizer, criterion") + (aliased() ? ", train_loader" : "");
        return own("before = ") + "model, " + kept + "\n" +
               model(embedded(source), model_expression(recipe_, source)) + own("before") + ", " +
               kept + own(" = before\n") + own("keep_what_fits(before, model)\n");
    }

    /// A name of the file system's need not be UTF-8, as the script says it is.
    static std::string readable(std::string_view words) {
        std::string out;
        while (!words.empty()) {
            const std::size_t length = utf8_length(words);
            const std::string_view character = words.substr(0, std::max<std::size_t>(length, 1));
            out += is_utf8(character) ? character : "?";
            words.remove_prefix(character.size());
        }
        return out;
    }
    /// On one line, whatever stands in it.
    static std::string for_comment(std::string_view title) {
        std::string words = readable(title);
        std::ranges::replace_if(
            words, [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
        return words;
    }

    static std::string rule(const std::string& title) {
        constexpr std::size_t kWidth = 96;
        std::string words = "# --- " + for_comment(title) + " ";
        return words + std::string(kWidth - std::min(words.size(), kWidth - 3), '-') + "\n";
    }

    std::string helpers() const {
        const int64_t size = session_.dataset().validation.size();
        std::string out = evaluate_source(recipe_, size);
        if (uses(LoopKind::KeepsFlags)) out += "\n\n" + validate_source();
        return out;
    }

    /// Up to the first step.
    std::string start() const {
        std::string out;
        if (recipe_.loop == LoopKind::KeepsFlags) out += line(recipe_.loop, LoopAction::Train);
        if (uses_both()) {
            out += own(fmt::format("textbook = {}\n",
                                   recipe_.loop == LoopKind::Textbook ? "True" : "False"));
        }
        if (steps_ > 0) out += own("step = 0\n");
        return out + changes_at(0);
    }

    std::string loop() const {
        const LoopKind kind = recipe_.loop;
        const bool both = uses_both();
        std::string out = line(kind, LoopAction::Epoch);
        if (uses(LoopKind::Textbook)) {
            out += both ? own("    if textbook:\n        model.train()\n")
                        : line(LoopKind::Textbook, LoopAction::Train);
        }
        out += line(kind, LoopAction::Batch);
        // Its default since PyTorch 2: before, Adam moves a parameter that was frozen on the way.
        out += "        optimizer.zero_grad(set_to_none=True)\n";
        for (const LoopAction action :
             {LoopAction::Forward, LoopAction::Loss, LoopAction::Backward, LoopAction::Step}) {
            out += line(kind, action);
        }
        out += own("        step += 1\n        print(f\"{step:5}  loss {loss.item():.9g}\")\n");
        if (uses(LoopKind::KeepsFlags)) out += guarded(both);
        // The unit of the textbook loop that ends an epoch ends with the validation.
        const bool split = uses(LoopKind::Textbook);
        out += changes(8, [&](int64_t step) { return !split || step % batches_ != 0; });
        if (!split) return out;
        std::string ending =
            "model.eval()\n"
            "with torch.no_grad():\n" +
            own("    print(f\"       validation loss {evaluate(model):.9g}\")\n");
        if (both) ending = own("if textbook:\n") + indented(ending, 4);
        return out + indented(ending, 4) +
               changes(4, [&](int64_t step) { return step % batches_ == 0; });
    }

    std::string guarded(bool both) const {
        std::string text = line(LoopKind::KeepsFlags, LoopAction::Guarded);
        std::string out;
        if (recipe_.validate_every == 0) {
            out = own("        last_batch = step % len(train_loader) == 0\n");
        }
        if (both) text.replace(text.find("if "), 3, own("if not textbook and "));
        return out + text;
    }

    /// What was done at the steps that stand at this place of the loop, and the end of the script.
    template <class Here>
    std::string changes(int blanks, Here here) const {
        std::set<int64_t> when{steps_};
        for (const Entry& entry : entries_) when.insert(entry.step);
        std::string out;
        for (const int64_t step : when) {
            if (step == 0 || !here(step)) continue;
            std::string block = changes_at(step);
            if (step == steps_) block += "sys.exit()\n";
            out += indented(own("if step == ") + fmt::format("{}:\n", step) + indented(block, 4),
                            blanks);
        }
        return out.empty() ? out : "\n" + out;
    }

    std::string changes_at(int64_t step) const {
        std::string out;
        for (const Entry& entry : entries_) {
            if (entry.step == step) out += change(entry.change);
        }
        return out;
    }

    std::string change(const StateChange& change) const {
        if (const auto* run = std::get_if<Run>(&change)) return indented(run->line, 0);
        if (const auto* edit = std::get_if<Edit>(&change)) return edit_text(edit->source);
        if (const auto* commit = std::get_if<CommitOf>(&change)) return commit_text(commit->probe);
        const bool textbook = std::get<SetLoop>(change).loop == LoopKind::Textbook;
        return own(fmt::format("textbook = {}\n", textbook ? "True" : "False"));
    }

    std::string commit_text(const Watch& probe) const {
        const data::Dataset& dataset = session_.dataset();
        const std::string_view split = dataset.validation.size() > 0 ? "validation" : "train";
        const data::Split& rows_of = split == "train" ? dataset.train : dataset.validation;
        // As probe_batch() does where the class has no sample.
        const bool of_class =
            probe.probe != ProbeKind::Shuffled && has_class(rows_of, probe.probe_class);
        const int64_t count = probe.probe == ProbeKind::OneSample ? 1 : kProbeSize;
        const std::string rows =
            of_class
                ? fmt::format("{}_y == {}][:{}", split, probe.probe_class, count)
                : fmt::format(
                      "torch.randperm(len({}_x), generator=torch.Generator().manual_seed({}))[:{}]",
                      split, kProbeShuffleSeed, count);
        const bool dimmed = dataset.is_image() && probe.brightness != 1;
        return fmt::format("# A pass that counts: {}.\n", probe_batch(dataset, probe).words) +
               own(fmt::format(
                   "x = {}_x[{}]{}\ny = model(x)\n", split, rows,
                   dimmed ? fmt::format(" * {}", nn::python_float(probe.brightness)) : ""));
    }

    std::string losses() const {
        const Series& series = session_.timeline().metrics.train_loss;
        int64_t every = 1;
        for (int64_t factor = 2; steps_ / every > kMostShown; factor = factor == 2 ? 5 : 2) {
            every = factor == 2 ? every * 2 : every / 2 * 5;
        }
        std::string out = "\n# What the session showed:\n";
        for (std::size_t i = 0; i < series.step.size(); ++i) {
            const int64_t step = series.step[i];
            if (step > steps_) break;
            if (step != 1 && step != steps_ && step % every != 0) continue;
            out += fmt::format("#{:5}  loss {:.9g}\n", step, series.value[i]);
        }
        return out;
    }

    const Session& session_;
    const Recipe& recipe_;
    const Embedded model_;
    const int64_t steps_, batches_;
    std::vector<Entry> entries_;
    bool edited_ = false;
    bool asks_name_ = false;      ///< a file asks for its __name__
    bool lines_load_ = false;     ///< a line draws from the session's train_loader
    bool rename_loader_ = false;  ///< a file or a line has its own under that name
    std::set<LoopKind> loops_;
    std::set<std::string> futures_;  ///< "from __future__ import annotations"
    std::set<std::string> used_;     ///< names of the file and of lines
};

}  // namespace

std::string export_script(const Session& session) {
    return Exporter(session).script();
}

}  // namespace engine::session
