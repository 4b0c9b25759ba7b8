#include "engine/data/fashion_mnist.h"

#include "engine/base/error.h"
#include "engine/data/idx.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace engine::data {

namespace fs = std::filesystem;

namespace {

constexpr int kClasses = 10;

/// A split and how much of its files it is.
struct Loaded {
    Split split;
    int64_t rows_in_file = 0;
};

/// The file of a name ("train-images-idx3-ubyte") in a folder, plain or compressed.
fs::path find_file(const fs::path& folder, const std::string& name, bool installed) {
    // Some copies of MNIST write the last dash but one as a dot.
    std::string dotted = name;
    dotted[dotted.find("-idx")] = '.';
    for (const std::string& candidate : {name, name + ".gz", dotted, dotted + ".gz"}) {
        std::error_code ignored;
        if (fs::exists(folder / candidate, ignored)) return folder / candidate;
    }
    if (installed) {
        raise(
            ErrorKind::OSError,
            "Fashion-MNIST is not installed: expected {}.gz in {}. Install it with scripts/setup "
            "(Debian's package dataset-fashion-mnist), or name a folder of IDX files with --data.",
            name, folder.string());
    }
    if (std::error_code ignored; !fs::is_directory(folder, ignored)) {
        raise(ErrorKind::OSError, "{}: expected a folder with {} or {}.gz, got {}", folder.string(),
              name, name, fs::exists(folder, ignored) ? "a file" : "nothing there");
    }
    raise(ErrorKind::OSError, "{}: expected {} or {}.gz in this folder, got neither",
          folder.string(), name, name);
}

/// Bytes / 255 as float32 (N, 1, H, W).
Tensor to_images(const Idx& idx) {
    std::array<float, 256> brightness;
    for (size_t i = 0; i < brightness.size(); ++i) {
        brightness[i] = static_cast<float>(i) / 255.0f;
    }
    Tensor images = Tensor::empty({idx.dims[0], 1, idx.dims[1], idx.dims[2]});
    std::ranges::transform(idx.values, images.mutable_span<float>().begin(),
                           [&](uint8_t byte) { return brightness[byte]; });
    return images;
}

Tensor to_labels(const Idx& idx, const fs::path& path) {
    const auto wrong =
        std::ranges::find_if(idx.values, [](uint8_t label) { return label >= kClasses; });
    if (wrong != idx.values.end()) {
        raise(ErrorKind::ValueError, "{}: expected labels from 0 to {}, got {} at index {}",
              path.string(), kClasses - 1, *wrong, wrong - idx.values.begin());
    }
    Tensor labels = Tensor::empty({idx.dims[0]}, DType::Int64);
    std::ranges::copy(idx.values, labels.mutable_span<int64_t>().begin());
    return labels;
}

Loaded load(const fs::path& folder, const std::string& prefix, bool installed, int64_t limit) {
    const fs::path images_path = find_file(folder, prefix + "-images-idx3-ubyte", installed);
    const fs::path labels_path = find_file(folder, prefix + "-labels-idx1-ubyte", installed);
    const Idx labels = read_idx(labels_path, 1, limit);
    const Idx images = read_idx(images_path, 3, limit);
    if (images.rows_in_file != labels.rows_in_file) {
        raise(ErrorKind::ValueError, "{}: expected a label for each of the {} images of {}, got {}",
              labels_path.string(), images.rows_in_file, images_path.string(), labels.rows_in_file);
    }
    return {.split = {.inputs = to_images(images), .targets = to_labels(labels, labels_path)},
            .rows_in_file = images.rows_in_file};
}

std::vector<std::string> digits() {
    std::vector<std::string> names;
    for (int i = 0; i < kClasses; ++i) names.push_back(std::to_string(i));
    return names;
}

}  // namespace

DatasetPtr fashion_mnist(const std::string& directory, int64_t train_limit) {
    const bool installed = directory.empty();
    const fs::path folder = installed ? fs::path(kFashionMnistDir) : fs::path(directory);
    Loaded train = load(folder, "train", installed, train_limit);
    Loaded validation = load(folder, "t10k", installed, 0);
    const Shape& size = train.split.inputs.sizes();
    const Shape& other = validation.split.inputs.sizes();
    if (size[2] != other[2] || size[3] != other[3]) {
        raise(ErrorKind::ValueError,
              "{}: expected training and validation images of one size, got {} x {} and {} x {}",
              folder.string(), size[2], size[3], other[2], other[3]);
    }

    auto images = std::make_shared<Dataset>();
    images->id = "fashion_mnist";
    images->title = installed ? "Fashion-MNIST" : fmt::format("Images in {}", folder.string());
    images->extent = fmt::format("{} of {} training images", grouped(train.split.size()),
                                 grouped(train.rows_in_file));
    // Any other folder may hold anything: its classes are numbers.
    images->class_names =
        installed || fs::path(kFashionMnistDir) == folder
            ? std::vector<std::string>{"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                                       "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"}
            : digits();
    images->train = std::move(train.split);
    images->validation = std::move(validation.split);
    return images;
}

std::string fashion_mnist_source(const std::string& directory, int64_t train_limit) {
    const bool installed = directory.empty();
    const fs::path folder =
        installed ? fs::path(kFashionMnistDir) : fs::absolute(fs::path(directory));
    const auto name = [&](const char* file) {
        return find_file(folder, file, installed).filename().string();
    };
    return fmt::format(R"(import gzip
import os
import struct

FOLDER = {0}{1}


def read_idx(name):
    """The bytes of one of MNIST's files, as a tensor of its shape."""
    opened = gzip.open if name.endswith(".gz") else open
    with opened(os.path.join(FOLDER, name), "rb") as file:
        _, _, dims = struct.unpack(">HBB", file.read(4))
        shape = struct.unpack(f">{{dims}}I", file.read(4 * dims))
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).reshape(shape)


train_x = read_idx("{2}"){6}.unsqueeze(1).float() / 255
train_y = read_idx("{3}"){6}.long()
validation_x = read_idx("{4}").unsqueeze(1).float() / 255
validation_y = read_idx("{5}").long()
)",
                       nlohmann::json(folder.string())
                           .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                       installed ? "  # Debian's package dataset-fashion-mnist" : "",
                       name("train-images-idx3-ubyte"), name("train-labels-idx1-ubyte"),
                       name("t10k-images-idx3-ubyte"), name("t10k-labels-idx1-ubyte"),
                       train_limit > 0 ? fmt::format("[:{}]", train_limit) : "");
}

}  // namespace engine::data
