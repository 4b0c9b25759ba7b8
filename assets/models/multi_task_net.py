# Multi-task net
# One trunk and a ModuleList of heads, each with a Dropout of its own: a head can be in eval while the trunk trains.
# Input: points of shape (N, 2). Suggested data: two moons; the outputs are one tensor a task.

from torch import nn


class MultiTaskNet(nn.Module):
    def __init__(self, tasks=(2, 3, 1)):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(2, 32), nn.BatchNorm1d(32), nn.ReLU())
        self.heads = nn.ModuleList(
            nn.Sequential(nn.Dropout(0.3), nn.Linear(32, outputs)) for outputs in tasks
        )

    def forward(self, x):
        shared = self.trunk(x)
        return tuple(head(shared) for head in self.heads)


model = MultiTaskNet()
