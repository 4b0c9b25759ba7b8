"""Trains a shipped recipe in real PyTorch and prints the loss of each step, as hex.

    python3 recipes.py ROOT RECIPE SEED STEPS [float64]

ROOT is the repository: the models are its assets/models/*.py. Everything else stands here once more
(data, optimizers, sizes), so that a fault in the engine's reader, points or recipes shows. With float64
the same data, initial weights, order and masks are computed with in double (see recipe_runs.h).
"""
import gzip
import importlib.util
import math
import os
import struct
import sys

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

FASHION_MNIST = "/usr/share/datasets/fashion-mnist"

# model, Adam's learning rate, batch size, training samples (None: all)
RECIPES = {
    "two_moons": ("nested_mlp", 1e-2, 32, None),
    "fashion_mnist": ("fashion_cnn", 1e-3, 64, None),
    "residual": ("residual_net", 1e-3, 32, 2000),
}


def two_moons(n, noise):
    angle = math.pi * torch.rand(n, dtype=torch.float64)
    label = torch.arange(n) % 2
    x = torch.where(label == 0, angle.cos(), 1 - angle.cos())
    y = torch.where(label == 0, angle.sin(), 0.5 - angle.sin())
    return torch.stack([x, y], 1).float() + noise * torch.randn(n, 2), label


def read_idx(name):
    with gzip.open(os.path.join(FASHION_MNIST, name)) as file:
        zero, kind, dims = struct.unpack(">HBB", file.read(4))
        assert (zero, kind) == (0, 8), name
        sizes = struct.unpack(f">{dims}I", file.read(4 * dims))
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).reshape(sizes)


def fashion_mnist():
    images = read_idx("train-images-idx3-ubyte.gz").unsqueeze(1).float() / 255
    return images, read_idx("train-labels-idx1-ubyte.gz").long()


def model_of(root, name):
    spec = importlib.util.spec_from_file_location(name, os.path.join(root, "assets", "models", name + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.model


def train(root, recipe, seed, steps, dtype=torch.float32):
    name, lr, batch_size, limit = RECIPES[recipe]
    torch.manual_seed(seed)
    if recipe == "two_moons":
        inputs, targets = two_moons(1000, 0.2)
        two_moons(1000, 0.2)  # validation points: drawn, not used
    else:
        inputs, targets = fashion_mnist()
    model = model_of(root, name).to(dtype)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    criterion = nn.CrossEntropyLoss()
    loader = DataLoader(TensorDataset(inputs[:limit], targets[:limit]), batch_size=batch_size, shuffle=True)
    losses = []
    model.train()
    while True:
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x.to(dtype)), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            if len(losses) == steps:
                return losses


if __name__ == "__main__":
    torch.set_num_threads(1)
    root, recipe, seed, steps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    dtype = torch.float64 if sys.argv[5:] == ["float64"] else torch.float32
    for loss in train(root, recipe, seed, steps, dtype):
        print(loss.hex())
