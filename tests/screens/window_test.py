"""Start, look, press a switch, type a line, close: with a real window and real clicks."""
import unittest

from screens import WindowTest, anchors, middle, wait_for


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
