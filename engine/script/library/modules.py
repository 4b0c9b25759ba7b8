"""Modules of torch.nn that are made of others' parts."""
import torch
from torch import nn


class DataParallel(nn.Module):
    """Without a GPU there is nothing to share: it calls the module."""

    def __init__(self, module, device_ids=None, output_device=None, dim=0):
        super().__init__()
        self.module = module
        self.device_ids = []

    def forward(self, *inputs, **kwargs):
        return self.module(*inputs, **kwargs)


class TripletMarginWithDistanceLoss(nn.Module):
    def __init__(self, *, distance_function=None, margin=1.0, swap=False, reduction='mean'):
        super().__init__()
        self.distance_function = nn.PairwiseDistance() if distance_function is None else distance_function
        self.margin = margin
        self.swap = swap
        self.reduction = reduction

    def forward(self, anchor, positive, negative):
        far = self.distance_function(anchor, negative)
        if self.swap:
            far = torch.min(far, self.distance_function(positive, negative))
        loss = torch.clamp(self.distance_function(anchor, positive) - far + self.margin, min=0.0)
        if self.reduction == 'mean':
            return loss.mean()
        return loss.sum() if self.reduction == 'sum' else loss
