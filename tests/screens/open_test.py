"""Model files in a real window: dropped, pasted, chosen by keyboard, given on the command line."""
import os
import subprocess
import tempfile
import unittest

from offers import Drop, clipboard
from screens import BINARY, WindowTest, anchors, wait_for

CLEAR = """# Wide net
# One hidden layer.
from torch import nn


class WideNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(2, 24), nn.BatchNorm1d(24), nn.ReLU())
        self.drop = nn.Dropout(0.25)
        self.head = nn.Linear(24, 2)

    def forward(self, x):
        return self.head(self.drop(self.hidden(x)))
"""

ASKS = CLEAR.replace("def __init__(self):", "def __init__(self, hidden):", 1).replace("24", "hidden")


class Open(WindowTest):
    def setUp(self):
        super().setUp()
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        super().tearDown()
        self.folder.cleanup()

    def file(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    @property
    def display(self):
        return self.environment["DISPLAY"]

    def changes(self, before, box):
        return lambda: not self.picture().same_part(before, box)

    def test_a_dropped_file_becomes_the_model(self):
        places = anchors()
        path = self.file("wide_net.py", CLEAR)
        self.start()
        before = self.settled()
        with Drop(self.display, path) as drop:
            drop.onto(int(self.window))
            wait_for("the tree to be another", self.changes(before, places["tree"]))
            self.assertTrue(drop.finished.wait(10), "the drop was not taken")
        wanted = self.picture_of(path)
        wait_for("the tree of the file", lambda: self.picture().same_part(
            wanted, anchors(path)["tree"]))
        self.assertEqual(self.close(), 0)

    def picture_of(self, path):
        """What the window shows of a file given on the command line."""
        out = os.path.join(self.folder.name, "wanted.png")
        subprocess.run([BINARY, "--size", "1280x800", "--screenshot", out, path],
                       env=dict(os.environ, XDG_CONFIG_HOME=self.config.name), check=True)
        done = subprocess.run(["convert", out, "-depth", "8", "rgb:-"], capture_output=True,
                              check=True)
        from screens import SIZE, Picture
        return Picture(*SIZE, done.stdout)

    def test_a_pasted_expression_becomes_the_model(self):
        places = anchors()
        self.start()
        before = self.settled()
        with clipboard(self.display, "nn.Sequential(nn.Linear(2, 8), nn.Dropout(0.1), "
                                     "nn.Linear(8, 2))") as offer:
            self.key("ctrl+v")
            wait_for("the tree to be another", self.changes(before, places["tree"]))
            self.assertTrue(offer.asked.is_set())
        self.assertEqual(self.close(), 0)

    def test_the_chooser_and_the_form_work_by_keyboard(self):
        places = anchors()
        self.file("asks.py", ASKS)
        self.start()
        before = self.settled()
        self.key("ctrl+o")
        middle = (300, 200, 980, 600)
        wait_for("the chooser", self.changes(before, middle))
        self.settled()
        self.key("ctrl+a")
        self.type(os.path.join(self.folder.name, "asks.py"))  # and Enter
        self.settled()
        self.key("Return")
        wait_for("the tree to be another", self.changes(before, places["tree"]))
        self.settled()
        self.assertEqual(self.close(), 0)

    def test_a_broken_file_leaves_the_session_alone(self):
        places = anchors()
        path = self.file("broken.py", "class Net(nn.Module:\n    pass\n")
        self.start()
        before = self.settled()
        with Drop(self.display, path) as drop:
            drop.onto(int(self.window))
            wait_for("the traceback", self.changes(before, (400, 300, 880, 500)))
        self.settled()
        self.key("Escape")
        wait_for("the session as it was",
                 lambda: self.picture().same_part(before, places["tree"]))
        self.assertEqual(self.close(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
