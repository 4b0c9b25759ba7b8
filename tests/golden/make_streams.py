#!/usr/bin/env python3
"""Writes streams.txt, what real PyTorch draws on the CPU, for tests/engine/base/streams_test.cpp.

    python3 tests/golden/make_streams.py        (PyTorch 1.13 to 2.6, without MKL, processor with AVX2)

One draw a row, from a fresh seed:
    exact OP SEED CRC...
        one CRC-32 for each of SIZES, of the elements' bytes followed by the state's
    close OP SEED N STATE CACHED SUM FIRST...
        for what goes through libm: the sum of all, the first values
Several draws after one another on one generator:
    sequence SEED STEP=STATE,CACHED,FIRST ...
STATE is the CRC-32 of torch.get_rng_state() with the cached normal's eight bytes set to zero,
CACHED that normal.
"""
import pathlib
import struct
import zlib

import torch

SEEDS = (0, 1, 42, 2**31 + 5, 2**40 + 3)
SIZES = (1, 5, 15, 16, 17, 31, 32, 100, 1000)
f64, i64 = torch.float64, torch.int64
dropout = torch.nn.functional.dropout

EXACT = {
    "rand_f32": lambda n: torch.rand(n),
    "rand_f64": lambda n: torch.rand(n, dtype=f64),
    "uniform_f32": lambda n: torch.empty(n).uniform_(-0.3, 1.9),
    "uniform_f64": lambda n: torch.empty(n, dtype=f64).uniform_(-0.3, 1.9),
    "bernoulli_f32_0.5": lambda n: torch.empty(n).bernoulli_(0.5),
    "bernoulli_f32_0": lambda n: torch.empty(n).bernoulli_(0.0),
    "bernoulli_f32_1": lambda n: torch.empty(n).bernoulli_(1.0),
    "bernoulli_f64_0.37": lambda n: torch.empty(n, dtype=f64).bernoulli_(0.37),
    "bernoulli_i64_0.9": lambda n: torch.empty(n, dtype=i64).bernoulli_(0.9),
    "bernoulli_bool_0.37": lambda n: torch.empty(n, dtype=torch.bool).bernoulli_(0.37),
    "bernoulli_tensor_f32": lambda n: torch.bernoulli(torch.full((n,), 0.37)),
    "bernoulli_tensor_f64": lambda n: torch.bernoulli(torch.full((n,), 0.37, dtype=f64)),
    "dropout_f32_0.3": lambda n: dropout(torch.ones(n), 0.3),
    "dropout_f32_0.5": lambda n: dropout(torch.ones(n), 0.5),
    "dropout_f32_0": lambda n: dropout(torch.ones(n), 0.0),
    "dropout_f32_1": lambda n: dropout(torch.ones(n), 1.0),
    "dropout_f64_0.1": lambda n: dropout(torch.ones(n, dtype=f64), 0.1),
    "randint_0_10": lambda n: torch.randint(0, 10, (n,)),
    "randint_-5_1000": lambda n: torch.randint(-5, 1000, (n,)),
    "randint_0_2**32-1": lambda n: torch.randint(0, 2**32 - 1, (n,)),
    "randint_0_2**32": lambda n: torch.randint(0, 2**32, (n,)),
    "randint_7_2**45+1": lambda n: torch.randint(7, 2**45 + 1, (n,)),
    "randint_widest": lambda n: torch.randint(-(2**63), 2**63 - 1, (n,)),
    "random_full": lambda n: torch.empty(n, dtype=i64).random_(),
    "randperm": lambda n: torch.randperm(n),
}
# From 16 elements on these need no libm.
EXACT_FROM_16 = {
    "randn_f32": lambda n: torch.randn(n),
    "normal_f32": lambda n: torch.empty(n).normal_(0.3, 1.7),
}
CLOSE = {
    "randn_f64": lambda n: torch.randn(n, dtype=f64),
    "normal_f64": lambda n: torch.empty(n, dtype=f64).normal_(0.3, 1.7),
    "normal_strided_f32": lambda n: torch.empty(n, 2)[:, 0].normal_(0.3, 1.7),
}
STEPS = {
    "n": lambda n: torch.randn(n),
    "d": lambda n: torch.randn(n, dtype=f64),
    "s": lambda n: torch.empty(n, 2)[:, 0].normal_(),
    "u": lambda n: torch.rand(n),
    "b": lambda n: torch.empty(n).bernoulli_(0.5),
    "t": lambda n: torch.bernoulli(torch.full((n,), 0.5)),
    "p": lambda n: torch.randperm(n),
    "i": lambda n: torch.randint(0, 100, (n,)),
    "w": lambda n: torch.randint(0, 2**40, (n,)),
    "m": lambda n: torch.tensor(float(torch.manual_seed(n).initial_seed())),
}
SEQUENCES = (
    "n5 u3 n20 n1 n2 n3",
    "n1 n16 n1 d1 n1",
    "n3 m9 n3 b7 n1 p10 i4 n2",
    "d7 n7 d17 n17 u700 n3 s6 n15 s31 n31",
    "u1 u1 u1 n15 n15 n15 u623 u2 n33",
    "u623 b1 u624 u1 w1 t3 w311 u1 b312 n1",
)


def crc(data):
    return f"{zlib.crc32(data):08x}"


def state():
    """The state's bytes without the cached normal, and that normal."""
    data = bytearray(torch.get_rng_state().numpy().tobytes())
    cached = struct.unpack_from("<d", data, 5024)[0]
    data[5024:5032] = bytes(8)
    return bytes(data), cached


def draw(seed, make, n):
    torch.manual_seed(seed)
    return make(n).contiguous()


def main():
    assert not torch.backends.mkl.is_available(), "MKL builds draw bernoulli_ from another stream"
    assert "capability usage: AVX" in torch.__config__.show(), "without AVX2 PyTorch rounds normals otherwise"
    rows = [f"# make_streams.py, PyTorch {torch.__version__}"]
    for op, make in (EXACT | EXACT_FROM_16).items():
        for seed in SEEDS:
            sizes = [n for n in SIZES if n >= 16 or op not in EXACT_FROM_16]
            sums = [crc(draw(seed, make, n).numpy().tobytes() + state()[0]) for n in sizes]
            rows.append(f"exact {op} {seed} {' '.join(sums)}")
    for op, make in (EXACT_FROM_16 | CLOSE).items():
        for seed in SEEDS:
            for n in SIZES:
                if op in EXACT_FROM_16 and n >= 16:
                    continue
                values = draw(seed, make, n).to(f64)
                bare, cached = state()
                first = " ".join(map(repr, values[:3].tolist()))
                total = values.sum().item()
                rows.append(f"close {op} {seed} {n} {crc(bare)} {cached!r} {total!r} {first}")
    for seed in SEEDS:
        for steps in SEQUENCES:
            torch.manual_seed(seed)
            seen = []
            for step in steps.split():
                value = STEPS[step[0]](int(step[1:])).reshape(-1)[0].item()
                bare, cached = state()
                seen.append(f"{step}={crc(bare)},{cached!r},{value!r}")
            rows.append(f"sequence {seed} {' '.join(seen)}")
    pathlib.Path(__file__).with_name("streams.txt").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
