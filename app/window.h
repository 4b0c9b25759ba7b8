#pragma once

#include "app/options.h"

namespace app {

class Runner;

/// Opens the window on `runner`'s session until it is closed: the exit code. Throws gfx::NoDisplay.
int run_window(const Options& options, Runner& runner);

/// Draws what the window would show of `runner`'s session into options.screenshot, with the same
/// code; with options.dump_anchors prints where every named part stands. The exit code.
int render_screenshot(const Options& options, Runner& runner);

/// Prints median and 95th percentile of a repaint split into layout, raster and swap, and its ratio
/// to an empty frame of the same run. Needs a display. The exit code.
int bench_frames(const Options& options, Runner& runner);

}  // namespace app
