"""A real window on a virtual display: what the tests of this folder share.

Every test has a display, a config folder and a program of its own, and waits for signs of the
program (a picture that changes), never for seconds.
"""
import json
import os
import subprocess
import tempfile
import time
import unittest

BINARY = os.environ["MODESCOPE_BINARY"]
SIZE = (1280, 800)
PATIENCE = 60.0  # seconds until a sign that does not come is a failure


def wait_for(what, sign):
    """The first true value of sign(); fails the test when none comes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = sign()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE:.0f} s for {what}")


class Picture:
    """The pixels of a window, RGB, rows from the top."""

    def __init__(self, width, height, data):
        self.width, self.height, self.data = width, height, data

    def pixel(self, x, y):
        at = 3 * (int(y) * self.width + int(x))
        return tuple(self.data[at:at + 3])

    def colours(self):
        return {self.data[i:i + 3] for i in range(0, len(self.data), 3 * 7)}

    def same_part(self, other, box):
        x0, y0, x1, y1 = (int(v) for v in box)
        return all(self.data[3 * (y * self.width + x0):3 * (y * self.width + x1)] ==
                   other.data[3 * (y * other.width + x0):3 * (y * other.width + x1)]
                   for y in range(y0, y1))


class WindowTest(unittest.TestCase):
    """Starts Xvfb and offers a window to press."""

    def setUp(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-noreset",
             "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            display = pipe.readline().strip()
        self.assertTrue(display, "Xvfb did not start")
        self.config = tempfile.TemporaryDirectory()
        self.environment = dict(os.environ, DISPLAY=f":{display}", XDG_CONFIG_HOME=self.config.name)
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.program = None

    def tearDown(self):
        if self.program:
            if self.program.poll() is None:
                self.program.kill()
            self.program.communicate()  # ends, and closes its pipes
        self.server.terminate()
        self.server.wait()
        self.config.cleanup()

    def xdotool(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.environment,
                              capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def start(self, *arguments):
        self.program = subprocess.Popen(
            [BINARY, "--size", f"{SIZE[0]}x{SIZE[1]}", *arguments], env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        found = wait_for("the window", lambda: self.ended() or self.xdotool(
            "search", "--onlyvisible", "--class", "modescope"))
        self.window = found.split()[0]
        wait_for("the first picture", lambda: len(self.picture().colours()) > 20)
        self.xdotool("windowfocus", self.window)

    def ended(self):
        if self.program.poll() is not None:
            self.fail("the program ended: " + self.program.communicate()[1])
        return None

    def picture(self):
        done = subprocess.run(["import", "-window", self.window, "-depth", "8", "rgb:-"],
                              env=self.environment, capture_output=True, check=False)
        if len(done.stdout) != 3 * SIZE[0] * SIZE[1]:
            return Picture(0, 0, b"")
        return Picture(*SIZE, done.stdout)

    def settled(self):
        """The picture once it stands still."""
        last = [None, 0]

        def still():
            now = self.picture()
            last[1] = last[1] + 1 if last[0] and now.data == last[0].data else 0
            last[0] = now
            return now if last[1] >= 4 and now.width else None
        return wait_for("a picture that stands still", still)

    def press(self, point):
        self.xdotool("mousemove", "--window", self.window, int(point[0]), int(point[1]))
        self.xdotool("click", "1")

    def type(self, line):
        """Types into what has the keyboard, and ends with Enter."""
        self.xdotool("type", "--delay", "15", line)
        self.key("Return")

    def key(self, name):
        self.xdotool("key", "--window", "0", name)

    def close(self):
        """Asks the window to close, as the button of its frame does; returns the exit code."""
        from Xlib import X, display
        from Xlib.protocol import event
        server = display.Display(self.environment["DISPLAY"])
        window = server.create_resource_object("window", int(self.window))
        window.send_event(event.ClientMessage(
            window=window, client_type=server.intern_atom("WM_PROTOCOLS"),
            data=(32, [server.intern_atom("WM_DELETE_WINDOW"), X.CurrentTime, 0, 0, 0])))
        server.flush()
        code = self.program.wait(timeout=PATIENCE)
        server.close()
        return code


def anchors(*arguments):
    """Where everything with a name stands, from a picture of the same size made off screen."""
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, XDG_CONFIG_HOME=folder)
        done = subprocess.run(
            [BINARY, "--size", f"{SIZE[0]}x{SIZE[1]}", "--screenshot",
             os.path.join(folder, "picture.png"), "--dump-anchors", *arguments],
            env=environment, capture_output=True, text=True, check=True)
    text = done.stdout
    return {anchor["path"]: anchor["box"] for anchor in json.loads(text[text.index("["):])}


def middle(box):
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
