# Bad: a Dropout made inside forward
# Every pass makes a new module, and a new module is in train: no eval() can reach it.
# Input: points of shape (N, 2). Suggested data: two moons, 2 classes.

from torch import nn


class FreshDropoutNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 32)
        self.act = nn.ReLU()
        self.fc2 = nn.Linear(32, 2)

    def forward(self, x):
        x = self.act(self.fc1(x))
        x = nn.Dropout(p=0.5)(x)
        return self.fc2(x)


model = FreshDropoutNet()
