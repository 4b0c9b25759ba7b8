#include "tests/app/sample_parts.h"

#include <algorithm>
#include <cmath>

namespace app::test {

using namespace engine::session;

void add_cards(SessionView& view, bool compared) {
    double gap = 0;
    for (size_t i = 1; i < view.modules.size(); ++i) {  // the root is the pass itself
        const ModuleView& module = view.modules[i];
        CardView card;
        card.module = static_cast<int>(i);
        card.call = static_cast<int>(i);
        card.depth = module.depth - 1;
        card.path = module.path;
        card.title = module.name;
        card.class_name = module.class_name;
        card.is_frame = module.below > 0;
        card.training = module.training;
        card.reads_training = module.reads_training;
        card.output_shape = module.output_shape;
        if (!card.is_frame) {
            card.output = sample_map(32, module.path == "head" ? 2 : 16, static_cast<int>(i));
            card.mean = 0.02;
            card.sd = 0.81;
            card.grad_fn = module.class_name == "Linear" ? "AddmmBackward0" : "ReluBackward0";
        }
        if (module.is_batch_norm) {
            card.grad_fn = "NativeBatchNormBackward0";
            card.effect = module.training ? "batch stats used" : "running stats used";
            card.note = module.training ? "would move 10 %" : "not written";
            for (int c = 0; c < 16; ++c) {
                card.batch_mean.push_back(wobble(91, c));
                card.batch_sd.push_back(0.7F);
                card.running_mean.push_back(0.5F * wobble(92, c));
                card.running_sd.push_back(0.9F);
            }
        }
        if (module.is_dropout) {
            card.grad_fn = module.training ? "MulBackward0" : "ReluBackward0";
            card.effect = module.training ? "259 of 512 dropped" : "y = x";
            card.note = module.training ? "kept × 2.00" : "nothing dropped";
            if (module.training) {
                for (int k = 0; k < 512; ++k) {
                    const bool drops = wobble(93, k) < 0;
                    card.output.dropped.push_back(drops ? 1 : 0);
                    if (drops) card.output.values[static_cast<size_t>(k)] = 0;
                }
            }
        }
        if (compared && !card.is_frame) {
            if (module.reads_training && module.training) {
                if (view.pass.first_difference < 0) {
                    view.pass.first_difference = static_cast<int>(view.pass.cards.size());
                    card.first_difference = true;
                }
                gap += 0.31;
            }
            card.gap = gap;
            view.pass.output_gap = gap;
        }
        view.pass.cards.push_back(card);
    }
}

void add_ghosts(SessionView& view) {
    const auto add = [&](const char* title, const char* class_name, int line) -> CardView& {
        CardView& card = view.pass.cards.emplace_back();
        card.call = static_cast<int>(view.pass.cards.size());
        card.title = title;
        card.class_name = class_name;
        card.line = line;
        card.output = sample_map(32, 16, 140 + line);
        card.output_shape = "[32, 16]";
        card.sd = 0.5;
        return card;
    };
    add("torch.cat", "", 15);
    CardView& dropout = add("F.dropout", "", 18);
    dropout.effect = "104 of 512 dropped";
    dropout.note = "kept × 1.25";
    dropout.not_reached = true;
    view.ghosts.push_back(
        {.title = "F.dropout(x, 0.2)",
         .words = "always drops, no flag reaches it",
         .help = "A function has no flag of its own. Pass `training=self.training`.",
         .line = 18,
         .card = static_cast<int>(view.pass.cards.size()) - 1});
    CardView& linear = add("Linear", "Linear", 21);
    linear.not_reached = true;
    view.ghosts.push_back(
        {.title = "Linear(16→16)",
         .words = "kept in a plain list",
         .help = "It runs, but it is not in the tree. Keep it in an nn.ModuleList.",
         .line = 21,
         .card = static_cast<int>(view.pass.cards.size()) - 1});
}

InspectorView sample_inspector(const SessionView& view) {
    InspectorView inspector;
    inspector.path = view.watch.selected;
    inspector.class_name = "BatchNorm1d";
    inspector.formula = "y = γ·(x − mean)/√(var + ε) + β";
    inspector.options = {{"num_features", "16"},
                         {"eps", "1e-05"},
                         {"momentum", "0.1"},
                         {"affine", "True"},
                         {"track_running_stats", "True"}};
    const auto row = [](const char* name, const char* shape, double mean, double norm) {
        TensorView tensor;
        tensor.name = name;
        tensor.shape = shape;
        tensor.dtype = "float32";
        tensor.elements = 16;
        tensor.mean = mean;
        tensor.sd = 0.2;
        tensor.norm = norm;
        for (int i = 0; i < 8; ++i) tensor.preview.push_back(wobble(95, i));
        return tensor;
    };
    for (const char* name : {"weight", "bias"}) {
        TensorView tensor = row(name, "[16]", 1.03, 4.15);
        tensor.is_parameter = tensor.requires_grad = true;
        tensor.gradient_norm = 0.021;
        tensor.last_change = 0.0103;
        inspector.parameters.push_back(tensor);
    }
    inspector.buffers = {row("running_mean", "[16]", 0.212, 1.4),
                         row("running_var", "[16]", 0.874, 3.6),
                         row("num_batches_tracked", "[]", 200, 200)};
    inspector.buffers[0].last_change = 0.041;
    inspector.buffers[1].last_change = 0.019;
    inspector.buffers[2].last_change = 1;
    inspector.buffers[2].dtype = "int64";
    inspector.buffers[2].elements = 1;
    inspector.buffers[2].preview = {200};
    inspector.open_tensor = view.watch.open_tensor;
    inspector.map = sample_map(1, 16, 96);
    inspector.history_channel = 3;
    for (int step = 1; step <= 200; ++step) {
        const auto ramp = static_cast<float>(0.6 * (1 - std::exp(-step / 60.0)));
        inspector.history_step.push_back(static_cast<float>(step));
        inspector.running_mean_history.push_back(ramp);
        inspector.batch_mean_history.push_back(ramp + 0.2F * wobble(97, step));
    }
    return inspector;
}

AnswersView sample_decision_map() {
    AnswersView answers;
    DecisionMapView& map = answers.map;
    map.rows = map.columns = 64;
    map.x_low = -1.5F;
    map.x_high = 2.5F;
    map.y_low = -1;
    map.y_high = 1.5F;
    for (int row = 0; row < 64; ++row) {
        for (int column = 0; column < 64; ++column) {
            const double x = -1.5 + 4 * (column + 0.5) / 64, y = 1.5 - 2.5 * (row + 0.5) / 64;
            const double edge = 0.25 + 0.55 * std::cos(1.6 * (x - 0.3));
            map.probability.push_back(static_cast<float>(1 / (1 + std::exp(5 * (y - edge)))));
        }
    }
    for (int i = 0; i < 160; ++i) {
        const double angle = 3.14159 * i / 160;
        const bool second = i % 2 == 1;
        const double x = second ? 1 - std::cos(angle) : std::cos(angle);
        const double y = second ? 0.5 - std::sin(angle) : std::sin(angle);
        map.point_x.push_back(static_cast<float>(x) + 0.1F * wobble(98, i));
        map.point_y.push_back(static_cast<float>(y) + 0.1F * wobble(99, i));
        map.point_class.push_back(second ? 1 : 0);
    }
    map.fingerprint = 64;
    answers.class_names = {"upper", "lower"};
    answers.train_accuracy = 0.95;
    answers.validation_accuracy = 0.96;
    return answers;
}

AnswersView sample_pictures() {
    AnswersView answers;
    answers.image = true;
    answers.class_names = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                           "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
    for (int i = 0; i < 18; ++i) {
        PictureView picture;
        picture.image = sample_map(28, 28, 100 + i);
        for (float& value : picture.image.values) value = 0.5F + 0.5F * value;
        picture.image.low = 0;
        picture.truth = i % 10;
        picture.predicted = i % 6 == 5 ? (i + 3) % 10 : i % 10;
        picture.probability = 0.5 + 0.49 * std::abs(wobble(120, i));
        answers.pictures.push_back(picture);
    }
    answers.train_accuracy = 0.84;
    answers.validation_accuracy = 0.83;
    answers.flipped = 0.31;
    return answers;
}

CurvesView sample_curves(const SessionView& view, int steps) {
    CurvesView curves;
    const auto add = [](Curve& curve, int step, double value) {
        curve.step.push_back(static_cast<float>(step));
        curve.value.push_back(static_cast<float>(value));
    };
    for (int step = 1; step <= steps; ++step) {
        const double fall = std::exp(-step / 50.0);
        add(curves.train_loss, step, 0.2 + 0.45 * fall + 0.05 * wobble(130, step));
        add(curves.eval_loss, step, 0.11 + 0.35 * fall + 0.02 * wobble(131, step));
        add(curves.train_accuracy, step, 0.95 - 0.4 * fall + 0.03 * wobble(132, step));
        if (step % 20 != 0) continue;
        add(curves.validation_loss, step, 0.14 + 0.38 * fall);
        add(curves.validation_accuracy, step, 0.96 - 0.3 * fall);
    }
    for (const ModuleView& module : view.modules) {
        if (module.parent < 0 || module.below == 0) continue;
        if (view.modules.size() == 13 && module.depth != 2) continue;
        RibbonRow row{module.path, module.name, {}};
        const int64_t turn = module.training ? steps : steps - 12;
        row.segments.push_back({0, turn, true, Writer::Loop, "model.train()"});
        if (!module.training) {
            row.segments.push_back(
                {turn, steps, false, Writer::Person, "model." + module.path + ".eval()"});
        }
        curves.ribbon.push_back(row);
    }
    return curves;
}

}  // namespace app::test
