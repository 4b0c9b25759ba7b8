#!/usr/bin/env python3
"""Runs programs under real PyTorch and under our interpreter, statement by statement, and compares what a prompt prints.

    compare_programs.py REPL FILE.py ...      ends with 77 without PyTorch, with 1 if MODESCOPE_REQUIRE_TORCH is set

Numbers may differ by what float32 sums differ in (chapter 7.10: 1e-5 relative, 1e-6 absolute), all else not at all. A
statement that raises prints its exception's last line and the program goes on, so errors are compared as well. A line
`# tolerance: 1e-4` widens the relative bound for the rest of its file; say there why. A file that is no Python as a whole
is a program of syntax errors: each line is a statement, and so are lines joined by an indent.
"""
import ast
import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import traceback
import warnings

NUMBER = re.compile(r"(?<![A-Za-z_0-9])[-+]?(?:\d+\.\d*(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|inf|nan)(?![A-Za-z_])")
warnings.simplefilter("ignore")


def statements(text):
    lines = text.split("\n")
    try:
        tree = ast.parse(text)
    except SyntaxError:
        yield from snippets(lines)
        return
    last = 0
    for node in tree.body:
        first = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
        if first > last:  # else it stands behind a semicolon, and the line was given already
            last = node.end_lineno
            yield first, "\n".join(lines[first - 1:last])


def snippets(lines):
    """Lines of which some are no Python; what is indented belongs to the line before."""
    first, chunk = 0, []
    for number, line in enumerate(lines, 1):
        if chunk and not line.startswith(" "):
            yield first, "\n".join(chunk)
            chunk = []
        if line and not line.startswith("#"):
            first = first if chunk else number
            chunk.append(line)
    if chunk:
        yield first, "\n".join(chunk)


def last_line(error):
    return traceback.format_exception_only(type(error), error)[-1].rstrip("\n").split("\n")[-1]


def raw_in_torch(chunks):
    """What PyTorch's prompt prints to each statement."""
    import torch
    torch.set_num_threads(1)
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:  # programs that save files save them there
        os.chdir(folder)
        try:
            yield from run_in_torch(chunks, torch)
        finally:
            os.chdir(before)


def run_in_torch(chunks, torch):
    names = {"__name__": "__main__", "torch": torch, "nn": torch.nn, "F": torch.nn.functional}
    for chunk in chunks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                exec(compile(chunk + "\n", "<program>", "single"), names)
            except SyntaxError as error:
                print(last_line(error))
            except Exception as error:
                full = "".join(traceback.format_exception_only(type(error), error)).rstrip("\n")
                print(full)
        yield out.getvalue()


def under_ours(repl, chunks):
    fed = "".join(chunk + "\n\x1e\n" for chunk in chunks)
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run([repl, "--folder", folder], input=fed, capture_output=True, text=True, timeout=120)
    answers = run.stdout.split("\x1e\n")[:-1]
    if len(answers) != len(chunks):
        raise SystemExit(f"our interpreter stopped after {len(answers)} of {len(chunks)} statements, "
                         f"status {run.returncode}: {chunks[len(answers)]}\n{run.stderr}")
    return answers


def same(theirs, ours, relative):
    if theirs == ours:
        return True
    if NUMBER.sub("#", theirs).split() != NUMBER.sub("#", ours).split():
        return False
    for a, b in zip(NUMBER.findall(theirs), NUMBER.findall(ours)):
        x, y = float(a), float(b)
        if x == y or (x != x and y != y):
            continue
        # What is printed with four decimals may be rounded the other way.
        last = 10.0 ** -len(a.split("e")[0].partition(".")[2]) if "e" not in a else 0
        if not abs(x - y) <= max(relative * max(abs(x), abs(y)), 1e-6, last * 1.01):
            return False
    return True


def main():
    try:
        import torch  # noqa: F401
    except ImportError:
        print("no PyTorch here: scripts/setup --test installs it (python3-torch)")
        return 1 if os.environ.get("MODESCOPE_REQUIRE_TORCH") else 77
    from torch_1_13 import rewrite
    repl, files = os.path.abspath(sys.argv[1]), [os.path.abspath(file) for file in sys.argv[2:]]
    compared = different = 0
    for file in files:
        text = open(file).read()
        widened = re.search(r"^# tolerance: (\S+)", text, re.M)
        relative = float(widened.group(1)) if widened else 1e-5
        parts = list(statements(text))
        chunks = [chunk for _, chunk in parts]
        ours = under_ours(repl, chunks)
        for (line, chunk), a, b in zip(parts, map(rewrite, raw_in_torch(chunks)), ours):
            compared += 1
            if not same(a, b, relative):
                different += 1
                print(f"{file}:{line}: {chunk}\n  PyTorch:   {a!r}\n  Modescope: {b!r}")
    print(f"{len(files)} programs, {compared} statements compared, {different} different")
    return 1 if different or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
