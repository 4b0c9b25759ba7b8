# Nested MLP
# Two blocks of Linear, BatchNorm, ReLU and Dropout in a backbone, and a head: small enough to watch
# every number, nested enough that a mode can be set at every level.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

from collections import OrderedDict

from torch import nn


def block(in_features, out_features):
    return nn.Sequential(
        OrderedDict(
            # No bias: the BatchNorm behind it would take it away again.
            fc=nn.Linear(in_features, out_features, bias=False),
            bn=nn.BatchNorm1d(out_features),
            act=nn.ReLU(),
            drop=nn.Dropout(0.5),
        )
    )


class NestedMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(OrderedDict(block1=block(2, 16), block2=block(16, 16)))
        self.head = nn.Linear(16, 2)

    def forward(self, x):
        x = self.backbone(x)
        return self.head(x)


model = NestedMLP()
