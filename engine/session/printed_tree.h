#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// A module as print(model) shows it.
struct PrintedModule {
    std::string name;        ///< under which its parent holds it; empty for the root
    std::string class_name;  ///< "Conv2d"; empty for a parameter of a ParameterList
    /// What stands in its brackets and is no child: "3, 8, kernel_size=(3, 3), stride=(1, 1)".
    std::string extra;
    std::vector<PrintedModule> children;
};

/// Whether a text looks like what print(model) shows, children on lines of their own or not.
bool looks_printed(std::string_view text);

/// Reads the tree. Text before and after it (a prompt, a training log) is left out; a tree that
/// ends too early is closed, and `complete` is false then. throws  ValueError "this is not what
/// print(model) shows: ..." with the line
PrintedModule parse_printed(std::string_view text, bool& complete);

}  // namespace engine::session
