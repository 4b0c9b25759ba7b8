#include "app/panels/opening_dialog.h"

#include "app/panels/keys.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

namespace app::panels {
namespace {

using engine::session::ModelCandidate;
using engine::session::ModelParameter;

constexpr const char* kId = "Open a model";
/// Most files are there before anybody could read a word about waiting.
constexpr double kPatience = 0.3;
constexpr float kWidth = 640;

float line_height(ui::Face face) {
    return ui::text_size(face, "X").y;
}

}  // namespace

void OpeningDialog::draw(Frame& frame) {
    if (frame.window.opening.brought) take(frame);
    if (stage_ == Stage::Nothing) return;
    follow_answer(frame);
    const double now = ui::current().clock();
    if (ask_at_ >= 0 && now >= ask_at_) ask(frame);
    if (stage_ == Stage::Waiting && now - began_ < kPatience) {
        ui::current().wake_after(kPatience - (now - began_));
        return;
    }
    if (stage_ == Stage::Nothing) return;
    if (!ImGui::IsPopupOpen(kId)) ImGui::OpenPopup(kId);
    if (!ui::begin_dialog(kId, ui::px(kWidth))) return leave(frame);
    const ui::AnchorScope scope("opening");
    switch (stage_) {
        case Stage::Waiting:
            draw_waiting(frame);
            break;
        case Stage::Problem:
            draw_problem(frame);
            break;
        case Stage::Form:
            draw_form(frame);
            break;
        case Stage::Nothing:
            break;
    }
    if (stage_ == Stage::Nothing) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

void OpeningDialog::take(Frame& frame) {
    brought_ = std::move(*frame.window.opening.brought);
    frame.window.opening.brought.reset();
    answer_.reset();
    values_.clear();
    candidate_ = 0;
    open_when_answered_ = false;
    began_ = ui::current().clock();
    asked_ = {.id = asked_.id,
              .text = brought_.text,
              .file = brought_.file,
              .built_in = brought_.built_in,
              .construct = brought_.construct,
              .data = brought_.data,
              .loss = {}};
    stage_ = brought_.problem.empty() ? Stage::Waiting : Stage::Problem;
    if (stage_ != Stage::Waiting) return;
    if (!is_session(brought_.path)) return ask(frame);
    frame.requests.submit(engine::session::OpenSaved{brought_.path.string()});
    remember_file(frame.window.opening, brought_.path);
    stage_ = Stage::Nothing;
}

void OpeningDialog::ask(Frame& frame) {
    ask_at_ = -1;
    ++asked_.id;
    frame.requests.prepare(asked_);
}

bool OpeningDialog::answered() const {
    return answer_ && answer_->request.id == asked_.id && ask_at_ < 0;
}

void OpeningDialog::follow_answer(Frame& frame) {
    const engine::session::OpeningPtr& newest = frame.window.opening.answer;
    if (!newest || newest == answer_ || newest->request.id != asked_.id) return;
    answer_ = newest;
    if (stage_ == Stage::Form) {
        if (open_when_answered_ && answered() && answer_->made) open(frame);
        open_when_answered_ = false;
        return;
    }
    if (stage_ != Stage::Waiting) return;
    if (answer_->clear && answer_->made && !brought_.ask) return open(frame);
    const auto& candidates = answer_->source.candidates;
    const bool nothing_to_ask =
        candidates.empty() || (candidates.size() == 1 && candidates[0].parameters.empty());
    // What the file raises while it runs no other class or argument can mend.
    const bool of_the_file = !answer_->traceback.empty() &&
                             answer_->traceback.find("File \"<model>\"") == std::string::npos;
    if (!answer_->made && (nothing_to_ask || of_the_file)) {
        stage_ = Stage::Problem;
        return;
    }
    stage_ = Stage::Form;
    begin_form();
}

const ModelCandidate& OpeningDialog::candidate() const {
    return answer_->source.candidates[static_cast<std::size_t>(candidate_)];
}

void OpeningDialog::choose(Frame& frame, int index) {
    candidate_ = index;
    values_.clear();
    for (const ModelParameter& each : candidate().parameters) values_.push_back(each.proposal);
    asked_.construct = candidate().construct(values_);
    asked_.data.clear();
    asked_.loss.clear();
    ask(frame);
}

void OpeningDialog::open(Frame& frame) {
    const engine::session::Recipe& recipe = answer_->recipe;
    frame.requests.submit(
        engine::session::Restart{.recipe = recipe, .replay = recipe.start_step > 0});
    if (!brought_.path.empty()) {
        remember_file(frame.window.opening, brought_.path);
        frame.window.opening.folder = brought_.path.parent_path().string();
    }
    stage_ = Stage::Nothing;
}

void OpeningDialog::leave(Frame& frame) {
    frame.requests.stop_preparing();
    stage_ = Stage::Nothing;
    ask_at_ = -1;
}

std::string OpeningDialog::name() const {
    return brought_.file.empty() ? "the pasted text" : brought_.file;
}

void OpeningDialog::draw_waiting(Frame& frame) {
    ui::text("Running " + name(), {.face = ui::Face::Title});
    ui::text_wrapped(
        "Its classes are made and two samples are sent through, to find data that fit.",
        {.color = ui::theme().ink2});
    ImGui::Dummy({0, ui::px(4)});
    const bool stop = ui::button("Stop", {.key = "Esc"});
    ui::anchor("stop");
    if (stop || ImGui::IsKeyPressed(key::kEscape, false)) leave(frame);
}

void OpeningDialog::draw_problem(Frame& frame) {
    const bool close = ui::dialog_title(
        ("This does not open: " + (brought_.file.empty() ? "pasted text" : brought_.file)).c_str());
    const std::string words =
        answer_ && brought_.problem.empty() ? answer_->error : brought_.problem;
    const std::string trace = answer_ && brought_.problem.empty() ? answer_->traceback : "";
    if (trace.empty()) {
        ui::text_wrapped(words);
    } else {
        const float lines = static_cast<float>(std::count(trace.begin(), trace.end(), '\n'));
        const float height = std::min(lines, 18.0f) * line_height(ui::Face::Mono) + ui::px(36);
        ui::begin_card("traceback", {0, height}, {.quiet = true, .padding = 0});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui::px(10), ui::px(8)});
        ImGui::BeginChild("text", {0, 0}, false,
                          ImGuiWindowFlags_HorizontalScrollbar |
                              ImGuiWindowFlags_AlwaysUseWindowPadding |
                              ImGuiWindowFlags_NoBackground);
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
        for (std::size_t at = 0; at < trace.size();) {
            const std::size_t end = std::min(trace.find('\n', at), trace.size());
            const std::string line = trace.substr(at, end - at);
            const bool last = end + 1 >= trace.size();
            ui::text(line.empty() ? " " : line,
                     {.face = last ? ui::Face::MonoStrong : ui::Face::Mono});
            at = end + 1;
        }
        ImGui::PopStyleVar();
        ImGui::EndChild();
        ImGui::PopStyleVar();
        ui::end_card();
        ui::text_wrapped("Nothing was changed: the session is as it was.",
                         {.color = ui::theme().ink2});
    }
    ImGui::Dummy({0, ui::px(4)});
    if (!brought_.path.empty()) {
        if (ui::button("Read the file again",
                       {.tooltip = "After you have changed it in your editor."})) {
            frame.window.opening.brought = read_model_file(brought_.path);
        }
        ui::anchor("again");
        ui::same_line(8);
    }
    if (ui::button("Copy", {.tooltip = "These words to the clipboard."})) {
        ImGui::SetClipboardText((trace.empty() ? words : trace).c_str());
    }
    ui::anchor("copy");
    if (close) leave(frame);
}

}  // namespace app::panels
