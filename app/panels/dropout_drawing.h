#pragma once

#include "app/panels/glide.h"
#include "app/panels/layout.h"
#include "engine/session/view.h"

#include <string>

namespace app::panels {

/// The Dropout lens for vectors: 16 features of one sample as bars (in), their gates, what comes
/// out, and the last 8 passes of the same sample as rows.
class DropoutVectors {
public:
    void draw(const engine::session::DropoutLensView& lens, const Box& box);

private:
    Glide out_;
    std::string path_;
    bool training_ = true;
};

/// The same for feature maps: channels of one sample as tiles, dropped cells as holes, and the
/// spread over the last 8 passes, which goes blank in eval.
void draw_dropout_maps(const engine::session::DropoutLensView& lens, const Box& box);

}  // namespace app::panels
