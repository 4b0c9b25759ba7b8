#include "engine/base/hash.h"
#include "engine/session/view_builder.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace engine::session {

namespace {

constexpr int64_t kMostCells = 128;  // a side

/// Planes (tiles, rows, columns) side by side in the squarest grid; places left over are 0.
template <class T>
std::vector<T> tiled(const std::vector<T>& planes, int64_t tiles, int64_t rows, int64_t columns) {
    const auto [down, across] = tile_grid(tiles);
    std::vector<T> picture(static_cast<size_t>(down * rows * across * columns));
    for (int64_t tile = 0; tile < tiles; ++tile) {
        for (int64_t row = 0; row < rows; ++row) {
            const int64_t from = (tile * rows + row) * columns;
            const int64_t to =
                ((tile / across) * rows + row) * across * columns + (tile % across) * columns;
            std::copy_n(planes.begin() + from, columns, picture.begin() + to);
        }
    }
    return picture;
}

/// How the elements of a tensor stand on the picture.
struct Plan {
    int64_t tiles = 1, rows = 1, columns = 1;
    bool first_sample = false;
};

Plan plan_of(const Shape& sizes) {
    switch (sizes.size()) {
        case 0:
            return {};
        case 1:
            return {1, 1, sizes[0], false};
        case 2:
            return {1, sizes[0], sizes[1], false};
        case 3:
            return {1, sizes[1], sizes[2], true};
        default:
            break;
    }
    int64_t tiles = 1;
    for (size_t i = 1; i + 2 < sizes.size(); ++i) tiles *= sizes[i];
    return {tiles, sizes[sizes.size() - 2], sizes[sizes.size() - 1], true};
}

}  // namespace

std::pair<int64_t, int64_t> tile_grid(int64_t tiles) {
    if (tiles <= 0) return {0, 0};
    const auto across = static_cast<int64_t>(std::ceil(std::sqrt(static_cast<double>(tiles))));
    return {(tiles + across - 1) / across, across};
}

HeatMap heat_map(int64_t rows, int64_t columns, std::vector<float> values,
                 std::vector<uint8_t> dropped) {
    HeatMap map;
    const int64_t tall = std::max<int64_t>(1, (rows + kMostCells - 1) / kMostCells);
    const int64_t wide = std::max<int64_t>(1, (columns + kMostCells - 1) / kMostCells);
    map.reduced = tall > 1 || wide > 1;
    map.rows = static_cast<int>((rows + tall - 1) / tall);
    map.columns = static_cast<int>((columns + wide - 1) / wide);
    for (const float value : values) {
        if (!std::isfinite(value)) continue;
        map.low = std::min(map.low, value);
        map.high = std::max(map.high, value);
    }
    if (!map.reduced) {
        map.values = std::move(values);
        map.dropped = std::move(dropped);
    } else {
        for (int64_t row = 0; row < rows; row += tall) {
            for (int64_t column = 0; column < columns; column += wide) {
                double sum = 0;
                int64_t count = 0, holes = 0;
                for (int64_t y = row; y < std::min(row + tall, rows); ++y) {
                    for (int64_t x = column; x < std::min(column + wide, columns); ++x) {
                        const auto at = static_cast<size_t>(y * columns + x);
                        sum += values[at];
                        holes += dropped.empty() ? 0 : dropped[at];
                        ++count;
                    }
                }
                map.values.push_back(static_cast<float>(sum / static_cast<double>(count)));
                if (!dropped.empty()) map.dropped.push_back(holes == count ? 1 : 0);
            }
        }
    }
    Hasher hasher;
    hasher.add(map.rows).add(map.columns);
    hasher.add_bytes(map.values.data(), map.values.size() * sizeof(float));
    hasher.add_bytes(map.dropped.data(), map.dropped.size());
    map.fingerprint = hasher.digest().low;
    return map;
}

HeatMap activation_map(const Tensor& tensor, const Statistics& whole, const Tensor& noise) {
    if (!tensor.defined() || tensor.numel() == 0) return {};
    const Plan plan = plan_of(tensor.sizes());
    const auto part = [&](const Tensor& of) {
        return plan.first_sample ? views::select(of, 0, 0) : of;
    };
    std::vector<float> values = part(tensor).to_vector<float>();
    std::vector<uint8_t> dropped;
    if (noise.defined() && noise.dim() == tensor.dim()) {
        for (const float factor : part(views::expand(noise, tensor.sizes())).to_vector<float>()) {
            dropped.push_back(factor == 0 ? 1 : 0);
        }
    }
    int64_t rows = plan.rows, columns = plan.columns;
    if (plan.tiles > 1) {
        const auto [down, across] = tile_grid(plan.tiles);
        values = tiled(values, plan.tiles, rows, columns);
        if (!dropped.empty()) dropped = tiled(dropped, plan.tiles, rows, columns);
        rows *= down;
        columns *= across;
    }
    HeatMap map = heat_map(rows, columns, std::move(values), std::move(dropped));
    map.low = static_cast<float>(whole.low);
    map.high = static_cast<float>(whole.high);
    return map;
}

HeatMap weight_map(const Tensor& tensor) {
    if (!tensor.defined() || tensor.numel() == 0 || tensor.is_meta()) return {};
    const Statistics whole = statistics_of(tensor);
    const Shape& sizes = tensor.sizes();
    HeatMap map;
    if (sizes.size() == 4) {
        // Kernel (o, i) stands in row o, column i.
        const std::array<int64_t, 4> order{0, 2, 1, 3};
        map = heat_map(sizes[0] * sizes[2], sizes[1] * sizes[3],
                       views::permute(tensor, order).to_vector<float>());
    } else {
        const int64_t rows = sizes.size() < 2 ? 1 : sizes[0];
        map = heat_map(rows, tensor.numel() / rows, tensor.to_vector<float>());
    }
    map.low = static_cast<float>(whole.low);
    map.high = static_cast<float>(whole.high);
    return map;
}

}  // namespace engine::session
