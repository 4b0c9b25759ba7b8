"""Opens model files in real PyTorch and in our interpreter, and compares what they print.

A run is a list of (file, text): they go one after another through one namespace, as files that are opened as models.
Texts that are not files of the project are written to a folder of the caller's.
"""
import contextlib
import io
import os
import re
import subprocess
import sys
import types
import warnings

try:
    import torch
except ImportError:
    print("no PyTorch here: scripts/setup --test installs it (python3-torch)")
    sys.exit(1 if os.environ.get("MODESCOPE_REQUIRE_TORCH") else 77)

from compare_programs import NUMBER
from torch_1_13 import rewrite

torch.set_num_threads(1)
warnings.simplefilter("ignore")

ABSENT = re.compile(r"^(?:import|from) (?:torchvision|matplotlib|numpy|tqdm)\b.*$", re.M)

# Defines show(): a tensor's shape, the mean of what its numbers measure, and the first eighty of them.
SHOW = """
import torch
from torch import nn
def show(name, value):
    if isinstance(value, (tuple, list)):
        for i, part in enumerate(value):
            show(f"{name}[{i}]", part)
    elif not isinstance(value, torch.Tensor):
        print(name, value)
    elif nn.parameter.is_lazy(value):
        print(name, "lazy")
    else:
        print(name, tuple(value.shape), value.dtype, value.requires_grad)
        print(value.detach().double().abs().mean().item(), value.detach().flatten()[:80].tolist())
"""


def in_torch(name, texts):
    """What PyTorch prints. Imports of what is not installed beside it are left out: nobody uses them."""
    scope = sys.modules[name] = types.ModuleType(name)  # a dataclass looks for its module
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        for file, text in texts:
            text = ABSENT.sub("", text)
            exec(compile(text, file, "exec", dont_inherit=True), scope.__dict__)
    return rewrite(out.getvalue())


def in_ours(repl, texts, folder):
    """What ours prints, and its traceback or ""."""
    files = []
    for file, text in texts:
        if not os.path.exists(file):
            file = os.path.join(folder, os.path.basename(file))
            with open(file, "w") as written:
                written.write(text)
        files.append(file)
    run = subprocess.run([repl, "--open", *files], capture_output=True, text=True, timeout=300)
    failed = f"status {run.returncode}: {run.stderr.strip()}" if run.returncode else ""
    return run.stdout, failed


def same(theirs, ours, relative):
    """Whether two lines agree: words exactly, numbers within what is relative to the line's largest (a tensor's own)."""
    if theirs == ours:
        return True
    if NUMBER.sub("#", theirs) != NUMBER.sub("#", ours):
        return False
    pairs = [(float(a), float(b)) for a, b in zip(NUMBER.findall(theirs), NUMBER.findall(ours))]
    bound = 1e-6 + relative * max((abs(a) for a, _ in pairs if abs(a) < float("inf")), default=0)
    return all(a == b or (a != a and b != b) or abs(a - b) <= bound for a, b in pairs)


def difference(repl, name, texts, folder, relative=1e-5):
    """None, or where the two sides part."""
    theirs = in_torch(name, texts).split("\n")
    printed, failed = in_ours(repl, texts, folder)
    ours = printed.split("\n")
    at = next((i for i, (a, b) in enumerate(zip(theirs, ours)) if not same(a, b, relative)), min(len(theirs), len(ours)))
    if not failed and at == len(theirs) == len(ours):
        return None
    return f"  PyTorch:   {theirs[at:at + 1]}\n  Modescope: {ours[at:at + 1]}\n  {failed[-900:]}"
