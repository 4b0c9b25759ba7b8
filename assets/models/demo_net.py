# Demo net
# A Linear, a ReLU, a Dropout and a Linear, with one buffer that is saved with the model and one that is not.
# Input: points of shape (N, 3). Suggested data: made-up points, 2 targets.

import torch
from torch import nn


class DemoNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(3, 8)
        self.act = nn.ReLU()
        self.drop = nn.Dropout(0.5)
        self.fc2 = nn.Linear(8, 2)
        self.register_buffer("offset", torch.zeros(3))
        self.register_buffer("calls", torch.tensor(0), persistent=False)

    def forward(self, x):
        self.calls += 1
        x = self.act(self.fc1(x - self.offset))
        return self.fc2(self.drop(x))


model = DemoNet()
