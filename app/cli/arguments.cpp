#include "app/cli/arguments.h"

#include "engine/base/error.h"
#include "engine/session/session_file.h"
#include "engine/session/text_file.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string_view>
#include <utility>

namespace app::cli {

namespace {

using engine::session::Recipe;
using engine::session::SavedSession;

constexpr int kSmallestSide = 200, kLargestSide = 16384;
constexpr std::size_t kLargestRecipe = std::size_t{1} << 20;

/// What the options are before they mean anything.
struct Raw {
    std::optional<std::string> recipe, data, session, theme, size;
    std::optional<int64_t> steps;
    std::optional<float> scale;
};

/// A name of a shipped recipe, or a file.
Recipe read_recipe(const std::string& name) {
    const bool is_file = name.ends_with(".json") || name.find('/') != std::string::npos;
    if (!is_file) return engine::session::recipe_named(name);
    const std::string text = [&] {
        try {
            return engine::session::read_text_file(name, kLargestRecipe, "a recipe");
        } catch (const engine::Error& error) {
            throw std::runtime_error(fmt::format("--recipe {}", error.what()));
        }
    }();
    try {
        return engine::session::recipe_from_json(text);
    } catch (const engine::Error& error) {
        throw std::runtime_error(fmt::format("--recipe {}: {}", name, error.what()));
    }
}

/// A saved session, its data from another folder where --data says so.
std::shared_ptr<const SavedSession> read_saved(const Raw& raw) {
    if (!raw.session) return nullptr;
    try {
        return std::make_shared<const SavedSession>(engine::session::read_session(*raw.session));
    } catch (const engine::Error& error) {
        throw std::runtime_error(fmt::format("--session {}", error.what()));
    }
}

Recipe recipe_of(const Raw& raw, const SavedSession* saved) {
    // A folder of pictures alone means the recipe that shows pictures.
    Recipe recipe =
        saved ? saved->recipe
              : read_recipe(raw.recipe.value_or(raw.data ? "fashion_mnist" : "two_moons"));
    if (raw.data) {
        if (!std::filesystem::is_directory(*raw.data)) {
            throw std::runtime_error(fmt::format("--data {}: there is no such folder", *raw.data));
        }
        if (recipe.dataset == "two_moons") {
            throw std::runtime_error(fmt::format(
                "--data: recipe '{}' makes its points itself and reads no files", recipe.id));
        }
        // Absolute: a session that is saved may be opened, or a script run, from elsewhere.
        recipe.data_dir = std::filesystem::absolute(*raw.data).lexically_normal().string();
    }
    if (raw.steps) recipe.start_step = *raw.steps;
    return recipe;
}

void read_size(const std::string& text, Options& options) {
    const auto number = [](std::string_view digits) -> int {
        int value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
    };
    const std::string_view view(text);
    const auto x = view.find('x');
    const int width = x == view.npos ? -1 : number(view.substr(0, x));
    const int height = x == view.npos ? -1 : number(view.substr(x + 1));
    const auto fits = [](int side) { return side >= kSmallestSide && side <= kLargestSide; };
    if (!fits(width) || !fits(height)) {
        throw std::runtime_error(
            fmt::format("--size {}: expected WIDTHxHEIGHT, each {} to {}, as in 1280x800", text,
                        kSmallestSide, kLargestSide));
    }
    options.width = width;
    options.height = height;
}

/// What can be said before the file is made that an option names.
void check_output(std::string_view option, const std::filesystem::path& file) {
    if (file.empty()) return;
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    std::string_view why;
    if (!std::filesystem::is_directory(folder)) why = "there is no such folder";
    if (std::filesystem::is_directory(file)) why = "this is a folder";
    if (!why.empty()) {
        throw std::runtime_error(fmt::format("{} {}: {}", option, file.string(), why));
    }
}

/// A FILE that --save wrote is a session.
void take_session(Options& options, Raw& raw) {
    const std::string& file = options.model_file;
    if (!file.ends_with(".modescope")) return;
    if (raw.recipe || raw.steps || raw.session || !options.construct.empty()) {
        throw std::runtime_error(file + ": a saved session brings its own recipe, steps and model");
    }
    raw.session = std::exchange(options.model_file, {});
}

/// What can be said before the file is read.
void check_model_file(const Options& options, const Raw& raw) {
    const std::string& file = options.model_file;
    if (file.empty()) {
        if (options.construct.empty()) return;
        throw std::runtime_error("--construct needs a FILE to make the model of");
    }
    if (options.script || options.bench) {
        throw std::runtime_error(file + ": a subcommand opens no model");
    }
    if (raw.recipe || raw.session) {
        throw std::runtime_error(fmt::format("--{} and a FILE: each brings a model of its own",
                                             raw.recipe ? "recipe" : "session"));
    }
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        throw std::runtime_error(file + ": this is a folder");
    }
    if (!std::filesystem::is_regular_file(file, error)) {
        throw std::runtime_error(file + ": there is no such file");
    }
}

void declare_bench(CLI::App& app, Options& options) {
    CLI::App* const bench = app.add_subcommand("bench", "measure on this machine");
    bench->parse_complete_callback([&options] {
        if (!options.bench) options.bench.emplace();
    });
    const auto at = [&options]() -> BenchOptions& {
        return options.bench ? *options.bench : options.bench.emplace();
    };
    const auto flag = [&](const char* name, bool BenchOptions::*field, const char* words) {
        return bench->add_flag_callback(
            name, [at, field] { at().*field = true; }, words);
    };
    CLI::Option* const frames =
        flag("--frames", &BenchOptions::frames, "what a repaint of the window costs");
    CLI::Option* const filter = bench->add_option_function<std::string>(
        "--filter", [at](const std::string& pattern) { at().filter = pattern; },
        "workloads of the engine with this name, as 'mlp_*'");
    CLI::Option* const json = flag("--json", &BenchOptions::json, "print results as JSON");
    CLI::Option* const list = flag("--list", &BenchOptions::list, "print names and what they are");
    CLI::Option* const serve =
        flag("--serve", &BenchOptions::serve, "answer lines 'NAME SECONDS' on standard input");
    for (CLI::Option* const other : {filter, json, list, serve}) frames->excludes(other);
    for (CLI::Option* const other : {filter, json, list}) serve->excludes(other);
    bench->fallthrough();
}

void declare_scripts(CLI::App& app, Options& options) {
    const auto script = [&options]() -> ScriptOptions& {
        if (!options.script) options.script.emplace();
        return *options.script;
    };
    const auto command = [&](const char* name, bool inspect, const char* words) {
        CLI::App* const made = app.add_subcommand(name, words);
        made->add_option_function<std::string>(
                "FILE",
                [script, inspect](const std::string& file) {
                    script().inspect = inspect;
                    script().file = file;
                },
                "a Python file in the PyTorch subset")
            ->required();
        return made;
    };
    command("run", false, "run a Python file and print what Python would print")
        ->add_option_function<std::string>(
            "--folder", [script](const std::string& folder) { script().folder = folder; },
            "the folder that torch.save and torch.load of the file may use; without: none");
    command("inspect", true, "print the models that a Python file makes, as trees");
    CLI::App* const exported =
        app.add_subcommand("export", "write the session as a script that real PyTorch runs");
    exported->add_option("--out", options.export_to, "the script's file, as moons.py")->required();
    exported->fallthrough();
    app.require_subcommand(0, 1);
}

void declare(CLI::App& app, Options& options, Raw& raw) {
    app.set_version_flag("--version", "Modescope " MODESCOPE_VERSION);
    app.add_option("FILE", options.model_file,
                   "a model to open: a PyTorch file, or a file with what print(model) shows; or a "
                   "saved session");
    app.add_option("--construct", options.construct,
                   "with FILE: what makes the model, as 'Net(hidden=32)'");
    CLI::Option* const session =
        app.add_option("--session", raw.session, "open a saved session, as moons.modescope");
    app.add_option("--recipe", raw.recipe,
                   "two_moons, fashion_mnist, residual, or a recipe's JSON file")
        ->excludes(session);
    app.add_option("--data", raw.data, "a folder of IDX files (images and labels) to train on");
    app.add_option("--steps", raw.steps, "optimizer steps to train before showing anything")
        ->check(CLI::Range(0.0, 1e9))
        ->excludes(session);
    app.add_option("--do", options.lines,
                   "a line of PyTorch to run first, as model.backbone.eval(); may be repeated")
        ->allow_extra_args(false);
    app.add_option("--select", options.select, "module to select, as backbone.block1.drop");
    app.add_option("--theme", raw.theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    app.add_option("--scale", raw.scale, "size of everything, 1 to 3")->check(CLI::Range(1.0, 3.0));
    app.add_option("--size", raw.size, "of the window or picture, as 1280x800");
    app.add_flag("--workbench", options.workbench, "open everything that More opens");
    app.add_flag("--presenter", options.presenter, "large, for a projector");
    app.add_option("--screenshot", options.screenshot, "write what the window would show, as PNG");
    app.add_flag("--dump-anchors", options.dump_anchors,
                 "with --screenshot: print where every named part stands, as JSON");
    app.add_flag("--text", options.text, "print the session as text, open no window");
    app.add_option("--save", options.save,
                   "save the session, as moons.modescope, and open no window");
    declare_bench(app, options);
    declare_scripts(app, options);
}

}  // namespace

std::variant<Options, Exit> parse_arguments(int argc, const char* const* argv) {
    CLI::App app("See what model.train() and model.eval() do, in a model that trains before you.",
                 "modescope");
    Options options;
    Raw raw;
    declare(app, options, raw);
    try {
        app.parse(argc, argv);
        take_session(options, raw);
        check_model_file(options, raw);
        options.saved = read_saved(raw);
        options.recipe = recipe_of(raw, options.saved.get());
        options.steps_given = raw.steps.has_value();
        if (raw.size) read_size(*raw.size, options);
        if (raw.theme) options.dark = raw.theme == "dark";
        if (raw.scale && std::isnan(*raw.scale)) {  // CLI::Range lets it through
            throw std::runtime_error("--scale nan: expected a number from 1 to 3");
        }
        options.scale = raw.scale;
        check_output("--screenshot", options.screenshot);
        check_output("--save", options.save);
        check_output("--out", options.export_to);
        if (options.dump_anchors && options.screenshot.empty()) {
            throw std::runtime_error("--dump-anchors needs --screenshot FILE");
        }
        return options;
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        const int code = app.exit(error, out, err);
        return Exit{code == 0 ? 0 : 2, out.str() + err.str()};
    } catch (const std::exception& error) {
        return Exit{2, fmt::format("modescope: {}\n", error.what())};
    }
}

}  // namespace app::cli
