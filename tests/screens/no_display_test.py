"""Without a display the program says so and writes the same session into modescope.png."""
import os
import subprocess
import tempfile
import unittest

BINARY = os.environ["MODESCOPE_BINARY"]


def start(folder, **more):
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.update(XDG_CONFIG_HOME=folder, **more)
    return subprocess.run([BINARY, "--size", "1280x800"], cwd=folder, env=environment,
                          capture_output=True, text=True, check=False)


class NoDisplay(unittest.TestCase):
    def check(self, **environment):
        with tempfile.TemporaryDirectory() as folder:
            done = start(folder, **environment)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("no display", done.stderr)
            picture = os.path.join(folder, "modescope.png")
            self.assertIn(os.path.realpath(picture), done.stderr)
            with open(picture, "rb") as file:
                head = file.read(24)
            self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual((int.from_bytes(head[16:20], "big"),
                              int.from_bytes(head[20:24], "big")), (1280, 800))

    def test_none_at_all(self):
        self.check()

    def test_one_that_nobody_serves(self):
        self.check(DISPLAY=":4242")


if __name__ == "__main__":
    unittest.main(verbosity=2)
