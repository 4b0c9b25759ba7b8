#!/usr/bin/env python3
"""torch.save and torch.load both ways: what real PyTorch writes we read, what we write it reads, and small files are the
same byte for byte.

    torch_files.py REPL        ends with 77 without PyTorch, with 1 if MODESCOPE_REQUIRE_TORCH is set

Files that are damaged, or name what must not run, are refused with an error, whatever stands in them.
"""
import os
import pickle
import random
import subprocess
import sys
import tempfile
import zipfile

# Each makes `value`, in real PyTorch and in ours.
VALUES = {
    "a state_dict": "torch.manual_seed(0)\nvalue = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)).state_dict()",
    "one weight": "torch.manual_seed(2)\nvalue = nn.Linear(2, 1, bias=False).state_dict()",
    "numbers and texts": "value = [None, True, False, 0, 255, 256, 65535, 65536, -1, 2 ** 31, -2 ** 31, 2 ** 40, -2 ** 62, "
                         "128, -128, 0.1, -1e300, float('inf'), 'a', 'ä', '', ('x',), (1, 2), (1, 2, 3), (1, 2, 3, 4), ()]",
    "containers": "from collections import OrderedDict\n"
                  "value = {'a': [1, [2, {}]], 3: {4: 'five'}, 'o': OrderedDict(x=1, y=[]), (1, 'k'): {1, 2}, None: 2.5}",
    "shared lists": "inner = [1]\nvalue = [inner, inner, {'again': inner}]",
    "shared memory": "base = torch.arange(12.).reshape(3, 4)\nvalue = {'base': base, 'row': base[1], 't': base.t(), "
                     "'step': base[:, ::2], 'same': base, 'other': torch.ones(2)}",
    "dtypes": "value = [torch.tensor([1, 0, 2]).to(d) for d in (torch.float32, torch.float64, torch.int64, torch.bool, "
              "torch.int32, torch.int16, torch.int8, torch.uint8)] + [torch.float64, torch.Size([2, 3]), torch.device('cpu')]",
    "odd shapes": "value = [torch.tensor(3.5), torch.zeros(0), torch.zeros(2, 0, 3), torch.ones(1).expand(3, 4), torch.arange(24)"
                  ".reshape(2, 3, 4).permute(2, 0, 1)]",
    "parameters": "p = nn.Parameter(torch.ones(2))\nq = nn.Parameter(torch.ones(2), requires_grad=False)\n"
                  "value = {'p': p, 'again': p, 'q': q, 'x': torch.zeros(2, requires_grad=True)}",
    "a checkpoint": "torch.manual_seed(1)\nm = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))\n"
                    "o = torch.optim.Adam(m.parameters(), lr=0.01)\n"
                    "for _ in range(3):\n    o.zero_grad()\n    m(torch.ones(2, 3)).sum().backward()\n    o.step()\n"
                    "value = {'epoch': 3, 'model': m.state_dict(), 'optimizer': o.state_dict(), 'best': 0.25}",
    "many": "value = {f'k{i}': torch.full((i % 3,), float(i)) for i in range(1200)}",
}
# Where equal texts are one object in Python, too.
SAME_BYTES = ["one weight", "numbers and texts", "shared memory", "parameters", "containers"]
SHOW = """
def show(v):
    if isinstance(v, torch.Tensor):
        numbers = [round(x, 4) for x in v.double().flatten().tolist()]
        return (type(v).__name__, str(v.dtype), list(v.shape), list(v.stride()), v.storage_offset(), v.requires_grad, numbers)
    if isinstance(v, dict):
        return [type(v).__name__] + [(show(k), show(x)) for k, x in v.items()]
    if isinstance(v, (list, tuple)):
        return [type(v).__name__] + [show(x) for x in v]
    if isinstance(v, set):
        return sorted(v)
    return repr(v)
print(show(value))
"""
CHECKS = {
    "a state_dict": "print(value._metadata if hasattr(value, '_metadata') else None)\n"
                    "print(nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)).load_state_dict(value))",
    "shared lists": "value[0].append(2)\nprint(value)",
    "shared memory": "value['base'].fill_(7)\nprint(show(value))\nprint(value['same'] is value['base'])",
    "parameters": "print(value['again'] is value['p'], isinstance(value['q'], nn.Parameter))",
    "a checkpoint": "m = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))\n"
                    "print(m.load_state_dict(value['model']))\no = torch.optim.Adam(m.parameters(), lr=0.5)\n"
                    "o.load_state_dict(value['optimizer'])\n"
                    "o.zero_grad()\nm(torch.ones(2, 3)).sum().backward()\no.step()\n"
                    "print([round(x, 4) for x in m[2].weight.flatten().tolist()], o.param_groups[0]['lr'])",
}
HEAD = "import torch\nfrom torch import nn\n"


class Ours:
    def __init__(self, repl, folder):
        self.repl, self.folder = repl, folder

    def run(self, text):
        path = os.path.join(self.folder, "program.py")
        with open(path, "w") as file:
            file.write(HEAD + text)
        return subprocess.run([self.repl, "--folder", self.folder, "--open", path], capture_output=True, text=True,
                              timeout=300)


def theirs(folder, text):
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", HEAD + text], cwd=folder, capture_output=True, text=True,
                         timeout=300)
    return run.stdout if run.returncode == 0 else run.stderr


def both_ways(ours, folder):
    wrong = 0
    for name, make in VALUES.items():
        read = "\nvalue = torch.load({!r})\n" + SHOW + CHECKS.get(name, "")
        expected = theirs(folder, make + "\ntorch.save(value, 'theirs.pt')\n" + read.format("theirs.pt"))
        saved = ours.run(make + "\ntorch.save(value, 'ours.pt')\n" + SHOW)
        we_read = ours.run(read.format("theirs.pt"))
        they_read = theirs(folder, read.format("ours.pt"))
        again = ours.run(read.format("ours.pt"))
        for way, got in (("we write and they read", they_read), ("they write and we read", we_read.stdout + we_read.stderr),
                         ("we write and we read", again.stdout + again.stderr)):
            # PyTorch's prints of metadata are those of an OrderedDict; ours has no such attribute to print.
            if "metadata" in CHECKS.get(name, ""):
                got, wanted = got.split("\n")[0::2], expected.split("\n")[0::2]
            else:
                wanted = expected
            if got != wanted or saved.returncode != 0:
                wrong += 1
                print(f"{name}, {way}:\n  expected {wanted!r}\n  got      {got!r}\n  {saved.stderr}")
        if name in SAME_BYTES:
            theirs(folder, make + "\ntorch.save(value, 'same.pt')\n")
            real = open(os.path.join(folder, "same.pt"), "rb").read()
            ours.run(make + "\ntorch.save(value, 'same.pt')\n")
            if open(os.path.join(folder, "same.pt"), "rb").read() != real:
                wrong += 1
                print(f"{name}: the bytes differ")
    return wrong


class Evil:
    def __reduce__(self):
        return os.system, ("touch was_run",)


def refused(ours, folder):
    """Nothing of these files runs, and none of them ends the reader."""
    wrong = 0

    def expect(name, words):
        nonlocal wrong
        run = ours.run(f"try:\n    torch.load({name!r})\n    print('read')\nexcept Exception as e:\n"
                       "    print(type(e).__name__, e)\n")
        if run.returncode != 0 or words not in run.stdout:
            wrong += 1
            print(f"{name}: expected {words!r}, got {run.stdout!r} {run.stderr!r} {run.returncode}")

    def archive(name, pickled, version=b"3\n", extra=()):
        with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("m/data.pkl", pickled)
            out.writestr("m/version", version)
            for member, data in extra:
                out.writestr(member, data)

    archive("evil.pt", pickle.dumps(Evil(), protocol=2))
    expect("evil.pt", "UnpicklingError Weights only load failed. Unsupported class posix.system")
    archive("module.pt", b"\x80\x02ctorch.nn.modules.linear\nLinear\n)\x81.")
    expect("module.pt", "Unsupported class torch.nn.modules.linear.Linear")
    archive("newer.pt", pickle.dumps(1, protocol=2), version=b"11\n")
    expect("newer.pt", "Attempted to read a PyTorch file with version 11, but the maximum supported version for reading is 10")
    archive("good.pt", pickle.dumps({"a": 1}, protocol=2))
    expect("good.pt", "read")
    tensor = (b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n((X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000"
              b"X\x03\x00\x00\x00cpuK\x04tQ%sK%c\x85K\x01\x85\x89ccollections\nOrderedDict\n)RtR.")
    archive("short.pt", tensor % (b"K\x00", 4), extra=[("m/data/0", b"\0" * 15)])
    expect("short.pt", "a tensor's memory is cut short")
    archive("missing.pt", tensor % (b"K\x00", 4))
    expect("missing.pt", "PytorchStreamReader failed locating file data/0: file not found")
    archive("beyond.pt", tensor % (b"K\x02", 4), extra=[("m/data/0", b"\0" * 16)])
    expect("beyond.pt", "a tensor reaches beyond its memory")
    archive("fits.pt", tensor % (b"K\x00", 4), extra=[("m/data/0", b"\0" * 16)])
    expect("fits.pt", "read")
    open(os.path.join(folder, "empty.pt"), "wb").close()
    expect("empty.pt", "EOFError Ran out of input")
    open(os.path.join(folder, "text.pt"), "w").write("hello")
    expect("text.pt", "UnpicklingError invalid load key, 'h'.")
    expect("none.pt", "FileNotFoundError [Errno 2] No such file or directory: 'none.pt'")
    with zipfile.ZipFile(os.path.join(folder, "top.pt"), "w") as out:
        out.writestr("data.pkl", pickle.dumps(1, protocol=2))
    expect("top.pt", "file in archive is not in a subdirectory: data.pkl")
    theirs(folder, "torch.save(torch.ones(2), 'old.pt', _use_new_zipfile_serialization=False)")
    expect("old.pt", "the format of PyTorch before 1.6")
    if os.path.exists(os.path.join(folder, "was_run")) or os.path.exists("was_run"):
        wrong += 1
        print("a file was run")

    # Files with bytes changed, cut or doubled: an error or a value, never an end.
    theirs(folder, VALUES["a checkpoint"] + "\ntorch.save(value, 'whole.pt')")
    whole = open(os.path.join(folder, "whole.pt"), "rb").read()
    chance = random.Random(0)
    lines = ["def read(name):", "    try:", "        torch.load(name)", "    except Exception as e:", "        pass"]
    for i in range(300):
        data = bytearray(whole)
        kind = i % 3
        if kind == 0:
            del data[chance.randrange(len(data)):]
        else:
            for _ in range(chance.randrange(1, 6)):
                # Mostly in the pickle and the directory, where bytes mean something.
                where = chance.randrange(64, 1600) if kind == 1 else chance.randrange(len(data) - 1500, len(data))
                data[where] = chance.randrange(256)
        open(os.path.join(folder, f"m{i}.pt"), "wb").write(data)
        lines.append(f"read('m{i}.pt')")
    run = ours.run("\n".join(lines) + "\nprint('alive')\n")
    if run.stdout != "alive\n":
        wrong += 1
        print(f"damaged files: {run.stdout!r} {run.stderr[-500:]!r} {run.returncode}")
    return wrong


def main():
    try:
        import torch  # noqa: F401
    except ImportError:
        print("no PyTorch here: scripts/setup --test installs it (python3-torch)")
        return 1 if os.environ.get("MODESCOPE_REQUIRE_TORCH") else 77
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(os.path.abspath(sys.argv[1]), folder)
        wrong = both_ways(ours, folder) + refused(ours, folder)
    print(f"{len(VALUES)} values both ways and damaged files: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
