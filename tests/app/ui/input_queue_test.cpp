#include "app/ui/input_queue.h"
#include "tests/app/headless.h"

namespace app::ui {
namespace {

using test::HeadlessUi;
using test::in_window;

/// Frames until the queue is empty; what `io` says after each is given to `look`.
int frames_until_empty(InputQueue& queue, ImGuiIO& io, const std::function<void()>& look = {}) {
    int frames = 0;
    do {
        queue.apply(io);
        if (look) look();
        io.MouseWheel = 0.0f;
        ++frames;
    } while (!queue.empty());
    return frames;
}

TEST(InputQueue, PressAndReleaseTakeTwoFrames) {
    HeadlessUi ui;
    ImGuiIO& io = ImGui::GetIO();
    InputQueue queue;
    queue.click(10, 20);
    queue.apply(io);
    EXPECT_TRUE(io.MouseDown[0]);
    EXPECT_EQ(io.MousePos.x, 10.0f);
    queue.apply(io);
    EXPECT_FALSE(io.MouseDown[0]);
    EXPECT_TRUE(queue.empty());
}

TEST(InputQueue, AMoveAfterAPressWaitsSoThatThePressHitsWhatItAimedAt) {
    HeadlessUi ui;
    ImGuiIO& io = ImGui::GetIO();
    InputQueue queue;
    queue.move(10, 10);
    queue.button(0, true);
    queue.move(500, 500);
    queue.apply(io);
    EXPECT_EQ(io.MousePos.x, 10.0f);
    queue.apply(io);
    EXPECT_EQ(io.MousePos.x, 500.0f);
}

TEST(InputQueue, TheLastMoveOfADragIsSeenWithTheButtonDown) {
    HeadlessUi ui;
    ImGuiIO& io = ImGui::GetIO();
    InputQueue queue;
    queue.button(0, true);
    queue.apply(io);
    queue.move(80, 0);
    queue.button(0, false);
    queue.apply(io);
    EXPECT_EQ(io.MousePos.x, 80.0f);
    EXPECT_TRUE(io.MouseDown[0]);
    queue.apply(io);
    EXPECT_FALSE(io.MouseDown[0]);
}

TEST(InputQueue, CtrlLetGoBeforeItsLetterStillBelongsToIt) {
    HeadlessUi ui;
    ImGuiIO& io = ImGui::GetIO();
    InputQueue queue;
    queue.key(GLFW_KEY_LEFT_CONTROL, true);
    queue.apply(io);  // a frame of its own
    queue.key(GLFW_KEY_Z, true);
    queue.key(GLFW_KEY_LEFT_CONTROL, false);
    queue.key(GLFW_KEY_Z, false);
    queue.apply(io);
    EXPECT_TRUE(io.KeyCtrl);
    EXPECT_TRUE(io.KeysDown[GLFW_KEY_Z]);
    frames_until_empty(queue, io);
    EXPECT_FALSE(io.KeyCtrl);
    EXPECT_FALSE(io.KeysDown[GLFW_KEY_Z]);
}

TEST(InputQueue, MovesAreFolded) {
    HeadlessUi ui;
    InputQueue queue;
    for (int i = 0; i < 100; ++i) queue.move(static_cast<float>(i), 0);
    EXPECT_EQ(frames_until_empty(queue, ImGui::GetIO()), 1);
}

TEST(InputQueue, ThreeBackspacesAreThreePresses) {
    HeadlessUi ui;
    ImGuiIO& io = ImGui::GetIO();
    InputQueue queue;
    for (int i = 0; i < 3; ++i) queue.press(GLFW_KEY_BACKSPACE);
    int presses = 0;
    bool before = false;
    frames_until_empty(queue, io, [&] {
        const bool now = io.KeysDown[GLFW_KEY_BACKSPACE];
        if (now && !before) ++presses;
        before = now;
    });
    EXPECT_EQ(presses, 3);
}

TEST(InputQueue, ModifiersFollowTheKeysThemselves) {
    HeadlessUi ui;
    ImGuiIO& io = ImGui::GetIO();
    InputQueue queue;
    queue.key(GLFW_KEY_RIGHT_SHIFT, true);
    queue.key(GLFW_KEY_T, true);
    queue.apply(io);
    EXPECT_TRUE(io.KeyShift);
    EXPECT_TRUE(io.KeysDown[GLFW_KEY_T]);
    queue.release_all();
    frames_until_empty(queue, io);
    EXPECT_FALSE(io.KeyShift);
    EXPECT_FALSE(io.KeysDown[GLFW_KEY_T]);
}

TEST(InputQueue, UnknownKeysAndButtonsAreIgnored) {
    HeadlessUi ui;
    InputQueue queue;
    queue.key(-1, true);
    queue.key(512, true);
    queue.button(7, true);
    EXPECT_TRUE(queue.empty());
}

TEST(InputQueue, TypedTextArrivesInOrderWithItsKeys) {
    HeadlessUi ui;
    char text[32] = "";
    ui.show(in_window([&] {
        ImGui::InputText("##line", text, sizeof text);
        anchor("line");
    }));
    ui.click("line");
    ui.ui.input().text("evol");
    ui.ui.input().press(GLFW_KEY_BACKSPACE);
    ui.ui.input().press(GLFW_KEY_BACKSPACE);
    ui.ui.input().text("alµ");
    ui.run_frames();
    EXPECT_STREQ(text, "evalµ");
}

}  // namespace
}  // namespace app::ui
