#pragma once

#include <string>
#include <string_view>
#include <vector>

// What a prompt asks of the text that is being typed, before anything runs. Functions of the text
// alone, for any thread.
namespace engine::script {

enum class InputState {
    Complete,    ///< Enter may run it
    Incomplete,  ///< a second line has to come: an open bracket, `for ...:`, a decorator
    Invalid,     ///< no line to come would make it right: running it says why
};

/// As Python's codeop says of a prompt's input; a block is complete after an empty line. Several
/// statements may follow one another.
InputState input_state(std::string_view text);

/// A pasted text, statement by statement: a prompt runs each by itself. Comments go with the
/// statement that follows them. The text as a whole when it is no valid Python.
std::vector<std::string> split_statements(std::string_view text);

/// The blanks that a new line after `text` begins with: four more than the last line's after a
/// colon, four less after `return` and its like, a place inside an open bracket.
std::string next_indentation(std::string_view text);

}  // namespace engine::script
