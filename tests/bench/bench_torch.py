#!/usr/bin/env python3
"""PyTorch's side of `modescope bench`: the same workloads under the same names.

usage: bench_torch.py --list                 names and what they compute
       bench_torch.py [NAME ...]             measure these (shell patterns), or all
       bench_torch.py --serve                answer lines 'NAME SECONDS' on standard input, each with one line of JSON
       bench_torch.py --environment          the library that multiplies matrices, and on which processor, as JSON

Needs the system's Python with Debian's python3-torch. Threads and instruction sets come from the environment, which must
be set before torch is loaded; tests/bench/compare does that.
"""

import argparse
import ctypes
import fnmatch
import gc
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

MILLION = 1_000_000


# --- models

def demonet():
    return nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 2))


def mlp(*sizes):
    model = nn.Sequential()
    for size_in, size_out in zip(sizes[:-2], sizes[1:]):
        model.extend([nn.Linear(size_in, size_out), nn.BatchNorm1d(size_out), nn.ReLU(), nn.Dropout(0.5)])
    return model.append(nn.Linear(sizes[-2], sizes[-1]))


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.5), nn.Linear(784, 10))


def simplecnn():
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(2048, 128), nn.ReLU(), nn.Linear(128, 10))


class ResidualBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        return self.relu(self.bn2(self.conv2(y)) + x)


# --- what is run: each of these returns a function without arguments

def eval_forward(model, x):
    model.eval()

    @torch.no_grad()
    def run():
        model(x)
    return run


def train_step(model, optimizer, loss, x, target):
    model.train()

    def run():
        optimizer.zero_grad()
        loss(model(x), target).backward()
        optimizer.step()
    return run


def adam_step(model, x, classes):
    target = torch.randint(0, classes, (len(x),))
    return train_step(model, torch.optim.Adam(model.parameters()), F.cross_entropy, x, target)


def sgd_step(model, loss, x, target, momentum=0):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=momentum)
    return train_step(model, optimizer, loss, x, target)


def forward(function, *inputs):
    @torch.no_grad()
    def run():
        function(*inputs)
    return run


def forward_backward(module, *sizes):
    x = torch.randn(*sizes, requires_grad=True)
    dy = torch.randn_like(module(x))

    def run():
        x.grad = None
        module.zero_grad(set_to_none=True)
        module(x).backward(dy)
    return run


def grid():
    side = torch.linspace(-3, 3, 100)
    return torch.cartesian_prod(side, side).contiguous()


def with_and_without_backward(name, words, make, *sizes):
    return {
        name: (words, lambda: forward(make(), torch.randn(*sizes))),
        name + "_fb": (words + ", with backward to input and parameters", lambda: forward_backward(make(), *sizes)),
    }


MLP = "784-256-128-10 with BatchNorm1d, ReLU, Dropout after each hidden Linear, batch 64"
PLAYGROUND = "2-64-64-2 with BatchNorm1d, ReLU, Dropout after each hidden Linear"
CNN = "Conv(1,8) BatchNorm ReLU MaxPool Conv(8,16) BatchNorm ReLU MaxPool Flatten Dropout Linear(784,10), batch 32 of 1x28x28"

WORKLOADS = {
    "demonet_fwd_eval": ("Linear(3,8) ReLU Dropout Linear(8,2), batch 4, eval",
                         lambda: eval_forward(demonet(), torch.randn(4, 3))),
    "demonet_step": ("the same in train, MSE, SGD(0.01)",
                     lambda: sgd_step(demonet(), F.mse_loss, torch.randn(4, 3), torch.randn(4, 2))),
    "mlp_fwd_eval": (MLP + ", eval", lambda: eval_forward(mlp(784, 256, 128, 10), torch.randn(64, 784))),
    "mlp_step": (MLP + ", cross entropy, Adam", lambda: adam_step(mlp(784, 256, 128, 10), torch.randn(64, 784), 10)),
    "playground_step": (PLAYGROUND + ", batch 128, cross entropy, Adam",
                        lambda: adam_step(mlp(2, 64, 64, 2), torch.randn(128, 2), 2)),
    "playground_grid_eval": (PLAYGROUND + ", 10,000 points, eval", lambda: eval_forward(mlp(2, 64, 64, 2), grid())),
    "cnn_fwd_eval": (CNN + ", eval", lambda: eval_forward(cnn(), torch.randn(32, 1, 28, 28))),
    "cnn_step": (CNN + ", cross entropy, SGD(0.01, momentum 0.9)",
                 lambda: sgd_step(cnn(), F.cross_entropy, torch.randn(32, 1, 28, 28), torch.randint(0, 10, (32,)), 0.9)),
    "simplecnn_step": ("Conv(3,16) ReLU MaxPool Conv(16,32) ReLU MaxPool Flatten Linear(2048,128) ReLU Linear(128,10), "
                       "batch 16 of 3x32x32, cross entropy, Adam",
                       lambda: adam_step(simplecnn(), torch.randn(16, 3, 32, 32), 10)),
    "residual_step": ("residual block of 64 channels, batch 8 of 64x32x32, sum of outputs, SGD(0.01)",
                      lambda: sgd_step(ResidualBlock(64), lambda y, _: y.sum(), torch.randn(8, 64, 32, 32), None)),
    **with_and_without_backward("op_linear", "Linear(784,256), batch 64", lambda: nn.Linear(784, 256), 64, 784),
    **with_and_without_backward("op_bn1d", "BatchNorm1d(256) in train, 64x256", lambda: nn.BatchNorm1d(256), 64, 256),
    **with_and_without_backward("op_bn2d", "BatchNorm2d(64) in train, 8x64x32x32", lambda: nn.BatchNorm2d(64),
                                8, 64, 32, 32),
    "op_dropout": ("Dropout(0.5) in train, 1e6 elements", lambda: forward(nn.Dropout(0.5), torch.randn(MILLION))),
    "op_relu": ("relu, 1e6 elements", lambda: forward(torch.relu, torch.randn(MILLION))),
    "op_tanh": ("tanh, 1e6 elements", lambda: forward(torch.tanh, torch.randn(MILLION))),
    "op_softmax": ("softmax of 64 rows of 1000", lambda: forward(lambda x: torch.softmax(x, 1), torch.randn(64, 1000))),
    **with_and_without_backward("op_conv2d", "Conv2d(64,64,3,padding=1), 8x64x32x32",
                                lambda: nn.Conv2d(64, 64, 3, padding=1), 8, 64, 32, 32),
    **with_and_without_backward("op_maxpool", "MaxPool2d(2), 8x64x32x32", lambda: nn.MaxPool2d(2), 8, 64, 32, 32),
    "op_randn": ("randn(1e6)", lambda: forward(lambda: torch.randn(MILLION))),
    "op_bernoulli": ("empty(1e6).bernoulli_(0.5)", lambda: forward(lambda: torch.empty(MILLION).bernoulli_(0.5))),
    **{"op_gemm_%d" % n: ("product of two %dx%d matrices" % (n, n),
                          lambda n=n: forward(torch.mm, torch.randn(n, n), torch.randn(n, n)))
       for n in (256, 512, 1024)},
}


# --- measuring, as app/cli/stopwatch.cpp does it

def time_runs(run, seconds):
    clock = time.perf_counter_ns
    begin = clock()
    warm = begin + int(1e9 * min(0.3, seconds / 3))
    count = 0
    while count < 3 or clock() < warm:
        run()
        count += 1
    runs = max(1, int(2e5 * count / (clock() - begin)))
    samples = []
    gc.collect()
    gc.disable()
    end = clock() + int(1e9 * seconds)
    while len(samples) < 15 or (len(samples) < 4000 and clock() < end):
        start = clock()
        for _ in range(runs):
            run()
        samples.append((clock() - start) / runs)
    gc.enable()
    samples.sort()
    n = len(samples)
    return {"median_ns": (samples[(n - 1) // 2] + samples[n // 2]) / 2, "p10_ns": samples[n // 10],
            "p90_ns": samples[n * 9 // 10], "samples": n, "calls_per_sample": runs}


def measure(name, seconds):
    if name not in WORKLOADS:
        return {"name": name, "error": "not known"}
    torch.manual_seed(0)
    return {"name": name, **time_runs(WORKLOADS[name][1](), seconds)}


def serve():
    for line in sys.stdin:
        words = line.split()
        if words:
            print(json.dumps(measure(words[0], float(words[1]) if len(words) > 1 else 1.0)), flush=True)


def environment():
    """Which BLAS was loaded, and for which processor it thinks it runs."""
    torch.mm(torch.ones(2, 2), torch.ones(2, 2))
    core = "not OpenBLAS"
    with open("/proc/self/maps", encoding="utf-8") as maps:
        libraries = {line.split()[-1] for line in maps if "blas" in line and ".so" in line}
    for library in sorted(libraries):
        name = getattr(ctypes.CDLL(library), "openblas_get_corename", None)
        if name is not None:
            name.restype = ctypes.c_char_p
            core = name().decode()
    return {"torch": torch.__version__, "threads": torch.get_num_threads(), "openblas_core": core,
            "blas": sorted(libraries)}


def main():
    parser = argparse.ArgumentParser(description="PyTorch's side of modescope bench")
    parser.add_argument("names", nargs="*", help="shell patterns")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--environment", action="store_true")
    parser.add_argument("--seconds", type=float, default=1.0)
    args = parser.parse_args()
    if args.list:
        for name, (words, _) in WORKLOADS.items():
            print("%-22s %s" % (name, words))
    elif args.serve:
        serve()
    elif args.environment:
        print(json.dumps(environment()))
    else:
        for name in WORKLOADS:
            if not args.names or any(fnmatch.fnmatch(name, pattern) for pattern in args.names):
                print("%-22s %12.2f us" % (name, measure(name, args.seconds)["median_ns"] / 1e3), flush=True)


if __name__ == "__main__":
    main()
