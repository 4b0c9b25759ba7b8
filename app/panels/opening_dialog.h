#pragma once

#include "app/panels/frame.h"
#include "engine/session/opening_view.h"

#include <cstdint>
#include <string>
#include <vector>

namespace app::panels {

/// Takes what somebody brought to a session of it. What is clear opens without a word; else a form
/// asks for class, constructor's arguments and data; what cannot be read is shown as Python shows
/// it. Anchors "opening/model", "opening/field/<name>", "opening/data", "opening/open",
/// "opening/close", "opening/stop", "opening/again".
class OpeningDialog {
public:
    /// To be called last in a frame.
    void draw(Frame& frame);

private:
    enum class Stage { Nothing, Waiting, Problem, Form };

    void take(Frame& frame);
    void ask(Frame& frame);
    void follow_answer(Frame& frame);
    void open(Frame& frame);
    void leave(Frame& frame);
    bool answered() const;
    const engine::session::ModelCandidate& candidate() const;
    void choose(Frame& frame, int index);

    void draw_waiting(Frame& frame);
    void draw_problem(Frame& frame);
    void begin_form();
    void draw_form(Frame& frame);
    void draw_fields(Frame& frame);
    void draw_data(Frame& frame);
    void draw_loss(Frame& frame);
    void draw_verdict() const;
    void draw_form_foot(Frame& frame);
    std::string name() const;

    Stage stage_ = Stage::Nothing;
    BroughtModel brought_;
    engine::session::OpeningRequest asked_;
    engine::session::OpeningPtr answer_;  // the newest of this text
    int candidate_ = 0;
    std::vector<std::string> values_;  // one for each parameter
    double began_ = 0;                 // clock
    double ask_at_ = -1;               // clock; negative: nothing to ask
    bool open_when_answered_ = false;
    bool focus_ = false;
};

}  // namespace app::panels
