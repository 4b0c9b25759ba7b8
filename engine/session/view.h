#pragma once

#include "engine/script/candidates.h"
#include "engine/session/code_view.h"
#include "engine/session/command.h"
#include "engine/session/recipe.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What the screen sees of a session: plain data, immutable once published, free of tensors and of
// every engine type, so that a panel needs nothing else.

namespace engine::session {

/// Who wrote a flag.
enum class Writer { Construction, Person, Loop };

struct FlagWrite {
    int64_t step = 0;
    bool training = true;  ///< the value written
    Writer writer = Writer::Construction;
    std::string line;  ///< the call that wrote it: "model.backbone.eval()"
};

/// A module of the tree, in pre-order.
struct ModuleView {
    std::string path;        ///< "backbone.block1.bn"; "" is the root
    std::string name;        ///< "bn"; "model" for the root
    std::string class_name;  ///< "BatchNorm1d"
    std::string summary;     ///< class with what matters: "Linear(2→16)", "Dropout(0.5)"
    std::string repr;  ///< one line, as print(module) begins: "BatchNorm1d(16, eps=1e-05, ...)",
                       ///< "Sequential"
    int depth = 0;
    int parent = -1;              ///< index; -1 for the root
    int subtree_end = 0;          ///< index one past the last descendant
    bool training = true;         ///< its own flag
    bool reads_training = false;  ///< its own computation depends on the flag
    bool is_dropout = false;
    bool is_batch_norm = false;
    FlagWrite last_write;
    int below = 0;           ///< descendants
    int below_in_eval = 0;   ///< of them, flags that are False
    int64_t parameters = 0;  ///< elements, with everything below
    int64_t own_parameters = 0;
    int64_t buffers = 0;    ///< tensors, with everything below
    int requires_grad = 0;  ///< parameter tensors with requires_grad, with everything below
    int parameter_tensors = 0;
    std::string output_shape;  ///< of the last pass: "[32, 16]"; empty when it did not run
};

/// A picture of a tensor, at most 128 x 128, reduced by mean when `reduced`.
struct HeatMap {
    int rows = 0, columns = 0;
    std::vector<float> values;     ///< row-major
    std::vector<uint8_t> dropped;  ///< 1 where Dropout threw the element away; empty: nowhere
    float low = 0, high = 0;       ///< of the whole tensor
    bool reduced = false;
    uint64_t fingerprint = 0;  ///< equal data, equal number: the texture's key
};

/// A number shown before and after, when it changed just now.
struct Changed {
    double now = 0;
    std::optional<double> before;  ///< set when the last command or pass changed it
};

/// A row of the inspector's tables.
struct TensorView {
    std::string name;   ///< "weight", "running_mean"
    std::string shape;  ///< "[16, 2]"
    std::string dtype;  ///< "float32"
    bool is_parameter = false;
    bool requires_grad = false;
    bool in_state_dict = true;
    int64_t elements = 0;
    double mean = 0, sd = 0, norm = 0;
    std::optional<double> gradient_norm;
    /// Norm of what the last step (or committed pass) added; empty before the first.
    std::optional<double> last_change;
    std::vector<float> preview;  ///< the first 8 values
};

struct InspectorView {
    std::string path;
    std::string class_name;
    std::string formula;  ///< "y = γ·(x − mean)/√(var + ε) + β"
    std::vector<std::pair<std::string, std::string>> options;  ///< "momentum", "0.1"
    std::vector<TensorView> parameters;
    std::vector<TensorView> buffers;
    std::string open_tensor;
    HeatMap map;  ///< of `open_tensor`
    /// Histories of the selected BatchNorm's channel: batch mean and running mean per step.
    std::vector<float> history_step, batch_mean_history, running_mean_history;
    int history_channel = 0;
};

/// One call of the pass on screen.
struct CardView {
    int module = -1;  ///< index into modules; -1: a function
    int call = 0;     ///< index in the trace
    int depth = 0;    ///< nesting of frames
    int line = 0;     ///< of the model's file, from 1, where the call stands; 0: none
    std::string path;
    std::string title;  ///< "bn", "F.relu", "add"
    std::string class_name;
    bool is_frame = false;  ///< a container: cards follow inside it until depth falls back
    bool training = true;
    bool reads_training = false;
    bool not_reached = false;  ///< runs, but no flag of the tree reaches it
    HeatMap output;
    std::string output_shape;  ///< "[32, 16]"
    std::string grad_fn;       ///< "NativeBatchNormBackward0"; empty without a graph
    double mean = 0, sd = 0;
    std::string effect;  ///< what the mode did: "129 of 256 dropped", "batch stats used"
    std::string note;    ///< second line: "kept × 2.00", "would move 10 %", "not written"
    /// BatchNorm: per channel (at most 16) batch and running mean and sd.
    std::vector<float> batch_mean, batch_sd, running_mean, running_sd;
    std::optional<double> gap;  ///< mean |difference| to the setting compared with
    bool first_difference = false;
};

struct PassView {
    bool preview = true;  ///< nothing was written
    std::string batch;    ///< "batch of 32, one class"
    std::vector<CardView> cards;
    int first_difference = -1;  ///< index of the card that parts from the comparison; -1: none
    double output_gap = 0;
    std::string error;       ///< the pass failed: PyTorch's own words
    int error_card = -1;     ///< the card of the module that raised; -1: none
    std::string error_hint;  ///< what to do about it
    /// "9f3a…c21": state before and after the preview, which are identical.
    std::string hash;
};

/// Something that the last pass ran and that no train() or eval() of the model reaches.
struct GhostView {
    std::string title;  ///< "F.dropout(x, 0.2)", "Linear(2→16)"
    std::string words;  ///< "always drops, no flag reaches it", "not in the tree: ..."
    std::string help;   ///< why it is so, and what PyTorch users do about it
    int line = 0;       ///< of the model's file, from 1; 0: none
    int card = -1;      ///< index into the pass's cards: its first call; -1: it has none now
};

/// Eight passes of one sample through one Dropout.
struct DropoutLensView {
    bool present = false;
    int module = -1;
    std::string path;
    double probability = 0.5;
    double factor = 2;         ///< of the kept ones, in train
    double shift = 0;          ///< and what is added to them: AlphaDropout
    double dropped_value = 0;  ///< what a dropped one becomes in train: AlphaDropout's is not 0
    bool training = true;
    bool feature_map = false;
    std::string shape;  ///< of the whole input: "[32, 16]"
    // Vectors: the first 16 features of one sample.
    std::vector<float> in, out, eval_out;
    std::vector<uint8_t> dropped;  ///< of the newest pass
    float scale = 1;               ///< twice the largest |input|: fixed axis
    // Feature maps: of one sample's channels up to 8, each rows x columns.
    int channels = 0, rows = 0, columns = 0;
    std::vector<HeatMap> in_maps, out_maps;
    HeatMap spread;  ///< sd over the last 8 passes, first channel
    double mean_spread = 0;
    // The last 8 passes of the same sample, newest first (16 values each for vectors).
    std::vector<std::vector<float>> passes;
    std::vector<std::vector<uint8_t>> passes_dropped;
    int64_t cells_that_differ = 0;  ///< of the sample's elements, between passes
    int64_t cells = 0;
    int64_t dropped_count = 0, already_zero = 0;  ///< newest pass, of `cells`
    double mean_of_passes = 0, eval_mean = 0;     ///< mean over the sample's elements
    int64_t pass_counter = 0;                     ///< counts on in eval, too
    bool same_draw = true;                        ///< "same draw as before"
    int64_t shifted_words = 0;                    ///< fewer numbers drawn before this: new mask
};

/// The batch's ruler, the running ruler, and the one that is used.
struct BatchNormLensView {
    bool present = false;
    int module = -1;
    std::string path;
    bool training = true;    ///< flag
    bool uses_batch = true;  ///< which ruler is tied
    bool feature_map = false;
    bool tracks = true;  ///< has running statistics
    int channel = 0, channels = 0;
    std::vector<float> in, out;  ///< one value a sample (vectors); out before γ and β
    std::vector<int> histogram_in, histogram_out;  ///< feature maps: counts over the axis below
    float axis_low = -3, axis_high = 3;            ///< of the input rail
    HeatMap in_map, out_map;  ///< feature maps: one sample's channel, out on a fixed ±3 scale
    double batch_mean = 0, batch_sd = 1;  ///< biased, as used
    double running_mean = 0, running_sd = 1;
    double out_mean = 0, out_sd = 1;              ///< with the ruler used
    double other_out_mean = 0, other_out_sd = 1;  ///< what the other mode would give
    double momentum = 0.1;
    double would_mean = 0;  ///< running_mean after this pass, if it were committed in train
    bool writes = true;     ///< train with tracking: a commit would write
    std::optional<double> running_mean_before;  ///< the last write moved it from here
    int64_t count = 0;                          ///< values per channel
    std::vector<int> channel_order;  ///< for the dumbbells: at most 40, the widest gaps first
    std::vector<float> all_batch_mean, all_running_mean;  ///< one entry a channel
    int channels_left_out = 0;
    double left_out_gap = 0;  ///< the widest gap among those
    int dragged = -1;         ///< sample being dragged
    int neighbours_that_moved = 0, neighbours = 0;
    std::string error;  ///< ValueError of a batch of one, with the hint after a line end
};

struct DecisionMapView {
    int rows = 0, columns = 0;
    float x_low = 0, x_high = 0, y_low = 0, y_high = 0;
    std::vector<float> probability;  ///< of class 1, row-major, first row at y_high
    std::vector<float> point_x, point_y;
    std::vector<uint8_t> point_class;
    uint64_t fingerprint = 0;
};

struct PictureView {
    HeatMap image;  ///< grey, 0..1
    int truth = 0, predicted = 0;
    double probability = 0;  ///< of the predicted class
    HeatMap rebuilt;         ///< what an autoencoder makes of it, on the same scale; else empty
};

/// One number answered to one number: the model's line through the data's points.
struct FitView {
    std::vector<float> point_x, point_y;
    std::vector<float> line_x, line_y;
    float x_low = 0, x_high = 0, y_low = 0, y_high = 0;
};

/// A sample of a text: what the model read, and what it says comes after each letter.
struct TextAnswerView {
    std::string given, truth, predicted;  ///< of one length
};

struct AnswersView {
    bool image = false;
    DecisionMapView map;
    std::vector<PictureView> pictures;
    FitView fit;
    std::vector<TextAnswerView> texts;
    std::vector<std::string> class_names;
    std::optional<double> train_accuracy, validation_accuracy;  ///< 0..1, newest measured
    /// Share of answers on the probe batch that differ from the comparison or the last setting.
    std::optional<double> flipped;
    std::string error;
};

/// A curve over steps; both vectors have one length.
struct Curve {
    std::vector<float> step, value;
};

/// A piece of the mode ribbon: one direct child of the backbone (or of the root) over time.
struct RibbonSegment {
    int64_t from = 0, to = 0;
    bool training = true;
    Writer writer = Writer::Construction;
    std::string line;
};
struct RibbonRow {
    std::string path, name;
    std::vector<RibbonSegment> segments;
};

struct CurvesView {
    Curve train_loss, eval_loss, validation_loss;
    Curve train_accuracy, validation_accuracy;
    std::vector<RibbonRow> ribbon;
};

/// A line of the console.
struct ConsoleLine {
    enum class Kind { Input, Output, Error, Comment };
    Kind kind = Kind::Input;
    int64_t step = 0;
    std::string text;
    bool by_person = true;
};

/// The lines of the training loop, and the one that overwrote flags last.
struct LoopView {
    LoopKind kind = LoopKind::KeepsFlags;
    std::vector<std::string> lines;
    int current_line = -1;
    std::string announcement;  ///< "model.train() in the loop (line 31) wrote 13 flags. ..."
};

/// An immutable picture of a session at one revision.
struct SessionView {
    uint64_t revision = 0;     ///< raised by every change of state
    uint64_t publication = 0;  ///< raised by every view, also when only the look changed
    bool loaded = false;       ///< false: no session yet; everything below is empty
    bool busy = false;         ///< replaying or working on a long command
    std::string busy_text;     ///< "Replaying to step 200"
    double busy_progress = 0;
    std::string running;  ///< the line that is being run now; a long one can be stopped
    bool playing = false;
    double steps_per_second = 0;  ///< asked; 0: unlimited
    double measured_steps_per_second = 0;

    Recipe recipe;
    std::string dataset_title, dataset_extent, model_file;
    bool has_classes = true;  ///< of the data: a batch can be of one of them
    int64_t step = 0, epoch = 0, batch = 0, batches = 0;
    int64_t last_step = 0;  ///< the furthest step of this branch: the timeline's end
    double lr = 0;
    bool grad_enabled = true;
    bool can_undo = false, can_redo = false;

    std::vector<ModuleView> modules;
    int in_eval = 0;      ///< modules whose flag is False; of modules.size()
    int64_t weights = 0;  ///< elements of all parameters

    Watch watch;
    PassView pass;
    std::vector<GhostView> ghosts;  ///< one for each place in the source
    CodeView code;                  ///< the model's file, and what the pass did on its lines
    DropoutLensView dropout;
    BatchNormLensView batch_norm;
    InspectorView inspector;
    AnswersView answers;
    CurvesView curves;
    LoopView loop;
    std::vector<ConsoleLine> console;  ///< the newest 500
    /// What was asked for last (Requests::complete); null: nothing was.
    std::shared_ptr<const script::Completion> completion;

    /// What the last command did, in words; `**bold**` marks what matters most.
    std::string result_line;
    std::string last_line;   ///< the last line of PyTorch: "model.backbone.block2.eval()"
    std::string error;       ///< of the last command; empty when it worked
    std::string traceback;   ///< of that error, when a script raised it: as Python prints it
    std::string state_hash;  ///< short form
};
using SessionViewPtr = std::shared_ptr<const SessionView>;

}  // namespace engine::session
