#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The model's file as the screen shows it: plain data, like the rest of a SessionView.

namespace engine::session {

/// What a stretch of code is, for its colour.
enum class CodeKind : uint8_t {
    Keyword,
    String,
    Number,
    Comment,
    Definition,  ///< the name of a class or function where it is defined
};

/// Bytes begin..end of a line; what lies between stretches is plain.
struct CodeStretch {
    int begin = 0, end = 0;
    CodeKind kind = CodeKind::Keyword;

    friend bool operator==(const CodeStretch&, const CodeStretch&) = default;
};

struct CodeLine {
    std::string text;                    ///< without its end
    std::vector<CodeStretch> stretches;  ///< from left to right
};

/// `self.head = nn.Linear(16, 2)` in a class: whom a line of __init__ makes. Lines from 1.
struct CodeBinding {
    std::string name;  ///< "head"
    int line = 0, end = 0;
};

struct CodeClass {
    std::string name;
    int line = 0, end = 0;             ///< of `class`, and the last of its body
    int forward = 0, forward_end = 0;  ///< of `def forward`; 0: it has none
    std::vector<CodeBinding> bindings;
};

/// A text of the model's file. Immutable: views share it until the text changes.
struct CodeText {
    std::string file;  ///< "nested_mlp.py"
    std::string source;
    std::vector<CodeLine> lines;
    std::vector<CodeClass> classes;  ///< in the order in which they stand

    /// The last class of that name; null: the file has none.
    const CodeClass* class_named(std::string_view name) const;
};
using CodeTextPtr = std::shared_ptr<const CodeText>;

/// What modes did in the calls of one line of the pass on screen.
struct CodeNote {
    int line = 0;
    std::optional<bool> training;  ///< flag of the modules; empty: a function, which has none
    std::string words;             ///< "129 of 256 dropped", "batch stats used ×2"

    friend bool operator==(const CodeNote&, const CodeNote&) = default;
};

/// An error and where it stands. Bytes of the line; no width: the whole line.
struct CodeProblem {
    int line = 0;  ///< 0: nowhere in this file
    int column = 0, end_column = 0;
    std::string words;  ///< "NameError: name 'y' is not defined"

    friend bool operator==(const CodeProblem&, const CodeProblem&) = default;
};

/// A text that was not taken, and why.
struct CodeRefused {
    std::string source;
    CodeProblem problem;
};

struct CodeView {
    CodeTextPtr text;                    ///< null: no session
    std::vector<int> ran;                ///< lines that the pass came to, rising
    std::vector<CodeNote> notes;         ///< by line, rising
    std::optional<CodeProblem> problem;  ///< where the pass failed
    std::optional<CodeRefused> refused;  ///< by the last command, when it was an edit
};

}  // namespace engine::session
