"""torch.utils.data.sampler: the order in which samples are taken. Draws come when PyTorch's come: at the first sample."""
import torch


class Sampler:
    def __init__(self, data_source=None):
        pass

    def __iter__(self):
        raise NotImplementedError


class SequentialSampler(Sampler):
    def __init__(self, data_source):
        self.data_source = data_source

    def __iter__(self):
        return iter(range(len(self.data_source)))

    def __len__(self):
        return len(self.data_source)


class _Walk:
    """Asks for numbers piece by piece: `draw(piece)` of its sampler, until it gives None."""

    def __init__(self, draw):
        self.draw = draw
        self.pieces = 0
        self.piece = iter([])

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            try:
                return next(self.piece)
            except StopIteration:
                drawn = self.draw(self.pieces)
                if drawn is None:
                    self.draw = _nothing
                    raise StopIteration
                self.pieces += 1
                self.piece = iter(drawn)


def _nothing(piece):
    return None


class _RandomDraws:
    """The pieces of a RandomSampler: permutations, or 32 numbers each with replacement; then what is left over."""

    def __init__(self, sampler):
        self.sampler = sampler
        self.generator = sampler.generator

    def __call__(self, piece):
        sampler = self.sampler
        count = len(sampler.data_source)
        if self.generator is None:
            seed = int(torch.empty((), dtype=torch.int64).random_().item())
            self.generator = torch.Generator()
            self.generator.manual_seed(seed)
        size = 32 if sampler.replacement else count
        whole = sampler.num_samples // size
        if piece > whole:
            return None
        if sampler.replacement:
            drawn = size if piece < whole else sampler.num_samples % size
            return torch.randint(high=count, size=(drawn,), dtype=torch.int64, generator=self.generator).tolist()
        order = torch.randperm(count, generator=self.generator).tolist()
        return order if piece < whole else order[:sampler.num_samples % size]


class RandomSampler(Sampler):
    def __init__(self, data_source, replacement=False, num_samples=None, generator=None):
        self.data_source = data_source
        self.replacement = replacement
        self._num_samples = num_samples
        self.generator = generator
        if not isinstance(self.replacement, bool):
            raise TypeError(f"replacement should be a boolean value, but got replacement={self.replacement}")
        if not isinstance(self.num_samples, int) or self.num_samples <= 0:
            raise ValueError(f"num_samples should be a positive integer value, but got num_samples={self.num_samples}")

    @property
    def num_samples(self):
        return len(self.data_source) if self._num_samples is None else self._num_samples

    def __iter__(self):
        return _Walk(_RandomDraws(self))

    def __len__(self):
        return self.num_samples


class SubsetRandomSampler(Sampler):
    def __init__(self, indices, generator=None):
        self.indices = indices
        self.generator = generator

    def _draw(self, piece):
        if piece > 0:
            return None
        return [self.indices[i] for i in torch.randperm(len(self.indices), generator=self.generator).tolist()]

    def __iter__(self):
        return _Walk(self._draw)

    def __len__(self):
        return len(self.indices)


class WeightedRandomSampler(Sampler):
    def __init__(self, weights, num_samples, replacement=True, generator=None):
        if not isinstance(num_samples, int) or isinstance(num_samples, bool) or num_samples <= 0:
            raise ValueError(f"num_samples should be a positive integer value, but got num_samples={num_samples}")
        if not isinstance(replacement, bool):
            raise ValueError(f"replacement should be a boolean value, but got replacement={replacement}")
        self.weights = torch.as_tensor(weights, dtype=torch.double)
        if self.weights.dim() != 1:
            raise ValueError("weights should be a 1d sequence but given "
                             f"weights have shape {tuple(self.weights.shape)}")
        self.num_samples = num_samples
        self.replacement = replacement
        self.generator = generator

    def _draw(self, piece):
        if piece > 0:
            return None
        return torch.multinomial(self.weights, self.num_samples, self.replacement, generator=self.generator).tolist()

    def __iter__(self):
        return _Walk(self._draw)

    def __len__(self):
        return self.num_samples


class _Batches:
    """Gathers a sampler's indices to lists."""

    def __init__(self, sampler, batch_size, drop_last):
        self.sampler = sampler
        self.walk = None
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self):
        return self

    def __next__(self):
        if self.walk is None:
            self.walk = iter(self.sampler)
        batch = []
        while len(batch) < self.batch_size:
            try:
                batch.append(next(self.walk))
            except StopIteration:
                # The walk has ended: it is not asked again.
                self.walk = iter([])
                if self.drop_last or not batch:
                    raise StopIteration
                break
        return batch


class BatchSampler(Sampler):
    def __init__(self, sampler, batch_size, drop_last):
        if not isinstance(batch_size, int) or isinstance(batch_size, bool) or batch_size <= 0:
            raise ValueError(f"batch_size should be a positive integer value, but got batch_size={batch_size}")
        if not isinstance(drop_last, bool):
            raise ValueError(f"drop_last should be a boolean value, but got drop_last={drop_last}")
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self):
        return _Batches(self.sampler, self.batch_size, self.drop_last)

    def __len__(self):
        if self.drop_last:
            return len(self.sampler) // self.batch_size
        return (len(self.sampler) + self.batch_size - 1) // self.batch_size
