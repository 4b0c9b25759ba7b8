"""torch.utils.data.dataset: what has samples, and ways to cut and join it."""
import math
import warnings

import torch


class Dataset:
    def __getitem__(self, index):
        raise NotImplementedError("Subclasses of Dataset should implement __getitem__.")

    def __add__(self, other):
        return ConcatDataset([self, other])


class IterableDataset(Dataset):
    def __iter__(self):
        raise NotImplementedError("Subclasses of IterableDataset should implement __iter__.")

    def __add__(self, other):
        return ChainDataset([self, other])


class TensorDataset(Dataset):
    def __init__(self, *tensors):
        count = tensors[0].size(0)
        assert all(tensor.size(0) == count for tensor in tensors), "Size mismatch between tensors"
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self):
        return self.tensors[0].size(0)


class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)
        assert len(self.datasets) > 0, "datasets should not be an empty iterable"
        for one in self.datasets:
            assert not isinstance(one, IterableDataset), "ConcatDataset does not support IterableDataset"
        self.cumulative_sizes = self.cumsum(self.datasets)

    @staticmethod
    def cumsum(sequence):
        ends = []
        for one in sequence:
            ends.append(len(one) + (ends[-1] if ends else 0))
        return ends

    def __len__(self):
        return self.cumulative_sizes[-1]

    def __getitem__(self, idx):
        if idx < 0:
            if -idx > len(self):
                raise ValueError("absolute value of index should not exceed dataset length")
            idx += len(self)
        which = 0
        while which < len(self.datasets) and self.cumulative_sizes[which] <= idx:
            which += 1
        return self.datasets[which][idx - (self.cumulative_sizes[which - 1] if which > 0 else 0)]


class _Chained:
    """Walks one data set after another."""

    def __init__(self, datasets):
        self.datasets = iter(datasets)
        self.walk = None

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            if self.walk is None:
                dataset = next(self.datasets)
                assert isinstance(dataset, IterableDataset), "ChainDataset only supports IterableDataset"
                self.walk = iter(dataset)
            try:
                return next(self.walk)
            except StopIteration:
                self.walk = None


class ChainDataset(IterableDataset):
    def __init__(self, datasets):
        self.datasets = datasets

    def __iter__(self):
        return _Chained(self.datasets)

    def __len__(self):
        total = 0
        for one in self.datasets:
            assert isinstance(one, IterableDataset), "ChainDataset only supports IterableDataset"
            total += len(one)
        return total


class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, idx):
        if isinstance(idx, list):
            return self.dataset[[self.indices[i] for i in idx]]
        return self.dataset[self.indices[idx]]

    def __getitems__(self, indices):
        if callable(getattr(self.dataset, "__getitems__", None)):
            return self.dataset.__getitems__([self.indices[i] for i in indices])
        return [self.dataset[self.indices[i]] for i in indices]

    def __len__(self):
        return len(self.indices)


def _whole_lengths(dataset, fractions):
    """Each fraction's share rounded down; what is left over goes round, one by one."""
    lengths = []
    for i, fraction in enumerate(fractions):
        if fraction < 0 or fraction > 1:
            raise ValueError(f"Fraction at index {i} is not between 0 and 1")
        lengths.append(math.floor(len(dataset) * fraction))
    for i in range(len(dataset) - sum(lengths)):
        lengths[i % len(lengths)] += 1
    for i, length in enumerate(lengths):
        if length == 0:
            warnings.warn(f"Length of split at index {i} is 0. This might result in an empty dataset.")
    return lengths


def random_split(dataset, lengths, generator=torch.default_generator):
    if math.isclose(sum(lengths), 1) and sum(lengths) <= 1:
        lengths = _whole_lengths(dataset, lengths)
    if sum(lengths) != len(dataset):
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    indices = torch.randperm(sum(lengths), generator=generator).tolist()
    parts = []
    begin = 0
    for length in lengths:
        parts.append(Subset(dataset, indices[begin:begin + length]))
        begin += length
    return parts
