# Bad: a frozen backbone that moves
# requires_grad=False keeps the weights still, not the running statistics: those are written by every pass in train.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

from torch import nn


class FrozenBackboneNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(
            nn.Linear(2, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 16), nn.BatchNorm1d(16), nn.ReLU()
        )
        for parameter in self.backbone.parameters():
            parameter.requires_grad = False
        self.head = nn.Linear(16, 2)

    def forward(self, x):
        return self.head(self.backbone(x))


model = FrozenBackboneNet()
