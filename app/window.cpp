#include "app/window.h"

#include "app/gfx/window.h"
#include "app/opener.h"
#include "app/panels/shell.h"
#include "app/runner.h"
#include "app/runner_requests.h"
#include "app/ui/context.h"
#include "app/ui/frame_loop.h"
#include "app/ui/settings.h"
#include "app/window_settings.h"

#include <filesystem>
#include <utility>

namespace app {

int run_window(const Options& options, Runner& runner) {
    const std::filesystem::path file = ui::settings_path();
    ui::Settings settings = ui::load_settings(file);
    gfx::Window window({.title = "Modescope",
                        .width = options.width.value_or(settings.window_width),
                        .height = options.height.value_or(settings.window_height)});
    const panels::WindowState start = window_state(settings, options);
    ui::Context context({.theme = start.theme,
                         .scale = start.scale,
                         .reduced_motion = start.reduced_motion,
                         .textures = gfx::TextureCache::Mode::Gpu});
    ui::FrameLoop loop(window, context);
    Opener opener;
    RunnerRequests requests(runner, &opener);
    runner.set_wake([&loop] { loop.wake(); });
    opener.set_wake([&loop] { loop.wake(); });
    runner.set_speed(start.steps_per_second);
    panels::Shell shell(start);
    if (options.ask_about_model) {
        shell.state().opening.brought = panels::read_model_file(options.model_file);
    }
    engine::session::SessionViewPtr shown;
    loop.run([&] {
        engine::session::SessionViewPtr newest = runner.view();
        // A new view may open or resize things, which takes ImGui more than this one frame.
        if (std::exchange(shown, newest) != newest) loop.wake();
        panels::OpeningState& opening = shell.state().opening;
        opening.answer = opener.answer();
        for (const std::string& path : loop.take_dropped()) {
            opening.brought = panels::read_model_file(path);  // of several the last one
        }
        shell.draw(*shown, requests);
    });
    runner.set_wake({});
    opener.set_wake({});
    keep(shell.state(), settings);
    settings.window_width = window.width();
    settings.window_height = window.height();
    if (!file.empty()) ui::save_settings(file, settings);
    return 0;
}

}  // namespace app
