#!/usr/bin/env python3
"""Writes data.json, the orders and points that real PyTorch draws, for tests/engine/data/.

    python3 tests/golden/make_data.py        (PyTorch 1.13 to 2.6, without MKL, processor with AVX2)

CRC-32 of the elements' bytes where there are many; "state" is that of torch.get_rng_state() afterwards.
"""
import json
import math
import pathlib
import zlib

import torch
from torch.utils.data import DataLoader


def crc(tensor):
    return zlib.crc32(tensor.contiguous().numpy().tobytes())


def two_epochs(seed, size, batch_size, shuffle, drop_last):
    torch.manual_seed(seed)
    loader = DataLoader(range(size), batch_size=batch_size, shuffle=shuffle, drop_last=drop_last)
    epochs = [[batch.tolist() for batch in loader] for _ in range(2)]
    return {"seed": seed, "size": size, "batch_size": batch_size, "shuffle": shuffle, "drop_last": drop_last,
            "epochs": epochs, "state": crc(torch.get_rng_state())}


def two_moons(n, noise):
    angle = math.pi * torch.rand(n, dtype=torch.float64)
    label = torch.arange(n) % 2
    x = torch.where(label == 0, angle.cos(), 1 - angle.cos())
    y = torch.where(label == 0, angle.sin(), 0.5 - angle.sin())
    return torch.stack([x, y], 1).float() + noise * torch.randn(n, 2), label


def moons(seed, train, validation, noise):
    torch.manual_seed(seed)
    train_x, train_y = two_moons(train, noise)
    validation_x, validation_y = two_moons(validation, noise)
    return {"seed": seed, "train": train, "validation": validation, "noise": noise,
            "train_first": train_x[:4].double().flatten().tolist(),
            "validation_first": validation_x[:4].double().flatten().tolist(),
            "train_x": crc(train_x), "train_y": crc(train_y),
            "validation_x": crc(validation_x), "validation_y": crc(validation_y),
            "state": crc(torch.get_rng_state())}


golden = {
    "made_by": f"tests/golden/make_data.py, PyTorch {torch.__version__}",
    "loader": [
        two_epochs(0, 10, 4, True, False),
        two_epochs(42, 10, 3, True, True),
        two_epochs(7, 10, 4, False, False),
        two_epochs(7, 9, 5, False, True),
        two_epochs(2**40 + 3, 33, 8, True, False),
        two_epochs(1, 1, 4, True, False),
        two_epochs(1, 3, 4, True, True),
        two_epochs(1, 8, 4, True, False),
    ],
    "two_moons": [
        moons(7, 1000, 1000, 0.2),
        moons(0, 1000, 1000, 0.2),
        moons(42, 500, 1000, 0.2),
        moons(1, 9, 8, 0.35),
        moons(3, 64, 8, 0.0),
    ],
}
path = pathlib.Path(__file__).with_name("data.json")
path.write_text(json.dumps(golden, indent=1) + "\n")
print(path)
