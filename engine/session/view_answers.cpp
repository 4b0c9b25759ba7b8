#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/base/hash.h"
#include "engine/session/pass_scope.h"
#include "engine/session/task.h"
#include "engine/session/view_builder.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <cmath>

namespace engine::session {

namespace {

constexpr int kMapSide = 80;  // cells
constexpr size_t kPoints = 200;
constexpr int64_t kPictures = 24;
constexpr int64_t kTexts = 8;
constexpr int64_t kLineSteps = 160;
constexpr double kMargin = 0.1;  // of the data's range, on each side

/// A range with room around it.
struct Range {
    float low = 0, high = 0;
};

Range around(const std::vector<float>& values) {
    if (values.empty()) return {-1, 1};
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const auto room = static_cast<float>(kMargin * std::max(1e-3, double{*high} - *low));
    return {*low - room, *high + room};
}

/// softmax over the last axis of (N, classes), in double.
std::vector<std::vector<double>> probabilities(const Tensor& logits) {
    const auto values = logits.to_vector<double>();
    const auto classes = static_cast<size_t>(logits.size(1));
    std::vector<std::vector<double>> rows;
    for (size_t at = 0; at + classes <= values.size(); at += classes) {
        std::vector<double> row(values.begin() + static_cast<std::ptrdiff_t>(at),
                                values.begin() + static_cast<std::ptrdiff_t>(at + classes));
        const double largest = *std::max_element(row.begin(), row.end());
        double sum = 0;
        for (double& value : row) sum += value = std::exp(value - largest);
        for (double& value : row) value /= sum;
        rows.push_back(std::move(row));
    }
    return rows;
}

template <class T>
int largest_of(const std::vector<T>& row) {
    return static_cast<int>(std::max_element(row.begin(), row.end()) - row.begin());
}

bool comparable(const Tensor& a, const Tensor& b) {
    return a.defined() && b.defined() && a.dim() == 2 && a.sizes() == b.sizes() && a.size(0) > 0;
}

/// Cell centres, first row at the top.
Tensor grid_of(const DecisionMapView& map) {
    std::vector<float> points;
    for (int row = 0; row < map.rows; ++row) {
        for (int column = 0; column < map.columns; ++column) {
            const float right =
                (static_cast<float>(column) + 0.5F) / static_cast<float>(map.columns);
            const float down = (static_cast<float>(row) + 0.5F) / static_cast<float>(map.rows);
            points.push_back(map.x_low + right * (map.x_high - map.x_low));
            points.push_back(map.y_high - down * (map.y_high - map.y_low));
        }
    }
    return Tensor::from(points, {int64_t{map.rows} * map.columns, 2});
}

void place_points(DecisionMapView& map, const data::Dataset& dataset) {
    const Tensor& all = dataset.train.inputs;
    const Range x = around(views::select(all, 1, 0).to_vector<float>());
    const Range y = around(views::select(all, 1, 1).to_vector<float>());
    map.rows = map.columns = kMapSide;
    map.x_low = x.low;
    map.x_high = x.high;
    map.y_low = y.low;
    map.y_high = y.high;
    const data::Split& shown = dataset.validation.size() > 0 ? dataset.validation : dataset.train;
    map.point_x = views::select(shown.inputs, 1, 0).to_vector<float>();
    map.point_y = views::select(shown.inputs, 1, 1).to_vector<float>();
    map.point_x.resize(std::min(map.point_x.size(), kPoints));
    map.point_y.resize(map.point_x.size());
    const auto classes = shown.targets.to_vector<int64_t>();
    for (size_t i = 0; i < map.point_x.size(); ++i) {
        map.point_class.push_back(static_cast<uint8_t>(classes[i]));
    }
}

/// The model's answer to other inputs than the probe's, by a pass of a fork.
Tensor answer_to(const Tensor& input, AnswersView& answers, const SessionState& state,
                 const PreviewStream& stream, bool align, const std::atomic<bool>* cancel) {
    SessionState fork = state.fork_for_pass();
    Generator generator = stream.start;
    PassScope pass(fork, generator, {.cancel = cancel, .align_draws = align});
    const NoGrad no_grad;
    try {
        return first_tensor(pass.run(input));
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        answers.error = error.line();
        return {};
    }
}

void colour_map(DecisionMapView& map, const Tensor& scores) {
    if (!scores.defined() || scores.dim() != 2 || scores.size(1) != 2) return;
    for (const auto& row : probabilities(scores)) {
        map.probability.push_back(static_cast<float>(row[1]));
    }
    Hasher hasher;
    hasher.add_bytes(map.probability.data(), map.probability.size() * sizeof(float));
    map.fingerprint = hasher.digest().low;
}

HeatMap grey_picture(const Tensor& images, int64_t index) {
    const Tensor grey = views::select(views::select(images, 0, index), 0, 0);
    HeatMap map = heat_map(images.size(2), images.size(3), grey.to_vector<float>());
    map.low = 0;
    map.high = 1;
    return map;
}

void add_pictures(AnswersView& answers, const Recipe& recipe, const ProbeBatch& probe,
                  const Peek& peek) {
    answers.error = peek.error;
    const Tensor scores = class_scores(recipe, peek.output);
    if (!scores.defined() || !has_classes({probe.inputs, probe.targets})) return;
    const auto answers_given = probabilities(scores);
    const auto truths = probe.targets.to_vector<int64_t>();
    const auto count = std::min({kPictures, probe.inputs.size(0), std::ssize(answers_given)});
    for (int64_t i = 0; i < count; ++i) {
        const auto& row = answers_given[static_cast<size_t>(i)];
        PictureView picture;
        picture.image = grey_picture(probe.inputs, i);
        picture.truth = static_cast<int>(truths[static_cast<size_t>(i)]);
        picture.predicted = largest_of(row);
        picture.probability = row[static_cast<size_t>(picture.predicted)];
        answers.pictures.push_back(std::move(picture));
    }
}

/// What went in and what came out, side by side.
void add_rebuilt(AnswersView& answers, const ProbeBatch& probe, const Peek& peek) {
    answers.error = peek.error;
    if (!peek.output.defined() || peek.output.numel() != probe.inputs.numel()) return;
    const Tensor rebuilt = reshape(peek.output.detach(), probe.inputs.sizes());
    for (int64_t i = 0; i < std::min(kPictures, probe.inputs.size(0)); ++i) {
        PictureView picture;
        picture.image = grey_picture(probe.inputs, i);
        picture.rebuilt = grey_picture(rebuilt, i);
        answers.pictures.push_back(std::move(picture));
    }
}

bool is_column(const Tensor& tensor) {
    return tensor.defined() && (tensor.dim() == 1 || (tensor.dim() == 2 && tensor.size(1) == 1));
}

Tensor line_of(const data::Dataset& dataset, const Range& range) {
    std::vector<float> xs;
    for (int64_t i = 0; i < kLineSteps; ++i) {
        const float part = static_cast<float>(i) / static_cast<float>(kLineSteps - 1);
        xs.push_back(range.low + part * (range.high - range.low));
    }
    return Tensor::from(xs,
                        dataset.train.inputs.dim() == 1 ? Shape{kLineSteps} : Shape{kLineSteps, 1});
}

void draw_line(FitView& fit, const data::Dataset& dataset, const Tensor& line,
               const Tensor& answer) {
    if (!is_column(answer) || answer.numel() != kLineSteps) return;
    const data::Split& shown = dataset.validation.size() > 0 ? dataset.validation : dataset.train;
    fit.line_x = line.to_vector<float>();
    fit.line_y = answer.to_vector<float>();
    fit.point_x = shown.inputs.to_vector<float>();
    fit.point_y = shown.targets.to_vector<float>();
    fit.point_x.resize(std::min(fit.point_x.size(), kPoints));
    fit.point_y.resize(fit.point_x.size());
    const Range y = around(fit.point_y);
    fit.x_low = fit.line_x.front();
    fit.x_high = fit.line_x.back();
    fit.y_low = y.low;
    fit.y_high = y.high;
}

void add_texts(AnswersView& answers, const Recipe& recipe, const ProbeBatch& probe,
               const Peek& peek) {
    answers.error = peek.error;
    if (!peek.output.defined()) return;
    const int64_t length = probe.inputs.size(1);
    const auto letter = [&](int64_t id) -> char {
        const auto at = static_cast<size_t>(id);
        return at < answers.class_names.size() ? answers.class_names[at].front() : '?';
    };
    const Tensor rows = recipe.target == "y.flatten()"
                            ? peek.output.detach()
                            : reshape(peek.output.detach(), Shape{-1, peek.output.size(-1)});
    const auto guesses = argmax(rows, 1).to_vector<int64_t>();
    const auto given = probe.inputs.to_vector<int64_t>(),
               truth = probe.targets.to_vector<int64_t>();
    if (guesses.size() != truth.size()) return;
    for (int64_t row = 0; row < std::min(kTexts, probe.inputs.size(0)); ++row) {
        TextAnswerView text;
        for (int64_t i = row * length; i < (row + 1) * length; ++i) {
            const auto at = static_cast<size_t>(i);
            text.given += letter(given[at]);
            text.truth += letter(truth[at]);
            text.predicted += letter(guesses[at]);
        }
        answers.texts.push_back(std::move(text));
    }
}

}  // namespace

AnswersView fill_answers(const Recipe& recipe, const SessionState& state,
                         const data::Dataset& dataset, const ProbeBatch& probe, const Peek& peek,
                         const PreviewStream& stream, const AnswersFacts& facts,
                         const std::atomic<bool>* cancel) {
    AnswersView answers;
    const bool rebuilds = recipe.target.starts_with('x');
    answers.image = dataset.is_image() && (rebuilds || has_classes(dataset.train));
    answers.class_names = dataset.class_names;
    answers.train_accuracy = facts.train_accuracy;
    answers.validation_accuracy = facts.validation_accuracy;
    answers.flipped = facts.flipped;
    const Tensor& inputs = dataset.train.inputs;
    const auto answer = [&](const Tensor& input) {
        return answer_to(input, answers, state, stream, peek.aligned, cancel);
    };
    if (answers.image && rebuilds) {
        add_rebuilt(answers, probe, peek);
    } else if (answers.image) {
        add_pictures(answers, recipe, probe, peek);
    } else if (dataset.id == "text") {
        add_texts(answers, recipe, probe, peek);
    } else if (is_column(inputs) && is_column(dataset.train.targets) &&
               !has_classes(dataset.train) && !rebuilds) {
        const Tensor line = line_of(dataset, around(inputs.to_vector<float>()));
        draw_line(answers.fit, dataset, line, answer(line));
    } else if (inputs.defined() && inputs.dim() == 2 && inputs.size(1) == 2 &&
               has_classes(dataset.train) && !rebuilds) {
        place_points(answers.map, dataset);
        colour_map(answers.map, class_scores(recipe, answer(grid_of(answers.map))));
        // A model that answers otherwise than with two classes has no map.
        if (answers.map.probability.empty()) answers.map = {};
    }
    return answers;
}

double share_flipped(const Tensor& logits_a, const Tensor& logits_b) {
    if (!comparable(logits_a, logits_b)) return 0;
    const auto a = probabilities(logits_a), b = probabilities(logits_b);
    double flipped = 0;
    for (size_t i = 0; i < a.size(); ++i) flipped += largest_of(a[i]) != largest_of(b[i]) ? 1 : 0;
    return flipped / static_cast<double>(a.size());
}

double mean_probability_change(const Tensor& logits_a, const Tensor& logits_b) {
    if (!comparable(logits_a, logits_b)) return 0;
    const auto a = probabilities(logits_a), b = probabilities(logits_b);
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const auto predicted = static_cast<size_t>(largest_of(a[i]));
        sum += std::abs(a[i][predicted] - b[i][predicted]);
    }
    return sum / static_cast<double>(a.size());
}

}  // namespace engine::session
