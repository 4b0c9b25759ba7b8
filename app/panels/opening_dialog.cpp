#include "app/panels/opening_dialog.h"

#include "app/panels/keys.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

namespace app::panels {
namespace {

using engine::session::DataOffer;
using engine::session::LossOffer;
using engine::session::ModelCandidate;
using engine::session::ModelParameter;

constexpr const char* kId = "Open a model";
/// Most files are there before anybody could read a word about waiting.
constexpr double kPatience = 0.3;
/// After the last letter, before the model is made anew.
constexpr double kTypingPause = 0.35;
constexpr float kWidth = 640;

float line_height(ui::Face face) {
    return ui::text_size(face, "X").y;
}

std::string label_of(const ModelCandidate& candidate) {
    using Kind = ModelCandidate::Kind;
    switch (candidate.kind) {
        case Kind::Variable:
            return candidate.name;
        case Kind::Factory:
            return candidate.name + "()";
        case Kind::Class:
            break;
    }
    return candidate.needs_arguments() ? candidate.name + "(...)" : candidate.name + "()";
}

/// What stands in an empty field: the default that then counts, else what kind of thing belongs.
std::string hint_of(const ModelParameter& parameter) {
    if (!parameter.fallback.empty()) return parameter.fallback;
    return parameter.annotation.empty() ? "an expression" : parameter.annotation;
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
              .construct = {},
              .data = {},
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
    if (answer_->clear && answer_->made) return open(frame);
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
    values_.clear();
    for (const ModelParameter& each : candidate().parameters) values_.push_back(each.proposal);
    focus_ = true;
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

void OpeningDialog::draw_form(Frame& frame) {
    const bool close = ui::dialog_title(
        ("Open " + (brought_.file.empty() ? "the pasted model" : brought_.file)).c_str(), "Cancel");
    const auto& header = answer_->source.header;
    if (!header.title.empty()) {
        ui::text_wrapped(
            header.sentence.empty() ? header.title : header.title + ". " + header.sentence,
            {.color = ui::theme().ink2});
    }
    ImGui::Dummy({0, ui::px(2)});
    draw_fields(frame);
    draw_data(frame);
    draw_loss(frame);
    draw_verdict();
    draw_form_foot(frame);
    if (close) leave(frame);
}

namespace {

/// A label at the left; what follows begins at one place for all rows.
void begin_row(std::string_view label, std::string_view faint, bool mono) {
    ImGui::AlignTextToFramePadding();
    const float left = ImGui::GetCursorPosX();
    const float width = ui::px(200);
    const ui::Face face = mono ? ui::Face::Mono : ui::Face::Text;
    const float own = std::min(ui::text_size(face, label).x, width - ui::px(12));
    ui::text_ellipsis(label, own + 1, {.face = face});
    const float room = width - own - ui::px(18);
    if (!faint.empty() && room > ui::px(30)) {
        ui::same_line(6);
        ui::text_ellipsis(faint, room, {.face = ui::Face::MonoSmall, .color = ui::theme().ink2});
    }
    ImGui::SameLine(left + width);
}

}  // namespace

void OpeningDialog::draw_fields(Frame& frame) {
    const auto& candidates = answer_->source.candidates;
    if (candidates.size() > 1) {
        std::vector<std::string> labels;
        for (const ModelCandidate& each : candidates) labels.push_back(label_of(each));
        begin_row("Model", "", false);
        int index = candidate_;
        if (ui::dropdown(
                "model", labels, index,
                {.tooltip = "What the file can make: its variables, functions that return a "
                            "model, and its classes."})) {
            choose(frame, index);
        }
    }
    const auto& parameters = candidate().parameters;
    if (parameters.empty()) return;
    const float row = ui::theme().control_height() + ImGui::GetStyle().ItemSpacing.y;
    const float most = std::max(ImGui::GetIO().DisplaySize.y - ui::px(360), 3 * row);
    const float height = std::min(row * static_cast<float>(parameters.size()), most);
    ImGui::BeginChild("fields", {0, height}, false,
                      ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const ModelParameter& parameter = parameters[i];
        begin_row(parameter.name, parameter.annotation, true);
        const ui::FontScope mono(ui::Face::Mono);
        ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - ui::px(2));
        if (i == 0 && std::exchange(focus_, false)) ImGui::SetKeyboardFocusHere();
        const std::string id = "###" + parameter.name;
        if (ImGui::InputTextWithHint(id.c_str(), hint_of(parameter).c_str(), &values_[i])) {
            asked_.construct = candidate().construct(values_);
            ask_at_ = ui::current().clock() + kTypingPause;
            ui::current().wake_after(kTypingPause);
        }
        ui::anchor("field/" + parameter.name, values_[i]);
    }
    ImGui::EndChild();
}

void OpeningDialog::draw_data(Frame& frame) {
    const auto& offers = answer_->offers;
    if (offers.empty()) return;
    begin_row("Data", "", false);
    std::vector<std::string> titles;
    for (const DataOffer& offer : offers) titles.push_back(offer.title);
    int index = answer_->offer;
    if (ui::dropdown("data", titles, index,
                     {.tooltip = "Found by trying: two samples of each went through the model."})) {
        asked_.data = offers[static_cast<std::size_t>(index)].id;
        asked_.loss.clear();
        ask(frame);
    }
    const DataOffer& offer = offers[static_cast<std::size_t>(answer_->offer)];
    if (!offer.runs) return;
    ui::same_line(10);
    ImGui::AlignTextToFramePadding();
    ui::text_ellipsis("found by trying: output " + offer.output, 0, {.color = ui::theme().ink2});
}

void OpeningDialog::draw_loss(Frame& frame) {
    if (answer_->offers.empty()) return;
    const DataOffer& offer = answer_->offers[static_cast<std::size_t>(answer_->offer)];
    begin_row("Loss", "", false);
    if (offer.losses.empty()) {
        ImGui::AlignTextToFramePadding();
        ui::text("none: it opens without training", {.color = ui::theme().ink2});
        return;
    }
    std::vector<std::string> titles;
    for (const LossOffer& each : offer.losses) titles.push_back(each.title);
    int index = answer_->loss;
    if (ui::dropdown(
            "loss", titles, index,
            {.tooltip = "Those that fit what the model answered. y are the data's targets; "
                        "with x in place of y the model learns to rebuild its input."})) {
        asked_.loss = titles[static_cast<std::size_t>(index)];
        ask(frame);
    }
    ui::same_line(10);
    ImGui::AlignTextToFramePadding();
    const bool likely = offer.losses[static_cast<std::size_t>(answer_->loss)].likely;
    ui::text_ellipsis(likely ? "as the file's words say" : "fits the output", 0,
                      {.color = ui::theme().ink2});
}

/// What the last try gave, in a place that does not move.
void OpeningDialog::draw_verdict() const {
    const float height = 4 * line_height(ui::Face::Text) + ui::px(16);
    ui::begin_card("verdict", {0, height}, {.quiet = true});
    if (!answered()) {
        ui::text(
            "Trying " + (asked_.construct.empty() ? answer_->construct : asked_.construct) + " ...",
            {.color = ui::theme().ink2});
    } else if (!answer_->made) {
        ui::text_wrapped(answer_->error, {.color = ui::theme().error.text});
    } else {
        ui::text_ellipsis(answer_->summary, 0, {.face = ui::Face::Strong});
        if (!answer_->recipe.explore.empty()) {
            ui::text_wrapped("It opens without training. " + answer_->recipe.explore,
                             {.color = ui::theme().ink2});
        } else {
            ui::text_ellipsis("model = " + answer_->construct, 0,
                              {.face = ui::Face::Mono, .color = ui::theme().ink2});
        }
    }
    ui::end_card();
}

void OpeningDialog::draw_form_foot(Frame& frame) {
    const ui::ButtonOptions options{
        .key = "Enter", .enabled = answered() && answer_->made, .face = ui::Face::Strong};
    const float width = ui::button_width("Open", options);
    ImGui::SetCursorPosX(ImGui::GetContentRegionMax().x - width);
    const bool pressed = ui::button("Open", options);
    ui::anchor("open");
    const bool enter =
        ImGui::IsKeyPressed(key::kEnter, false) || ImGui::IsKeyPressed(key::kKeypadEnter, false);
    // Enter on a list opens that.
    const bool in_list = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId);
    if (!pressed && (!enter || in_list)) return;
    if (ask_at_ >= 0) ask(frame);
    if (answered() && answer_->made) {
        open(frame);
    } else if (!answered()) {
        open_when_answered_ = true;
    }
}

}  // namespace app::panels
