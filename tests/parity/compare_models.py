#!/usr/bin/env python3
"""Compares our engine with the PyTorch of this machine on every model that we ship.

usage: compare_models.py PARITY_DUMP    exit code 77 (skipped) without PyTorch, unless the
       environment has MODESCOPE_REQUIRE_TORCH=1
"""

import json
import os
import subprocess
import sys

try:
    import torch  # noqa: F401
except ImportError as error:
    print(f"no PyTorch here: {error}")
    sys.exit(1 if os.environ.get("MODESCOPE_REQUIRE_TORCH") == "1" else 77)

import torch_models

# Relative to 1 + |expected|; float sums in another order are this far apart (pytorch-semantics 7.10).
LAYER = 1e-5
LOSS = {"nested_mlp": 1e-5, "fashion_cnn": 1e-4, "residual_net": 1e-4}

problems = []


def check_equal(where, got, expected):
    if got != expected:
        problems.append(f"{where}: {got!r} instead of {expected!r}")


def check_close(where, got, expected, tolerance, scale=0.0):
    if not abs(got - expected) <= tolerance * (1 + max(abs(expected), scale)):
        problems.append(f"{where}: {got!r} instead of {expected!r}")


def check_summary(where, got, expected):
    check_equal(f"{where}.shape", got["shape"], expected["shape"])
    for i, (a, b) in enumerate(zip(got["first"], expected["first"])):
        check_close(f"{where}[{i}]", a, b, LAYER)
    check_close(f"{where}.abs", got["abs"], expected["abs"], LAYER)
    check_close(f"{where}.projection", got["projection"], expected["projection"], LAYER, expected["abs"])


def check_tensors(where, got, expected):
    check_equal(f"{where} names", list(got), list(expected))
    for name in expected:
        check_summary(f"{where}.{name}", got[name], expected[name])


def check_model(got, expected):
    name = expected["name"]
    check_equal(f"{name} printed", got["repr"], expected["repr"])
    check_equal(f"{name} initial state", got["initial"], expected["initial"])
    check_equal(f"{name} count of mixes", len(got["passes"]), len(expected["passes"]))
    for a, b in zip(got["passes"], expected["passes"]):
        where = f"{name}, {b['mix']}"
        check_equal(where, a["mix"], b["mix"])
        check_summary(f"{where}: output", a["output"], b["output"])
        check_close(f"{where}: loss", a["loss"], b["loss"], LAYER)
        check_tensors(f"{where}: gradient of", a["gradients"], b["gradients"])
        check_tensors(f"{where}: buffer", a["buffers"], b["buffers"])
        check_equal(f"{where}: random number after it", a["next random number"], b["next random number"])
    check_equal(f"{name} count of runs", len(got["training"]), len(expected["training"]))
    for a, b in zip(got["training"], expected["training"]):
        where = f"{name}, {b['optimizer']}"
        check_equal(where, a["optimizer"], b["optimizer"])
        check_equal(f"{where}: steps", len(a["losses"]), len(b["losses"]))
        worst = 0.0
        for step, (x, y) in enumerate(zip(a["losses"], b["losses"])):
            worst = max(worst, abs(x - y) / abs(y))
            if not abs(x - y) <= LOSS[name] * abs(y):
                problems.append(f"{where}: loss of step {step}: {x!r} instead of {y!r}")
        print(f"{where}: {len(b['losses'])} losses, at most {worst:.1e} apart")


def main():
    dump = subprocess.run([sys.argv[1]], check=True, stdout=subprocess.PIPE)
    got = {case["name"]: case for case in json.loads(dump.stdout)}
    for expected in torch_models.all_cases():
        if expected["name"] not in got:
            problems.append(f"{expected['name']}: missing")
            continue
        check_model(got[expected["name"]], expected)
    print("\n".join(problems[:40]) if problems else f"PyTorch {torch.__version__} agrees")
    return 1 if problems else 0


sys.exit(main())
