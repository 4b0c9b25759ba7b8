# Tiny Transformer
# Tokens and places are embedded, two encoder layers mix them, and the mean is classified: Dropout sits in five places
# of every layer, one of them inside the attention.
# Input: tokens of shape (N, T), whole numbers below 16. Suggested data: random tokens, 2 classes.

import torch
from torch import nn


class TinyTransformer(nn.Module):
    def __init__(self, vocabulary=16, width=16, heads=2, layers=2, longest=12, classes=2):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.zeros(longest, width))
        layer = nn.TransformerEncoderLayer(width, heads, dim_feedforward=32, dropout=0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, layers)
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, classes)

    def forward(self, tokens):
        x = self.tokens(tokens) + self.places[: tokens.size(1)]
        x = self.encoder(x)
        return self.head(self.norm(x.mean(dim=1)))


model = TinyTransformer()
