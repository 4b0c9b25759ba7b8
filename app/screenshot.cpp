#include "app/gfx/image.h"
#include "app/gfx/offscreen.h"
#include "app/panels/shell.h"
#include "app/runner.h"
#include "app/runner_requests.h"
#include "app/ui/context.h"
#include "app/ui/renderer.h"
#include "app/window.h"
#include "app/window_settings.h"

#include <cstdio>

namespace app {
namespace {

// Asking (what is on screen), the answer's layout, and what is still in motion: 6 previews in 3 s.
constexpr int kFrames = 240;

}  // namespace

int render_screenshot(const Options& options, Runner& runner) {
    gfx::Offscreen target(options.width.value_or(1280), options.height.value_or(800));
    const panels::WindowState start = window_state({}, options);
    ui::Context context(
        {.theme = start.theme, .scale = start.scale, .textures = gfx::TextureCache::Mode::Gpu});
    ui::Renderer renderer(context);
    RunnerRequests requests(runner);
    panels::Shell shell(start);
    const gfx::Image picture = ui::render_picture(
        context, renderer, target,
        [&] {
            runner.run_until_idle();
            shell.draw(*runner.view(), requests);
        },
        kFrames);
    gfx::write_png(options.screenshot, picture);
    if (options.dump_anchors) std::printf("%s\n", context.anchors().to_json().c_str());
    return 0;
}

}  // namespace app
