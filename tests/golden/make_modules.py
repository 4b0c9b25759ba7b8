#!/usr/bin/env python3
"""Writes modules.json, what real PyTorch's modules do in both modes, for tests/engine/nn/modules_test.cpp.

    python3 tests/golden/make_modules.py        (PyTorch 1.13 without MKL)

Of each case and mode: manual_seed(0), construct, manual_seed(1), forward on x[i] = ((i * 7919) mod 1000) / 250 - 2
(i counts in row-major order), backward of the sum of y * u with u[i] = ((i * 3571) mod 1009) / 504.5 - 1. "kinks" are
18 chosen numbers instead of x; "moved" adds (i mod 5) / 8 + 0.25 to every parameter and float buffer first.
"next" is torch.rand(1) after the pass: where the generator stands.
"""
import json
import pathlib
import sys
import warnings

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "parity"))
from torch_1_13 import rewrite  # noqa: E402

warnings.simplefilter("ignore")
NAN = float("nan")
KINKS = [-25, -6, -3, -2, -1, -.5, -.1, 0, .1, .5, 1, 2, 3, 6, 7, 20, 25, NAN]

DROPOUTS = {
    "Dropout(0.3)": [(3, 5)],
    "Dropout(0.3, inplace=True)": [(3, 5)],
    "Dropout1d(0.5)": [(2, 4, 3), (4, 3)],
    "Dropout1d(0.5, inplace=True)": [(2, 4, 3)],
    "Dropout2d(0.5)": [(2, 4, 2, 2), (2, 4, 3), (4, 3), (2, 3, 2, 2, 2)],
    "Dropout2d(0.5, inplace=True)": [(2, 4, 2, 2)],
    "Dropout3d(0.4)": [(2, 4, 2, 2, 2), (4, 2, 2, 2), (2, 4, 3)],
    "Dropout2d(1.0)": [(2, 4, 2, 2)],
    "Dropout2d(0.0)": [(2, 4, 2, 2)],
    "AlphaDropout(0.3)": [(3, 5)],
    "AlphaDropout(0.3, inplace=True)": [(3, 5)],
    "AlphaDropout(1.0)": [(3, 5)],
    "AlphaDropout(0.0)": [(3, 5)],
    "FeatureAlphaDropout(0.5)": [(2, 4, 2, 2), (4, 3)],
}

NORMS = {
    "BatchNorm1d(4)": [(6, 4), (2, 4, 3)],
    "BatchNorm2d(3, momentum=None)": [(2, 3, 4, 4)],
    "BatchNorm3d(2)": [(3, 2, 2, 2, 3)],
    "BatchNorm3d(2, affine=False, track_running_stats=False)": [(3, 2, 2, 2, 3)],
    "InstanceNorm1d(3)": [(2, 3, 5), (3, 5)],
    "InstanceNorm2d(3, affine=True)": [(2, 3, 4, 4)],
    "InstanceNorm2d(3, affine=True, track_running_stats=True)": [(2, 3, 4, 4), (3, 4, 4)],
    "InstanceNorm3d(2, momentum=0.3, track_running_stats=True)": [(2, 2, 2, 2, 3)],
    "LayerNorm(5)": [(3, 5)],
    "LayerNorm((3, 5))": [(2, 3, 5)],
    "LayerNorm(5, eps=0.001, elementwise_affine=False)": [(2, 3, 5)],
    "GroupNorm(2, 4)": [(2, 4, 5)],
    "GroupNorm(3, 6, affine=False)": [(2, 6, 2, 2)],
    "GroupNorm(1, 4)": [(3, 4)],
}
ACTIVATIONS = [
    "LeakyReLU()", "LeakyReLU(0.2, inplace=True)", "PReLU()", "ELU()", "ELU(2, inplace=True)", "SELU()",
    "SELU(inplace=True)", "CELU()", "CELU(alpha=0.5, inplace=True)", "ReLU6()", "ReLU6(inplace=True)",
    "Hardtanh()", "Hardtanh(-2, 2)", "Threshold(0.1, 20)", "Threshold(0.1, 20, inplace=True)", "GELU()",
    "GELU(approximate='tanh')", "SiLU()", "SiLU(inplace=True)", "Mish()", "Mish(inplace=True)",
    "Softplus(1.0, 20.0)", "Softplus(2.0, 3)", "LogSigmoid()", "Softsign()", "Tanhshrink()", "Hardswish()",
    "Hardswish(inplace=True)", "Hardsigmoid()", "Hardsigmoid(inplace=True)", "Softshrink()", "Hardshrink()",
    "Softmax(dim=1)", "Softmax()", "LogSoftmax(dim=1)", "ReLU()", "Sigmoid()", "Tanh()",
]
POOLS_AND_CHANNELS = {
    "AvgPool2d(3, stride=2, padding=1, ceil_mode=True)": [(1, 2, 6, 7), (2, 5, 4)],
    "AvgPool2d(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)": [(1, 2, 6, 7)],
    "AvgPool2d((2, 3), divisor_override=5)": [(1, 2, 6, 7)],
    "AdaptiveAvgPool2d((2, 3))": [(1, 2, 5, 7), (2, 5, 7)],
    "AdaptiveAvgPool2d(1)": [(2, 3, 4, 4)],
    "AdaptiveAvgPool2d((None, 3))": [(1, 2, 5, 7)],
    "PReLU(3)": [(2, 3, 4)],
    "Softmax(dim=-2)": [(2, 3, 4)],
}
RRELUS = {
    "RReLU()": [(3, 5), "kinks"],
    "RReLU(0.1, 0.4, inplace=True)": [(3, 5)],
}

CASES = [(expression, sizes, moved)
         for rows, all_moved in ((DROPOUTS, (False,)), (NORMS, (False, True)), (RRELUS, (False,)),
                            (dict.fromkeys(ACTIVATIONS, [(3, 6), "kinks"]), (False,)), (POOLS_AND_CHANNELS, (False,)))
         for expression, all_sizes in rows.items() for sizes in all_sizes for moved in all_moved]


def values(sizes):
    if sizes == "kinks":
        return torch.tensor(KINKS).reshape(3, 6)
    n = torch.Size(sizes).numel()
    return torch.tensor([((i * 7919) % 1000) / 250 - 2 for i in range(n)]).reshape(sizes)


def numbers(x):
    return [None if v != v else float(f"{v:.9g}") for v in x.detach().reshape(-1).tolist()]


def move(module):
    with torch.no_grad():
        for tensor in [*module.parameters(), *module.buffers()]:
            if tensor.is_floating_point():
                i = torch.arange(tensor.numel()).reshape(tensor.shape)
                tensor.add_((i % 5) / 8 + 0.25)


def run(expression, sizes, moved, training):
    torch.manual_seed(0)
    module = eval("nn." + expression).train(training)
    if moved:
        move(module)
    torch.manual_seed(1)
    x = values(sizes).requires_grad_()
    y = module(x * 1 if "inplace=True" in expression else x)
    u = torch.tensor([((i * 3571) % 1009) / 504.5 - 1 for i in range(y.numel())]).reshape(y.shape)
    result = {"shape": list(y.shape), "y": numbers(y), "grad_fn": rewrite(y.grad_fn.name()) if y.grad_fn else "",
              "next": torch.rand(1).item()}
    (y * u).sum().backward()
    result["dx"] = numbers(x.grad)
    result["gradients"] = {name: numbers(p.grad) for name, p in module.named_parameters()}
    result["buffers"] = {name: numbers(b) for name, b in module.named_buffers()}
    return result


def main():
    cases = []
    for expression, sizes, moved in CASES:
        kinks = sizes == "kinks"
        cases.append({"module": expression, "input": [3, 6] if kinks else list(sizes), "kinks": kinks, "moved": moved,
                      "repr": repr(eval("nn." + expression)),
                      "train": run(expression, sizes, moved, True), "eval": run(expression, sizes, moved, False)})
    lines = ",\n".join(json.dumps(case) for case in cases)
    pathlib.Path(__file__).with_name("modules.json").write_text(f"[\n{lines}\n]\n")


main()
