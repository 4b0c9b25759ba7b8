#include "engine/session/code_reader.h"

#include "engine/session/viewer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kFile = R"py(# A comment
import torch  # another


class Block(nn.Module):
    """Reaches
    over lines # not a comment."""

    def __init__(self, size):
        super().__init__()
        self.fc = nn.Linear(size, 16)
        self.net = nn.Sequential(
            nn.ReLU(),
        )
        other.fc = 3

    def forward(self, x):
        text = '#' + f"{x}"
        return self.fc(x) * 2.5


class Empty(nn.Module): pass


def helper(self):
    self.hidden = 1
)py";

std::vector<std::string> pieces(const CodeText& text, int line, CodeKind kind) {
    std::vector<std::string> found;
    const CodeLine& at = text.lines.at(static_cast<size_t>(line - 1));
    for (const CodeStretch& each : at.stretches) {
        if (each.kind != kind) continue;
        found.push_back(at.text.substr(static_cast<size_t>(each.begin),
                                       static_cast<size_t>(each.end - each.begin)));
    }
    return found;
}

TEST(CodeReader, ColoursByTheLexersTokens) {
    const CodeTextPtr text = read_code("block.py", kFile);
    EXPECT_EQ(text->lines.size(), 26u);
    EXPECT_THAT(pieces(*text, 1, CodeKind::Comment), ElementsAre("# A comment"));
    EXPECT_THAT(pieces(*text, 2, CodeKind::Keyword), ElementsAre("import"));
    EXPECT_THAT(pieces(*text, 2, CodeKind::Comment), ElementsAre("# another"));
    EXPECT_THAT(pieces(*text, 5, CodeKind::Definition), ElementsAre("Block"));
    EXPECT_THAT(pieces(*text, 6, CodeKind::String), ElementsAre("\"\"\"Reaches"));
    EXPECT_THAT(pieces(*text, 7, CodeKind::String),
                ElementsAre("    over lines # not a comment.\"\"\""));
    EXPECT_THAT(pieces(*text, 7, CodeKind::Comment), IsEmpty());
    EXPECT_THAT(pieces(*text, 18, CodeKind::String), ElementsAre("'#'", "f\"{x}\""));
    EXPECT_THAT(pieces(*text, 18, CodeKind::Comment), IsEmpty());
    EXPECT_THAT(pieces(*text, 19, CodeKind::Number), ElementsAre("2.5"));
}

TEST(CodeReader, KnowsClassesTheirForwardAndWhatTheyBind) {
    const CodeTextPtr text = read_code("block.py", kFile);
    ASSERT_EQ(text->classes.size(), 2u);
    const CodeClass* block = text->class_named("Block");
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(block->line, 5);
    EXPECT_EQ(block->end, 19);
    EXPECT_EQ(block->forward, 17);
    EXPECT_EQ(block->forward_end, 19);
    ASSERT_EQ(block->bindings.size(), 2u) << "`other` is not self";
    EXPECT_EQ(block->bindings[0].name, "fc");
    EXPECT_EQ(block->bindings[0].line, 11);
    EXPECT_EQ(block->bindings[1].name, "net");
    EXPECT_EQ(block->bindings[1].end, 14);
    EXPECT_EQ(text->class_named("Empty")->end, 22);
    EXPECT_EQ(text->class_named("Empty")->forward, 0);
    EXPECT_EQ(text->class_named("Other"), nullptr);
}

TEST(CodeReader, TakesWhatIsNoPython) {
    for (const char* source :
         {"", "\n", "x = 'open", "  \n\t!", "\r\nx\r\n", "\xFF\xFE(", "class"}) {
        const CodeTextPtr text = read_code("broken.py", source);
        EXPECT_EQ(text->source, source);
        EXPECT_THAT(text->classes, IsEmpty());
    }
}

TEST(CodeReader, ColoursStayInsideTheirLines) {
    for (const char* source :
         {"s = '''a\r\nb\r\n'''\r\n# c\r\n", "x = \\\n    1\n", "\xEF\xBB\xBF# c\nx = 1\n"}) {
        const CodeTextPtr text = read_code("odd.py", source);
        for (const CodeLine& line : text->lines) {
            int at = 0;
            for (const CodeStretch& each : line.stretches) {
                EXPECT_GE(each.begin, at) << line.text;
                EXPECT_LE(each.end, static_cast<int>(line.text.size())) << line.text;
                at = each.end;
            }
        }
    }
}

TraceEvent event(int parent, int line, bool training = true) {
    TraceEvent made;
    made.parent = parent;
    made.line = line;
    made.training = training;
    made.finished = true;
    return made;
}

nn::ModeEffect dropped(int64_t count, int64_t total) {
    nn::ModeEffect effect;
    effect.kind = nn::ModeEffect::Kind::Dropped;
    effect.dropped = count;
    effect.total = total;
    return effect;
}

TEST(CodePass, SumsWhatTheModeDidOnALineAndCountsInnerCallsToIt) {
    Trace trace;
    trace.events = {event(-1, 0), event(0, 7),        event(1, 0), event(1, 0),
                    event(0, 8),  event(0, 8, false), event(0, 9)};
    trace.events[2].effect = dropped(3, 8);
    trace.events[3].effect = dropped(5, 8);
    trace.events[4].effect.emplace().kind = nn::ModeEffect::Kind::BatchStatistics;
    trace.events[5].effect.emplace().kind = nn::ModeEffect::Kind::RunningStatistics;
    trace.events[6].effect = dropped(1, 4);
    trace.events[6].is_function = true;
    CodeView view;
    tell_pass(view, trace, "");
    EXPECT_THAT(view.ran, ElementsAre(7, 8, 9));
    EXPECT_THAT(view.notes, ElementsAre(CodeNote{7, true, "8 of 16 dropped"},
                                        CodeNote{8, true, "batch stats used"},
                                        CodeNote{8, false, "running stats used"},
                                        CodeNote{9, std::nullopt, "1 of 4 dropped"}));
    EXPECT_FALSE(view.problem);
}

TEST(CodePass, PutsAnErrorOnTheLineOfTheCallThatRaised) {
    Trace trace;
    trace.events = {event(-1, 0), event(0, 7), event(1, 0)};
    trace.events[2].raised = true;
    CodeView view;
    tell_pass(view, trace, "ValueError: no");
    EXPECT_EQ(view.problem, (CodeProblem{.line = 7, .words = "ValueError: no"}));
}

// --- Of a session

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);
}

struct OfSession : testing::Test {
    Session session{recipe_named("two_moons")};
    Viewer viewer;
    Look look;

    OfSession() { look.watch.cards = true; }
    CodeView code() { return viewer.view(session, look).code; }
};

TEST_F(OfSession, OneTextServesAllViewsUntilItChanges) {
    const CodeTextPtr before = code().text;
    session.apply(set_mode("", false));
    EXPECT_EQ(code().text, before);
    const std::string text = session.source() + "# more\n";
    ASSERT_EQ(session.apply(Edit{text}).error, "");
    EXPECT_EQ(code().text->source, text);
    session.apply(Undo{});
    EXPECT_EQ(code().text->source, before->source);
}

TEST_F(OfSession, ARefusedTextIsToldWithItsPlaceUntilTheNextCommand) {
    const std::string text = replaced(session.source(), "class NestedMLP", "class = NestedMLP");
    EXPECT_FALSE(session.apply(Edit{text}).ok);
    const CodeView view = code();
    ASSERT_TRUE(view.refused);
    EXPECT_EQ(view.refused->source, text);
    EXPECT_EQ(view.refused->problem.words, "SyntaxError: invalid syntax");
    const int line = view.refused->problem.line;
    EXPECT_EQ(read_code("x.py", text)->lines.at(static_cast<size_t>(line - 1)).text,
              "class = NestedMLP(nn.Module):");
    EXPECT_EQ(view.refused->problem.column, 6);
    session.apply(set_mode("", false));
    EXPECT_FALSE(code().refused);
}

TEST_F(OfSession, AnErrorOfForwardIsToldWithItsPlace) {
    const std::string text =
        replaced(session.source(), "return self.head(x)", "return self.heed(x)");
    ASSERT_EQ(session.apply(Edit{text}).error, "") << "only a pass can tell";
    const CodeView view = code();
    ASSERT_TRUE(view.problem);
    EXPECT_EQ(view.problem->words, "AttributeError: 'NestedMLP' object has no attribute 'heed'");
    const std::string line = view.text->lines.at(static_cast<size_t>(view.problem->line - 1)).text;
    EXPECT_EQ(line, "        return self.heed(x)");
    EXPECT_EQ(line.substr(static_cast<size_t>(view.problem->column),
                          static_cast<size_t>(view.problem->end_column - view.problem->column)),
              "self.heed");
}

}  // namespace
}  // namespace engine::session
