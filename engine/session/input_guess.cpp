#include "engine/session/input_guess.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

namespace engine::session {

namespace {

constexpr int64_t kSequences[] = {16, 8, 4};
constexpr int64_t kSequence = kSequences[0];
// Sides of pictures: CIFAR's, MNIST's, Tiny ImageNet's, small ones for tries, ImageNet's.
constexpr int64_t kSides[] = {32, 28, 64, 16, 224, 8};
constexpr std::size_t kMostGuesses = 12;

/// A size of a parameter of this module, if it is made already.
std::optional<int64_t> size_of(const nn::Module& module, std::string_view parameter, int64_t dim) {
    for (const auto& [name, tensor] : module.parameters) {
        if (name != parameter || !tensor.defined() || tensor.is_uninitialized()) continue;
        if (dim < tensor.dim()) return tensor.size(dim);
    }
    return std::nullopt;
}

using Shapes = std::vector<SampleShape>;

void add_pictures(Shapes& shapes, int64_t channels) {
    for (const int64_t side : kSides) shapes.push_back({{channels, side, side}});
}

/// A Linear's width is a vector's, or that of a picture laid flat.
void add_vectors(Shapes& shapes, int64_t width) {
    shapes.push_back({{width}});
    for (const int64_t channels : {1, 3}) {
        const auto side = static_cast<int64_t>(std::llround(std::sqrt(width / channels)));
        if (side >= 4 && channels * side * side == width)
            shapes.push_back({{channels, side, side}});
    }
    shapes.push_back({{kSequence, width}});
}

/// What the module takes when it is the first that minds; nothing when it does not.
Shapes shapes_for(const nn::Module& module) {
    const std::string_view name = module.class_name();
    Shapes shapes;
    const auto begins = [&](std::string_view part) { return name.starts_with(part); };
    if (begins("Conv") || begins("LazyConv")) {
        const bool transposed = name.find("Transpose") != std::string_view::npos;
        const auto inner = size_of(module, "weight", transposed ? 0 : 1);
        if (!inner && !begins("Lazy")) return shapes;
        int64_t channels = inner.value_or(3);
        if (!transposed && inner) {
            // Of a grouped convolution the weight has one group's width.
            if (const nn::Value* const groups = module.attributes.find("groups");
                groups && groups->is_number()) {
                channels *= static_cast<int64_t>(groups->number("groups"));
            }
        }
        if (name.ends_with("1d")) shapes.push_back({{channels, 64}});
        if (name.ends_with("2d")) {
            // A generator begins with a vector of one pixel.
            if (transposed) shapes.push_back({{channels, 1, 1}});
            add_pictures(shapes, channels);
            if (begins("Lazy")) add_pictures(shapes, 1);
        }
        if (name.ends_with("3d")) shapes.push_back({{channels, 8, 16, 16}});
    } else if (name == "Linear" || name == "NonDynamicallyQuantizableLinear") {
        if (const auto width = size_of(module, "weight", 1)) add_vectors(shapes, *width);
    } else if (name == "Embedding" || name == "EmbeddingBag") {
        if (const auto count = size_of(module, "weight", 0)) {
            for (const int64_t length : kSequences) shapes.push_back({{length}, *count});
            shapes.push_back({{}, *count});
        }
    } else if (name == "LSTM" || name == "GRU" || name == "RNN") {
        if (const auto width = size_of(module, "weight_ih_l0", 1)) {
            shapes.push_back({{kSequence, *width}});
        }
    } else if (name.ends_with("Cell")) {
        if (const auto width = size_of(module, "weight_ih", 1)) shapes.push_back({{*width}});
    } else if (name == "MultiheadAttention") {
        if (const auto width = size_of(module, "in_proj_weight", 1)) {
            shapes.push_back({{kSequence, *width}});
        }
    } else if (begins("BatchNorm") || begins("InstanceNorm")) {
        if (const auto width = size_of(module, "weight", 0)) {
            if (name.ends_with("1d")) shapes = {{{*width}}, {{*width, 16}}};
            if (name.ends_with("2d")) add_pictures(shapes, *width);
            if (name.ends_with("3d")) shapes.push_back({{*width, 8, 16, 16}});
        }
    } else if (name == "LayerNorm") {
        if (const auto width = size_of(module, "weight", 0)) {
            shapes = {{{*width}}, {{kSequence, *width}}};
        }
    }
    return shapes;
}

}  // namespace

std::vector<SampleShape> guess_inputs(nn::Module& model, const ModelSource& source) {
    const ModelHeader& header = source.header;
    Shapes guesses;
    const auto add = [&](const SampleShape& shape) {
        if (guesses.size() < kMostGuesses && std::ranges::find(guesses, shape) == guesses.end()) {
            guesses.push_back(shape);
        }
    };
    if (!header.sample_shape.empty() || header.tokens_below > 0) {
        // A length that has a name ("T") may be any, up to what the model has places for.
        for (const int64_t length : kSequences) {
            SampleShape said{header.sample_shape, header.tokens_below};
            for (int64_t& size : said.sizes) size = size == 0 ? length : size;
            add(said);
        }
    }
    for (const std::vector<int64_t>& sizes : source.examples) add({sizes, 0});
    std::size_t minding = 0;
    const auto modules = model.named_modules();
    // Who embeds begins with that, wherever it stands in the tree.
    for (const auto& [path, module] : modules) {
        if (module->class_name() != "Embedding") continue;
        for (const SampleShape& shape : shapes_for(*module)) add(shape);
        break;
    }
    for (const auto& [path, module] : modules) {
        const Shapes shapes = shapes_for(*module);
        for (const SampleShape& shape : shapes) add(shape);
        // The first in the tree is mostly the first that runs; the second may be, too.
        if (!shapes.empty() && ++minding == 2) break;
    }
    // Nothing minds: activations, pools.
    if (minding == 0) {
        for (const SampleShape& shape : Shapes{{{2}}, {{3, 32, 32}}, {{3, 64}}}) add(shape);
    }
    return guesses;
}

}  // namespace engine::session
