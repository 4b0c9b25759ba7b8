#include "engine/data/fashion_mnist.h"

#include "engine/base/error.h"
#include "tests/engine/data/idx_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>

namespace engine::data {
namespace {

using test::counting;
using test::Folder;
using test::gzipped;
using test::idx_header;

/// Five training and three validation images of 2 x 3, as four files without a lie.
void write_pair(const Folder& folder, bool compressed = false) {
    const auto write = [&](std::string name, const std::string& bytes) {
        folder.write(compressed ? name + ".gz" : name, compressed ? gzipped(bytes) : bytes);
    };
    write("train-images-idx3-ubyte", idx_header({5, 2, 3}) + counting(30, 226));
    write("train-labels-idx1-ubyte", idx_header({5}) + counting(5, 7, 10));
    write("t10k-images-idx3-ubyte", idx_header({3, 2, 3}) + counting(18));
    write("t10k-labels-idx1-ubyte", idx_header({3}) + counting(3));
}

std::string refusal(const std::string& directory, int64_t train_limit = 0) {
    try {
        fashion_mnist(directory, train_limit);
    } catch (const Error& error) {
        return error.line();
    }
    return "";
}

TEST(IdxPair, IsReadFromAnyFolderPlainAndCompressed) {
    for (const bool compressed : {false, true}) {
        const Folder folder;
        write_pair(folder, compressed);
        const DatasetPtr images = fashion_mnist(folder.path());
        EXPECT_EQ(images->id, "fashion_mnist");
        EXPECT_EQ(images->title, "Images in " + folder.path().string());
        EXPECT_EQ(images->extent, "5 of 5 training images");
        EXPECT_TRUE(images->is_image());
        EXPECT_EQ(images->train.inputs.sizes(), Shape({5, 1, 2, 3}));
        EXPECT_EQ(images->validation.inputs.sizes(), Shape({3, 1, 2, 3}));
        EXPECT_THAT(images->train.targets.to_vector<int64_t>(),
                    testing::ElementsAre(7, 8, 9, 0, 1));
        const auto pixels = images->train.inputs.to_vector<float>();
        EXPECT_EQ(pixels[0], 226.0f / 255.0f);
        EXPECT_EQ(pixels[29], 1.0f);
        EXPECT_THAT(images->class_names, testing::SizeIs(10));
        EXPECT_EQ(images->class_names[9], "9");
    }
}

TEST(IdxPair, ALimitTakesTheFirstTrainingImages) {
    const Folder folder;
    write_pair(folder);
    const DatasetPtr images = fashion_mnist(folder.path(), 2);
    EXPECT_EQ(images->extent, "2 of 5 training images");
    EXPECT_EQ(images->train.size(), 2);
    EXPECT_EQ(images->train.inputs.size(0), 2);
    EXPECT_EQ(images->validation.size(), 3);
    EXPECT_EQ(fashion_mnist(folder.path(), 99)->extent, "5 of 5 training images");
}

TEST(IdxPair, NamesWithADotAreFoundToo) {
    const Folder folder;
    write_pair(folder);
    for (const char* name : {"train-images", "train-labels", "t10k-images", "t10k-labels"}) {
        const std::string kind =
            std::string(name).ends_with("images") ? "idx3-ubyte" : "idx1-ubyte";
        std::filesystem::rename(folder.path() / (name + ("-" + kind)),
                                folder.path() / (name + ("." + kind)));
    }
    EXPECT_EQ(fashion_mnist(folder.path())->train.size(), 5);
}

struct Lie {
    const char* name;
    const char* file;
    std::string bytes;
    const char* words;
};

// For the names of the tests.
void PrintTo(const Lie& lie, std::ostream* out) {
    *out << lie.name;
}

const Lie kLies[] = {
    {"FewerLabels", "train-labels-idx1-ubyte", idx_header({4}) + counting(4),
     "train-labels-idx1-ubyte: expected a label for each of the 5 images of "},
    {"MoreLabels", "t10k-labels-idx1-ubyte", idx_header({4}) + counting(4), ", got 4"},
    {"LabelTooHigh", "train-labels-idx1-ubyte", idx_header({5}) + counting(5, 8),
     "train-labels-idx1-ubyte: expected labels from 0 to 9, got 10 at index 2"},
    {"OtherSize", "t10k-images-idx3-ubyte", idx_header({3, 3, 2}) + counting(18),
     "expected training and validation images of one size, got 2 x 3 and 3 x 2"},
    {"LabelsForImages", "train-images-idx3-ubyte", idx_header({5}) + counting(5),
     "train-images-idx3-ubyte: expected 3 dimensions, got 1"},
    {"ImagesCut", "train-images-idx3-ubyte", idx_header({5, 2, 3}) + counting(29),
     "but the file ends after 29"},
};

class IdxPairLie : public testing::TestWithParam<Lie> {};

TEST_P(IdxPairLie, IsRefused) {
    const Folder folder;
    write_pair(folder);
    folder.write(GetParam().file, GetParam().bytes);
    const std::string words = refusal(folder.path());
    EXPECT_THAT(words, testing::StartsWith("ValueError: " + folder.path().string()));
    EXPECT_THAT(words, testing::HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(Lies, IdxPairLie, testing::ValuesIn(kLies),
                         [](const auto& lie) { return std::string(lie.param.name); });

TEST(IdxPair, CountsDifferWithALimitToo) {
    const Folder folder;
    write_pair(folder);
    folder.write("train-labels-idx1-ubyte", idx_header({4}) + counting(4));
    EXPECT_THAT(refusal(folder.path(), 2),
                testing::HasSubstr("expected a label for each of the 5"));
}

TEST(IdxPair, WhatIsMissingIsNamed) {
    const Folder folder;
    const std::string path = folder.path().string();
    EXPECT_EQ(refusal(path),
              "OSError: " + path +
                  ": expected train-images-idx3-ubyte or train-images-idx3-ubyte.gz in this "
                  "folder, got neither");
    write_pair(folder);
    std::filesystem::remove(folder.path() / "t10k-labels-idx1-ubyte");
    EXPECT_THAT(refusal(path), testing::HasSubstr("expected t10k-labels-idx1-ubyte or "));
    EXPECT_THAT(refusal(path + "/absent"), testing::HasSubstr("got nothing there"));
    EXPECT_THAT(refusal(path + "/train-images-idx3-ubyte"), testing::HasSubstr("got a file"));
}

TEST(FashionMnist, IsReadWholeOrItsMissingPackageIsNamed) {
    if (!std::filesystem::exists(kFashionMnistDir)) {
        EXPECT_THAT(refusal(""), testing::HasSubstr("Install it with scripts/setup (Debian's "
                                                    "package dataset-fashion-mnist)"));
        GTEST_SKIP() << "no Fashion-MNIST here: scripts/setup installs it";
    }
    const DatasetPtr fashion = fashion_mnist();
    EXPECT_EQ(fashion->title, "Fashion-MNIST");
    EXPECT_EQ(fashion->extent, "60,000 of 60,000 training images");
    EXPECT_EQ(fashion->train.inputs.sizes(), Shape({60000, 1, 28, 28}));
    EXPECT_EQ(fashion->validation.inputs.sizes(), Shape({10000, 1, 28, 28}));
    const auto labels = fashion->train.targets.span<int64_t>();
    for (int64_t label = 0; label < 10; ++label)
        EXPECT_EQ(std::ranges::count(labels, label), 6000) << "class " << label;
    EXPECT_EQ(fashion->class_names[static_cast<size_t>(labels[0])], "Ankle boot");
    // Mean and standard deviation that every tutorial normalises by: 0.2860 and 0.3530.
    double sum = 0, squares = 0;
    for (const float x : fashion->train.inputs.span<float>()) {
        sum += x;
        squares += double{x} * x;
    }
    const double mean = sum / static_cast<double>(fashion->train.inputs.numel());
    EXPECT_NEAR(mean, 0.2860, 5e-5);
    EXPECT_NEAR(squares / static_cast<double>(fashion->train.inputs.numel()) - mean * mean,
                0.3530 * 0.3530, 5e-5);

    const DatasetPtr some = fashion_mnist("", 2000);
    EXPECT_EQ(some->extent, "2,000 of 60,000 training images");
    EXPECT_TRUE(std::ranges::equal(some->train.inputs.span<float>(),
                                   fashion->train.inputs.span<float>().first(2000 * 28 * 28)));
}

}  // namespace
}  // namespace engine::data
