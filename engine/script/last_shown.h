#pragma once

#include "engine/nn/value.h"

namespace engine::script {

/// `_` at a prompt: the value that its last expression showed. Whoever keeps the prompt keeps it,
/// beside the names, as Python does.
struct LastShown {
    nn::Value value;
    bool kept = false;  ///< there is one
    bool read = false;  ///< a line has asked for it
    int written = 0;    ///< how often a line has shown another
};

/// For the lines that this thread runs while it lives.
class LastShownScope {
public:
    explicit LastShownScope(LastShown& last);
    ~LastShownScope();
    LastShownScope(const LastShownScope&) = delete;
    LastShownScope& operator=(const LastShownScope&) = delete;

private:
    LastShown* before_;
};

/// Of the innermost scope; null: nobody keeps it.
LastShown* last_shown();

}  // namespace engine::script
