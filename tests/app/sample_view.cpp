#include "tests/app/sample_view.h"

#include "tests/app/sample_parts.h"

#include <utility>

namespace app::test {

using namespace engine::session;

namespace {

void start_recipe(SessionView& view) {
    view.revision = 3;
    view.publication = 9;
    view.loaded = true;
    view.dataset_title = "Two moons";
    view.dataset_extent = "1,000 of 1,000 training points";
    view.model_file = "nested_mlp.py";
    view.step = view.last_step = 200;
    view.epoch = 6;
    view.batch = 8;
    view.batches = 32;
    view.lr = 0.01;
    view.state_hash = "9f3a…c21";
    view.loop.lines = {"model.train()",
                       "for epoch in range(1000):",
                       "    for x, y in train_loader:",
                       "        optimizer.zero_grad()",
                       "        loss = criterion(model(x), y)",
                       "        loss.backward()",
                       "        optimizer.step()"};
    view.loop.current_line = 3;
    view.last_line = "model.train()";
    view.result_line = "Replayed 200 steps from the seed. **Everything is in train.**";
    view.console = {
        {ConsoleLine::Kind::Input, 0, "torch.manual_seed(7)", false},
        {ConsoleLine::Kind::Input, 0, "model.train()", false},
        {ConsoleLine::Kind::Comment, 200, "# 200 steps of the loop", false},
    };
}

SessionView two_moons() {
    SessionView view;
    start_recipe(view);
    add_two_moons_modules(view);
    view.watch.selected = "backbone";
    view.dropout = sample_dropout_lens(view, "backbone.block1.drop", true);
    view.batch_norm = sample_batch_norm_lens(view, "backbone.block1.bn", true);
    view.answers = sample_decision_map();
    view.curves = sample_curves(view, 200);
    view.pass.batch = "batch of 32, one class";
    view.pass.hash = "9f3a…c21";
    return view;
}

void set_flags(SessionView& view, std::string_view path, const std::string& line, bool training) {
    write_flags(view, path, line, training);
    view.last_line = line;
    view.console.push_back({ConsoleLine::Kind::Input, view.step, line, true});
    view.can_undo = true;
    ++view.revision;
}

SessionView mixed() {
    SessionView view = two_moons();
    set_flags(view, "backbone.block2", "model.backbone.block2.eval()", false);
    view.watch.selected = "backbone.block1.drop";
    view.batch_norm = sample_batch_norm_lens(view, "backbone.block2.bn", false);
    view.answers.flipped = 0.31;
    view.result_line =
        "5 flags written, 5 changed. **1 BatchNorm now uses running statistics**; 1 Dropout now "
        "passes everything. 0 of 386 weights changed.";
    return view;
}

SessionView all_eval() {
    SessionView view = two_moons();
    set_flags(view, "", "model.eval()", false);
    view.dropout = sample_dropout_lens(view, "backbone.block1.drop", false);
    view.batch_norm = sample_batch_norm_lens(view, "backbone.block1.bn", false);
    view.result_line =
        "13 flags written, 13 changed. **2 Dropouts now pass everything**; 2 BatchNorms now use "
        "running statistics. 0 of 386 weights changed.";
    return view;
}

SessionView workbench() {
    SessionView view = mixed();
    view.watch.cards = view.watch.inspector = true;
    view.watch.selected = "backbone.block1.bn";
    view.watch.compare = CompareWith::AllEval;
    view.watch.open_tensor = "running_mean";
    view.watch.dragged_sample = std::pair{4, 0.8};
    view.batch_norm = sample_batch_norm_lens(view, "backbone.block1.bn", true);
    view.batch_norm.dragged = 4;
    add_cards(view, true);
    view.inspector = sample_inspector(view);
    return view;
}

SessionView training() {
    SessionView view = workbench();
    view.playing = true;
    view.steps_per_second = 20;
    view.measured_steps_per_second = 19.7;
    view.step = view.last_step = 218;
    view.curves = sample_curves(view, 218);
    view.pass.preview = false;
    view.pass.batch = "step 218, batch of 32";
    view.result_line = "Training: step 218.";
    view.loop.kind = LoopKind::Textbook;
    view.loop.announcement =
        "model.train() in the loop (line 31) wrote 13 flags. Your block2.eval() lasted 12 steps.";
    return view;
}

SessionView error() {
    SessionView view = two_moons();
    view.last_line = "model.backbone.block9.eval()";
    view.error = "AttributeError: 'Sequential' object has no attribute 'block9'";
    view.console.push_back({ConsoleLine::Kind::Input, 200, view.last_line, true});
    view.console.push_back({ConsoleLine::Kind::Error, 200, view.error, true});
    return view;
}

SessionView batch_of_one() {
    SessionView view = two_moons();
    view.watch.probe = ProbeKind::OneSample;
    view.watch.cards = true;
    view.pass.batch = "1 sample";
    add_cards(view, false);
    const std::string words =
        "ValueError: Expected more than 1 value per channel when training, got input size "
        "torch.Size([1, 16])";
    const std::string hint =
        "One sample has no spread to measure. Use 2 or more, drop_last=True, or bn.eval().";
    for (size_t i = 0; i < view.pass.cards.size(); ++i) {
        if (view.pass.cards[i].path != "backbone.block1.bn") continue;
        view.pass.cards.resize(i + 1);  // nothing runs after it
        view.pass.cards[i].output = {};
        view.pass.cards[i].effect = view.pass.cards[i].note = "";
        view.pass.error_card = static_cast<int>(i);
    }
    view.pass.error = words;
    view.pass.error_hint = hint;
    view.batch_norm.in.resize(1);
    view.batch_norm.out.clear();
    view.batch_norm.count = 1;
    view.batch_norm.error = words + "\n" + hint;
    view.dropout = {};
    return view;
}

SessionView images() {
    SessionView view;
    start_recipe(view);
    view.recipe.id = view.recipe.dataset = "fashion_mnist";
    view.recipe.title = view.dataset_title = "Fashion-MNIST";
    view.recipe.model = "small_cnn";
    view.model_file = "small_cnn.py";
    view.dataset_extent = "60,000 of 60,000 training images";
    view.batches = 1875;
    view.epoch = 0;
    view.batch = 200;
    add_cnn_modules(view);
    view.watch.selected = "features";
    view.watch.probe = ProbeKind::Shuffled;
    view.pass.batch = "batch of 32, shuffled, brightness × 0.4";
    view.pass.hash = "9f3a…c21";
    view.dropout = sample_dropout_maps(view);
    view.batch_norm = sample_batch_norm_maps(view);
    view.answers = sample_pictures();
    view.curves = sample_curves(view, 200);
    return view;
}

SessionView view_of(Sample sample) {
    switch (sample) {
        case Sample::Nothing:
            return {};
        case Sample::TwoMoons:
            return two_moons();
        case Sample::Mixed:
            return mixed();
        case Sample::AllEval:
            return all_eval();
        case Sample::Workbench:
            return workbench();
        case Sample::Ghosts: {
            SessionView view = workbench();
            add_ghosts(view);
            return view;
        }
        case Sample::Training:
            return training();
        case Sample::Replaying: {
            SessionView view = two_moons();
            view.busy = true;
            view.busy_text = "Replaying to step 200";
            view.busy_progress = 0.4;
            view.step = 80;
            return view;
        }
        case Sample::Error:
            return error();
        case Sample::BatchOfOne:
            return batch_of_one();
        case Sample::Images:
            return images();
    }
    return {};
}

}  // namespace

SessionView sample_view(Sample sample) {
    SessionView view = view_of(sample);
    if (view.loaded) add_code(view);
    return view;
}

}  // namespace app::test
