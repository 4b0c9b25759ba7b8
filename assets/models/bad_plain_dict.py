# Bad: a plain dict
# The branches stand in a Python dict: they compute, and model.eval() does not reach them.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

from torch import nn


class PlainDictNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.branches = {
            "left": nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16)),
            "right": nn.Sequential(nn.Linear(2, 16), nn.Dropout(0.5)),
        }
        self.head = nn.Linear(16, 2)

    def forward(self, x):
        total = sum(branch(x) for branch in self.branches.values())
        return self.head(total)


model = PlainDictNet()
