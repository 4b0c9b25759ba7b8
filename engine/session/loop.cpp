#include "engine/session/loop.h"

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/hook.h"
#include "engine/script/tensor_hook.h"
#include "engine/session/pass_scope.h"
#include "engine/session/task.h"
#include "engine/tensor/grad_mode.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace engine::session {

namespace {

const Tensor& bound(const SessionState& state, std::string_view name) {
    const nn::Value* const value = state.names.find(name);
    if (!value) raise(ErrorKind::NameError, "name '{}' is not defined", name);
    return value->tensor(name);
}

/// What a pass gave, measured by the session's criterion.
struct Answered {
    Tensor loss;
    std::optional<Right> right;
};

Answered answered(const Recipe& recipe, const nn::Value& output, const Tensor& x, const Tensor& y,
                  PassScope& pass) {
    const Tensor prediction = prediction_of(recipe.prediction, output);
    const Tensor target = target_of(recipe.target, x, y);
    Tensor loss = pass.loss(prediction, target);
    return {std::move(loss), right_answers(recipe, prediction, target)};
}

std::optional<double> share(const std::optional<Right>& right) {
    if (!right || right->of == 0) return std::nullopt;
    return static_cast<double>(right->count) / static_cast<double>(right->of);
}

/// Where the loop goes after its last line of a batch: to the next batch, or on to what follows the
/// epoch's batches, or to the next epoch.
int index_of(const std::vector<LoopLine>& lines, LoopAction action) {
    const auto it = std::find_if(lines.begin(), lines.end(),
                                 [&](const LoopLine& line) { return line.action == action; });
    return static_cast<int>(it - lines.begin());
}

/// The last line of the body of "for x, y in train_loader".
int last_of_batch(const std::vector<LoopLine>& lines) {
    const int guarded = index_of(lines, LoopAction::Guarded);
    return guarded < static_cast<int>(lines.size()) ? guarded : index_of(lines, LoopAction::Step);
}

}  // namespace

std::vector<LoopLine> loop_lines(const Recipe& recipe, LoopKind kind) {
    std::vector<LoopLine> lines;
    const auto add = [&](std::string text, LoopAction action) {
        lines.push_back({std::move(text), action});
    };
    if (kind == LoopKind::KeepsFlags) add("model.train()", LoopAction::Train);
    add("for epoch in itertools.count():", LoopAction::Epoch);
    if (kind == LoopKind::Textbook) add("    model.train()", LoopAction::Train);
    add("    for x, y in train_loader:", LoopAction::Batch);
    add("        optimizer.zero_grad()", LoopAction::ZeroGrad);
    add("        output = model(x)", LoopAction::Forward);
    add("        loss = " + loss_call(recipe), LoopAction::Loss);
    add("        loss.backward()", LoopAction::Backward);
    add("        optimizer.step()", LoopAction::Step);
    if (kind == LoopKind::KeepsFlags) {
        add(recipe.validate_every > 0
                ? fmt::format("        if step % {} == 0: validate(model)", recipe.validate_every)
                : "        if last_batch: validate(model)",
            LoopAction::Guarded);
    } else {
        add("    model.eval()", LoopAction::Eval);
        add("    with torch.no_grad():", LoopAction::Block);
        if (recipe.prediction == "output" && recipe.target == "y") {
            add("        validation_loss = criterion(model(x_validation), y_validation)",
                LoopAction::Validation);
        } else {
            add("        output = model(x_validation)", LoopAction::Answer);
            add("        validation_loss = " + loss_call(recipe, "x_validation", "y_validation"),
                LoopAction::Validation);
        }
    }
    return lines;
}

int loop_start(LoopKind kind) {
    return kind == LoopKind::KeepsFlags ? 1 : 0;
}

Loop::Loop(const Recipe& recipe, data::DatasetPtr dataset)
    : recipe_(recipe),
      dataset_(std::move(dataset)),
      loader_{.size = dataset_->train.size(), .batch_size = recipe.batch_size, .shuffle = true},
      keeps_flags_(loop_lines(recipe, LoopKind::KeepsFlags)),
      textbook_(loop_lines(recipe, LoopKind::Textbook)) {}

UnitReport Loop::run_unit(SessionState& state, const Surroundings& around) const {
    const std::vector<LoopLine>& lines = this->lines(state.loop_kind);
    const int batch_line = index_of(lines, LoopAction::Batch);
    const int epoch_line = index_of(lines, LoopAction::Epoch);
    const int last_line = last_of_batch(lines);

    UnitReport report;
    const SetGradEnabled grad_mode(state.grad_enabled);
    const TensorDefaultsScope defaults(state.tensor_defaults);
    while (true) {
        const int at = state.loop.line;
        run_line(lines[static_cast<std::size_t>(at)], state, around, report);
        const bool epoch_over = state.loop.batch == loader_.batches();
        if (at == last_line && !epoch_over) {
            state.loop.line = batch_line;
            return report;
        }
        if (at + 1 < static_cast<int>(lines.size())) {
            state.loop.line = at + 1;
            continue;
        }
        // The epoch's last line: whatever stands here belongs to the batch that ended it.
        state.loop = {.epoch = state.loop.epoch + 1, .batch = 0, .line = epoch_line};
        state.loader = {};
        return report;
    }
}

void Loop::run_line(const LoopLine& line, SessionState& state, const Surroundings& around,
                    UnitReport& report) const {
    const auto write_flags = [&](bool training) {
        const std::string_view text(line.text);
        const auto begin = text.find_first_not_of(' ');
        const nn::FlagObserver observer =
            around.flag_writer ? around.flag_writer(state.loop.line + 1, text.substr(begin))
                               : nn::FlagObserver();
        state.model->train(training, observer);
    };
    switch (line.action) {
        case LoopAction::Train:
            return write_flags(true);
        case LoopAction::Eval:
            return write_flags(false);
        case LoopAction::Epoch:
        case LoopAction::Block:
        case LoopAction::Answer:
            return;
        case LoopAction::Batch: {
            if (!state.loader.order) state.loader = loader_.begin(state.generator);
            const auto indices = loader_.next(state.loader);
            if (!indices) raise(ErrorKind::ValueError, "the data set has no samples to train on");
            data::Split batch = data::gather(dataset_->train, *indices);
            state.names.set("x", std::move(batch.inputs));
            state.names.set("y", std::move(batch.targets));
            if (around.measure) report.eval_loss = measure_in_eval(state, around);
            return;
        }
        case LoopAction::ZeroGrad:
            return state.optimizer->zero_grad();
        case LoopAction::Forward: {
            PassScope pass(state, state.generator,
                           {.recorder = around.recorder, .cancel = around.cancel});
            // By its own line: a forward may bind names, which moves what is bound.
            const Tensor x = bound(state, "x");
            nn::Value output = pass.run(x);
            state.names.set("output", std::move(output));
            return;
        }
        case LoopAction::Loss: {
            const nn::Value* const output = state.names.find("output");
            if (!output) raise(ErrorKind::NameError, "name 'output' is not defined");
            const nn::Value given = *output;
            const Tensor x = bound(state, "x"), y = bound(state, "y");
            PassScope pass(state, state.generator, {.cancel = around.cancel});
            Answered measured = answered(recipe_, given, x, y, pass);
            report.train = {measured.loss.item(), share(measured.right)};
            state.names.set("loss", std::move(measured.loss));
            return;
        }
        case LoopAction::Backward: {
            PassScope pass(state, state.generator, {.cancel = around.cancel});
            const nn::HostScope host(pass.context().host);
            const script::HookScope hooks(pass.context().host);
            return backward(Tensor(bound(state, "loss")));
        }
        case LoopAction::Step:
            state.optimizer->step();
            ++state.step;
            ++state.loop.batch;
            return;
        case LoopAction::Guarded: {
            const bool turn = recipe_.validate_every > 0 ? state.step % recipe_.validate_every == 0
                                                         : state.loop.batch == loader_.batches();
            if (!turn || !around.validate) return;
            // On a copy, whose flags, buffers and generator are thrown away.
            SessionState fork = state.fork_for_pass();
            fork.model->eval();
            report.validation = validate(fork, around.cancel);
            return;
        }
        case LoopAction::Validation:
            report.validation = validate(state, around.cancel);
            return;
    }
}

double Loop::measure_in_eval(const SessionState& state, const Surroundings& around) const {
    SessionState fork = state.fork_for_pass();
    fork.model->eval();
    const NoGrad no_grad;
    PassScope pass(fork, fork.generator, {.cancel = around.cancel});
    const Tensor x = bound(fork, "x"), y = bound(fork, "y");
    return answered(recipe_, pass.run(x), x, y, pass).loss.item();
}

Measured Loop::validate(SessionState& state, const std::atomic<bool>* cancel) const {
    const data::Split& split = dataset_->validation;
    const int64_t samples = std::min(split.size(), recipe_.validation_samples);
    const NoGrad no_grad;
    PassScope pass(state, state.generator, {.cancel = cancel});
    double loss = 0;
    std::optional<Right> right = Right{};
    std::vector<int64_t> indices;
    for (int64_t begin = 0; begin < samples; begin += kValidationChunk) {
        indices.resize(static_cast<std::size_t>(std::min(kValidationChunk, samples - begin)));
        std::iota(indices.begin(), indices.end(), begin);
        const data::Split chunk = data::gather(split, indices);
        const Answered measured =
            answered(recipe_, pass.run(chunk.inputs), chunk.inputs, chunk.targets, pass);
        loss += measured.loss.item() * static_cast<double>(chunk.size());
        if (!right || !measured.right) {
            right.reset();
        } else {
            right->count += measured.right->count;
            right->of += measured.right->of;
        }
    }
    return {loss / static_cast<double>(std::max<int64_t>(samples, 1)), share(right)};
}

}  // namespace engine::session
