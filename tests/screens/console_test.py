"""The prompt with a real keyboard: blocks, completion, earlier lines after a new start."""
import json
import os
import unittest

from screens import WindowTest, anchors, middle, wait_for


class Console(WindowTest):
    def begin(self):
        places = anchors("--workbench")
        self.lines = places["console"]
        self.switch = places["tree/backbone.block1/mode/eval"]
        self.start("--workbench")
        self.settled()
        self.press(middle(places["console/input"]))
        return self.settled()

    def test_a_block_is_typed_and_runs_after_an_empty_line(self):
        before = self.begin()
        self.type("for block in model.backbone:")
        self.type("block.eval()")
        typed = self.settled()
        self.assertTrue(typed.same_part(before, self.switch), "it ran before it was whole")
        self.key("Return")
        wait_for("the block to run", lambda: not self.picture().same_part(typed, self.switch))
        self.assertEqual(self.close(), 0)

    def test_tab_completes_a_path_and_escape_clears(self):
        before = self.begin()
        self.xdotool("type", "--delay", "15", "model.backbone.bl")
        self.key("Tab")
        popup = self.settled()
        self.key("Return")  # block1
        wait_for("the list to close", lambda: not self.picture().same_part(popup, self.lines))
        self.type(".eval()")
        wait_for("the line to run", lambda: not self.picture().same_part(before, self.switch))
        self.assertEqual(self.close(), 0)

    def test_earlier_lines_are_there_after_a_new_start(self):
        self.begin()
        self.type("model.backbone.block1.eval()")
        self.settled()
        self.assertEqual(self.close(), 0)
        with open(os.path.join(self.config.name, "modescope", "settings.json"),
                  encoding="utf-8") as file:
            self.assertEqual(json.load(file)["choices"]["console_history"],
                             "model.backbone.block1.eval()")
        self.program.communicate()
        before = self.begin()
        self.key("Up")
        self.key("Return")
        wait_for("the earlier line to run",
                 lambda: not self.picture().same_part(before, self.switch))
        self.assertEqual(self.close(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
