"""A convolutional denoising autoencoder with a bottleneck, and a few steps of its training."""
import os
from typing import List, Optional, Tuple

import torch
from torch import nn, Tensor
from torch.nn import functional as F


def conv_block(in_channels: int, out_channels: int, *, stride: int = 2, last: bool = False) -> nn.Sequential:
    layers: List[nn.Module] = [nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1)]
    if not last:
        layers += [nn.BatchNorm2d(out_channels), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


class Encoder(nn.Module):
    def __init__(self, channels: Tuple[int, ...] = (1, 4, 8), latent: int = 6):
        super().__init__()
        self.blocks = nn.ModuleList(conv_block(a, b) for a, b in zip(channels[:-1], channels[1:]))
        self.to_latent = nn.LazyLinear(latent)

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = block(x)
        return self.to_latent(x.flatten(start_dim=1))


class Decoder(nn.Module):
    def __init__(self, channels: Tuple[int, ...] = (8, 4, 1), latent: int = 6, side: int = 4):
        super().__init__()
        self.shape = (channels[0], side, side)
        self.from_latent = nn.Linear(latent, channels[0] * side * side)
        ups = []
        for i, (a, b) in enumerate(zip(channels, channels[1:])):
            ups.append(nn.ConvTranspose2d(a, b, kernel_size=4, stride=2, padding=1))
            if i < len(channels) - 2:
                ups.append(nn.ReLU())
        self.ups = nn.Sequential(*ups)

    def forward(self, z: Tensor) -> Tensor:
        return torch.sigmoid(self.ups(self.from_latent(z).view(-1, *self.shape)))


class Autoencoder(nn.Module):
    """Adds noise while it trains, and takes it away."""

    def __init__(self, latent: int = 6, noise: float = 0.1):
        super().__init__()
        self.encoder, self.decoder = Encoder(latent=latent), Decoder(latent=latent)
        self.noise = noise

    def forward(self, x: Tensor, return_latent: bool = False):
        given = (x + self.noise * torch.randn_like(x)).clamp(0.0, 1.0) if self.training else x
        z = self.encoder(given)
        out = self.decoder(z)
        return (out, z) if return_latent else out

    @torch.no_grad()
    def reconstruct(self, x: Tensor) -> Tensor:
        was_training = self.training
        self.eval()
        try:
            return self(x)
        finally:
            self.train(was_training)


def stripes(n: int, side: int = 16) -> Tensor:
    rows = torch.arange(side).view(1, 1, side, 1)
    phase = torch.arange(n).view(n, 1, 1, 1)
    return ((rows + phase) % 4 < 2).float().expand(n, 1, side, side).contiguous()


def fit(net: nn.Module, data: Tensor, epochs: int = 2, batch: int = 4, log: Optional[list] = None) -> float:
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, weight_decay=1e-5)
    net.train()
    for epoch in range(epochs):
        total = 0.0
        for xb in data.split(batch):
            out, z = net(xb, return_latent=True)
            loss = F.mse_loss(out, xb) + 1e-3 * z.pow(2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * xb.size(0)
        print(f"====> Epoch: {epoch + 1} Average loss: {total / len(data):.4f}")
        if log is not None:
            log.append(total / len(data))
    return total / len(data)


def build():
    net = Autoencoder()
    net.reconstruct(stripes(1))
    return net


if __name__ == "__main__":
    os.makedirs("results", exist_ok=True)
