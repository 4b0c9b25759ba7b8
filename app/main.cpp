#include "app/cli/arguments.h"
#include "app/cli/bench.h"
#include "app/cli/model_argument.h"
#include "app/cli/script_files.h"
#include "app/cli/text_view.h"
#include "app/gfx/error.h"
#include "app/options.h"
#include "app/runner.h"
#include "app/window.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

using app::Options;
using app::Runner;

/// Asks for the session, and for what the window shows of it at first.
void begin(Runner& runner, const Options& options) {
    engine::session::Watch watch;
    watch.cards = watch.inspector = options.workbench || options.text;
    if (!options.select.empty()) watch.selected = options.select;
    runner.look(watch);
    runner.submit(engine::session::Restart{
        .recipe = options.recipe, .replay = !options.saved, .saved = options.saved});
}

/// Until there is a session to show. Empty, or the words of why there will be none.
std::string wait_for_session(Runner& runner) {
    std::atomic<bool> told = false;
    runner.set_wake([&] {
        told = true;
        told.notify_one();
    });
    std::string error;
    for (;;) {
        told = false;
        const engine::session::SessionViewPtr view = runner.view();
        error = view->loaded ? "" : view->error;
        if (view->loaded || view->busy || !error.empty()) break;
        told.wait(false);
    }
    runner.set_wake({});
    return error;
}

/// Makes the session and runs the lines of --do. Empty when all of it worked, else what did not.
std::string prepare(Runner& runner, const Options& options) {
    begin(runner, options);
    runner.run_until_idle();
    if (!runner.view()->loaded) return runner.view()->error;
    const auto& modules = runner.view()->modules;
    const auto found = std::any_of(modules.begin(), modules.end(), [&](const auto& module) {
        return module.path == options.select;
    });
    if (!found) return "--select " + options.select + ": there is no such module";
    for (const std::string& line : options.lines) {
        runner.submit(engine::session::Run{line});
        runner.run_until_idle();
        if (!runner.view()->error.empty()) return "--do " + line + ": " + runner.view()->error;
    }
    return {};
}

int refuse(const std::string& error) {
    std::fprintf(stderr, "modescope: %s\n", error.c_str());
    return 2;
}

/// What is written into files, in place of a window or besides a picture.
std::vector<engine::session::Command> files_of(const Options& options) {
    std::vector<engine::session::Command> commands;
    if (!options.save.empty()) commands.push_back(engine::session::Save{options.save});
    if (!options.export_to.empty()) commands.push_back(engine::session::Export{options.export_to});
    return commands;
}

/// What needs no screen of a person: text, a picture or a measurement.
int run_without_window(const Options& options) {
    Runner runner(Runner::Mode::Synchronous);
    if (const std::string error = prepare(runner, options); !error.empty()) return refuse(error);
    for (const auto& command : files_of(options)) {
        runner.submit(command);
        runner.run_until_idle();
        if (!runner.view()->error.empty()) return refuse(runner.view()->error);
    }
    if (options.text) {
        std::fputs(app::cli::text_view(*runner.view()).c_str(), stdout);
        return 0;
    }
    if (options.bench) return app::bench_frames(options, runner);
    return options.screenshot.empty() ? 0 : app::render_screenshot(options, runner);
}

/// No display: the same session as a picture, so that whoever started it sees something.
int draw_instead(Options options) {
    options.screenshot = "modescope.png";
    const int code = run_without_window(options);
    if (code == 0) {
        std::fprintf(stderr, "modescope: drew the same session off screen into %s\n",
                     std::filesystem::absolute(options.screenshot).c_str());
    }
    return code;
}

/// What was asked for wrongly is said before there is a window.
int run_with_window(const Options& options) {
    Runner runner;
    std::string error;
    if (options.select.empty() && options.lines.empty()) {
        begin(runner, options);
        error = wait_for_session(runner);
    } else {
        error = prepare(runner, options);
    }
    if (!error.empty()) return refuse(error);
    try {
        return app::run_window(options, runner);
    } catch (const app::gfx::NoDisplay& none) {
        std::fprintf(stderr, "modescope: %s\n", none.what());
    }
    return draw_instead(options);
}

int run(int argc, char** argv) {
    const auto parsed = app::cli::parse_arguments(argc, argv);
    if (const auto* const end = std::get_if<app::cli::Exit>(&parsed)) {
        std::fputs(end->words.c_str(), end->code == 0 ? stdout : stderr);
        return end->code;
    }
    Options options = std::get<Options>(parsed);
    if (options.bench && !options.bench->frames) {
        return app::cli::run_bench(*options.bench, std::cin, std::cout, std::cerr);
    }
    if (options.script) {
        const auto& [inspect, file, folder] = *options.script;
        return inspect ? app::cli::inspect_file(file, std::cout, std::cerr)
                       : app::cli::run_file_in(folder, file, std::cout, std::cerr);
    }
    const bool window =
        !options.text && options.screenshot.empty() && !options.bench && files_of(options).empty();
    if (!options.model_file.empty()) {
        const std::string error = app::cli::open_model_argument(options, window);
        if (!error.empty()) return refuse(error);
    }
    return window ? run_with_window(options) : run_without_window(options);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "modescope: %s\n", error.what());
        return 1;
    }
}
