#include "tests/engine/session/random_lines.h"

#include "engine/session/viewer.h"
#include "tests/engine/data/idx_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

namespace engine::session {
namespace {

using test::RandomLine;
using test::RandomLines;

/// 40 pictures of 28 x 28 and their labels, so that models of pictures run everywhere.
void write_pictures(const data::test::Folder& folder) {
    for (const std::string part : {"train", "t10k"}) {
        folder.write(part + "-images-idx3-ubyte",
                     data::test::idx_header({40, 28, 28}) + data::test::counting(40 * 28 * 28));
        folder.write(part + "-labels-idx1-ubyte",
                     data::test::idx_header({40}) + data::test::counting(40, 0, 10));
    }
}

/// Everything that a window can ask to see.
Watch everything(std::mt19937& random, const Session& session) {
    Watch watch = default_watch(session.dataset());
    const auto modules = session.state().model->named_modules();
    watch.selected = modules[random() % modules.size()].first;
    watch.cards = watch.inspector = true;
    watch.compare = CompareWith::AllEval;
    watch.open_tensor = "weight";
    return watch;
}

/// Whether a name is bound to a result that still knows how it was made. Forks forget that, so what
/// a line makes of such a result depends on the forks taken since.
bool holds_history(const SessionState& state) {
    return std::any_of(state.names.begin(), state.names.end(), [](const auto& entry) {
        const auto* const tensor = std::get_if<Tensor>(&entry.second.data());
        return tensor && tensor->defined() && !tensor->is_leaf();
    });
}

/// As a person reads it: a class of Python's and words, none of them the C++ library's.
void expect_words(const std::string& error) {
    if (error != "MemoryError") {  // which Python itself says without words
        EXPECT_THAT(error, testing::MatchesRegex("[A-Z][A-Za-z]+Error: (.|\n)+"));
    }
    for (const char* internal : {"std::", "bad_", "basic_string", "vector::", "::at", "_M_"}) {
        EXPECT_THAT(error, testing::Not(testing::HasSubstr(internal)));
    }
}

struct Case {
    const char* name;
    const char* model;
    unsigned seed;
    int lines;
};
class RandomLinesOn : public testing::TestWithParam<Case> {
protected:
    Recipe recipe() {
        Recipe recipe;
        recipe.model = GetParam().model;
        if (recipe.model != std::string("nested_mlp")) {
            write_pictures(folder_);
            recipe.dataset = "fashion_mnist";
            recipe.data_dir = folder_.path();
            recipe.batch_size = 4;
            recipe.validation_samples = 4;
        }
        recipe.start_step = 0;
        return recipe;
    }

private:
    data::test::Folder folder_;
};

TEST_P(RandomLinesOn, ASessionNeverCrashesAndAFailureChangesNothing) {
    struct Count {
        int tried = 0, worked = 0;
    };
    std::map<std::string_view, Count> counts;
    std::set<std::string> errors;
    RandomLines lines(GetParam().seed);
    std::mt19937 random(GetParam().seed);
    const char* const more = std::getenv("MODESCOPE_RANDOM_LINES");
    const int total = more ? std::atoi(more) : GetParam().lines;

    Session session;
    Viewer viewer;
    std::string transcript;  // since the last restart
    bool history = false;    // there was some since then
    int steps = 0, undone = 0;
    for (int i = 0; i < total; ++i) {
        // What a line did is left to the next ones, but not for ever: most of them break the model.
        if (i % 25 == 0) {
            ASSERT_EQ(session.apply(Restart{recipe()}).error, "");
            session.apply(session::Run{"x = torch.randn(4, 2)"});
            session.apply(session::Run{"y = model(x).detach()"});
            session.apply(session::Run{"loss = y.sum()"});
            viewer = {};
            transcript.clear();
            history = false;
        }
        const RandomLine line = lines.next(session);
        transcript += "\n" + line.text.substr(0, 200);
        SCOPED_TRACE(transcript);
        const Hash128 before = session.state_hash();
        const Outcome outcome = session.apply(session::Run{line.text});
        history = history || holds_history(session.state());
        Count& count = counts[line.sort];
        ++count.tried;
        count.worked += outcome.ok;
        if (!outcome.ok) {
            EXPECT_EQ(session.state_hash(), before);
            expect_words(outcome.error);
            errors.insert(outcome.error.substr(0, outcome.error.find(':')));
        }
        if (i % 3 ==
            0) {  // whatever stands there now can be looked at, and looking changes nothing
            const Hash128 hash = session.state_hash();
            EXPECT_NO_THROW(viewer.view(session, {.watch = everything(random, session)}));
            EXPECT_EQ(session.state_hash(), hash);
        }
        if (i % 5 == 0) {
            const Hash128 hash = session.state_hash();
            const Outcome step = session.apply(Advance{1});
            if (!step.ok) {
                expect_words(step.error);
                EXPECT_EQ(session.state_hash(), hash);
            } else {
                ++steps;
                ASSERT_EQ(session.apply(Undo{}).error, "");
                undone += !history;
                if (!history) {
                    EXPECT_EQ(session.state_hash(), hash) << "the lines were not replayed";
                }
            }
        }
        if (testing::Test::HasFailure()) break;
    }

    for (const std::string_view sort : RandomLines::sorts()) {
        const Count& count = counts[sort];
        std::printf("%-20.*s %4d lines, %4d worked\n", static_cast<int>(sort.size()), sort.data(),
                    count.tried, count.worked);
        EXPECT_GT(count.tried, 0) << sort << " never came up";
    }
    std::printf("%d steps, %d of them undone to the same hash\n", steps, undone);
    EXPECT_GT(undone, 0);
    std::printf("errors: %s\n", testing::PrintToString(errors).c_str());
    EXPECT_THAT(errors, testing::IsSupersetOf({"AttributeError", "NameError", "RuntimeError",
                                               "SyntaxError", "TypeError"}));
}

INSTANTIATE_TEST_SUITE_P(Models, RandomLinesOn,
                         testing::Values(Case{"TwoMoons", "nested_mlp", 1, 1500},
                                         Case{"Cnn", "fashion_cnn", 2, 300},
                                         Case{"Residual", "residual_net", 3, 300}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace engine::session
