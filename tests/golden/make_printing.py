#!/usr/bin/env python3
"""Writes printing.txt, what real PyTorch prints for tensors, for tests/engine/tensor/print_test.cpp.

    python3 tests/golden/make_printing.py [COUNT]        (PyTorch 1.13 to 2.6)

A case is a line "case DTYPE REQUIRES_GRAD SIZES...", a line of the elements (hexadecimal floats) and
the printed lines behind a "|". After the fixed cases come COUNT random ones (20 unless said).
"""
import pathlib
import random
import sys

import torch

f32, f64, i64, b8 = torch.float32, torch.float64, torch.int64, torch.bool
nan, inf = float("nan"), float("inf")


def fixed():
    yield torch.tensor(1.0)
    yield torch.tensor(-0.25)
    yield torch.tensor(True)
    yield torch.tensor(7)
    yield torch.tensor(1e-5)
    yield torch.tensor(123456789.0)
    yield torch.tensor(nan)
    yield torch.tensor(-inf)
    yield torch.tensor([])
    yield torch.tensor([], dtype=i64)
    yield torch.tensor([], dtype=f64)
    yield torch.zeros(2, 0)
    yield torch.zeros(3)
    yield torch.tensor([0.0, -0.0])
    yield torch.tensor([1.0, 2.0], dtype=f64)
    yield torch.tensor([0.1, 0.2], dtype=f64)
    yield torch.tensor([1.0, nan, inf])
    yield torch.tensor([0.5, nan, -inf])
    yield torch.tensor([nan, inf])
    yield torch.tensor([1.0, 1000.0])
    yield torch.tensor([1.0, 1001.0])
    yield torch.tensor([0.5, 1000.0])
    yield torch.tensor([1e-4, 0.05])
    yield torch.tensor([9.9e-5, 0.05])
    yield torch.tensor([1e8, 1e8])
    yield torch.tensor([2e8, 2e8, 0, inf])
    yield torch.tensor([[1, -20], [300, 4]])
    yield torch.tensor([[True, False], [False, True]])
    yield torch.arange(30)
    yield torch.arange(1000)
    yield torch.arange(1001)
    yield torch.arange(1001).float()
    yield torch.arange(2400).reshape(2, 3, 400)
    yield torch.arange(2000).reshape(2000, 1)
    yield torch.arange(1280).reshape(10, 8, 16).float() / 7
    yield torch.tensor([1.0, 1.0], requires_grad=True)
    yield torch.tensor([[0.5, -0.25]], dtype=f64, requires_grad=True)
    yield torch.full((12,), 0.123456, requires_grad=True)
    yield torch.tensor(2.5, requires_grad=True)
    yield torch.tensor([1.0, 2.0]).half()
    yield torch.tensor([0.1, 3.0]).bfloat16()
    yield torch.tensor([1, 2], dtype=torch.int32)
    yield torch.tensor([1, 255], dtype=torch.uint8)


def drawn(random_):
    dims = random_.choice([0, 1, 1, 2, 2, 2, 3, 4])
    sizes = [random_.choice([1, 2, 3, 5, 8, 13, 40]) for _ in range(dims)]
    if dims > 2:
        sizes = [min(s, 8) for s in sizes]
    kind = random_.choice(["normal", "whole", "wide", "small", "int", "bool", "double", "odd"])
    n = torch.Size(sizes).numel()
    if kind == "int":
        return torch.tensor([random_.randint(-10**random_.randint(0, 6), 10**4) for _ in range(n)]).reshape(sizes)
    if kind == "bool":
        return torch.tensor([random_.random() < 0.5 for _ in range(n)]).reshape(sizes)
    scale = {"wide": 4, "small": -3}.get(kind, 0)
    values = [random_.gauss(0, 1) * 10 ** (random_.random() * scale) for _ in range(n)]
    if kind == "whole":
        values = [float(round(v * 50)) for v in values]
    if kind == "odd":
        values = [random_.choice([v, 0.0, nan, inf, -inf, 1.0]) for v in values]
    x = torch.tensor(values, dtype=f64 if kind == "double" else f32).reshape(sizes)
    return x.requires_grad_(random_.random() < 0.3)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    random_ = random.Random(1)
    lines = []
    for x in list(fixed()) + [drawn(random_) for _ in range(count)]:
        lines.append(" ".join(["case", str(x.dtype)[6:], str(int(x.requires_grad)), *map(str, x.shape)]))
        lines.append(" ".join(float(v).hex() for v in x.detach().reshape(-1).tolist()))
        lines += ["|" + line for line in str(x).split("\n")]
    pathlib.Path(__file__).with_name("printing.txt").write_text("\n".join(lines) + "\n")


main()
