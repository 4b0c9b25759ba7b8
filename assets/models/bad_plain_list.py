# Bad: a plain list
# The blocks stand in a Python list, which nn.Module does not look into: no flag, no parameter, no state_dict entry.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

import torch
from torch import nn


class PlainListNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = [nn.Linear(2, 16), nn.Dropout(0.5), nn.Linear(16, 16)]
        self.head = nn.Linear(16, 2)

    def forward(self, x):
        for block in self.blocks:
            x = torch.relu(block(x))
        return self.head(x)


model = PlainListNet()
