#include "engine/data/library.h"

#include "engine/base/error.h"
#include "tests/engine/data/idx_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::data {
namespace {

using test::counting;
using test::Folder;
using test::idx_header;

void write_pair(const Folder& folder) {
    for (const std::string part : {"train", "t10k"}) {
        folder.write(part + "-images-idx3-ubyte", idx_header({4, 1, 1}) + counting(4));
        folder.write(part + "-labels-idx1-ubyte", idx_header({4}) + counting(4));
    }
}

TEST(Library, DrawsFromTheGeneratorEachTime) {
    Library library;
    Generator generator(7);
    const DatasetPtr first =
        library.get({.id = "two_moons", .data_dir = "", .train_limit = 0}, generator);
    const Generator after = generator;
    const DatasetPtr second =
        library.get({.id = "two_moons", .data_dir = "", .train_limit = 0}, generator);
    EXPECT_NE(first->train.inputs.to_vector(), second->train.inputs.to_vector());
    EXPECT_NE(generator, after);
    EXPECT_EQ(library.get({.id = "two_moons", .data_dir = "", .train_limit = 50}, generator)
                  ->train.size(),
              50);
}

TEST(Library, ReadsFilesOnceAndDrawsNothing) {
    const Folder folder;
    write_pair(folder);
    Library library;
    Generator generator(7);
    const DatasetPtr first = library.get(
        {.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 0}, generator);
    EXPECT_EQ(library.get({.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 0},
                          generator),
              first);
    EXPECT_NE(library.get({.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 2},
                          generator),
              first);
    EXPECT_EQ(generator, Generator(7));
}

TEST(Library, LetsGoOfWhatNobodyUsesWhenItReadsAnother) {
    const Folder folder;
    write_pair(folder);
    Library library;
    Generator generator(7);
    DatasetPtr used = library.get(
        {.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 1}, generator);
    std::weak_ptr<const Dataset> unused = library.get(
        {.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 2}, generator);
    EXPECT_FALSE(unused.expired());
    library.get({.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 3}, generator);
    EXPECT_TRUE(unused.expired());
    EXPECT_EQ(library.get({.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 1},
                          generator),
              used);
}

TEST(Library, AFailureIsNotRemembered) {
    const Folder folder;
    Library library;
    Generator generator(7);
    EXPECT_THROW(library.get({.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 0},
                             generator),
                 Error);
    write_pair(folder);
    EXPECT_EQ(
        library
            .get({.id = "fashion_mnist", .data_dir = folder.path(), .train_limit = 0}, generator)
            ->train.size(),
        4);
}

TEST(Library, SaysWhatItHasWhenAskedForAnother) {
    Library library;
    Generator generator(7);
    try {
        library.get({.id = "cifar", .data_dir = "", .train_limit = 0}, generator);
        FAIL() << "no exception";
    } catch (const Error& error) {
        EXPECT_EQ(error.line(),
                  "ValueError: unknown data set 'cifar': expected one of two_moons, fashion_mnist, "
                  "noise, sine, text");
    }
}

}  // namespace
}  // namespace engine::data
