#pragma once

#include "engine/session/view.h"

namespace app::test {

/// States of the window that a layout has to cope with.
enum class Sample {
    Nothing,     ///< no session yet
    TwoMoons,    ///< paused at step 200, all in train, backbone.block1.drop and its lenses
    Mixed,       ///< block2 in eval: 5 of 13, as in the drawing of the first screen
    AllEval,     ///< everything in eval, eight equal rows
    Workbench,   ///< Mixed with cards, comparison, inspector and a dragged sample
    Training,    ///< playing at 20 steps a second
    Replaying,   ///< busy on the way to step 200
    Error,       ///< the last command failed
    BatchOfOne,  ///< one sample in train: BatchNorm's ValueError on its card and in its lens
    Images,      ///< Fashion-MNIST: feature maps, histograms, pictures
    Ghosts,      ///< Workbench with functions, and with calls that no flag reaches
};

/// A view made by hand, with every field that the session would fill; the numbers are invented but
/// agree with each other. The same call gives the same view.
engine::session::SessionView sample_view(Sample sample);

}  // namespace app::test
