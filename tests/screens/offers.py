"""What another program gives to a window: files dropped on it, a text on the clipboard.

Both are selections of X: somebody owns one and answers who asks for it.
"""
import threading
from urllib.parse import quote

from Xlib import X, Xatom, display
from Xlib.protocol import event


class Offer:
    """Owns a selection and answers with `data` until it is closed. A context manager."""

    def __init__(self, name, selection, target, data):
        self.server = display.Display(name)
        self.root = self.server.screen().root
        self.window = self.root.create_window(0, 0, 1, 1, 0, self.server.screen().root_depth)
        self.atom = self.server.intern_atom
        self.target, self.data = self.atom(target), data
        self.selection = self.atom(selection)
        self.window.set_selection_owner(self.selection, X.CurrentTime)
        self.server.flush()
        self.asked = threading.Event()
        self.finished = threading.Event()
        self.ending = False

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending = True
        self.thread.join(5)
        self.server.close()

    def serve(self):
        while not self.ending:
            if not self.server.pending_events():
                threading.Event().wait(0.01)
                continue
            self.answer(self.server.next_event())

    def answer(self, happened):
        if happened.type == X.ClientMessage:
            if happened.client_type == self.atom("XdndFinished"):
                self.finished.set()
        if happened.type != X.SelectionRequest:
            return
        there = happened.property or happened.target
        if happened.target == self.atom("TARGETS"):
            happened.requestor.change_property(there, Xatom.ATOM, 32, [self.target])
        elif happened.target == self.target:
            happened.requestor.change_property(there, self.target, 8, self.data)
            self.asked.set()
        else:
            there = X.NONE
        happened.requestor.send_event(event.SelectionNotify(
            time=happened.time, requestor=happened.requestor, selection=happened.selection,
            target=happened.target, property=there))
        self.server.flush()


def clipboard(name, text):
    """A text on the clipboard of display `name`."""
    return Offer(name, "CLIPBOARD", "UTF8_STRING", text.encode())


class Drop(Offer):
    """A file dropped on the middle of a window, as a file manager does it (XDND version 5)."""

    def __init__(self, name, path):
        uri = "file://" + quote(path) + "\r\n"
        super().__init__(name, "XdndSelection", "text/uri-list", uri.encode())

    def onto(self, window_id):
        target = self.server.create_resource_object("window", window_id)
        size = target.get_geometry()
        corner = target.translate_coords(self.root, 0, 0)
        x, y = -corner.x + size.width // 2, -corner.y + size.height // 2
        self.tell(target, "XdndEnter", [self.window.id, 5 << 24, self.target, 0, 0])
        copy = self.atom("XdndActionCopy")
        self.tell(target, "XdndPosition", [self.window.id, 0, x << 16 | y, X.CurrentTime, copy])
        self.tell(target, "XdndDrop", [self.window.id, 0, X.CurrentTime, 0, 0])

    def tell(self, target, word, data):
        target.send_event(event.ClientMessage(window=target, client_type=self.atom(word),
                                              data=(32, data)))
        self.server.flush()
