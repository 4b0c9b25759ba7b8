# Fashion CNN
# Two rounds of convolution, BatchNorm, ReLU and pooling find features, a classifier with Dropout
# names them.
# Input: grey pictures of shape (N, 1, 28, 28). Suggested data: Fashion-MNIST, 10 classes.

from collections import OrderedDict

from torch import nn


class FashionCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(1, 8, 3, padding=1, bias=False),
                bn1=nn.BatchNorm2d(8),
                act1=nn.ReLU(),
                pool1=nn.MaxPool2d(2),
                conv2=nn.Conv2d(8, 16, 3, padding=1, bias=False),
                bn2=nn.BatchNorm2d(16),
                act2=nn.ReLU(),
                pool2=nn.MaxPool2d(2),
            )
        )
        self.flatten = nn.Flatten()
        self.classifier = nn.Sequential(
            OrderedDict(
                drop=nn.Dropout(0.5),
                fc=nn.Linear(16 * 7 * 7, 10),
            )
        )

    def forward(self, x):
        x = self.features(x)
        x = self.flatten(x)
        return self.classifier(x)


model = FashionCNN()
