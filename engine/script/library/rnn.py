"""torch.nn.utils.rnn: sequences of several lengths in one tensor, padded or packed step by step."""
from collections.abc import Iterable
from typing import NamedTuple

import torch


class PackedSequence(NamedTuple):
    data: object
    batch_sizes: object = None
    sorted_indices: object = None
    unsorted_indices: object = None

    def to(self, *args, **kwargs):
        data = self.data.to(*args, **kwargs)
        return PackedSequence(data, self.batch_sizes, self.sorted_indices, self.unsorted_indices)

    def double(self):
        return self.to(torch.float64)

    def float(self):
        return self.to(torch.float32)

    def cpu(self):
        return self

    @property
    def is_cuda(self):
        return False


def invert_permutation(permutation):
    return None if permutation is None else torch.argsort(permutation)


def _checked(lengths, count):
    numbers = lengths.tolist()
    if len(numbers) != count:
        raise RuntimeError(f"Expected `len(lengths)` to be equal to batch_size, but got {len(numbers)} "
                           f"(batch_size={count})")
    for i, number in enumerate(numbers):
        if i > 0 and number > numbers[i - 1]:
            raise RuntimeError("`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can "
                               "pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this "
                               "requirement if you do not need ONNX exportability.")
        if number <= 0:
            raise RuntimeError("Length of all samples has to be greater than 0, but found an element in 'lengths' that is "
                               "<= 0")
    return numbers


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    lengths = torch.as_tensor(lengths, dtype=torch.int64)
    order = None
    if not enforce_sorted:
        lengths, order = torch.sort(lengths, descending=True)
        input = input.index_select(0 if batch_first else 1, order)
    if batch_first:
        input = input.transpose(0, 1)
    numbers = _checked(lengths, input.size(1))
    sizes = [sum(1 for number in numbers if number > step) for step in range(numbers[0])]
    data = torch.cat([input[step, :size] for step, size in enumerate(sizes) if step < input.size(0)])
    return PackedSequence(data, torch.tensor(sizes), order, invert_permutation(order))


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    sizes = sequence.batch_sizes.tolist()
    steps = len(sizes)
    if total_length is not None:
        if total_length < steps:
            raise ValueError("Expected total_length to be at least the length of the longest sequence in input, but got "
                             f"total_length={total_length} and max sequence length being {steps}")
        steps = total_length
    sizes += [0] * (steps - len(sizes))
    count = sizes[0]
    rest = tuple(sequence.data.shape[1:])
    rows = []
    begin = 0
    for size in sizes:
        row = sequence.data[begin:begin + size]
        if size < count:
            row = torch.cat([row, torch.full((count - size,) + rest, padding_value, dtype=row.dtype)])
        rows.append(row)
        begin += size
    dim = 0 if batch_first else 1
    padded = torch.stack(rows, 1 - dim)
    lengths = torch.tensor([sum(1 for size in sizes if size > i) for i in range(count)])
    if sequence.unsorted_indices is None:
        return padded, lengths
    return padded.index_select(dim, sequence.unsorted_indices), lengths[sequence.unsorted_indices]


def pad_sequence(sequences, batch_first=False, padding_value=0.0):
    if not isinstance(sequences, Iterable):
        raise RuntimeError(f"pad_sequence: Expected iterable for input sequences, but got arg of type: {type(sequences)}")
    sequences = tuple(sequences)
    if not sequences:
        raise RuntimeError("received an empty list of sequences")
    longest = max(one.size(0) for one in sequences)
    sizes = (len(sequences), longest) if batch_first else (longest, len(sequences))
    padded = torch.full(sizes + tuple(sequences[0].shape[1:]), padding_value, dtype=sequences[0].dtype)
    for i, one in enumerate(sequences):
        if batch_first:
            padded[i, :one.size(0)] = one
        else:
            padded[:one.size(0), i] = one
    return padded


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    if not batch_first:
        padded_sequences = padded_sequences.transpose(0, 1)
    return [one[:int(length)] for one, length in zip(padded_sequences, lengths)]


def pack_sequence(sequences, enforce_sorted=True):
    lengths = torch.as_tensor([one.size(0) for one in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences):
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)
