#!/usr/bin/env python3
"""The rules of the house that a program can check: who includes whom, how long a file may be.

usage: check_house.py [ROOT]    prints every breach as path:line: words; exit code 1 if there is one
"""

import re
import sys
from pathlib import Path

# A folder of engine/ may include itself and every folder of a lower rank: no arrow up or sideways.
FAMILY_RANK = {
    "base": 0, "kernels": 1, "tensor": 2, "autograd": 3, "nn": 4,
    "optim": 5, "data": 5, "io": 5, "script": 6, "session": 7,
}
MAX_LINES = 500
SOURCE_FOLDERS = ("engine", "app", "shaders", "tests", "scripts", "cmake", "assets", ".ci")
SOURCE_SUFFIXES = {".cpp", ".h", ".py", ".sh", ".cmake", ".vert", ".frag", ".txt", ""}
SCREEN = re.compile(r"^(imgui|GLFW/|epoxy/|GL/|GLES|EGL/|app/)")
CLOCK = {"chrono", "ctime", "time.h", "sys/time.h"}
HEAVY = re.compile(r"^(Eigen/|nlohmann/|imgui_internal)")
# What the kernels share of Eigen is in headers that only their .cpp files include, so that its weight
# reaches nobody else.
KERNEL_IMPL = re.compile(r"^engine/kernels/[a-z_0-9]+_impl\.h$")
PANEL_MAY_KNOW = {
    "engine/session/view.h", "engine/session/command.h", "engine/session/opening_view.h",
    # What they ask of a text that is being typed: no session is behind these.
    "engine/script/prompt_text.h", "engine/session/code_reader.h"}
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


def engine_breach(path, included):
    """Words for what is wrong when the file `path` of engine/ includes `included`, or None."""
    if SCREEN.match(included):
        return f"the engine knows no screen, but includes {included}"
    if included in CLOCK:
        return f"the engine knows no clock, but includes <{included}>"
    own, other = path.parts[1], included.split("/")[1] if included.startswith("engine/") else None
    if other is None or other == own or own not in FAMILY_RANK:
        return None
    if other not in FAMILY_RANK:
        return f"unknown family of the engine in {included}"
    if FAMILY_RANK[other] >= FAMILY_RANK[own]:
        return f"engine/{own} must not know engine/{other}: {included}"
    return None


def app_breach(path, included):
    """The same for a file of app/: main > app > panels > ui > ImGui, ui and panels > gfx > OpenGL."""
    part = path.parts[1] if len(path.parts) > 2 else None
    if part == "ui" and re.match(r"^(engine/|app/(?!(ui|gfx)/))", included):
        return f"app/ui knows ImGui and gfx, but includes {included}"
    if part == "gfx" and re.match(r"^(imgui|engine/|app/(?!gfx/))", included):
        return f"app/gfx knows OpenGL and itself, but includes {included}"
    if part != "panels":
        return None
    if included.startswith("engine/") and included not in PANEL_MAY_KNOW:
        return f"a panel knows the engine's views and command.h only, but includes {included}"
    if re.match(r"^(app/[^/]+$|app/cli/)", included):
        return f"a panel does not know what holds it, but includes {included}"
    panel = re.match(r"^app/panels/(.+_panel)\.h$", included)
    if panel and panel[1] != path.stem and path.stem != "registry":
        return f"a panel includes a panel: {included}"
    return None


def unrecorded_steps(text):
    """Places in a text where an OpInfo does not say how its gradient is itself recorded: a step that
    gradients of gradients could not go through."""
    for found in re.finditer(r'\.name = "\w+"', text):
        depth, quoted, end = 0, False, found.end()
        while end < len(text) and (quoted or depth > 0 or text[end] not in "})"):
            if text[end] == "\\":
                end += 1
            elif text[end] == '"':
                quoted = not quoted
            elif not quoted:
                depth += (text[end] in "{(") - (text[end] in "})")
            end += 1
        step = text[found.start():end]
        if ".formula" in step and ".recorded" not in step:
            yield text.count("\n", 0, found.start()) + 1, found[0].split('"')[1]


def breaches_of_file(path, text):
    """Yields (line number, words) for one file; `path` is relative to the root."""
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        yield len(lines), f"{len(lines)} lines, more than {MAX_LINES}: what else has moved in?"
    for number, line in enumerate(lines, 1):
        word = UNFINISHED.search(line)
        if word:
            yield number, f"unfinished: {word[0]}"
        include = INCLUDE.match(line)
        if not include or path.suffix not in (".h", ".cpp"):
            continue
        included = include[1]
        check = {"engine": engine_breach, "app": app_breach}.get(path.parts[0])
        words = check(path, included) if check else None
        if words:
            yield number, words
        heavy = HEAVY.match(included) and not KERNEL_IMPL.match(path.as_posix())
        if path.suffix == ".h" and path.parts[0] in ("engine", "app") and heavy:
            yield number, f"too heavy for a header: {included}"
        if KERNEL_IMPL.match(included) and not (path.suffix == ".cpp" and path.match("engine/kernels/*")):
            yield number, f"for the .cpp files of engine/kernels only: {included}"
    if path.suffix == ".cpp" and path.parts[0] == "engine":
        for number, name in unrecorded_steps(text):
            yield number, f"{name} has no `.recorded`: what is its gradient made of?"


def source_files(root):
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            relative = path.relative_to(root)
            # Licences are not ours to shorten, golden files are data.
            if "licences" in relative.parts or "golden" in relative.parts or "__pycache__" in relative.parts:
                continue
            if path.is_file() and path.suffix in SOURCE_SUFFIXES:
                yield path


def breaches(root):
    found = []
    for path in source_files(root):
        relative = path.relative_to(root)
        for number, words in breaches_of_file(relative, path.read_text(encoding="utf-8", errors="replace")):
            found.append(f"{relative}:{number}: {words}")
    return found


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    files = sum(1 for _ in source_files(root))
    if files == 0:
        print(f"check_house: no source files under {root}")
        return 1
    found = breaches(root)
    print("\n".join(found) if found else f"check_house: {files} files, all in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
