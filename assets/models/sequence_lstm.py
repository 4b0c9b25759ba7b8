# Sequence LSTM
# Two stacked LSTM layers with Dropout between them, and a head on the last step.
# Input: sequences of shape (N, T, 4). Suggested data: random sequences, 3 classes.

from torch import nn


class SequenceLSTM(nn.Module):
    def __init__(self, features=4, hidden=16, classes=3):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, dropout=0.3, batch_first=True)
        self.drop = nn.Dropout(0.3)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        outputs, (h, c) = self.lstm(x)
        return self.head(self.drop(outputs[:, -1]))


model = SequenceLSTM()
