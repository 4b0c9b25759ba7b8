#!/usr/bin/env python3
"""Opens every built-in model (assets/models) in real PyTorch and in ours: the very same files must give the same models.

    model_files.py REPL [FILE.py ...]        ends with 77 without PyTorch, with 1 if MODESCOPE_REQUIRE_TORCH is set

Compared after torch.manual_seed(0): the printed tree, initial weights, outputs and gradients in train, outputs in eval,
flags, and all parameters and buffers afterwards. The input is made as the file's header says.
"""
import glob
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, "..", "..", "assets", "models")

AFTER = """
def state(model):
    for name, value in list(model.named_parameters()) + list(model.named_buffers()):
        show(name, value)
    print(list(model.state_dict()))

print(model)
state(model)
print([(name, m.training) for name, m in model.named_modules()])
torch.manual_seed(1)
x = INPUT
for turn in range(2):
    y = model(x)
    show("train", y)
total = sum((part * part).mean() for part in (y if isinstance(y, tuple) else (y,)))
total.backward()
for name, parameter in model.named_parameters():
    show(name + ".grad", parameter.grad)
model.eval()
with torch.no_grad():
    for turn in range(2):
        show("eval", model(x))
print(model)
state(model)
print([(name, m.training) for name, m in model.named_modules()])
"""


def given(text):
    """An expression that makes the input of the header: "Input: points of shape (N, 2)."."""
    header = "\n".join(line for line in text.split("\n\n")[0].split("\n") if line.startswith("#"))
    said = re.search(r"Input: .*?of shape (\([^)]*\))([^.]*)", header)
    if not said:
        raise SystemExit(f"no `Input: ... of shape (...)` in the header:\n{header}")
    shape = said[1].replace("N", "6").replace("T", "7")
    below = re.search(r"whole numbers below (\d+)", said[2])
    return f"torch.randint(0, {below[1]}, {shape})" if below else f"torch.randn{shape}"


def main():
    from opened import SHOW, difference
    repl = sys.argv[1]
    files = sys.argv[2:] or sorted(glob.glob(os.path.join(MODELS, "*.py")))
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            file = os.path.abspath(file)
            with open(file) as source:
                text = source.read()
            name = os.path.splitext(os.path.basename(file))[0]
            before = SHOW + "torch.manual_seed(0)\n"
            after = AFTER.replace("INPUT", given(text))
            found = difference(repl, name, [("before.py", before), (file, text), ("after.py", after)], folder)
            if found:
                different += 1
                print(f"{os.path.basename(file)}:\n{found}")
    print(f"{len(files)} model files compared, {different} different")
    return 1 if different or not files else 0


if __name__ == "__main__":
    sys.exit(main())
