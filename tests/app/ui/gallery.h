// Every widget once, in one picture: looked at by people, and laid out by tests.
#pragma once

namespace app::test {

/// Draws a frame of 1280 x 800 unscaled pixels; call between begin_frame and end_frame.
void draw_gallery();

}  // namespace app::test
