# Lazy CNN
# Layers that learn how many inputs they have from the first batch; until then they have no weights.
# Input: grey pictures of shape (N, 1, 28, 28), or of another size: it asks once. Suggested data: Fashion-MNIST.

from torch import nn


class LazyCNN(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.features = nn.Sequential(
            nn.LazyConv2d(8, kernel_size=3, padding=1),
            nn.LazyBatchNorm2d(),
            nn.ReLU(),
            nn.MaxPool2d(4),
        )
        self.flatten = nn.Flatten()
        self.drop = nn.Dropout(0.3)
        self.head = nn.LazyLinear(classes)

    def forward(self, x):
        x = self.features(x)
        return self.head(self.drop(self.flatten(x)))


model = LazyCNN()
