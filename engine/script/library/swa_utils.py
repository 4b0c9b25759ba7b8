"""torch.optim.swa_utils: the mean of a model's weights on its way."""
import math
from copy import deepcopy

import torch
from torch import nn


class AveragedModel(nn.Module):
    def __init__(self, model, device=None, avg_fn=None, use_buffers=False):
        super().__init__()
        self.module = deepcopy(model)
        self.register_buffer('n_averaged', torch.tensor(0, dtype=torch.long))
        self.avg_fn = avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def update_parameters(self, model):
        mine, theirs = list(self.module.parameters()), list(model.parameters())
        if self.use_buffers:
            mine += list(self.module.buffers())
            theirs += list(model.buffers())
        with torch.no_grad():
            for kept, now in zip(mine, theirs):
                if self.n_averaged == 0:
                    kept.copy_(now)
                elif self.avg_fn is None:
                    kept.copy_(kept + (now - kept) / (self.n_averaged + 1))
                else:
                    kept.copy_(self.avg_fn(kept, now, self.n_averaged))
        self.n_averaged += 1


def update_bn(loader, model, device=None):
    norms = [m for m in model.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm)]
    if not norms:
        return
    was_training = model.training
    model.train()
    before = [m.momentum for m in norms]
    for m in norms:
        m.reset_running_stats()
        m.momentum = None
    for batch in loader:
        model(batch[0] if isinstance(batch, (list, tuple)) else batch)
    for m, momentum in zip(norms, before):
        m.momentum = momentum
    model.train(was_training)
