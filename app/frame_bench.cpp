#include "app/gfx/context.h"
#include "app/gfx/window.h"
#include "app/panels/shell.h"
#include "app/runner.h"
#include "app/runner_requests.h"
#include "app/ui/context.h"
#include "app/ui/frame_loop.h"
#include "app/window.h"
#include "app/window_settings.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace app {
namespace {

constexpr int kFrames = 60, kWarmUp = 20;

double at_part(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

struct Costs {
    std::vector<double> layout, raster, swap, whole;  // milliseconds
};

Costs measure(ui::FrameLoop& loop, const std::function<void()>& draw) {
    for (int i = 0; i < kWarmUp; ++i) loop.step(draw, true);
    Costs costs;
    for (int i = 0; i < kFrames; ++i) {
        const ui::FrameCost cost = loop.step(draw, true);
        costs.layout.push_back(cost.layout);
        costs.raster.push_back(cost.raster);
        costs.swap.push_back(cost.swap);
        costs.whole.push_back(cost.layout + cost.raster + cost.swap);
    }
    return costs;
}

void print_row(const char* name, const std::vector<double>& values) {
    std::printf("%-10s %9.2f %9.2f\n", name, at_part(values, 0.5), at_part(values, 0.95));
}

}  // namespace

int bench_frames(const Options& options, Runner& runner) {
    gfx::Window window({.title = "Modescope: bench",
                        .width = options.width.value_or(1280),
                        .height = options.height.value_or(800)});
    const panels::WindowState start = window_state({}, options);
    ui::Context context(
        {.theme = start.theme, .scale = start.scale, .textures = gfx::TextureCache::Mode::Gpu});
    ui::FrameLoop loop(window, context);
    RunnerRequests requests(runner);
    panels::Shell shell(start);
    const Costs empty = measure(loop, [] {});
    const Costs full = measure(loop, [&] {
        runner.run_until_idle();
        shell.draw(*runner.view(), requests);
    });
    std::printf("repaint of %d x %d by %s, %d frames\n", window.width(), window.height(),
                gfx::renderer_name().c_str(), kFrames);
    std::printf("%-10s %9s %9s\n", "ms", "median", "p95");
    print_row("layout", full.layout);
    print_row("raster", full.raster);
    print_row("swap", full.swap);
    print_row("whole", full.whole);
    print_row("empty", empty.whole);
    std::printf("%-10s %9.1f\n", "ratio", at_part(full.whole, 0.5) / at_part(empty.whole, 0.5));
    return 0;
}

}  // namespace app
