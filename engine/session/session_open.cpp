#include "engine/base/error.h"
#include "engine/session/export_script.h"
#include "engine/session/model_file.h"
#include "engine/session/session_core.h"
#include "engine/session/session_file.h"
#include "engine/session/text_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

// Out to files and back: a saved session is done again, from its recipe to where it stood.

namespace engine::session {

namespace {

std::string name_of(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

/// What Undo takes back at once: an entry of the journal, or a run.
std::vector<UndoUnit> units_of(const SavedSession& saved) {
    const std::string file = model_file_name(saved.recipe);
    std::vector<UndoUnit> units;
    for (std::size_t i = 0; i < saved.journal.size(); ++i) {
        const Entry& entry = saved.journal[i];
        units.push_back({.before = {entry.step, i},
                         .after = {entry.step, i + 1},
                         .is_run = false,
                         .words = undo_words(entry.change, file),
                         .replaced = nullptr});
    }
    for (const auto& [from, to] : saved.runs) {
        // Whatever was done at its first step came before it.
        const auto entries = std::ranges::count_if(
            saved.journal, [first = from](const Entry& entry) { return entry.step <= first; });
        const auto before = static_cast<std::size_t>(entries);
        units.push_back({.before = {from, before},
                         .after = {to, before},
                         .is_run = true,
                         .words = counted(to - from, "step"),
                         .replaced = nullptr});
    }
    std::ranges::sort(units, {}, &UndoUnit::before);
    return units;
}

}  // namespace

void Session::save(const std::string& file) {
    core();
    write_text_file(file, to_json(saved(*this)));
    result_line_ =
        fmt::format("**Saved as {}.** It opens here, at step {}, with all that was done.",
                    name_of(file), core().now.step);
}

void Session::export_to(const std::string& file) {
    core();
    write_text_file(file, export_script(*this));
    result_line_ =
        fmt::format("**Exported as {}.** Real PyTorch prints the same losses: python3 {}",
                    name_of(file), name_of(file));
}

void Session::do_again(const SavedSession& saved, const std::atomic<bool>* cancel) {
    Core& c = core();
    std::size_t next = 0;
    int64_t from = 0;
    const auto tell_steps = [&] {
        if (c.now.step == from) return;
        say(ConsoleLine::Kind::Comment,
            fmt::format("# {} of the loop, to step {}", counted(c.now.step - from, "step"),
                        c.now.step));
        from = c.now.step;
    };
    while (c.now < saved.tip) {
        if (cancel && cancel->load()) raise(ErrorKind::Cancelled, "stopped");
        if (progress_ && c.now.step % 8 == 0) {
            progress_(fmt::format("Replaying to step {}", saved.tip.step),
                      static_cast<double>(c.now.step) / static_cast<double>(saved.tip.step + 1));
        }
        if (next < saved.journal.size() && saved.journal[next].step == c.now.step) {
            tell_steps();
            do_again(saved.journal[next], next, cancel);
            ++next;
        } else {
            new_unit(c.now.step + 1 == saved.tip.step, cancel);
        }
    }
    tell_steps();
    c.timeline.units = units_of(saved);
    run_started_ = false;
    if (c.now != saved.position) travel(saved.position, cancel);
    const Build here = this_build();
    diverged_ = diverged_ || c.state.hash().hex() != saved.hash;
    result_line_ = fmt::format("**{}, opened at step {}**, ", c.recipe.title, c.now.step);
    if (!diverged_) {
        result_line_ += "exactly as it was saved.";
    } else {
        result_line_ += fmt::format(
            "close to what was saved, not identical: by {} ({}), here {} ({}).",
            saved.written_by.version, saved.written_by.kernels, here.version, here.kernels);
    }
}

void Session::do_again(const Entry& entry, std::size_t index, const std::atomic<bool>* cancel) {
    const std::string words = undo_words(entry.change, model_file_name(core().recipe));
    const auto* const run = std::get_if<Run>(&entry.change);
    say(run ? ConsoleLine::Kind::Input : ConsoleLine::Kind::Comment, words);
    std::vector<PendingFlag> flags;
    try {
        apply_entry(entry, flag_listener(flags, Writer::Person, words), cancel);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        raise(ErrorKind::ValueError, "journal[{}], at step {}: {}", index, entry.step,
              error.line());
    }
    record(entry.change, words);
    note_flags(flags);
}

}  // namespace engine::session
