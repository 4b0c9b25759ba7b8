#include "engine/nn/recurrent_init.h"

#include "engine/nn/init.h"

#include <cmath>

namespace engine::nn {

void reset_recurrent_parameters(Module& self, Generator& generator) {
    const int64_t hidden = self.integer("hidden_size");
    const double bound = hidden > 0 ? 1.0 / std::sqrt(static_cast<double>(hidden)) : 0;
    for (const auto& [name, parameter] : self.parameters) {
        if (parameter.defined()) init::uniform_(parameter, -bound, bound, generator);
    }
}

}  // namespace engine::nn
