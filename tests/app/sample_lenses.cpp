#include "tests/app/sample_parts.h"

#include <algorithm>
#include <cmath>

namespace app::test {

using namespace engine::session;

namespace {

int index_of(const SessionView& view, std::string_view path) {
    for (size_t i = 0; i < view.modules.size(); ++i) {
        if (view.modules[i].path == path) return static_cast<int>(i);
    }
    return -1;
}

double mean_of(const std::vector<float>& values) {
    double sum = 0;
    for (const float value : values) sum += value;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double sd_of(const std::vector<float>& values) {  // biased
    const double mean = mean_of(values);
    double sum = 0;
    for (const float value : values) sum += (value - mean) * (value - mean);
    return values.empty() ? 0 : std::sqrt(sum / static_cast<double>(values.size()));
}

std::vector<int> counts_of(const std::vector<float>& values, double low, double high) {
    std::vector<int> counts(32);
    for (const float value : values) {
        const double place = (value - low) / (high - low) * 32;
        ++counts[static_cast<size_t>(std::clamp(place, 0.0, 31.0))];
    }
    return counts;
}

void add_channels(BatchNormLensView& lens, int channels) {
    lens.channels = channels;
    const auto running = [](int c) { return 0.4F * wobble(31, c); };
    const auto gap = [](int c) { return 0.5F * wobble(32, c); };
    for (int c = 0; c < channels; ++c) lens.channel_order.push_back(c);
    std::stable_sort(lens.channel_order.begin(), lens.channel_order.end(),
                     [&](int a, int b) { return std::abs(gap(a)) > std::abs(gap(b)); });
    for (int c = 0; c < channels; ++c) {
        lens.all_running_mean.push_back(running(c));
        lens.all_batch_mean.push_back(running(c) + gap(c));
    }
}

void normalise(BatchNormLensView& lens) {
    lens.batch_mean = mean_of(lens.in);
    lens.batch_sd = sd_of(lens.in);
    lens.running_mean = 0.203;
    lens.running_sd = 0.93;
    const double mean = lens.uses_batch ? lens.batch_mean : lens.running_mean;
    const double sd = lens.uses_batch ? lens.batch_sd : lens.running_sd;
    for (const float x : lens.in) lens.out.push_back(static_cast<float>((x - mean) / sd));
    lens.out_mean = mean_of(lens.out);
    lens.out_sd = sd_of(lens.out);
    const double running_out_mean = (lens.batch_mean - lens.running_mean) / lens.running_sd;
    lens.other_out_mean = lens.uses_batch ? running_out_mean : 0;
    lens.other_out_sd = lens.uses_batch ? lens.batch_sd / lens.running_sd : 1;
    lens.would_mean = lens.running_mean + lens.momentum * (lens.batch_mean - lens.running_mean);
}

}  // namespace

DropoutLensView sample_dropout_lens(const SessionView& view, std::string_view path, bool training) {
    DropoutLensView lens;
    lens.present = true;
    lens.module = index_of(view, path);
    lens.path = path;
    lens.training = training;
    lens.shape = "[32, 16]";
    lens.cells = 16;
    for (int i = 0; i < 16; ++i) {
        const float value = wobble(5, i);
        lens.in.push_back(i == 4 || i == 10 ? 0 : 0.2F + std::abs(value) * 1.2F);  // after a ReLU
    }
    lens.eval_out = lens.in;
    for (int pass = 0; pass < 8; ++pass) {
        std::vector<float> row;
        std::vector<uint8_t> dropped;
        for (int i = 0; i < 16; ++i) {
            const bool drops = training && wobble(20 + pass, i) < 0;
            dropped.push_back(drops ? 1 : 0);
            row.push_back(drops ? 0 : lens.in[static_cast<size_t>(i)] * (training ? 2.F : 1.F));
        }
        lens.passes.push_back(row);
        lens.passes_dropped.push_back(dropped);
        lens.mean_of_passes += mean_of(row) / 8;
    }
    lens.out = lens.passes[0];
    lens.dropped = lens.passes_dropped[0];
    lens.scale = 2 * *std::max_element(lens.in.begin(), lens.in.end());
    lens.eval_mean = mean_of(lens.in);
    lens.cells_that_differ = training ? 14 : 0;
    lens.dropped_count = std::count(lens.dropped.begin(), lens.dropped.end(), 1);
    lens.already_zero = training ? lens.dropped[4] + lens.dropped[10] : 0;
    lens.mean_spread = training ? 0.61 : 0;
    lens.pass_counter = 14;
    return lens;
}

BatchNormLensView sample_batch_norm_lens(const SessionView& view, std::string_view path,
                                         bool training) {
    BatchNormLensView lens;
    lens.present = true;
    lens.module = index_of(view, path);
    lens.path = path;
    lens.training = lens.uses_batch = lens.writes = training;
    lens.channel = 3;
    lens.count = 32;
    for (int i = 0; i < 32; ++i) {
        lens.in.push_back(0.61F + 0.6F * (wobble(41, i) + wobble(42, i)));
    }
    normalise(lens);
    add_channels(lens, 16);
    lens.neighbours = 31;
    lens.neighbours_that_moved = training ? 31 : 0;
    return lens;
}

DropoutLensView sample_dropout_maps(const SessionView& view) {
    DropoutLensView lens = sample_dropout_lens(view, "classifier.1", true);
    lens.feature_map = true;
    lens.shape = "[32, 16, 7, 7]";
    lens.cells = 784;
    lens.channels = 16;
    lens.rows = lens.columns = 7;
    lens.dropped_count = 0;
    lens.already_zero = 0;
    for (int c = 0; c < 8; ++c) {
        HeatMap in = sample_map(7, 7, 50 + c);
        for (float& value : in.values) value = std::max(value, 0.F);
        HeatMap out = in;
        out.fingerprint += 7;
        for (size_t i = 0; i < out.values.size(); ++i) {
            const bool drops = wobble(60 + c, static_cast<int>(i)) < 0;
            lens.dropped_count += drops ? 1 : 0;
            lens.already_zero += drops && in.values[i] == 0 ? 1 : 0;
            out.dropped.push_back(drops ? 1 : 0);
            out.values[i] = drops ? 0 : 2 * in.values[i];
        }
        in.low = out.low = 0;
        in.high = out.high = 2;
        lens.in_maps.push_back(in);
        lens.out_maps.push_back(out);
    }
    lens.dropped_count *= 2;  // the other 8 channels
    lens.already_zero *= 2;
    lens.cells_that_differ = 402;
    lens.spread = sample_map(7, 7, 70);
    for (float& value : lens.spread.values) value = std::abs(value);
    lens.spread.low = 0;
    return lens;
}

BatchNormLensView sample_batch_norm_maps(const SessionView& view) {
    BatchNormLensView lens = sample_batch_norm_lens(view, "features.1", true);
    lens.feature_map = true;
    lens.count = 32 * 28 * 28;
    lens.in.clear();
    lens.out.clear();
    for (int i = 0; i < 25088; ++i)
        lens.in.push_back(0.3F + 0.4F * (wobble(81, i) + wobble(82, i)));
    normalise(lens);
    lens.histogram_in = counts_of(lens.in, lens.axis_low, lens.axis_high);
    lens.histogram_out = counts_of(lens.out, -3, 3);
    lens.in.clear();
    lens.out.clear();
    lens.channel_order.clear();
    lens.all_batch_mean.clear();
    lens.all_running_mean.clear();
    add_channels(lens, 8);
    lens.in_map = sample_map(28, 28, 83);
    lens.out_map = sample_map(28, 28, 84);
    lens.out_map.low = -3;
    lens.out_map.high = 3;
    return lens;
}

}  // namespace app::test
