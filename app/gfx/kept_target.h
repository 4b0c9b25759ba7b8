#pragma once

#include "app/gfx/image.h"
#include "app/gfx/palette.h"

namespace app::gfx {

/// A picture in a framebuffer object that is kept from frame to frame, so that only what changed
/// has to be painted again. Needs the context that was current when made.
class KeptTarget {
public:
    KeptTarget() = default;
    ~KeptTarget();
    KeptTarget(const KeptTarget&) = delete;
    KeptTarget& operator=(const KeptTarget&) = delete;

    /// Pixels. True when the size is another one: the picture is then lost.
    bool resize(int width, int height);
    void bind() const;
    /// Fills a box (top left origin, pixels) of the bound picture.
    void clear_box(int x0, int y0, int x1, int y1, const Rgb& color) const;
    /// Copies the picture into the framebuffer `framebuffer`, which is bound afterwards.
    void copy_to(unsigned framebuffer) const;
    Image read_pixels() const;

    /// The framebuffer bound now; 0 is the window.
    static unsigned bound_framebuffer();

private:
    int width_ = 0;
    int height_ = 0;
    unsigned framebuffer_ = 0;
    unsigned color_ = 0;
};

}  // namespace app::gfx
