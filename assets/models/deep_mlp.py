# Deep MLP
# As many hidden layers as `widths` has numbers, each with BatchNorm and Dropout: the list is one line to change.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

from torch import nn


def hidden(sizes, p):
    layers = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.BatchNorm1d(fan_out), nn.ReLU(), nn.Dropout(p)]
    return layers


class DeepMLP(nn.Module):
    def __init__(self, widths=(2, 64, 64), classes=2, p=0.5):
        super().__init__()
        self.layers = nn.Sequential(*hidden(widths, p), nn.Linear(widths[-1], classes))

    def forward(self, x):
        return self.layers(x)


model = DeepMLP()
