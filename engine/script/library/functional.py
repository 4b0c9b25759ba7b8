"""torch.autograd.functional: derivatives of functions, as numbers or as products with vectors."""
import torch


def _tuple_of(value, name, function):
    wanted = f"The {name} given to {function} must be either a Tensor or a tuple of Tensors but the"
    if isinstance(value, torch.Tensor):
        return False, (value,)
    if not isinstance(value, tuple):
        raise TypeError(f"{wanted} given {name} has type {type(value)}.")
    for i, element in enumerate(value):
        if not isinstance(element, torch.Tensor):
            raise TypeError(f"{wanted} value at index {i} has type {type(element)}.")
    return True, value


def _ready(inputs, create_graph, need_graph):
    ready = []
    for x in inputs:
        if create_graph and x.requires_grad:
            ready.append(x.view_as(x))
        else:
            ready.append(x.detach().requires_grad_(need_graph))
    return tuple(ready)


def _finished(tensors, create_graph):
    if create_graph:
        return tuple(tensors)
    return tuple(None if t is None else t.detach() for t in tensors)


def _shown(several, values):
    return tuple(values) if several else values[0]


def _check_vectors(v, other, several):
    if len(v) != len(other):
        if several:
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(other)} but got {len(v)}.")
        raise RuntimeError("The given v should contain a single Tensor.")
    for i, (one, wanted) in enumerate(zip(v, other)):
        if one.size() != wanted.size():
            begin = f"Entry {i} in " if several else ""
            raise RuntimeError(f"{begin}v has invalid size: should be {wanted.size()} but got {one.size()}.")


def _gradients(outputs, inputs, grad_outputs=None, create_graph=False, retain_graph=None):
    if grad_outputs is None:
        grad_outputs = (None,) * len(outputs)
    pairs = [(o, g) for o, g in zip(outputs, grad_outputs) if o is not None and o.requires_grad]
    if not pairs:
        return (None,) * len(inputs)
    return torch.autograd.grad([o for o, g in pairs], inputs, [g for o, g in pairs], allow_unused=True,
                               create_graph=create_graph, retain_graph=retain_graph)


# What strict mode says of a gradient that is none.
_MISSING = {
    "back": "The output of the user-provided function is independent of input {}. This is not allowed in strict mode.",
    "back_trick": "The gradient with respect to the input is independent of entry {} in the grad_outputs when using the "
                  "double backward trick to compute forward mode gradients. This is not allowed in strict mode.",
    "double_back": "The jacobian of the user-provided function is independent of input {}. This is not allowed in "
                   "strict mode.",
    "double_back_trick": "The hessian of the user-provided function is independent of entry {} in the grad_jacobian. "
                         "This is not allowed in strict mode as it prevents from using the double backward trick to "
                         "replace forward mode AD.",
}

# And of one that needs no gradient.
_CONSTANT = {
    "outputs": "Output {} of the user-provided function does not require gradients. The outputs must be computed in a "
               "differentiable manner from the input when running in strict mode.",
    "grad_inputs": "The gradient with respect to input {} is independent of the inputs of the user-provided function. "
                   "This is not allowed in strict mode.",
    "jacobian": "While computing the hessian, found that the jacobian of the user-provided function with respect to "
                "input {} is independent of the input. This is not allowed in strict mode. You should ensure that your "
                "function is twice differentiable and that the jacobian depends on the inputs (this would be violated "
                "by a linear function for example).",
    "hessian": "The hessian of the user-provided function with respect to input {} is independent of the input. This "
               "is not allowed in strict mode. You should ensure that your function is thrice differentiable and that "
               "the hessian depends on the inputs.",
}


def _filled(grads, references, strict, create_graph, stage):
    out = []
    for i, (grad, x) in enumerate(zip(grads, references)):
        if grad is None:
            if strict:
                raise RuntimeError(_MISSING[stage].format(i))
            grad = torch.zeros_like(x)
        elif strict and create_graph and not grad.requires_grad:
            of = "hessian" if "double" in stage else "jacobian"
            raise RuntimeError(f"The {of} of the user-provided function is independent of input {i}. This is not "
                               "allowed in strict mode when create_graph=True.")
        out.append(grad)
    return tuple(out)


def _check_needed(tensors, kind, strict):
    for i, tensor in enumerate(tensors if strict else ()):
        if tensor is None:
            raise RuntimeError(_MISSING["back"].format(i))
        if not tensor.requires_grad:
            raise RuntimeError(_CONSTANT[kind].format(i))


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        several, inputs = _tuple_of(inputs, "inputs", "vjp")
        inputs = _ready(inputs, create_graph, True)
        outputs = func(*inputs)
        several_out, outputs = _tuple_of(outputs, "outputs of the user-provided function", "vjp")
        _check_needed(outputs, "outputs", strict)
        if v is not None:
            _, v = _tuple_of(v, "v", "vjp")
            v = _ready(v, create_graph, False)
            _check_vectors(v, outputs, several_out)
        elif len(outputs) != 1 or outputs[0].nelement() != 1:
            raise RuntimeError("The vector v can only be None if the user-provided function returns a single Tensor with a single element.")
    with torch.set_grad_enabled(True if create_graph else torch.is_grad_enabled()):
        grads = _gradients(outputs, inputs, v, create_graph)
        products = _filled(grads, inputs, strict, create_graph, "back")
    return _shown(several_out, _finished(outputs, create_graph)), _shown(several, _finished(products, create_graph))


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        several, inputs = _tuple_of(inputs, "inputs", "jvp")
        inputs = _ready(inputs, create_graph, True)
        if v is not None:
            _, v = _tuple_of(v, "v", "jvp")
            v = _ready(v, create_graph, False)
            _check_vectors(v, inputs, several)
        elif len(inputs) != 1 or inputs[0].nelement() != 1:
            raise RuntimeError("The vector v can only be None if the input to the user-provided function is a single Tensor with a single element.")
        outputs = func(*inputs)
        several_out, outputs = _tuple_of(outputs, "outputs of the user-provided function", "jvp")
        _check_needed(outputs, "outputs", strict)
        # Backward of a backward is forward: of any vector, here zeros.
        ghosts = tuple(torch.zeros_like(o, requires_grad=True) for o in outputs)
        grads = _gradients(outputs, inputs, ghosts, True)
        _check_needed(grads, "grad_inputs", strict)
    if create_graph:
        with torch.enable_grad():
            made = _gradients(grads, ghosts, v, True)
            products = _filled(made, outputs, strict, create_graph, "back_trick")
    else:
        made = _gradients(grads, ghosts, v)
        products = _filled(made, outputs, strict, create_graph, "back_trick")
    return _shown(several_out, _finished(outputs, create_graph)), _shown(several_out, _finished(products, create_graph))


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    if strategy not in ("reverse-mode", "forward-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your function has more outputs than inputs, "forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".')
    with torch.enable_grad():
        several, inputs = _tuple_of(inputs, "inputs", "jacobian")
        inputs = _ready(inputs, create_graph, True)
        outputs = func(*inputs)
        several_out, outputs = _tuple_of(outputs, "outputs of the user-provided function", "jacobian")
        _check_needed(outputs, "outputs", strict)
        rows = []
        for i, out in enumerate(outputs):
            columns = [[] for x in inputs]
            flat = out.reshape(-1)
            for j in range(out.nelement()):
                grads = _gradients((flat[j],), inputs, retain_graph=True, create_graph=create_graph)
                for k, (grad, x) in enumerate(zip(grads, inputs)):
                    if grad is not None:
                        if strict and create_graph and not grad.requires_grad:
                            raise RuntimeError(f"The jacobian of the user-provided function is independent of input {i}. This is not allowed in strict mode when create_graph=True.")
                        columns[k].append(grad)
                    elif strict:
                        raise RuntimeError(f"Output {i} of the user-provided function is independent of input {k}. This is not allowed in strict mode.")
                    else:
                        columns[k].append(torch.zeros_like(x))
            rows.append(tuple(
                torch.stack(c, dim=0).view(out.size() + x.size()) if c else torch.zeros(out.size() + x.size(), dtype=x.dtype)
                for c, x in zip(columns, inputs)))
    rows = [_finished(r, create_graph) for r in rows]
    if several_out:
        return tuple(r if several else r[0] for r in rows)
    return rows[0] if several else rows[0][0]


def _single(func, name):
    def run(*given):
        out = func(*given)
        several, outputs = _tuple_of(out, "outputs of the user-provided function", name)
        if several:
            raise RuntimeError(f"The function given to {name} should return a single Tensor")
        if outputs[0].nelement() != 1:
            raise RuntimeError(f"The Tensor returned by the function given to {name} should contain a single element")
        return outputs[0].squeeze()
    return run


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    several, inputs = _tuple_of(inputs, "inputs", "hessian")
    checked = _single(func, "hessian")

    def slopes(*given):
        made = jacobian(checked, given, create_graph=True)
        _check_needed(made, "jacobian", strict)
        return made

    result = jacobian(slopes, inputs, create_graph=create_graph, strict=strict)
    return result if several else result[0][0]


def _scalar(outputs, several, name):
    if several:
        raise RuntimeError(f"The function given to {name} should return a single Tensor")
    if outputs[0].nelement() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {name} should contain a single element")


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        several, inputs = _tuple_of(inputs, "inputs", "vhp")
        inputs = _ready(inputs, create_graph, True)
        if v is not None:
            _, v = _tuple_of(v, "v", "vhp")
            v = _ready(v, create_graph, False)
            _check_vectors(v, inputs, several)
        elif len(inputs) != 1 or inputs[0].nelement() != 1:
            raise RuntimeError("The vector v can only be None if the input to the user-provided function is a single Tensor with a single element.")
        outputs = func(*inputs)
        several_out, outputs = _tuple_of(outputs, "outputs of the user-provided function", "vhp")
        _check_needed(outputs, "outputs", strict)
        _scalar(outputs, several_out, "vhp")
        slopes = _gradients(outputs, inputs, create_graph=True)
        _check_needed(slopes, "jacobian", strict)
    with torch.set_grad_enabled(True if create_graph else torch.is_grad_enabled()):
        made = _gradients(slopes, inputs, v, create_graph)
        products = _filled(made, inputs, strict, create_graph, "double_back")
    return _finished(outputs, create_graph)[0], _shown(several, _finished(products, create_graph))


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        several, inputs = _tuple_of(inputs, "inputs", "hvp")
        inputs = _ready(inputs, create_graph, True)
        if v is not None:
            _, v = _tuple_of(v, "v", "hvp")
            v = _ready(v, create_graph, False)
            _check_vectors(v, inputs, several)
        elif len(inputs) != 1 or inputs[0].nelement() != 1:
            raise RuntimeError("The vector v can only be None if the input to the user-provided function is a single Tensor with a single element.")
        outputs = func(*inputs)
        several_out, outputs = _tuple_of(outputs, "outputs of the user-provided function", "hvp")
        _check_needed(outputs, "outputs", strict)
        _scalar(outputs, several_out, "hvp")
        slopes = _gradients(outputs, inputs, create_graph=True)
        _check_needed(slopes, "jacobian", strict)
        ghosts = tuple(torch.zeros_like(x, requires_grad=True) for x in inputs)
        twice = _gradients(slopes, inputs, ghosts, True)
        _check_needed(twice, "hessian", strict)
    with torch.set_grad_enabled(True if create_graph else torch.is_grad_enabled()):
        made = _gradients(twice, ghosts, v, create_graph)
        products = _filled(made, inputs, strict, create_graph, "double_back_trick")
    return _finished(outputs, create_graph)[0], _shown(several, _finished(products, create_graph))
