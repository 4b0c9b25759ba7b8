// Saved sessions: there and back without a change, and words for files that are none.
#include "engine/session/session_file.h"

#include "engine/base/error.h"
#include "engine/session/session.h"
#include "engine/session/text_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <functional>
#include <string>

namespace engine::session {
namespace {

using testing::HasSubstr;

Recipe small() {
    Recipe recipe;
    recipe.train_limit = 96;
    recipe.batch_size = 16;
    recipe.start_step = 5;
    return recipe;
}

void expect_done(Session& session, const Command& command) {
    const Outcome outcome = session.apply(command);
    ASSERT_TRUE(outcome.ok) << outcome.error;
}

/// Flips, a commit, two runs without anything between them, both loops, a branch, an edit.
void live(Session& session) {
    expect_done(session, Restart{small()});
    expect_done(session, set_mode("backbone.block1", false));
    expect_done(session, Advance{4});
    expect_done(session, Advance{6});
    expect_done(session, set_learning_rate(0.1));
    expect_done(session, Seek{12});
    Watch watch;
    watch.probe = ProbeKind::Shuffled;
    watch.probe_class = 1;
    session.set_watch(watch);
    expect_done(session, Commit{});
    expect_done(session, SetLoop{LoopKind::Textbook});
    expect_done(session, Run{"note = '''two\nlines'''"});
    expect_done(session, Advance{10});
    std::string source = session.source();
    source.replace(source.find("Dropout(0.5)"), 12, "Dropout(0.2)");
    expect_done(session, Edit{source});
    expect_done(session, Advance{3});
    expect_done(session, set_mode("", true));
    expect_done(session, Undo{});
}

// A file keeps what was done, so that a generator is again where it was.
TEST(SessionFile, OpensWithItsGeneratorsInTheMiddle) {
    Session first;
    expect_done(first, Restart{small()});
    expect_done(first, session::Run{"def count():\n    for i in range(4):\n        yield i"});
    expect_done(first, session::Run{"walk = count()"});
    expect_done(first, session::Run{"kept = next(walk), next(walk)"});
    Session second;
    expect_done(second, reopen(session_from_json(to_json(saved(first)), "a.modescope")));
    EXPECT_FALSE(second.diverged());
    for (Session* session : {&first, &second}) {
        expect_done(*session, session::Run{"rest = list(walk)"});
        expect_done(*session, session::Run{"rest"});
        EXPECT_EQ(session->console().back().text, "[2, 3]");
    }
    EXPECT_EQ(second.state_hash(), first.state_hash());
}

std::string words_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.line();
    }
    return "no error";
}

TEST(SessionFile, OpensToWhatItWasAndSavesToTheSameBytes) {
    Session first;
    live(first);
    const std::string text = to_json(saved(first));

    Session second;
    expect_done(second, reopen(session_from_json(text, "a.modescope")));
    EXPECT_EQ(second.state_hash(), first.state_hash());
    EXPECT_FALSE(second.diverged());
    EXPECT_EQ(second.position(), first.position());
    EXPECT_EQ(second.timeline().metrics.train_loss.value,
              first.timeline().metrics.train_loss.value);
    EXPECT_THAT(second.result_line(), HasSubstr("exactly as it was saved"));
    EXPECT_EQ(to_json(saved(second)), text);
}

TEST(SessionFile, UndoAndRedoGoOnWhereTheyWere) {
    Session first, second;
    live(first);
    expect_done(second, reopen(session_from_json(to_json(saved(first)), "a.modescope")));
    for (const Command& command : std::initializer_list<Command>{Redo{}, Undo{}, Undo{}, Undo{},
                                                                 Undo{}, Undo{}, Redo{}, Redo{}}) {
        expect_done(first, command);
        expect_done(second, command);
        EXPECT_EQ(second.position(), first.position());
        EXPECT_EQ(second.state_hash(), first.state_hash());
        EXPECT_EQ(second.result_line(), first.result_line());
    }
}

TEST(SessionFile, TellsWhoWroteAFlagAsBefore) {
    Session first, second;
    live(first);
    expect_done(second, reopen(session_from_json(to_json(saved(first)), "a.modescope")));
    const FlagWrite write = second.last_flag_write("backbone.block1");
    const FlagWrite expected = first.last_flag_write("backbone.block1");
    EXPECT_EQ(write.step, expected.step);
    EXPECT_EQ(write.line, expected.line);
    EXPECT_EQ(write.writer, expected.writer);
}

TEST(SessionFile, OfAnotherBuildIsCloseAndNotIdentical) {
    Session first, second;
    live(first);
    SavedSession session = saved(first);
    session.written_by = {"0.0.1", "abacus"};
    session.hash[0] = session.hash[0] == '0' ? '1' : '0';
    expect_done(second, reopen(session));
    EXPECT_TRUE(second.diverged());
    EXPECT_THAT(second.result_line(), HasSubstr("close to what was saved, not identical"));
    EXPECT_THAT(second.result_line(), HasSubstr("0.0.1 (abacus)"));
}

TEST(SessionFile, ThatCannotBeDoneAgainLeavesTheSessionThatWasThere) {
    Session first, second;
    live(first);
    expect_done(second, Restart{small()});
    const Hash128 before = second.state_hash();
    const auto console = second.console().size();

    SavedSession session = saved(first);
    std::get<session::Run>(session.journal.at(0).change).line = "model.no_such.eval()";
    const Outcome outcome = second.apply(reopen(session));
    EXPECT_FALSE(outcome.ok);
    EXPECT_THAT(outcome.error, HasSubstr("journal[0], at step 5: AttributeError: "));
    EXPECT_EQ(second.state_hash(), before);
    EXPECT_EQ(second.console().size(), console + 1);  // the error

    session = saved(first);
    session.recipe.source = "model = 3\n";
    EXPECT_FALSE(second.apply(reopen(session)).ok);
    EXPECT_EQ(second.state_hash(), before);
}

TEST(SessionFile, StoppedOnTheWayLeavesTheSessionThatWasThere) {
    Session first, second;
    live(first);
    expect_done(second, Restart{small()});
    const Hash128 before = second.state_hash();
    std::atomic<bool> cancel = false;
    int told = 0;
    second.set_progress([&](std::string_view, double done) {
        ++told;
        EXPECT_GE(done, 0);
        EXPECT_LE(done, 1);
        cancel = true;
    });
    EXPECT_TRUE(second.apply(reopen(saved(first)), &cancel).ok);
    EXPECT_GE(told, 1);
    EXPECT_EQ(second.state_hash(), before);
    EXPECT_THAT(second.result_line(), HasSubstr("Stopped"));
}

TEST(SessionFile, IsWrittenWholeAndNotIntoAFolder) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("modescope_session_file_test_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string file = (folder / "a.modescope").string();
    Session session;
    expect_done(session, Restart{small()});
    expect_done(session, Save{file});
    EXPECT_THAT(session.result_line(), HasSubstr("Saved as a.modescope"));
    const std::string theirs = file + ".part";
    write_text_file(theirs, "a person's own");
    expect_done(session, Save{file});
    EXPECT_EQ(read_text_file(theirs, 100, "a text"), "a person's own");
    std::filesystem::remove(theirs);
    const std::string text = read_text_file(file, kLargestSessionFile, "a session");
    EXPECT_EQ(text, to_json(saved(session)));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);

    Session other;
    expect_done(other, OpenSaved{file});
    EXPECT_EQ(other.state_hash(), session.state_hash());
    EXPECT_THAT(other.apply(OpenSaved{folder.string()}).error, HasSubstr("this is a folder"));
    EXPECT_EQ(other.state_hash(), session.state_hash());

    EXPECT_EQ(session.apply(Save{folder.string()}).error,
              "OSError: " + folder.string() + ": this is a folder");
    EXPECT_EQ(session.apply(Save{(folder / "none" / "a").string()}).error,
              "OSError: " + (folder / "none" / "a").string() + ": there is no such folder");
    EXPECT_THAT(words_of([&] { read_text_file(file, 10, "a session"); }),
                HasSubstr("a.modescope: too large for a session: expected at most 10 bytes"));
    EXPECT_THAT(words_of([&] { read_text_file((folder / "none").string(), 10, "a session"); }),
                HasSubstr("No such file or directory"));
    std::filesystem::remove_all(folder);
}

/// What becomes of a good file when one thing in it is another.
class BadFile : public testing::TestWithParam<std::array<std::string, 3>> {};

TEST_P(BadFile, IsRefusedWithItsNameTheFieldWhatWasExpectedAndWhatCame) {
    const auto& [what, with, words] = GetParam();
    Session session;
    live(session);
    std::string text = to_json(saved(session));
    ASSERT_NE(text.find(what), text.npos) << what << " in\n" << text;
    text.replace(text.find(what), what.size(), with);
    EXPECT_THAT(words_of([&] { session_from_json(text, "a.modescope"); }),
                HasSubstr("ValueError: a.modescope: " + words));
}

INSTANTIATE_TEST_SUITE_P(
    Fields, BadFile,
    testing::Values(
        std::array<std::string, 3>{"\"version\": 1", "\"version\": 2",
                                   "field 'version': expected at most 1 (a newer Modescope wrote "
                                   "this file), got 2"},
        std::array<std::string, 3>{"\"version\": 1", "\"version\": \"x\"",
                                   "field 'version': expected an integer from 1 to 1, got \"x\""},
        std::array<std::string, 3>{"\"session\"", "\"model\"",
                                   "field 'modescope': expected \"session\", got \"model\""},
        std::array<std::string, 3>{"\"lr\": 0.01", "\"lr\": \"fast\"",
                                   "recipe: field 'lr': expected a number of at least 0, got "},
        std::array<std::string, 3>{"\"run\"", "\"ran\"",
                                   "unknown field 'journal[0].ran': expected one of step, run"},
        std::array<std::string, 3>{"\"step\": 5", "\"step\": -5",
                                   "field 'journal[0].step': expected an integer from 0 to "},
        std::array<std::string, 3>{"\"shuffled\"", "\"two_samples\"",
                                   "field 'journal[1].commit.probe': expected one of one_class, "
                                   "shuffled, one_sample, got \"two_samples\""},
        std::array<std::string, 3>{"\"textbook\"", "7", "field 'journal[2].loop': expected one of"},
        std::array<std::string, 3>{"\"entries\": 6", "\"entries\": 60",
                                   "field 'tip.entries': expected an integer from "},
        std::array<std::string, 3>{"\"hash\": ", "\"hash\": [3], \"x\": ", "unknown field 'x'"},
        std::array<std::string, 3>{"\"tip\"", "\"top\"", "unknown field 'top'"}));

TEST(SessionFile, CutOffAnywhereIsRefused) {
    Session session;
    live(session);
    const std::string text = to_json(saved(session));
    for (std::size_t size = 0; size + 2 < text.size(); size += 97) {
        EXPECT_THAT(
            words_of([&] { session_from_json(text.substr(0, size), "a.modescope"); }),
            HasSubstr("a.modescope: not a session of Modescope: the file ends in its middle"))
            << size;
    }
}

TEST(SessionFile, ThatIsSomethingElseIsRefused) {
    const auto words = [](const std::string& text) {
        return words_of([&] { session_from_json(text, "a.modescope"); });
    };
    EXPECT_THAT(words("import torch\n"),
                HasSubstr("not a session of Modescope: no JSON from byte"));
    EXPECT_THAT(words("[]"), HasSubstr("a.modescope: expected a session of Modescope"));
    EXPECT_THAT(words(R"({"lr": 0.1})"), HasSubstr("a.modescope: expected a session of Modescope"));
    EXPECT_THAT(words("{\"modescope\": 1e999}"), HasSubstr("a number in it is too large"));
    EXPECT_THAT(words(std::string(100000, '[')), HasSubstr("it nests too deep"));
    std::string many = "{\"a\": 1";
    for (int i = 0; i < 200'000; ++i) many += ", \"k" + std::to_string(i) + "\": 1";
    EXPECT_THAT(words(many + "}"), HasSubstr("an object in it has too many fields"));
    EXPECT_THAT(words(std::string("\0\1\2", 3)), HasSubstr("not a session of Modescope"));
    EXPECT_THAT(words("{\"modescope\": \"session\", \"version\": 1}"),
                HasSubstr("field 'written_by' is missing"));
}

}  // namespace
}  // namespace engine::session
