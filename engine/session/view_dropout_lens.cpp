#include "engine/nn/dropout.h"
#include "engine/session/view_builder.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <cmath>

namespace engine::session {

namespace {

constexpr size_t kSlots = 16;
constexpr int64_t kMaps = 8;
// Of a sequence, (positions, numbers): so many can be told apart in a picture.
constexpr int64_t kMostRows = 16, kMostColumns = 64;

/// One pass as plain numbers, elements in logical order.
struct Pass {
    std::vector<float> in, out;
    std::vector<uint8_t> dropped;
};

Pass plain(const DropoutPass& pass) {
    Pass result{pass.input.to_vector<float>(), pass.output.to_vector<float>(), {}};
    result.dropped.resize(result.in.size());
    if (!pass.noise.defined()) return result;
    const auto noise = views::expand(pass.noise, pass.input.sizes()).to_vector<float>();
    for (size_t i = 0; i < noise.size(); ++i) result.dropped[i] = noise[i] == 0 ? 1 : 0;
    return result;
}

/// The batch's shape that the lens shows: that before a Flatten whose output this Dropout got.
Shape shown_shape(const Trace& trace, const TraceEvent& dropout) {
    const TracedTensor& input = dropout.inputs[0];
    if (!input.value.defined()) return input.shape;
    for (const TraceEvent& event : trace.events) {
        if (&event == &dropout) break;
        const bool flattens =
            event.class_name == "Flatten" || (event.is_function && event.name.ends_with("flatten"));
        if (!flattens || event.inputs.empty() || !event.output.value.defined()) continue;
        if (!input.value.storage()->same_block(*event.output.value.storage())) continue;
        if (event.inputs[0].shape.size() > 2) return event.inputs[0].shape;
    }
    return input.shape;
}

template <class T>
std::vector<T> first(const std::vector<T>& values, size_t count) {
    return {values.begin(),
            values.begin() + static_cast<std::ptrdiff_t>(std::min(count, values.size()))};
}

/// Where the lens's pictures stand among a sample's numbers.
struct Planes {
    int64_t count = 1;
    int64_t rows = 1, columns = 1;
    int64_t stride = 1;  ///< from one row to the next
    int64_t size = 1;    ///< from one picture to the next
};

/// Maps (C, H, W) are a picture a channel; a sequence (T, C) is one, or its corner.
Planes planes_of(const Shape& shape, int64_t numbers) {
    const std::size_t dims = shape.size();
    const int64_t columns = shape[dims - 1], rows = shape[dims - 2];
    if (dims == 3) {
        return {1, std::min(rows, kMostRows), std::min(columns, kMostColumns), columns, numbers};
    }
    const int64_t size = std::max<int64_t>(1, rows * columns);
    return {numbers / size, rows, columns, columns, size};
}

template <class T>
std::vector<T> plane(const std::vector<T>& values, int64_t channel, const Planes& planes) {
    std::vector<T> cells;
    for (int64_t row = 0; row < planes.rows; ++row) {
        const auto from = values.begin() + channel * planes.size + row * planes.stride;
        cells.insert(cells.end(), from, from + planes.columns);
    }
    return cells;
}

double mean_of(const std::vector<float>& values) {
    double sum = 0;
    for (const float value : values) sum += value;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// Per element, the sd over the passes (n - 1, as x.std(0) of the stacked passes); exactly 0 where
/// all are equal.
std::vector<float> spread_over(const std::vector<Pass>& passes) {
    const size_t cells = passes[0].out.size();
    const auto n = static_cast<double>(passes.size());
    std::vector<float> spread(cells);
    if (passes.size() < 2) return spread;
    for (size_t i = 0; i < cells; ++i) {
        double sum = 0, squares = 0;
        for (const Pass& pass : passes) sum += pass.out[i];
        for (const Pass& pass : passes) squares += std::pow(pass.out[i] - sum / n, 2);
        spread[i] = static_cast<float>(std::sqrt(squares / (n - 1)));
    }
    return spread;
}

void add_maps(DropoutLensView& lens, const Pass& newest, const std::vector<float>& spread,
              const Shape& shape) {
    lens.feature_map = true;
    const Planes planes = planes_of(shape, std::ssize(newest.in));
    const int64_t rows = planes.rows, columns = planes.columns;
    lens.rows = static_cast<int>(rows);
    lens.columns = static_cast<int>(columns);
    lens.channels = static_cast<int>(planes.count);
    for (int64_t channel = 0; channel < std::min<int64_t>(lens.channels, kMaps); ++channel) {
        lens.in_maps.push_back(heat_map(rows, columns, plane(newest.in, channel, planes)));
        lens.out_maps.push_back(heat_map(rows, columns, plane(newest.out, channel, planes),
                                         plane(newest.dropped, channel, planes)));
        for (HeatMap* const map : {&lens.in_maps.back(), &lens.out_maps.back()}) {
            map->high = lens.scale;  // one shared scale, the same in both modes
            map->low = map->low < 0 ? -lens.scale : 0;
        }
    }
    lens.spread = heat_map(rows, columns, plane(spread, 0, planes));
    lens.spread.low = 0;
}

}  // namespace

DropoutLensView fill_dropout_lens(const std::vector<ModuleView>& modules, const SessionState& state,
                                  const Peek& peek) {
    DropoutLensView lens;
    lens.module = module_at(modules, peek.dropout_path);
    const TraceEvent* const event = peek.trace.find(peek.dropout_path);
    if (lens.module < 0 || !event || peek.dropout_passes.empty()) return lens;
    lens.present = true;
    lens.path = peek.dropout_path;
    lens.training = event->training;
    const nn::ModulePtr dropout = state.model->get_submodule(lens.path);
    lens.probability = dropout->number("p");
    const nn::DropScale scale = nn::drop_scale(*dropout);
    lens.factor = scale.factor;
    lens.shift = scale.shift;
    lens.dropped_value = scale.dropped;
    const Shape shape = shown_shape(peek.trace, *event);
    lens.shape = shape.str();

    std::vector<Pass> passes;
    for (const DropoutPass& pass : peek.dropout_passes) passes.push_back(plain(pass));
    const Pass& newest = passes.front();
    const size_t cells = newest.in.size();
    lens.cells = static_cast<int64_t>(cells);
    const bool maps = shape.size() > 2;
    float largest = 0;
    for (const Pass& pass : passes) {
        for (const float value : maps ? pass.in : first(pass.in, kSlots)) {
            if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
        }
        lens.mean_of_passes += mean_of(pass.out) / static_cast<double>(passes.size());
        lens.eval_mean += mean_of(pass.in) / static_cast<double>(passes.size());
    }
    // Twice the largest input holds a kept value up to p = 0.5; beyond, its own factor does.
    lens.scale = largest * static_cast<float>(std::max(2.0, lens.factor));
    lens.scale = std::max(lens.scale, static_cast<float>(std::abs(lens.dropped_value)));
    for (size_t i = 0; i < cells; ++i) {
        lens.cells_that_differ += std::any_of(passes.begin(), passes.end(), [&](const Pass& pass) {
            return pass.out[i] != newest.out[i];
        });
        lens.dropped_count += newest.dropped[i];
        lens.already_zero += newest.dropped[i] && newest.in[i] == 0 ? 1 : 0;
    }
    const std::vector<float> spread = spread_over(passes);
    lens.mean_spread = mean_of(spread);
    if (maps) {
        add_maps(lens, newest, spread, shape);
    } else {
        lens.in = first(newest.in, kSlots);
        lens.out = first(newest.out, kSlots);
        lens.eval_out = lens.in;  // y = x
        lens.dropped = first(newest.dropped, kSlots);
        for (const Pass& pass : passes) {
            lens.passes.push_back(first(pass.out, kSlots));
            lens.passes_dropped.push_back(first(pass.dropped, kSlots));
        }
    }
    lens.pass_counter = peek.pass_counter;
    lens.same_draw = peek.same_draw;
    lens.shifted_words = peek.shifted_words;
    return lens;
}

}  // namespace engine::session
