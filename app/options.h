#pragma once

#include "engine/session/recipe.h"
#include "engine/session/session_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// bench: what to measure of the engine, and how to answer.
struct BenchOptions {
    bool frames = false;  ///< what a repaint costs, and nothing of the engine
    bool json = false;
    bool list = false;     ///< names and definitions only
    bool serve = false;    ///< answer requests on standard input
    std::string filter{};  ///< names as a shell pattern; empty: all
};

/// run, inspect: what to do with a file of the PyTorch subset.
struct ScriptOptions {
    bool inspect = false;  ///< show the models that it makes, in place of running it as a program
    std::string file{};
    std::string folder{};  ///< that torch.save and torch.load may use; empty: none
};

/// What the command line asked for.
struct Options {
    engine::session::Recipe recipe;  ///< with --data and --steps worked in
    /// --session: opened in place of the recipe.
    std::shared_ptr<const engine::session::SavedSession> saved;
    std::vector<std::string> lines;  ///< --do, in order: lines of PyTorch to run first
    std::string model_file;          ///< FILE: a model to open
    std::string construct;           ///< --construct: the expression that makes it
    bool steps_given = false;        ///< --steps: for a FILE, too
    bool ask_about_model = false;    ///< the window asks how to make the model of `model_file`
    std::string select;              ///< --select: module path; empty: as usual

    // The window. What is not set comes from the person's settings, or is as usual in pictures.
    std::optional<bool> dark;
    std::optional<float> scale;  ///< 1 to 3
    std::optional<int> width, height;
    bool workbench = false;
    bool presenter = false;

    std::string screenshot;     ///< a picture into this file instead of a window
    bool dump_anchors = false;  ///< with a picture: where every named part stands, as JSON
    bool text = false;          ///< the session as text instead of a window
    std::string save;           ///< the session into this file instead of a window
    std::string export_to;      ///< export: the session as a PyTorch script into this file

    std::optional<BenchOptions> bench;
    std::optional<ScriptOptions> script;
};

}  // namespace app
