"""torch.utils.checkpoint: what a part computes is not kept, and computed again by backward."""
import warnings

import torch


def detach_variable(inputs):
    out = []
    for value in inputs:
        if isinstance(value, torch.Tensor):
            needed = value.requires_grad
            value = value.detach()
            value.requires_grad = needed
        out.append(value)
    return tuple(out)


class CheckpointFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, run_function, preserve_rng_state, *args):
        if not any(isinstance(a, torch.Tensor) and a.requires_grad for a in args):
            warnings.warn("None of the inputs have requires_grad=True. Gradients will be None")
        ctx.run_function = run_function
        ctx.preserve_rng_state = preserve_rng_state
        if preserve_rng_state:
            ctx.rng_state = torch.get_rng_state()
        ctx.inputs = tuple(None if isinstance(a, torch.Tensor) else a for a in args)
        ctx.places = tuple(i for i, a in enumerate(args) if isinstance(a, torch.Tensor))
        ctx.save_for_backward(*[args[i] for i in ctx.places])
        with torch.no_grad():
            return run_function(*args)

    @staticmethod
    def backward(ctx, *args):
        inputs = list(ctx.inputs)
        for place, tensor in zip(ctx.places, ctx.saved_tensors):
            inputs[place] = tensor
        now = torch.get_rng_state()
        if ctx.preserve_rng_state:
            torch.set_rng_state(ctx.rng_state)
        detached = detach_variable(tuple(inputs))
        with torch.enable_grad():
            outputs = ctx.run_function(*detached)
        if ctx.preserve_rng_state:
            torch.set_rng_state(now)
        if isinstance(outputs, torch.Tensor):
            outputs = (outputs,)
        pairs = [(o, g) for o, g in zip(outputs, args) if isinstance(o, torch.Tensor) and o.requires_grad]
        if not pairs:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        torch.autograd.backward([o for o, g in pairs], [g for o, g in pairs])
        grads = tuple(a.grad if isinstance(a, torch.Tensor) else None for a in detached)
        return (None, None) + grads


def checkpoint(function, *args, use_reentrant=True, preserve_rng_state=True, **kwargs):
    if kwargs and use_reentrant:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs.keys()))
    if use_reentrant:
        return CheckpointFunction.apply(function, preserve_rng_state, *args)
    # What is kept or not shows in memory alone.
    return function(*args, **kwargs)


def checkpoint_sequential(functions, segments, input, **kwargs):
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs.keys()))
    functions = list(functions)

    def run_function(start, end):
        def forward(input):
            for j in range(start, end + 1):
                input = functions[j](input)
            return input
        return forward

    size = len(functions) // segments
    end = -1
    for start in range(0, size * (segments - 1), size):
        end = start + size - 1
        input = checkpoint(run_function(start, end), input, preserve_rng_state=preserve)
    return run_function(end + 1, len(functions) - 1)(input)
