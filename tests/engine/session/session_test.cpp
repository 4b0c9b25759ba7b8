#include "engine/session/session.h"

#include "engine/base/error.h"
#include "engine/session/viewer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace engine::session {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Recipe moons() {
    Recipe recipe;
    recipe.start_step = 0;
    return recipe;
}

std::vector<int64_t> flags(const Session& session) {
    std::vector<int64_t> all;
    for (auto& [path, module] : session.state().model->named_modules()) {
        all.push_back(module->training);
    }
    return all;
}

bool flag(const Session& session, const char* path) {
    return session.state().model->get_submodule(path)->training;
}

TEST(Session, TwoOfOneRecipeTrainAlikeBitForBit) {
    Session a(moons()), b(moons());
    a.apply(Advance{30});
    b.apply(Advance{30});
    EXPECT_EQ(a.state_hash(), b.state_hash());
    Recipe other = moons();
    other.seed = 8;
    EXPECT_NE(Session(other).state_hash(), Session(moons()).state_hash());
}

TEST(Session, RestartReplaysToTheStartStep) {
    Recipe recipe = moons();
    recipe.start_step = 12;
    Session session;
    EXPECT_FALSE(session.loaded());
    EXPECT_EQ(session.apply(Advance{1}).error, "RuntimeError: there is no session yet");
    ASSERT_EQ(session.apply(Restart{recipe}).error, "");
    EXPECT_EQ(session.state().step, 12);
    EXPECT_EQ(session.timeline().metrics.train_loss.value.size(), 12U);
    EXPECT_EQ(session.timeline().undo_from(session.position()), nullptr);
    Session stepped(moons());
    stepped.apply(Advance{12});
    EXPECT_EQ(session.state_hash(), stepped.state_hash());
}

TEST(Session, ARestartThatFailsKeepsTheOldSession) {
    Session session(moons());
    session.apply(Advance{2});
    const Hash128 before = session.state_hash();
    Recipe bad = moons();
    bad.model = "nothing";
    EXPECT_THAT(session.apply(Restart{bad}).error,
                StartsWith("ValueError: unknown model 'nothing'"));
    bad = moons();
    bad.dataset = "nothing";
    EXPECT_THAT(session.apply(Restart{bad}).error,
                StartsWith("ValueError: unknown data set 'nothing'"));
    EXPECT_EQ(session.state_hash(), before);
    EXPECT_TRUE(session.apply(Advance{1}).ok);
}

TEST(Session, ItsPassesRunWhatLinesGiveTheModel) {
    Session session(moons());
    for (const char* line :
         {"seen = []",
          "k = model.backbone.block1.fc.register_forward_hook(lambda m, i, o: "
          "seen.append(o.mean()))",
          "b = model.head.register_full_backward_hook(lambda m, gi, go: seen.append('back'))",
          "class Double(nn.Module):\n    def forward(self, x):\n        return 2 * x\n",
          "model.backbone.block1.act = Double()"}) {
        ASSERT_EQ(session.apply(session::Run{line}).error, "") << line;
    }
    ASSERT_EQ(session.apply(Advance{3}).error, "");
    session.apply(session::Run{"print(len(seen), seen.count('back'))"});
    EXPECT_EQ(session.console().back().text, "6 3");

    // What was replayed is what was.
    const Hash128 there = session.state_hash();
    ASSERT_EQ(session.apply(Undo{}).error, "");  // the run
    ASSERT_EQ(session.apply(Redo{}).error, "");
    EXPECT_EQ(session.state_hash(), there);
}

TEST(Session, HasTheLoopsLoaderForLinesThatNameIt) {
    Session session(moons());
    for (const char* line :
         {"len(train_loader)", "a, b = next(iter(train_loader))", "a.shape",
          "train_loader.dataset.tensors[0].zero_()", "sum(len(t) for _, t in train_loader)",
          "criterion(model(a), b).dim()"}) {
        ASSERT_EQ(session.apply(session::Run{line}).error, "") << line;
    }
    std::vector<std::string> shown;
    for (const ConsoleLine& line : session.console()) {
        if (line.kind == ConsoleLine::Kind::Output) shown.push_back(line.text);
    }
    const auto has = [&](const char* text) {
        return std::find(shown.begin(), shown.end(), text) != shown.end();
    };
    EXPECT_TRUE(has("32"));  // 1,000 samples in batches of 32
    EXPECT_TRUE(has("torch.Size([32, 2])"));
    EXPECT_TRUE(has("1000"));
    // Not part of the state, and the data set is as it was.
    EXPECT_EQ(session.state().names.find("train_loader"), nullptr);
    EXPECT_NE(session.dataset().train.inputs.to_vector<float>()[0], 0.0F);
    ASSERT_EQ(session.apply(Advance{2}).error, "");
}

TEST(Session, HooksOutliveForksAndGoWithTheirHandles) {
    Session session(moons());
    session.apply(session::Run{"h = model.head.register_forward_hook(lambda m, i, o: o * 0)"});
    session.apply(session::Run{"model.head.bias.register_hook(lambda g: g * 0)"});
    EXPECT_TRUE(session.timeline().undo_from(session.position()) != nullptr);
    const auto bias = [&] {
        return session.state().model->get_submodule("head")->parameter("bias");
    };
    const auto before = bias().to_vector<float>();
    ASSERT_EQ(session.apply(Advance{60}).error, "");  // over a keyframe
    EXPECT_EQ(bias().to_vector<float>(), before);
    const Hash128 there = session.state_hash();
    ASSERT_EQ(session.apply(Seek{55}).error, "");
    ASSERT_EQ(session.apply(Seek{60}).error, "");
    EXPECT_EQ(session.state_hash(), there);
    EXPECT_FALSE(session.diverged());
    ASSERT_EQ(session.apply(session::Run{"h.remove()"}).error, "");
    EXPECT_TRUE(session.state().model->get_submodule("head")->hooks.empty());
}

TEST(Session, WhatCannotBeWalkedIsTakenBack) {
    Session session(moons());
    const Hash128 before = session.state_hash();
    const std::string error =
        session.apply(session::Run{"n = None\nfor i in range(200000): n = (i, n)\n"}).error;
    EXPECT_EQ(error, "RecursionError: maximum recursion depth exceeded");
    EXPECT_EQ(session.state_hash(), before);
}

TEST(Session, APassThatDoesNotEndIsAnError) {
    Session session(moons());
    ASSERT_EQ(session.apply(session::Run{"def stuck(m, i, o):\n    while True: pass\n"}).error, "");
    ASSERT_EQ(session.apply(session::Run{"k = model.head.register_forward_hook(stuck)"}).error, "");
    const Hash128 before = session.state_hash();
    EXPECT_NE(session.apply(Advance{1}).error.find("forward was stopped after"), std::string::npos);
    EXPECT_EQ(session.state_hash(), before);
}

TEST(Session, AFailedLineChangesNothing) {
    Session session(moons());
    session.apply(Advance{2});
    const Hash128 before = session.state_hash();
    for (const char* line :
         {"model.backbone.evil()", "model.eval(", "nothing", "model.head(3)",
          "model.backbone.block1.drop.p = 2.0", "optimizer.param_groups[7]['lr'] = 0.1"}) {
        const Outcome outcome = session.apply(session::Run{line});
        EXPECT_FALSE(outcome.ok) << line;
        EXPECT_EQ(session.error(), outcome.error);
        EXPECT_EQ(session.state_hash(), before) << line;
    }
    EXPECT_TRUE(session.timeline().journal.empty());
    EXPECT_EQ(session.console().back().kind, ConsoleLine::Kind::Error);
    EXPECT_TRUE(session.apply(Advance{1}).ok);
    EXPECT_EQ(session.error(), "");
}

TEST(Session, ASlipOfTheFingerKeepsTheHistoryOfResults) {
    Session session(moons());
    ASSERT_TRUE(session.apply(session::Run{"y = model(torch.zeros(4, 2)).sum()"}).ok);
    EXPECT_FALSE(session.apply(session::Run{"y.backwards()"}).ok);
    EXPECT_EQ(session.apply(session::Run{"y.backward()"}).error, "");
}

TEST(Session, AStepThatFailsIsTakenBackAndTheSessionGoesOn) {
    Session session(moons());
    session.apply(Advance{7});
    session.apply(set_grad_enabled(false));
    const Hash128 before = session.state_hash();
    EXPECT_THAT(session.apply(Advance{1}).error, HasSubstr("does not require grad"));
    EXPECT_EQ(session.state_hash(), before);
    EXPECT_EQ(session.state().step, 7);
    session.apply(set_grad_enabled(true));
    EXPECT_TRUE(session.apply(Advance{1}).ok);
}

TEST(Session, AnEpochEndsWhereItsBatchesEnd) {
    Recipe recipe = moons();
    recipe.batch_size = 300;  // 300, 300, 300, 100
    Session session(recipe);
    session.apply(Advance{1});
    session.apply(AdvanceEpoch{});
    EXPECT_EQ(session.state().step, 4);
    EXPECT_EQ(session.state().loop, (LoopPosition{.epoch = 1, .batch = 0, .line = 1}));
    session.apply(AdvanceEpoch{});
    EXPECT_EQ(session.state().step, 8);
}

TEST(Loop, ThatKeepsFlagsKeepsThemThroughEpochsAndValidation) {
    Recipe recipe = moons();
    recipe.batch_size = 300;
    recipe.validate_every = 3;
    Session session(recipe);
    session.apply(set_mode("backbone.block1", false));
    const auto before = flags(session);
    session.apply(Advance{9});
    EXPECT_EQ(flags(session), before);
    EXPECT_EQ(session.timeline().metrics.validation_loss.step, (std::vector<int64_t>{3, 6, 9}));
    EXPECT_EQ(session.announcement(), "");
}

TEST(Loop, ThatValidatesLearnsWhatOneThatDoesNotLearns) {
    Recipe often = moons(), never = moons();
    often.validate_every = 1;
    never.validate_every = 1000;
    Session a(often), b(never);
    a.apply(Advance{10});
    b.apply(Advance{10});
    // Validation draws from a copy of the generator, on a copy of the model.
    EXPECT_EQ(a.state_hash(), b.state_hash());
}

TEST(Loop, OfTheTextbookOverwritesFlagsAndSaysSo) {
    Recipe recipe = moons();
    recipe.batch_size = 300;
    recipe.loop = LoopKind::Textbook;
    Session session(recipe);
    session.apply(Advance{2});
    session.apply(set_mode("backbone.block1", false));
    session.apply(Advance{1});
    EXPECT_FALSE(flag(session, "backbone.block1")) << "inside of an epoch nothing writes";
    session.apply(Advance{1});
    EXPECT_FALSE(flag(session, "head")) << "the epoch ended with model.eval()";
    EXPECT_EQ(session.timeline().metrics.validation_loss.step, std::vector<int64_t>{4});
    session.apply(set_mode("backbone.block2", false));
    session.apply(Advance{1});
    EXPECT_TRUE(flag(session, "backbone.block1"));
    EXPECT_EQ(session.announcement(),
              "model.train() in the loop (line 2) wrote 13 flags. Your block1.eval() lasted 2 "
              "steps.")
        << "model.eval() at the end of the epoch wrote the same value, and ended nothing";
    EXPECT_EQ(session.last_flag_write("backbone.block1").writer, Writer::Loop);
    EXPECT_EQ(session.last_flag_write("backbone.block1").line, "model.train()");
}

TEST(FlagHistory, TellsWhoWroteAndWhen) {
    Session session(moons());
    EXPECT_EQ(session.last_flag_write("head").writer, Writer::Loop);
    session.apply(Advance{5});
    session.apply(set_mode("backbone.block1", false));
    const FlagWrite write = session.last_flag_write("backbone.block1.drop");
    EXPECT_EQ(write.step, 5);
    EXPECT_EQ(write.line, "model.backbone.block1.eval()");
    EXPECT_EQ(write.writer, Writer::Person);
    EXPECT_FALSE(write.training);
    session.apply(Undo{});
    EXPECT_EQ(session.last_flag_write("backbone.block1.drop").writer, Writer::Loop);
    session.apply(Redo{});
    EXPECT_EQ(session.last_flag_write("backbone.block1.drop").writer, Writer::Person);
}

struct LineCase {
    const char* line;
    const char* words;
};
class ResultLine : public testing::TestWithParam<LineCase> {};

TEST_P(ResultLine, SaysWhatChanged) {
    Session session(moons());
    ASSERT_EQ(session.apply(session::Run{GetParam().line}).error, "");
    EXPECT_EQ(session.result_line(), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, ResultLine,
    testing::Values(
        LineCase{"model.backbone.eval()",
                 "11 flags written, 11 changed. **2 Dropouts now pass everything**. **2 BatchNorms "
                 "now use running statistics**. 0 of 386 weights changed."},
        LineCase{"model.backbone.block1.drop.eval()",
                 "1 flag written, 1 changed. **1 Dropout now passes everything**. 0 of 386 weights "
                 "changed."},
        LineCase{"model.train()",
                 "13 flags written, 0 changed, nothing computes differently: the flags were so "
                 "before."},
        LineCase{"model.head.eval()",
                 "1 flag written, nothing computes differently: Linear does not read it."},
        LineCase{"model.backbone.block1.fc.training = False",
                 "1 flag written, nothing computes differently: Linear does not read it."},
        LineCase{"model.backbone.requires_grad_(False)",
                 "**requires_grad is now False on 6 of 8 parameter tensors**. No flag changed: "
                 "Dropout and BatchNorm go on as before."},
        LineCase{"optimizer.param_groups[0]['lr'] = 0.5",
                 "**Learning rate 0.01 → 0.5.** It counts from the next step."},
        LineCase{"torch.set_grad_enabled(False)",
                 "**Gradients are now not recorded.** No flag changed: Dropout and BatchNorm go on "
                 "as before."},
        LineCase{"model.backbone.block1.drop.p = 0.3",
                 "**backbone.block1.drop.p changed.** It counts from the next pass."},
        LineCase{"model.training", "Nothing was written."}));

TEST(Commit, WritesBuffersAndDrawsAndTouchesNoWeight) {
    Session session(moons());
    session.apply(Advance{3});
    session.apply(Commit{});
    EXPECT_EQ(session.result_line(),
              "**Written: 6 buffers**, 2,048 random numbers used. 0 of 386 weights changed.");
    session.apply(set_mode("", false));
    session.apply(Commit{});
    EXPECT_EQ(session.result_line(),
              "**Nothing was written**: 0 buffers, 0 random numbers used. 0 of 386 weights "
              "changed.");
}

TEST(Commit, StandsOnTheScreenUntilAnotherBatchIsAskedFor) {
    Session session(moons());
    session.apply(Advance{3});
    session.apply(Commit{});
    Viewer viewer;
    Look look;
    look.watch.cards = true;
    EXPECT_FALSE(viewer.view(session, look).pass.preview);
    look.watch.probe = ProbeKind::OneSample;
    const SessionView other = viewer.view(session, look);
    EXPECT_TRUE(other.pass.preview);
    EXPECT_NE(other.pass.error, "");  // BatchNorm refuses one sample in train
}

TEST(Peek, ChangesNothingInEitherMode) {
    Session session(moons());
    session.apply(Advance{5});
    Viewer viewer;
    for (const bool training : {true, false}) {
        session.apply(set_mode("backbone", training));
        const Hash128 before = session.state_hash();
        Look look;
        look.watch.cards = look.watch.inspector = true;
        for (const bool again : {false, true}) {
            look.again = again;
            const SessionView view = viewer.view(session, look);
            EXPECT_TRUE(view.pass.preview);
            EXPECT_EQ(view.pass.error, "");
            EXPECT_EQ(session.state_hash(), before) << "training " << training;
        }
    }
}

TEST(Viewer, ShowsTheSessionAsItIs) {
    Session session(moons());
    session.apply(Advance{25});
    session.apply(set_mode("backbone.block2", false));
    Viewer viewer;
    Look look;
    look.watch.cards = look.watch.inspector = true;
    look.watch.selected = "backbone.block2.bn";
    const SessionView view = viewer.view(session, look);
    EXPECT_TRUE(view.loaded);
    EXPECT_EQ(view.modules.size(), 13U);
    EXPECT_EQ(view.in_eval, 5);
    EXPECT_EQ(view.weights, 386);
    EXPECT_EQ(view.step, 25);
    EXPECT_TRUE(view.dropout.present);
    EXPECT_TRUE(view.batch_norm.present);
    EXPECT_FALSE(view.batch_norm.uses_batch);
    EXPECT_EQ(view.curves.train_loss.value.size(), 25U);
    EXPECT_EQ(view.curves.validation_loss.value.size(), 1U);
    EXPECT_EQ(view.inspector.history_step.size(), 25U);
    EXPECT_EQ(view.last_line, "model.backbone.block2.eval()");
    EXPECT_TRUE(view.can_undo);
    EXPECT_FALSE(view.can_redo);
    ASSERT_EQ(view.curves.ribbon.size(), 2U);
    EXPECT_EQ(view.loop.lines.front(), "model.train()");
    EXPECT_GT(view.answers.map.rows, 0);
    EXPECT_FALSE(view.state_hash.empty());
}

TEST(Console, IsAScriptOfWhatWasDone) {
    Session session(moons());
    session.apply(set_mode("head", false));
    session.apply(session::Run{"print(model.head.training)"});
    std::string text;
    for (const ConsoleLine& line : session.console()) text += line.text + "\n";
    EXPECT_THAT(text, HasSubstr("torch.manual_seed(7)\n"));
    EXPECT_THAT(text, HasSubstr("model = NestedMLP()\n"));
    EXPECT_THAT(text, HasSubstr("optimizer = torch.optim.Adam(model.parameters(), lr=0.01)\n"));
    EXPECT_THAT(text, HasSubstr("model.head.eval()\nprint(model.head.training)\nFalse\n"));
}

}  // namespace
}  // namespace engine::session
