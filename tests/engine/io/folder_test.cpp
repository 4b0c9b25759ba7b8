// A script's folder: what is written there is whole, and what else stands there stays.
#include "engine/io/folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace engine::io {
namespace {

namespace fs = std::filesystem;

TEST(Folder, WritesNoFileButTheOneThatIsNamed) {
    const fs::path root =
        fs::temp_directory_path() / ("modescope_folder_test_" + std::to_string(::getpid()));
    fs::create_directories(root);
    std::ofstream(root / "a.pt.part") << "a person's own";
    const Folder folder(root);
    folder.write("a.pt", "first");
    folder.write("a.pt", "again");
    EXPECT_EQ(folder.read("a.pt").size(), 5U);
    EXPECT_EQ(fs::file_size(root / "a.pt.part"), 14U);
    EXPECT_EQ(std::distance(fs::directory_iterator(root), {}), 2);
    fs::create_symlink("a.pt", root / "link");
    EXPECT_THROW(folder.write("link", "x"), FileError);
    EXPECT_THROW(folder.read("link"), FileError);
    EXPECT_EQ(folder.read("a.pt").size(), 5U);
    fs::remove_all(root);
}

}  // namespace
}  // namespace engine::io
