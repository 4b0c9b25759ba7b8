#include "engine/autograd/ops_pool.h"
#include "engine/autograd/ops_upsample.h"
#include "engine/base/error.h"
#include "engine/nn/spatial.h"
#include "engine/nn/upsampling.h"

#include <cmath>

namespace engine::nn::functional {

namespace {

bool is_linear(std::string_view mode) {
    return mode == "linear" || mode == "bilinear" || mode == "trilinear";
}

/// Sizes and factors, one a dimension; factors are empty where sizes were asked for.
struct Target {
    Shape sizes;
    std::vector<double> factors;
};

void check_length(const Value& given, const Tensor& x, std::string_view what,
                  std::string_view is_called, std::string_view letters) {
    const auto dims = static_cast<std::size_t>(x.dim() - 2);
    if (given.sequence() == nullptr || given.sequence()->items.size() == dims) return;
    const Shape places(std::span<const int64_t>(x.sizes()).subspan(2));
    raise(ErrorKind::ValueError,
          "Input and {} must have the same number of spatial dimensions, but got input with "
          "spatial dimensions of {} and {} {}. Please provide input tensor in (N, C, d1, d2, "
          "...,dK) format and {} in {} format.",
          what, places.str(), is_called, given.repr(), what == "output" ? "output size" : what,
          letters);
}

std::vector<double> factors_of(const Value& given, std::size_t dims) {
    const Sequence* const sequence = given.sequence();
    if (sequence == nullptr) return std::vector<double>(dims, given.number("scale_factor"));
    std::vector<double> out;
    for (const Value& item : sequence->items) out.push_back(item.number("scale_factor"));
    return out;
}

Target target_of(const Tensor& x, const InterpolateArguments& arguments) {
    if (!arguments.size.is_none() && !arguments.scale_factor.is_none()) {
        raise(ErrorKind::ValueError, "only one of size or scale_factor should be defined");
    }
    if (arguments.size.is_none() && arguments.scale_factor.is_none()) {
        raise(ErrorKind::ValueError, "either size or scale_factor should be defined");
    }
    const auto dims = static_cast<std::size_t>(std::max<int64_t>(x.dim() - 2, 0));
    const bool recompute = arguments.recompute_scale_factor.truth();
    if (!arguments.size.is_none()) {
        check_length(arguments.size, x, "output", "output size of", "(o1, o2, ...,oK)");
        if (recompute) {
            raise(ErrorKind::ValueError,
                  "recompute_scale_factor is not meaningful with an explicit size.");
        }
        return {spatial(arguments.size, dims, {"interpolate", "size", 2}), {}};
    }
    check_length(arguments.scale_factor, x, "scale_factor", "scale_factor of shape",
                 "(s1, s2, ...,sK)");
    Target target{{}, factors_of(arguments.scale_factor, dims)};
    for (std::size_t i = 0; i < dims; ++i) {
        const auto size = static_cast<double>(x.sizes()[i + 2]);
        target.sizes.push_back(static_cast<int64_t>(std::floor(size * target.factors[i])));
    }
    if (recompute || arguments.mode == "area") target.factors.clear();
    return target;
}

/// throws  NotImplementedError where the mode has no function of x's dimensions
UpsampleMode mode_of(const Tensor& x, std::string_view mode) {
    const int64_t rank = x.dim();
    const bool ranked = rank >= 3 && rank <= 5;
    if (ranked && mode == "nearest") return UpsampleMode::Nearest;
    if (ranked && mode == "nearest-exact") return UpsampleMode::NearestExact;
    if (rank == 4 && mode == "bicubic") return UpsampleMode::Cubic;
    const int64_t wanted = mode == "linear" ? 3 : mode == "bilinear" ? 4 : 5;
    if (ranked && is_linear(mode)) {
        if (rank == wanted) return UpsampleMode::Linear;
        raise(ErrorKind::NotImplementedError, "Got {}D input, but {} mode needs {}D input", rank,
              mode, wanted);
    }
    raise(ErrorKind::NotImplementedError,
          "Input Error: Only 3D, 4D and 5D input Tensors supported (got {}D) for the modes: "
          "nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got {})",
          rank, mode);
}

}  // namespace

Tensor interpolate(const Tensor& x, const InterpolateArguments& arguments) {
    const bool interpolates = is_linear(arguments.mode) || arguments.mode == "bicubic";
    const bool plain = arguments.mode == "nearest" || arguments.mode == "area" ||
                       arguments.mode == "nearest-exact";
    if (plain && !arguments.align_corners.is_none()) {
        raise(ErrorKind::ValueError,
              "align_corners option can only be set with the interpolating modes: linear | "
              "bilinear | bicubic | trilinear");
    }
    const Target target = target_of(x, arguments);
    if (arguments.mode == "area" && x.dim() >= 3 && x.dim() <= 5) {
        return adaptive_avg_pool(static_cast<int>(x.dim() - 2), x, target.sizes);
    }
    engine::UpsampleOptions options{.mode = mode_of(x, arguments.mode)};
    options.align_corners = interpolates && arguments.align_corners.truth();
    for (std::size_t i = 0; i < target.factors.size(); ++i) options.scales[i] = target.factors[i];
    return upsample(x, target.sizes, options);
}

}  // namespace engine::nn::functional
