// The file chooser: what a folder lists, and how it is walked by keyboard and mouse.
#include "app/ui/file_chooser.h"

#include "tests/app/headless.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace app::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

/// A folder of its own for each test.
class Tree {
public:
    Tree()
        : root_(fs::canonical(fs::temp_directory_path()) / ("chooser" + std::to_string(getpid()))) {
        fs::remove_all(root_);
        fs::create_directories(root_ / "models" / "old");
        fs::create_directories(root_ / ".hidden");
        for (const char* const name : {"net.py", "Alpha.py", "notes.txt", "models/resnet.py",
                                       "models/resnext.py", "models/vgg.py"}) {
            std::ofstream(root_ / name) << "# " << name << "\n";
        }
    }
    ~Tree() { fs::remove_all(root_); }
    const fs::path& root() const { return root_; }

private:
    fs::path root_;
};

std::vector<std::string> names(const ui::Folder& folder, std::string_view typed = {}) {
    std::vector<std::string> all;
    for (const std::size_t i : ui::matching(folder, typed)) all.push_back(folder.entries[i].name);
    return all;
}

const std::vector<std::string> kPython{".py"};

TEST(Folder, ListsFoldersFirstAndOnlyWhatIsAskedFor) {
    const Tree tree;
    const ui::Folder folder = ui::read_folder(tree.root(), kPython);
    EXPECT_EQ(folder.error, "");
    EXPECT_THAT(names(folder), ElementsAre("models", "Alpha.py", "net.py"));
    EXPECT_THAT(names(folder, ".h"), ElementsAre(".hidden"));
    EXPECT_THAT(names(folder, "A"), ElementsAre("Alpha.py"));
    EXPECT_THAT(names(folder, "e"), ElementsAre("models", "net.py"));
    EXPECT_THAT(names(ui::read_folder(tree.root(), {})),
                ElementsAre("models", "Alpha.py", "net.py", "notes.txt"));
}

TEST(Folder, SaysWhyItCannotBeRead) {
    EXPECT_EQ(ui::read_folder("/no/such/folder", {}).error, "No such file or directory");
    EXPECT_EQ(ui::read_folder("/etc/passwd", {}).error, "Not a directory");
}

TEST(Folder, CompletesWhatAllShare) {
    const Tree tree;
    const ui::Folder models = ui::read_folder(tree.root() / "models", kPython);
    EXPECT_EQ(ui::completed(models, "r"), "resne");
    EXPECT_EQ(ui::completed(models, "V"), "vgg.py");
    EXPECT_EQ(ui::completed(models, "o"), "old/");
    EXPECT_EQ(ui::completed(models, "x"), "x");
    EXPECT_EQ(ui::size_words(999), "999 B");
    EXPECT_EQ(ui::size_words(1234), "1.2 KB");
    EXPECT_EQ(ui::size_words(123'456'789), "123 MB");
}

class Chooser : public testing::TestWithParam<HeadlessUi::Options> {
protected:
    Chooser() : ui(GetParam()) {
        ui.show([this] {
            if (const auto path = chooser.draw()) chosen = path;
        });
    }
    void ask(bool save = false) { ask(save, tree.root()); }
    void ask(bool save, const fs::path& folder) {
        ui::FileQuestion question;
        question.title = save ? "Save" : "Open a model";
        question.action = save ? "Save" : "Open";
        question.kinds = {{"Python files", {".py"}}};
        question.save = save;
        question.name = save ? "session.py" : "";
        question.folder = folder;
        chooser.ask(question);
        ui.run_frames(6);
    }
    std::string path() { return ui.require("chooser/path").value; }

    Tree tree;
    HeadlessUi ui;
    ui::FileChooser chooser;
    std::optional<fs::path> chosen;
};

TEST_P(Chooser, KeysAloneFindAFile) {
    ask();
    ui.type("mo");
    ui.key(GLFW_KEY_TAB);
    EXPECT_EQ(path(), (tree.root() / "models/").string());
    ui.type("res");
    ui.key(GLFW_KEY_DOWN);
    ui.key(GLFW_KEY_DOWN);
    EXPECT_EQ(ui.clipped_texts(), "");
    ui.key(GLFW_KEY_ENTER);
    ASSERT_TRUE(chosen);
    EXPECT_EQ(*chosen, tree.root() / "models/resnext.py");
    EXPECT_FALSE(chooser.asking());
}

TEST_P(Chooser, AWholePathBeginsAnew) {
    ask();
    const std::string whole = (tree.root() / "models" / "vgg.py").string();
    ui.type(whole);  // behind the folder that stands there
    EXPECT_EQ(path(), whole);
    ui.key(GLFW_KEY_ENTER);
    EXPECT_EQ(chosen, fs::path(whole));
}

TEST_P(Chooser, TheMouseOpensFoldersAndFiles) {
    ask();
    ui.click("chooser/entry/models");
    ui.run_frames(4);
    EXPECT_EQ(path(), (tree.root() / "models/").string());
    ui.click("chooser/up");
    ui.run_frames(4);
    EXPECT_EQ(path(), tree.root().string() + "/");
    ui.click("chooser/entry/net.py");
    EXPECT_EQ(path(), (tree.root() / "net.py").string());
    ui.click("chooser/act");
    ASSERT_TRUE(chosen);
    EXPECT_EQ(*chosen, tree.root() / "net.py");
}

TEST_P(Chooser, WhatIsNotThereIsSaid) {
    ask();
    ui.type("nothing.py");
    EXPECT_TRUE(ui.shows_text("Nothing here has \"nothing.py\" in its name."));
    ui.key(GLFW_KEY_ENTER);
    EXPECT_TRUE(ui.shows_text("There is no nothing.py here."));
    EXPECT_TRUE(chooser.asking());
    ui.key(GLFW_KEY_ESCAPE);
    EXPECT_FALSE(chooser.asking());
    EXPECT_FALSE(chosen);
}

TEST_P(Chooser, SavingProposesANameAndAsksBeforeItReplaces) {
    ask(true);
    EXPECT_EQ(path(), (tree.root() / "session.py").string());
    ui.key(GLFW_KEY_ENTER);
    ASSERT_TRUE(chosen);
    EXPECT_EQ(*chosen, tree.root() / "session.py");
    ask(true);
    ui.click("chooser/entry/net.py");
    EXPECT_TRUE(ui.shows_text("net.py is there already."));
    EXPECT_TRUE(ui.shows_text("Replace"));
}

TEST_P(Chooser, AnEmptyFolderToSaveInIsNoMistake) {
    ask(true, tree.root() / "models" / "old");
    EXPECT_TRUE(ui.shows_text("No folder and no Python files here."));
}

TEST_P(Chooser, NothingIsClipped) {
    ask();
    EXPECT_EQ(ui.clipped_texts(), "");
}

INSTANTIATE_TEST_SUITE_P(Looks, Chooser,
                         testing::Values(HeadlessUi::Options{{1280, 800}, 1, ui::ThemeId::Light},
                                         HeadlessUi::Options{{1280, 800}, 2, ui::ThemeId::Dark},
                                         HeadlessUi::Options{{560, 800}, 1, ui::ThemeId::Dark}),
                         [](const auto& each) { return "Look" + std::to_string(each.index); });

}  // namespace
}  // namespace app::test
