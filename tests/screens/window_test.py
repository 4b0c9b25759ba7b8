"""Start, look, press a switch, type a line, close: with a real window and real clicks."""
import unittest

from screens import SIZE, WindowTest, anchors, middle, wait_for


class Window(WindowTest):
    def test_a_click_on_eval_is_seen_in_the_tree_and_in_the_lens(self):
        places = anchors()
        self.start()
        before = self.settled()
        self.assertGreater(len(before.colours()), 40, "a grey slab")
        switch = places["tree/backbone/mode/eval"]
        lens = places["dropout_lens/picture"]
        self.press(middle(switch))
        wait_for("the switch to change",
                 lambda: not self.picture().same_part(before, switch))
        wait_for("the lens to change", lambda: not self.picture().same_part(before, lens))
        after = self.settled()
        # The filled segment has a tint: bluer than red in eval, redder than blue in train.
        red, _, blue = after.pixel(switch[0] + 6, (switch[1] + switch[3]) / 2)
        self.assertGreater(blue, red, "eval is not filled in its colour")
        self.assertEqual(self.close(), 0)

    def test_keys_flip_and_flip_back(self):
        places = anchors()
        self.start()
        before = self.settled()
        switch = places["tree/backbone/mode/eval"]
        self.key("e")
        wait_for("E to call eval()", lambda: not self.picture().same_part(before, switch))
        self.key("t")
        wait_for("T to call train()", lambda: self.picture().same_part(before, switch))

    def test_it_trains_and_a_typed_line_writes_flags(self):
        places = anchors("--workbench")
        self.start("--workbench")
        before = self.settled()
        self.key("p")
        for part in ("curves/loss", "transport/place", "transport/timeline"):
            wait_for(part + " to go on",
                     lambda part=part: not self.picture().same_part(before, places[part]))
        self.key("p")
        paused = self.settled()
        switch = places["tree/backbone.block1/mode/eval"]
        other = places["tree/backbone.block2/mode/eval"]
        self.press(middle(places["console/input"]))
        self.type("model.backbone.block1.eval()")
        wait_for("the line to write the flag",
                 lambda: not self.picture().same_part(paused, switch))
        after = self.settled()
        red, _, blue = after.pixel(switch[0] + 6, (switch[1] + switch[3]) / 2)
        self.assertGreater(blue, red, "eval is not filled in its colour")
        self.assertTrue(after.same_part(paused, other), "a flag that the line does not name")
        self.type("model.nothing.eval()")
        wait_for("the error's banner", lambda: any(
            red > 200 and red - green > 15 and red - blue > 8
            for red, green, blue in [self.picture().pixel(SIZE[0] / 2, 50)]))
        self.assertEqual(self.close(), 0)

    def test_closing_while_it_trains_ends_cleanly(self):
        places = anchors()
        self.start()
        before = self.settled()
        self.key("p")
        curves = places["curves"]
        wait_for("the curves to grow", lambda: not self.picture().same_part(before, curves))
        self.assertEqual(self.close(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
