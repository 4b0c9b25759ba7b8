#pragma once

#include "engine/data/dataset.h"

#include <cstdint>
#include <string>

namespace engine::data {

/// Where Debian's package dataset-fashion-mnist puts its files.
inline constexpr const char* kFashionMnistDir = "/usr/share/datasets/fashion-mnist";

/// Images and their classes from the four IDX files of a folder, named as MNIST's are
/// (train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-..., t10k-labels-...), each plain
/// or with .gz. An empty `directory` is the installed Fashion-MNIST. Inputs (N, 1, H, W) float32,
/// the byte / 255 as torchvision's ToTensor makes it, not normalised further; targets 0 to 9 (the
/// image models answer with ten classes).
/// `train_limit` above 0 takes the first so many training images; the validation set is whole.
/// throws  OSError for files that are missing, with what installs them; ValueError for files that
///         lie (see read_idx), differ in their counts or image sizes, or have a class above 9
DatasetPtr fashion_mnist(const std::string& directory = "", int64_t train_limit = 0);

/// The same in PyTorch, for exports: lines that bind train_x, train_y, validation_x, validation_y.
/// throws  OSError for files that are missing
std::string fashion_mnist_source(const std::string& directory = "", int64_t train_limit = 0);

}  // namespace engine::data
