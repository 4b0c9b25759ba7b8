# Branch net
# Forward takes one of two branches, by the data: the one that is not taken has its flag written all the same.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

from torch import nn


class BranchNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.near = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.ReLU())
        self.far = nn.Sequential(nn.Linear(2, 16), nn.Dropout(0.5), nn.Tanh())
        self.head = nn.Linear(16, 2)

    def forward(self, x):
        if x.norm(dim=1).mean() < 1:
            h = self.near(x)
        else:
            h = self.far(x)
        return self.head(h)


model = BranchNet()
