"""A learning-rate range test: the rate grows with every batch, and where the loss falls fastest is taken."""
import copy
import math
from dataclasses import dataclass, field

import torch
import torch.nn as nn
from torch.optim.lr_scheduler import LambdaLR
from tqdm import tqdm


class ExponentialGrowth:
    """What LambdaLR multiplies the rate with."""

    def __init__(self, start: float, end: float, steps: int):
        self.ratio, self.steps = end / start, steps

    def __call__(self, step: int) -> float:
        return self.ratio ** (step / max(1, self.steps - 1))


@dataclass
class Finding:
    rates: list = field(default_factory=list)
    losses: list = field(default_factory=list)
    smoothing: float = 0.7
    diverged: bool = False

    def add(self, rate: float, loss: float) -> bool:
        if self.losses:
            loss = self.smoothing * self.losses[-1] + (1 - self.smoothing) * loss
        self.rates.append(rate)
        self.losses.append(loss)
        self.diverged = math.isnan(loss) or loss > 4 * min(self.losses)
        return not self.diverged

    @property
    def suggestion(self) -> float:
        slopes = [(b - a) / (math.log10(rb) - math.log10(ra))
                  for a, b, ra, rb in zip(self.losses, self.losses[1:], self.rates, self.rates[1:])]
        return self.rates[min(range(len(slopes)), key=slopes.__getitem__)]


class LRFinder:
    def __init__(self, model, optimizer_class, criterion, **options):
        self.model, self.criterion = model, criterion
        self.optimizer_class, self.options = optimizer_class, options
        self._state = None

    def __enter__(self):
        self._state = copy.deepcopy(self.model.state_dict())
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.model.load_state_dict(self._state)
        return False

    def range_test(self, batches, start_lr=1e-4, end_lr=10.0, steps=20) -> Finding:
        optimizer = self.optimizer_class(self.model.parameters(), lr=start_lr, **self.options)
        scheduler = LambdaLR(optimizer, ExponentialGrowth(start_lr, end_lr, steps))
        finding = Finding()
        for step in range(steps):
            x, y = batches[step % len(batches)]
            optimizer.zero_grad()
            loss = self.criterion(self.model(x), y)
            loss.backward()
            rate = optimizer.param_groups[0]['lr']
            if not finding.add(rate, loss.item()):
                print(f'Stopping early, the loss has diverged at lr {rate:.2e}')
                break
            optimizer.step()
            scheduler.step()
        return finding


def spirals(n=24, turns=1.5):
    t = torch.linspace(0.2, 1, n)
    angle = turns * 2 * math.pi * t
    one = torch.stack((t * angle.cos(), t * angle.sin()), dim=1)
    return torch.cat((one, -one)), torch.cat((torch.zeros(n), torch.ones(n))).long()


def get_model(width=16, depth=2, act=nn.ReLU):
    sizes = [2, *[width] * depth]
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers.extend((nn.Linear(a, b), act()))
    return nn.Sequential(*layers, nn.Linear(sizes[-1], 2))


def build():
    x, y = spirals()
    order = torch.randperm(len(x))
    batches = [(x[i], y[i]) for i in order.split(8)]
    model = get_model()
    before = [p.detach().clone() for p in model.parameters()]
    with LRFinder(model, torch.optim.SGD, nn.CrossEntropyLoss(), momentum=0.9) as finder:
        finding = finder.range_test(batches)
    assert all(torch.equal(a, b) for a, b in zip(before, model.parameters())), 'weights come back'
    print('{} steps, suggestion {:.2e}, loss {:.3f} -> {:.3f}'.format(
        len(finding.rates), finding.suggestion, finding.losses[0], min(finding.losses)))
    return model


def main(epochs=10):
    for epoch in tqdm(range(epochs)):
        build()


if __name__ == '__main__':
    main()
