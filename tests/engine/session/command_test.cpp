#include "engine/session/command.h"

#include <gtest/gtest.h>

namespace engine::session {
namespace {

struct PathCase {
    const char* path;
    const char* expression;
};
const PathCase kPaths[] = {{"", "model"},
                           {"backbone", "model.backbone"},
                           {"backbone.block1.drop", "model.backbone.block1.drop"},
                           {"features.0", "model.features[0]"},
                           {"0.12.conv1", "model[0][12].conv1"}};

class Paths : public testing::TestWithParam<PathCase> {};

TEST_P(Paths, BecomeExpressionsAndBack) {
    EXPECT_EQ(expression(GetParam().path), GetParam().expression);
    EXPECT_EQ(path_of(GetParam().expression), GetParam().path);
}
INSTANTIATE_TEST_SUITE_P(All, Paths, testing::ValuesIn(kPaths));

TEST(PathOf, RefusesWhatIsNoModule) {
    for (const char* text :
         {"", "optimizer", "models", "model.", "model..a", "model.eval()", "model[a]", "model[0",
          "model[]", "model.0", "model.a b", "model.a[0]x"}) {
        EXPECT_EQ(path_of(text), std::nullopt) << text;
    }
}

TEST(Builders, WriteTheLineThatAPersonWouldType) {
    EXPECT_EQ(set_mode("", true).line, "model.train()");
    EXPECT_EQ(set_mode("features.0", false).line, "model.features[0].eval()");
    EXPECT_EQ(set_flag("backbone", false).line, "model.backbone.training = False");
    EXPECT_EQ(set_requires_grad("head", true).line, "model.head.requires_grad_(True)");
    EXPECT_EQ(set_learning_rate(0.01).line, "optimizer.param_groups[0]['lr'] = 0.01");
    EXPECT_EQ(set_learning_rate(1).line, "optimizer.param_groups[0]['lr'] = 1.0");
    EXPECT_EQ(set_grad_enabled(false).line, "torch.set_grad_enabled(False)");
}

}  // namespace
}  // namespace engine::session
