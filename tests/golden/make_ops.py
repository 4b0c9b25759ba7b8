#!/usr/bin/env python3
"""Writes ops.txt, results of real PyTorch's functions, for tests/engine/autograd/ops_test.cpp.

    python3 tests/golden/make_ops.py        (PyTorch 1.13 to 2.6)

Input k of a case is ((i * 7919 + k * 131) mod 1000) / 250 - 2 over the flat index i, float32. A line is
NAME SIZES... : ELEMENTS..., of the result and then of the inputs' gradients of the sum of
y * (((i * 3571) mod 1009) / 504.5 - 1).
"""
import pathlib

import torch
import torch.nn.functional as F

CASES = {
    "linear": ([(4, 5), (3, 5), (3,)], lambda x, w, b: F.linear(x, w, b)),
    "conv_direct": ([(2, 3, 13, 14), (5, 3, 3, 3), (5,)], lambda x, w, b: F.conv2d(x, w, b, padding=1)),
    "conv_small": ([(2, 3, 5, 6), (4, 3, 3, 3), (4,)], lambda x, w, b: F.conv2d(x, w, b, padding=1)),
    "conv_groups": ([(2, 4, 8, 9), (6, 2, 2, 3), (6,)],
                    lambda x, w, b: F.conv2d(x, w, b, stride=(2, 3), padding=(1, 2), dilation=(2, 1), groups=2)),
    "max_pool": ([(1, 2, 5, 6)], lambda x: F.max_pool2d(x, 2)),
    "max_pool_ceil": ([(1, 2, 6, 7)], lambda x: F.max_pool2d(x, 3, 2, 1, ceil_mode=True)),
    "batch_norm": ([(6, 4), (4,), (4,)], lambda x, w, b: F.batch_norm(x, None, None, w, b, True)),
    "batch_norm_planes": ([(2, 3, 4, 4), (3,), (3,)], lambda x, w, b: F.batch_norm(x, None, None, w, b, True)),
    "batch_norm_running": ([(2, 3, 4, 4), (3,), (3,)],
                           lambda x, w, b: F.batch_norm(x, torch.tensor([.1, .2, .3]), torch.tensor([1., 2., .5]), w, b)),
    "softmax": ([(3, 6)], lambda x: F.softmax(x, 1)),
    "log_softmax": ([(3, 6, 2)], lambda x: F.log_softmax(x, 1)),
    "cross_entropy": ([(4, 3)], lambda x: F.cross_entropy(x, torch.tensor([0, 2, 1, 2]))),
    "mse": ([(4, 3), (4, 3)], lambda x, t: F.mse_loss(x, t)),
    "tanh": ([(3, 6)], torch.tanh),
    "sigmoid": ([(3, 6)], torch.sigmoid),
    "relu": ([(3, 6)], torch.relu),
    "exp": ([(3, 6)], torch.exp),
    "pow": ([(3, 6)], lambda x: x ** 3),
    "div": ([(3, 6), (6,)], lambda a, b: a / (b + 3)),
    "matmul": ([(2, 1, 3, 4), (2, 4, 2)], torch.matmul),
    "mean": ([(2, 3, 4)], lambda x: x.mean((0, 2))),
    "sum": ([(2, 3, 4)], lambda x: x.sum(1, keepdim=True)),
    "cat": ([(2, 3), (2, 1)], lambda a, b: torch.cat((a, b), 1)),
    "permute": ([(2, 3, 4)], lambda x: x.permute(2, 0, 1).reshape(4, 6)),
    "slice": ([(7, 2)], lambda x: x[1:6:2]),
}


def value(sizes, k):
    n = torch.Size(sizes).numel()
    return torch.tensor([((i * 7919 + k * 131) % 1000) / 250 - 2 for i in range(n)]).reshape(sizes).requires_grad_()


def line(name, x):
    return " ".join([name, *map(str, x.shape), ":", *(f"{v:.9g}" for v in x.detach().reshape(-1).tolist())])


def main():
    lines = []
    for name, (shapes, f) in CASES.items():
        inputs = [value(sizes, k) for k, sizes in enumerate(shapes)]
        y = f(*inputs)
        weight = torch.tensor([((i * 3571) % 1009) / 504.5 - 1 for i in range(y.numel())]).reshape(y.shape)
        (y * weight).sum().backward()
        lines.append(line(name, y))
        lines += [line(name, x.grad) for x in inputs]
    pathlib.Path(__file__).with_name("ops.txt").write_text("\n".join(lines) + "\n")


main()
