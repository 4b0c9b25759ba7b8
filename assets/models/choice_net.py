# Choice net
# A ModuleDict holds the activations by name, and forward picks one: what is not picked still gets its flag written.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

from torch import nn


class ChoiceNet(nn.Module):
    def __init__(self, activation="rrelu"):
        super().__init__()
        self.activation = activation
        self.inner = nn.Linear(2, 24)
        self.activations = nn.ModuleDict(
            {
                "relu": nn.ReLU(),
                "rrelu": nn.RReLU(),
                "selu": nn.Sequential(nn.SELU(), nn.AlphaDropout(0.2)),
            }
        )
        self.outer = nn.Linear(24, 2)

    def forward(self, x):
        x = self.inner(x)
        x = self.activations[self.activation](x)
        return self.outer(x)


model = ChoiceNet()
