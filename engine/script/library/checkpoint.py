"""torch.utils.checkpoint: what a part computes is not kept, and computed again by backward."""
import warnings

import torch


def detach_variable(inputs):
    return tuple(_fresh_leaf(x) if isinstance(x, torch.Tensor) else x for x in inputs)


def _fresh_leaf(x):
    return x.detach().requires_grad_(x.requires_grad)


class CheckpointFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, part, keeps_draws, *given):
        tensors = [x for x in given if isinstance(x, torch.Tensor)]
        if not any(x.requires_grad for x in tensors):
            warnings.warn("None of the inputs have requires_grad=True. Gradients will be None")
        ctx.part = part
        ctx.draws_from = torch.get_rng_state() if keeps_draws else None
        ctx.is_tensor = [isinstance(x, torch.Tensor) for x in given]
        ctx.others = [x for x in given if not isinstance(x, torch.Tensor)]
        ctx.save_for_backward(*tensors)
        with torch.no_grad():
            return part(*given)

    @staticmethod
    def backward(ctx, *gradients):
        tensors, others = iter(ctx.saved_tensors), iter(ctx.others)
        again = detach_variable([next(tensors) if known else next(others) for known in ctx.is_tensor])
        results = _with_draws_from(ctx.draws_from, ctx.part, again)
        wanted = [(y, dy) for y, dy in zip(results, gradients) if isinstance(y, torch.Tensor) and y.requires_grad]
        if not wanted:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        torch.autograd.backward([y for y, _ in wanted], [dy for _, dy in wanted])
        return None, None, *(x.grad if known else None for x, known in zip(again, ctx.is_tensor))


def _with_draws_from(state, part, inputs):
    """The part's results as a tuple, drawn from where its first run drew; the stream goes on where it was."""
    now = torch.get_rng_state()
    if state is not None:
        torch.set_rng_state(state)
    with torch.enable_grad():
        results = part(*inputs)
    if state is not None:
        torch.set_rng_state(now)
    return (results,) if isinstance(results, torch.Tensor) else results


def checkpoint(function, *args, use_reentrant=True, preserve_rng_state=True, **kwargs):
    if not use_reentrant:
        # What is kept or not shows in memory alone.
        return function(*args, **kwargs)
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    return CheckpointFunction.apply(function, preserve_rng_state, *args)


def _in_turn(functions):
    def part(x):
        for function in functions:
            x = function(x)
        return x
    return part


def checkpoint_sequential(functions, segments, input, preserve_rng_state=True, **kwargs):
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    layers = list(functions)
    length = len(layers) // segments
    # The last segment takes what is left, and is not run twice.
    last = length * (segments - 1)
    for first in range(0, last, length):
        part = _in_turn(layers[first:first + length])
        input = checkpoint(part, input, preserve_rng_state=preserve_rng_state)
    return _in_turn(layers[last:])(input)
