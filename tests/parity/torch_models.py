"""What real PyTorch makes of assets/models/*.py: initial weights, forwards and gradients in every mix
of modes, buffers, fifty training steps. model_cases.cpp does the same with our engine."""

import runpy
import warnings
from pathlib import Path

import torch
from torch.nn import functional as F

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "models"
# A maximum in a pooling window or a sign before a ReLU that hangs on the last bit makes two runs part
# for good: PyTorch with mkldnn off, or with one weight one unit in the last place larger, then ends
# 1 % away from itself. Seed, batches and learning rates are chosen so that none of seven such nudges
# moves a loss by more than 1e-6.
SEED = 5
STEPS = 50

# Shape of one batch, number of classes, and the modules that one of the mixes puts in eval.
MODELS = {
    "nested_mlp": ((32, 2), 2, "backbone.block1"),
    "fashion_cnn": ((4, 1, 28, 28), 10, "features"),
    "residual_net": ((4, 1, 28, 28), 10, "block2"),
}


def batch(shape, classes, step):
    """Numbers in [-2, 2) that anybody can make again: 32-bit integers, multiplied and folded. They
    have no period, which would put equal maxima into pooling windows."""
    count = torch.Size(shape).numel()
    word = 0xFFFFFFFF
    h = ((torch.arange(count, dtype=torch.int64) + 1000003 * step + 1) * 2654435761) & word
    h = ((h ^ (h >> 16)) * 2246822519) & word
    h = h ^ (h >> 13)
    x = (h.to(torch.float64) / 2**30 - 2).to(torch.float32)
    target = (torch.arange(shape[0], dtype=torch.int64) * 7 + step) % classes
    return x.reshape(shape), target


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def summary(tensor):
    """Shape, first elements, Σ|x| and Σ x·u with a fixed pattern u, in double."""
    flat = tensor.detach().to(torch.float64).reshape(-1)
    u = ((torch.arange(flat.numel()) * 3571) % 1009).to(torch.float64) / 504.5 - 1
    return {
        "shape": list(tensor.shape),
        "first": flat[:8].tolist(),
        "abs": flat.abs().sum().item(),
        "projection": (flat * u).sum().item(),
    }


def make(name):
    """A fresh model; its weights are the default generator's next numbers."""
    return runpy.run_path(str(ASSETS / f"{name}.py"))["model"]


def set_modes(model, mix, part):
    model.train(mix != "all eval")
    for path, module in model.named_modules():
        if mix == "BatchNorm in eval" and type(module).__name__.startswith("BatchNorm"):
            module.eval()
        if mix == "Dropout in eval" and type(module).__name__ == "Dropout":
            module.eval()
        if mix == "one part in eval" and path == part:
            module.eval()


MIXES = ["all train", "all eval", "BatchNorm in eval", "Dropout in eval", "one part in eval"]


def pass_case(name, mix):
    shape, classes, part = MODELS[name]
    torch.manual_seed(SEED)
    model = make(name)
    set_modes(model, mix, part)
    torch.manual_seed(1)
    x, target = batch(shape, classes, 0)
    y = model(x)
    loss = F.cross_entropy(y, target)
    loss.backward()
    return {
        "mix": mix,
        "output": summary(y),
        "loss": loss.item(),
        "gradients": {key: summary(p.grad) for key, p in model.named_parameters()},
        "buffers": {key: summary(b) for key, b in model.named_buffers()},
        "next random number": torch.rand(1).item(),
    }


def training_case(name, optimizer_name):
    shape, classes, _ = MODELS[name]
    torch.manual_seed(SEED)
    model = make(name)
    if optimizer_name == "Adam":
        optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    else:
        optimizer = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9)
    losses = []
    for step in range(STEPS):
        x, target = batch(shape, classes, step)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), target)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"optimizer": optimizer_name, "losses": losses}


def model_case(name):
    torch.manual_seed(SEED)
    model = make(name)
    return {
        "name": name,
        "repr": repr(model),
        "initial": {
            key: fnv1a(value.detach().contiguous().numpy().tobytes())
            for key, value in model.state_dict().items()
        },
        "passes": [pass_case(name, mix) for mix in MIXES],
        "training": [training_case(name, optimizer) for optimizer in ("SGD", "Adam")],
    }


def all_cases():
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    return [model_case(name) for name in MODELS]
