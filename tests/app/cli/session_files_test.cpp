// The program itself: sessions into files, and out of them.
#include "tests/app/cli/program.h"
#include "tests/engine/data/idx_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace app {
namespace {

using engine::data::test::Folder;
using test::Ended;
using test::read_file;
using test::run;
using testing::HasSubstr;

class SessionFiles : public testing::Test {
protected:
    std::string file(const char* name) const { return folder_.path() / name; }

    /// Runs it well.
    Ended done(const std::vector<std::string>& arguments) {
        Ended ended = run(arguments);
        EXPECT_EQ(ended.code, 0) << ended.err;
        EXPECT_EQ(ended.err, "");
        return ended;
    }

private:
    Folder folder_;
};

TEST_F(SessionFiles, OneThatIsSavedOpensAndSavesToTheSameBytes) {
    const std::string first = file("a.modescope"), second = file("b.modescope");
    const Ended saving =
        done({"--steps", "30", "--do", "model.backbone.eval()", "--save", first, "--text"});
    EXPECT_THAT(saving.out, HasSubstr("Saved as a.modescope"));
    const Ended opening = done({"--session", first, "--text"});
    EXPECT_THAT(opening.out, HasSubstr("exactly as it was saved"));
    EXPECT_EQ(done({first, "--text"}).out, opening.out);
    done({"--session", first, "--save", second});
    EXPECT_EQ(read_file(second), read_file(first));
}

TEST_F(SessionFiles, LinesRunAfterItIsOpened) {
    const std::string first = file("a.modescope"), second = file("b.modescope");
    done({"--steps", "3", "--save", first});
    done({"--session", first, "--do", "model.head.eval()", "--save", second});
    EXPECT_THAT(read_file(second), HasSubstr("\"run\": \"model.head.eval()\""));
}

TEST_F(SessionFiles, ExportWritesAScriptOfASessionOrOfARecipe) {
    const std::string saved = file("a.modescope"), script = file("a.py"), other = file("b.py");
    done({"--steps", "12", "--do", "model.head.eval()", "--save", saved});
    done({"export", "--session", saved, "--out", script});
    EXPECT_THAT(read_file(script), HasSubstr("if step == 12:\n            model.head.eval()\n"));
    done({"--steps", "12", "export", "--out", other, "--do", "model.head.eval()"});
    EXPECT_EQ(read_file(other), read_file(script));
}

TEST_F(SessionFiles, OneThatIsBrokenIsRefusedWithItsName) {
    const std::string saved = file("a.modescope");
    done({"--steps", "3", "--do", "model.head.eval()", "--save", saved});
    std::string text = read_file(saved);
    text.resize(text.size() / 2);
    std::ofstream(saved) << text;
    const Ended cut = run({"--session", saved, "--text"});
    EXPECT_EQ(cut.code, 2);
    EXPECT_THAT(cut.err, HasSubstr("a.modescope: not a session of Modescope: the file ends"));
}

}  // namespace
}  // namespace app
