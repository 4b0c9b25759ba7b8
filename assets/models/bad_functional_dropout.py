# Bad: functional dropout
# F.dropout drops in eval too, since nobody hands it self.training; the second one does it right.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

import torch.nn.functional as F
from torch import nn


class FunctionalDropoutNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 32)
        self.fc2 = nn.Linear(32, 32)
        self.fc3 = nn.Linear(32, 2)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = F.dropout(x, 0.5)
        x = F.relu(self.fc2(x))
        x = F.dropout(x, 0.5, training=self.training)
        return self.fc3(x)


model = FunctionalDropoutNet()
