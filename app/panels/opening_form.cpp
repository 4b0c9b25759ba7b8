// The form that a file with several models, or with arguments to fill in, opens with.
#include "app/panels/keys.h"
#include "app/panels/opening_dialog.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app::panels {
namespace {

using engine::session::DataOffer;
using engine::session::LossOffer;
using engine::session::ModelCandidate;
using engine::session::ModelParameter;

/// After the last letter, before the model is made anew.
constexpr double kTypingPause = 0.35;

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

/// The arguments of "Net(3, hidden=[8, 8])": "3", "hidden=[8, 8]".
std::vector<std::string> arguments_of(std::string_view construct) {
    std::vector<std::string> arguments;
    const std::size_t open = construct.find('(');
    if (open == std::string_view::npos || !construct.ends_with(')')) return arguments;
    construct = construct.substr(open + 1, construct.size() - open - 2);
    int depth = 0;
    char quote = 0;
    std::string one;
    for (const char c : construct) {
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            ++depth;
        } else if (c == ')' || c == ']' || c == '}') {
            --depth;
        }
        if (c == ',' && depth == 0 && quote == 0) {
            arguments.push_back(std::exchange(one, {}));
        } else if (c != ' ' || !one.empty()) {
            one += c;
        }
    }
    if (!one.empty()) arguments.push_back(one);
    return arguments;
}

}  // namespace

/// The fields as the proposals fill them, or as the expression does that was brought along.
void OpeningDialog::begin_form() {
    const auto& candidates = answer_->source.candidates;
    const std::string name = brought_.construct.substr(0, brought_.construct.find('('));
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!name.empty() && candidates[i].name == name) candidate_ = static_cast<int>(i);
    }
    values_.clear();
    const auto& parameters = candidate().parameters;
    const bool named = !name.empty() && candidate().name == name;
    for (const ModelParameter& each : parameters) values_.push_back(named ? "" : each.proposal);
    std::size_t position = 0;
    for (const std::string& argument :
         named ? arguments_of(brought_.construct) : std::vector<std::string>()) {
        const auto by_name = std::find_if(
            parameters.begin(), parameters.end(),
            [&](const ModelParameter& each) { return argument.starts_with(each.name + "="); });
        if (by_name != parameters.end()) {
            values_[static_cast<std::size_t>(by_name - parameters.begin())] =
                argument.substr(by_name->name.size() + 1);
        } else if (position < values_.size()) {
            values_[position] = argument;
        }
        ++position;
    }
    focus_ = true;
}

void OpeningDialog::draw_form(Frame& frame) {
    const bool close =
        ui::dialog_title((std::string(brought_.ask ? "Data and loss of " : "Open ") +
                          (brought_.file.empty() ? "the pasted model" : brought_.file))
                             .c_str(),
                         "Cancel");
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
    const bool likely = offer.losses[static_cast<std::size_t>(answer_->loss)].likely;
    const char* const why = likely ? "as the file's words say" : "fits the output";
    ui::same_line(10);
    if (ui::text_size(ui::Face::Text, why).x > ImGui::GetContentRegionAvail().x) {
        ImGui::NewLine();
        return;
    }
    ImGui::AlignTextToFramePadding();
    ui::text(why, {.color = ui::theme().ink2});
}

/// What the last try gave, in a place that does not move.
void OpeningDialog::draw_verdict() const {
    const float height = 5 * ui::text_size(ui::Face::Text, "X").y + ui::px(16);
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
    const char* const label = brought_.ask ? "Start anew" : "Open";
    const float width = ui::button_width(label, options);
    ImGui::SetCursorPosX(ImGui::GetContentRegionMax().x - width);
    const bool pressed = ui::button(label, options);
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
