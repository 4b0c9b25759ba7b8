#!/usr/bin/env python3
"""The warnings that PyTorch and Python give, and ours: the same words, once a place.

    warning_words.py REPL        ends with 77 without PyTorch, with 1 if MODESCOPE_REQUIRE_TORCH is set

Where PyTorch names one of its own files as the place, ours names the line of the program that called it: words and
categories are compared there. What a program warns of by itself is compared whole.
"""
import os
import re
import subprocess
import sys
import tempfile

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\nimport warnings\n"
# Words that PyTorch says from inside.
WORDS = {
    "backward with a graph": "torch.ones(2, requires_grad=True).pow(3).sum().backward(create_graph=True)\n",
    "sizes that broadcast": "for loss in (nn.MSELoss(), nn.L1Loss(), nn.SmoothL1Loss(), nn.HuberLoss()):\n"
                            "    loss(torch.ones(2, 1), torch.ones(3))\nF.mse_loss(torch.ones(3), torch.ones(3, 1))\n"
                            "F.mse_loss(torch.ones(3), torch.ones(3))",
    "an implicit dimension": "nn.Softmax()(torch.ones(2, 2))\nF.log_softmax(torch.ones(2))\nF.softmin(torch.ones(2))\n"
                             "F.softmax(torch.ones(2), dim=0)",
    "a scheduler before its optimizer": "w = nn.Parameter(torch.ones(1))\no = torch.optim.SGD([w], lr=0.1)\n"
                                        "s = torch.optim.lr_scheduler.StepLR(o, 2)\ns.step()\ns.step()\n"
                                        "s = torch.optim.lr_scheduler.StepLR(o, 2)\no.step()\ns.step()",
    "channel dropouts": "nn.Dropout2d()(torch.ones(2, 3))\nnn.Dropout2d()(torch.ones(2, 3, 3))\n"
                        "nn.Dropout3d()(torch.ones(2, 3, 3))\nnn.Dropout2d()(torch.ones(1, 2, 3, 3))",
    "recurrent dropout": "nn.LSTM(2, 2, dropout=0.5)\nnn.GRU(2, 2, num_layers=2, dropout=0.5)",
    "lazy modules": "nn.LazyLinear(2)",
    "nothing to initialise": "nn.init.kaiming_uniform_(torch.empty(0, 3))\nnn.init.kaiming_normal_(torch.empty(0, 3))",
    "old arguments of losses": "F.mse_loss(torch.ones(2), torch.ones(2), size_average=False)\n"
                               "F.l1_loss(torch.ones(2), torch.ones(2), reduce=False)",
    "divergence": "F.kl_div(torch.ones(2), torch.ones(2))\nF.kl_div(torch.ones(2), torch.ones(2), reduction='sum')",
    "twice in a group": "w = nn.Parameter(torch.ones(1))\ntorch.optim.SGD([w, w], lr=0.1)",
    "a copy of a tensor": "torch.tensor(torch.ones(2))\ntorch.tensor([1.0])",
    "an empty split": "_ = torch.utils.data.random_split(range(3), [1.0, 0.0])",
    "no gradient": "x = torch.ones(2, requires_grad=True)\ny = x * 2\n_ = y.grad\n_ = x.grad\n",
}
# What a program says: shown whole, where and as often as Python shows it.
WHOLE = {
    "a loop": "for i in range(3):\n    warnings.warn('slow')\nwarnings.warn('slow')\n",
    "several texts at a place": "for i in range(3):\n    warnings.warn(f'number {i % 2}')\n",
    "categories": "warnings.warn('a', FutureWarning)\nwarnings.warn('b', DeprecationWarning)\nwarnings.warn(RuntimeWarning('c'))\n"
                  "class Mine(UserWarning):\n    pass\nwarnings.warn('d', Mine)\n",
    "a level up": "def f():\n    warnings.warn('look at the caller', stacklevel=2)\ndef g():\n    f()\ng()\nf()\n",
    "filters": "warnings.filterwarnings('ignore', message='old')\nwarnings.warn('Old thing')\nwarnings.warn('new thing')\n"
               "warnings.simplefilter('ignore', FutureWarning)\nwarnings.warn('f', FutureWarning)\n"
               "warnings.simplefilter('always')\nfor i in range(2):\n    warnings.warn('again')\n"
               "with warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n    warnings.warn('never')\n"
               "warnings.warn('after')\nwarnings.simplefilter('error')\ntry:\n    warnings.warn('now an error')\n"
               "except UserWarning as e:\n    print('caught', e)\n",
}
ALWAYS = "warnings.simplefilter('always')\n"
RECORD = ("import warnings\nwith open(PATH) as file:\n    text = file.read()\n"
          "with warnings.catch_warnings(record=True) as seen:\n"
          "    exec(compile(text, PATH, 'exec'), {'__name__': '__main__'})\n"
          "print('\\x1e'.join(f'{w.category.__name__}: {w.message}' for w in seen))\n")


def ours(repl, path):
    return subprocess.run([repl, "--open", path], capture_output=True, text=True, timeout=120)


def main():
    try:
        import torch  # noqa: F401
    except ImportError:
        print("no PyTorch here: scripts/setup --test installs it (python3-torch)")
        return 1 if os.environ.get("MODESCOPE_REQUIRE_TORCH") else 77
    repl = os.path.abspath(sys.argv[1])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "program.py")
        for name, text in {**WORDS, **WHOLE}.items():
            with open(path, "w") as file:
                file.write(HEAD + (ALWAYS if name in WORDS else "") + text)
            if name in WORDS:
                run = subprocess.run([sys.executable, "-c", RECORD.replace("PATH", repr(path))], capture_output=True,
                                     text=True, timeout=120)
                # What 1.13 says of its own sources, and 2.x of others.
                expected = [re.sub(r" \(Triggered internally at .*\)$", "", line)
                            for line in run.stdout.rstrip("\n").split("\x1e") if line]
                got = ours(repl, path)
                said = re.findall(r"^\S+:\d+: (\w+: .*)$", got.stderr, re.M)
                good = expected and said == expected
            else:
                run = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120)
                got = ours(repl, path)
                expected, said = (run.stdout, run.stderr), (got.stdout, got.stderr)
                good = said == expected
            if not good:
                wrong += 1
                print(f"{name}:\n  Python: {expected!r}\n  ours:   {said!r}\n  {got.stderr if name in WORDS else ''}")
    print(f"{len(WORDS) + len(WHOLE)} programs that warn: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
