#include "engine/session/view_builder.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace engine::session {

namespace {

constexpr int64_t kDumbbells = 40;
constexpr int kBins = 32;
constexpr double kOutLow = -3, kOutHigh = 3;

/// A mean and what to divide by.
struct Ruler {
    double mean = 0, variance = 1;
};

/// (x - mean) / sqrt(var + eps), before weight and bias.
std::vector<double> normalised(const std::vector<double>& values, const Ruler& ruler, double eps) {
    std::vector<double> out;
    out.reserve(values.size());
    const double scale = 1 / std::sqrt(ruler.variance + eps);
    for (const double value : values) out.push_back((value - ruler.mean) * scale);
    return out;
}

std::vector<float> floats(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

/// Values outside stand in the bin at the end; what is no number in none.
std::vector<int> histogram(const std::vector<double>& values, double low, double high) {
    std::vector<int> counts(kBins);
    for (const double value : values) {
        if (std::isnan(value)) continue;
        const double place = (value - low) / (high - low) * kBins;
        ++counts[static_cast<size_t>(std::clamp(place, 0.0, kBins - 1.0))];
    }
    return counts;
}

/// Everything that the lens computes with.
struct Layer {
    Tensor x;
    double eps = 1e-5;
    bool tracks = false, uses_batch = true;
    std::vector<double> running_mean, running_variance;
    ChannelStatistics batch;

    Ruler running(size_t c) const {
        return tracks ? Ruler{running_mean[c], running_variance[c]} : Ruler{};
    }
};

Layer layer_of(const nn::Module& module, const TraceEvent& event) {
    Layer layer;
    layer.x = event.inputs[0].value;
    layer.eps = module.number("eps");
    layer.batch = channel_statistics(layer.x);
    // As the pass found them: the session may have gone on since, and a preview moved its fork's.
    Tensor mean = module.buffer("running_mean"), variance = module.buffer("running_var");
    if (event.effect && event.effect->running_mean_before.defined()) {
        mean = event.effect->running_mean_before;
        variance = event.effect->running_variance_before;
    }
    layer.tracks = mean.defined() && variance.defined() && mean.numel() == layer.x.size(1);
    if (layer.tracks) {
        layer.running_mean = mean.to_vector<double>();
        layer.running_variance = variance.to_vector<double>();
    }
    layer.uses_batch = event.effect ? event.effect->kind == nn::ModeEffect::Kind::BatchStatistics
                                    : event.training || !layer.tracks;
    return layer;
}

/// Factor on the way to the batch's mean, were this pass to count.
double momentum_of(const nn::Module& module) {
    const nn::Value& momentum = module.attribute("momentum");
    if (!momentum.is_none()) return momentum.number();
    const Tensor& seen = module.buffer("num_batches_tracked");  // cumulative average
    return 1 / ((seen.defined() ? seen.item<double>() : 0) + 1);
}

void add_dumbbells(BatchNormLensView& lens, const Layer& layer) {
    const auto gap = [&](int channel) {
        const auto c = static_cast<size_t>(channel);
        const double distance = std::abs(layer.batch.mean[c] - layer.running(c).mean);
        return std::isnan(distance) ? std::numeric_limits<double>::infinity() : distance;
    };
    std::vector<int> order(static_cast<size_t>(lens.channels));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return gap(a) > gap(b); });
    if (std::ssize(order) > kDumbbells) {
        lens.channels_left_out = static_cast<int>(std::ssize(order) - kDumbbells);
        lens.left_out_gap = gap(order[static_cast<size_t>(kDumbbells)]);
        order.resize(static_cast<size_t>(kDumbbells));
    }
    for (size_t c = 0; c < layer.batch.mean.size(); ++c) {
        lens.all_batch_mean.push_back(static_cast<float>(layer.batch.mean[c]));
        lens.all_running_mean.push_back(static_cast<float>(layer.running(c).mean));
    }
    lens.channel_order = std::move(order);
}

/// Moves one sample along the channel's axis at the layer's input and counts the others whose
/// output moved with it.
void try_neighbours(BatchNormLensView& lens, const Layer& layer, const std::vector<double>& still,
                    const std::vector<double>& moved, size_t sample) {
    const auto samples = static_cast<size_t>(layer.x.size(0));
    const size_t each = still.size() / samples;
    const auto ruler = [&](const std::vector<double>& values) {
        if (!layer.uses_batch) return layer.running(static_cast<size_t>(lens.channel));
        const auto [mean, variance] = mean_and_variance(values);
        return Ruler{mean, variance};
    };
    const auto before = normalised(still, ruler(still), layer.eps);
    const auto after = normalised(moved, ruler(moved), layer.eps);
    lens.neighbours = static_cast<int>(samples) - 1;
    for (size_t other = 0; other < samples; ++other) {
        const auto at = static_cast<std::ptrdiff_t>(other * each);
        const bool same =
            std::equal(before.begin() + at, before.begin() + at + static_cast<std::ptrdiff_t>(each),
                       after.begin() + at);
        lens.neighbours_that_moved += other != sample && !same ? 1 : 0;
    }
}

/// Half units around the samples and both rulers, so that the axis stands still from pass to pass.
void choose_axis(BatchNormLensView& lens, const std::vector<double>& values) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    const auto hold = [&](double value) {
        if (!std::isfinite(value)) return;  // training can diverge
        low = std::min(low, value);
        high = std::max(high, value);
    };
    hold(lens.batch_mean - lens.batch_sd);
    hold(lens.batch_mean + lens.batch_sd);
    if (lens.tracks) {
        hold(lens.running_mean - lens.running_sd);
        hold(lens.running_mean + lens.running_sd);
    }
    for (const double value : values) hold(value);
    if (low > high) return;
    lens.axis_low = static_cast<float>(std::floor(2 * low) / 2);
    lens.axis_high = static_cast<float>(std::ceil(2 * high) / 2);
    if (!(lens.axis_low < lens.axis_high)) lens.axis_high = lens.axis_low + 1;
}

void add_outputs(BatchNormLensView& lens, const Layer& layer, const std::vector<double>& values) {
    const Ruler batch{lens.batch_mean, lens.batch_sd * lens.batch_sd};
    const Ruler running = layer.tracks ? layer.running(static_cast<size_t>(lens.channel)) : batch;
    const auto out = normalised(values, layer.uses_batch ? batch : running, layer.eps);
    const auto other = normalised(values, layer.uses_batch ? running : batch, layer.eps);
    double variance = 0;
    std::tie(lens.out_mean, variance) = mean_and_variance(out);
    lens.out_sd = std::sqrt(variance);
    std::tie(lens.other_out_mean, variance) = mean_and_variance(other);
    lens.other_out_sd = std::sqrt(variance);
    if (!lens.feature_map) {
        lens.in = floats(values);
        lens.out = floats(out);
        return;
    }
    lens.histogram_in = histogram(values, lens.axis_low, lens.axis_high);
    lens.histogram_out = histogram(out, kOutLow, kOutHigh);
    const Shape& sizes = layer.x.sizes();
    const int64_t rows = sizes.size() > 3 ? sizes[sizes.size() - 2] : 1, columns = sizes.back();
    const auto sample = std::max(0, lens.dragged) * rows * columns;
    const auto map = [&](const std::vector<double>& of, double low, double high) {
        HeatMap picture =
            heat_map(rows, columns, {of.begin() + sample, of.begin() + sample + rows * columns});
        picture.low = static_cast<float>(low);
        picture.high = static_cast<float>(high);
        return picture;
    };
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    lens.in_map = map(values, *low, *high);
    lens.out_map = map(out, kOutLow, kOutHigh);
}

}  // namespace

BatchNormLensView fill_batch_norm_lens(const std::vector<ModuleView>& modules,
                                       const SessionState& state, const Trace& trace,
                                       const std::string& error, const Watch& watch,
                                       const Tensor& before) {
    BatchNormLensView lens;
    lens.module = choose_batch_norm(modules, watch.selected);
    if (lens.module < 0) return lens;
    lens.path = modules[static_cast<size_t>(lens.module)].path;
    const TraceEvent* const event = trace.find(lens.path);
    if (!event || event->inputs.empty() || !event->inputs[0].value.defined()) return lens;
    const Tensor& x = event->inputs[0].value;
    if (x.dim() < 2 || x.numel() == 0) return lens;
    const nn::ModulePtr module = state.model->get_submodule(lens.path);
    const Layer layer = layer_of(*module, *event);
    lens.present = true;
    lens.training = event->training;
    lens.uses_batch = layer.uses_batch;
    lens.tracks = layer.tracks;
    lens.feature_map = x.dim() > 2;
    lens.channels = static_cast<int>(x.size(1));
    lens.count = layer.batch.count;
    add_dumbbells(lens, layer);
    const bool asked = watch.channel >= 0 && watch.channel < lens.channels;
    lens.channel = asked ? watch.channel : lens.channel_order.front();
    const auto c = static_cast<size_t>(lens.channel);

    const std::vector<double> still = channel_values(x, lens.channel);
    std::vector<double> values = still;
    const auto samples = x.size(0);
    const auto move = [&](std::vector<double>& of, int64_t sample, double by) {
        const auto each = std::ssize(of) / samples;
        for (int64_t i = sample * each; i < (sample + 1) * each; ++i) {
            of[static_cast<size_t>(i)] += by;
        }
    };
    if (watch.dragged_sample && watch.dragged_sample->first >= 0 &&
        watch.dragged_sample->first < samples) {
        lens.dragged = watch.dragged_sample->first;
        move(values, lens.dragged, watch.dragged_sample->second);
        try_neighbours(lens, layer, still, values, static_cast<size_t>(lens.dragged));
    } else {
        std::vector<double> tried = still;  // what a drag of the first sample by 1 would do
        move(tried, 0, 1);
        try_neighbours(lens, layer, still, tried, 0);
    }

    double variance = 0;
    std::tie(lens.batch_mean, variance) = mean_and_variance(values);
    lens.batch_sd = std::sqrt(variance);
    const Ruler running = layer.running(c);
    lens.running_mean = running.mean;
    lens.running_sd = std::sqrt(running.variance);
    lens.momentum = momentum_of(*module);
    lens.would_mean = (1 - lens.momentum) * running.mean + lens.momentum * lens.batch_mean;
    lens.writes = event->effect ? event->effect->wrote : event->training && layer.tracks;
    if (before.defined() && lens.channel < before.numel()) {
        lens.running_mean_before = before.to_vector<double>()[c];
    }
    choose_axis(lens, values);
    if (static_cast<size_t>(trace.raised()) == static_cast<size_t>(event - trace.events.data())) {
        if (!lens.feature_map) lens.in = floats(values);
        const std::string hint = hint_for(error);
        lens.error = hint.empty() ? error : error + "\n" + hint;
        return lens;
    }
    add_outputs(lens, layer, values);
    return lens;
}

}  // namespace engine::session
