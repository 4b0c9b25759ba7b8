#pragma once

#include "engine/base/warning.h"
#include "engine/script/native.h"

#include <cstddef>
#include <string>

namespace engine::script {

/// `reduction`, or what the old arguments size_average and reduce said of it; by their places.
inline std::string reduction(const Call& call, std::size_t size_average, std::size_t reduce,
                             std::size_t named) {
    if (call.is_none(size_average) && call.is_none(reduce)) return call.text(named);
    const bool none = !call.is_none(reduce) && !call[reduce].truth();
    const bool mean = call.is_none(size_average) || call[size_average].truth();
    const std::string meant = none ? "none" : mean ? "mean" : "sum";
    warn("size_average and reduce args will be deprecated, please use reduction='" + meant +
         "' instead.");
    return meant;
}

}  // namespace engine::script
