"""torch.autograd.function: steps whose gradient a script writes."""
import torch


class FunctionCtx:
    """What forward leaves for backward."""

    def __init__(self):
        self._saved = ()
        self._dirty = ()
        self._constant = ()
        self._zeros = True

    def save_for_backward(self, *tensors):
        for tensor in tensors:
            if tensor is not None and not isinstance(tensor, torch.Tensor):
                raise TypeError(f"save_for_backward can only save variables, but argument {tensors.index(tensor)} is of "
                                f"type {type(tensor).__name__}")
        self._saved = tensors

    def mark_dirty(self, *args):
        self._dirty = args

    def mark_non_differentiable(self, *args):
        self._constant = args

    def set_materialize_grads(self, value):
        self._zeros = value

    @property
    def saved_tensors(self):
        return tuple(self._saved)


class _Step:
    """One call of a Function, as backward needs it: it holds none of the results."""

    def __init__(self, function, ctx, places, count, outputs):
        self.function = function
        self.ctx = ctx
        self.places = places
        self.count = count
        self.outputs = outputs

    def backward(self, saved, gradients):
        self.ctx._saved = saved
        given = list(gradients)
        for place, sizes, dtype in self.outputs:
            zeros = sizes is not None and self.ctx._zeros
            given.insert(place, torch.zeros(sizes, dtype=dtype) if zeros else None)
        results = self.function.backward(self.ctx, *given)
        self.ctx._saved = ()
        if not isinstance(results, tuple):
            results = (results,)
        name = self.function.__name__ + "Backward"
        results = list(results)
        while len(results) > self.count and results[-1] is None:
            results.pop()
        if len(results) != self.count:
            raise RuntimeError(f"function {name} returned an incorrect number of gradients (expected {self.count}, got "
                               f"{len(results)})")
        for place, result in enumerate(results):
            if result is None:
                continue
            if place not in self.places:
                raise RuntimeError(f"function {name} returned a gradient different than None at position {place + 1}, "
                                   "but the corresponding forward input was not a Variable")
            if not isinstance(result, torch.Tensor):
                raise RuntimeError(f"expected Variable or None (got {type(result).__name__})")
        return [results[place] for place in self.places]


def _among(tensor, tensors):
    return any(tensor is other for other in tensors)


class Function(FunctionCtx):
    """A step with a gradient of its own: inherit, and write forward and backward."""

    def __call__(self, *args, **kwargs):
        raise RuntimeError(
            "Legacy autograd function with non-static forward method is deprecated. "
            "Please use new-style autograd function with static forward method. "
            "(Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)")

    @staticmethod
    def forward(ctx, *args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD.")

    @classmethod
    def apply(cls, *args):
        ctx = FunctionCtx()
        ctx.needs_input_grad = tuple(isinstance(a, torch.Tensor) and a.requires_grad for a in args)
        places = [i for i, a in enumerate(args) if isinstance(a, torch.Tensor)]
        inputs = [args[i] for i in places]
        with torch.no_grad():
            made = cls.forward(ctx, *args)
        several = isinstance(made, tuple)
        outputs = list(made) if several else [made]
        saved = list(ctx._saved)
        for i, output in enumerate(outputs):
            if _among(output, inputs) and not _among(output, ctx._dirty):
                outputs[i] = output.detach()
        differentiable = [
            o for o in outputs
            if isinstance(o, torch.Tensor) and o.is_floating_point() and not _among(o, ctx._constant)]
        constants = [
            (i, tuple(o.shape), o.dtype) if isinstance(o, torch.Tensor) else (i, None, None)
            for i, o in enumerate(outputs) if not _among(o, differentiable)]
        ctx._saved = ()
        dirty = [t for t in ctx._dirty]
        ctx._dirty = ctx._constant = ()
        step = _Step(cls, ctx, places, len(args), constants)
        torch.autograd._record_step(
            cls.__name__ + "Backward", inputs, differentiable, saved, step.backward, ctx._zeros, dirty)
        return tuple(outputs) if several else outputs[0]


class _Twice(Function):
    @staticmethod
    def forward(ctx, made, *made_of):
        ctx.count = len(made_of)
        return made.clone()

    @staticmethod
    def backward(ctx, gradient):
        raise RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable")


class _Once:
    def __init__(self, function):
        self.function = function

    def __call__(self, ctx, *args):
        with torch.no_grad():
            outputs = self.function(ctx, *args)
        tensors = [a for a in args if isinstance(a, torch.Tensor) and a.requires_grad]
        if not torch.is_grad_enabled() or not tensors:
            return outputs
        if isinstance(outputs, tuple):
            return tuple(None if o is None else _Twice.apply(o, *tensors) for o in outputs)
        return outputs if outputs is None else _Twice.apply(outputs, *tensors)


def once_differentiable(function):
    return _Once(function)
