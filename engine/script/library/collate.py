"""torch.utils.data._utils.collate: how samples become a batch."""
from collections.abc import Mapping, Sequence

import torch


def default_convert(data):
    # What turns NumPy's arrays into tensors has nothing to do here.
    return data


def default_collate(batch):
    first = batch[0]
    kind = type(first)
    if isinstance(first, torch.Tensor):
        return torch.stack(batch, 0)
    if isinstance(first, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(first, int):
        return torch.tensor(batch)
    if isinstance(first, str):
        return batch
    if isinstance(first, Mapping):
        together = {key: default_collate([one[key] for one in batch]) for key in first}
        try:
            return kind(together)
        except TypeError:
            return together
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return kind(*[default_collate(part) for part in zip(*batch)])
    if isinstance(first, Sequence):
        if not all(len(one) == len(first) for one in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        return [default_collate(part) for part in zip(*batch)]
    raise TypeError("default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; "
                    f"found {kind}")
