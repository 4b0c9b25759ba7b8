# Noise net
# Noise is added in training and not in eval: a module that asks self.training, as Dropout does.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

import torch
from torch import nn


class GaussianNoise(nn.Module):
    def __init__(self, std=0.2):
        super().__init__()
        self.std = std

    def extra_repr(self):
        return f"std={self.std}"

    def forward(self, x):
        if not self.training:
            return x
        return x + self.std * torch.randn_like(x)


class NoiseNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.noise = GaussianNoise()
        self.fc1 = nn.Linear(2, 32)
        self.fc2 = nn.Linear(32, 2)

    def forward(self, x):
        x = self.noise(x)
        x = torch.tanh(self.fc1(x))
        return self.fc2(x)


model = NoiseNet()
