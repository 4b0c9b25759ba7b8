"""torch.autograd.gradcheck: gradients compared with differences."""
import warnings

import torch


class GradcheckError(RuntimeError):
    """Raised by gradcheck and gradgradcheck."""


def _tuple(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def _outputs(made):
    return [o for o in _tuple(made) if isinstance(o, torch.Tensor) and o.requires_grad]


def _numerical(func, inputs, x, eps, count):
    """Of every output, (elements of x, elements of the output)."""
    flat = x.data.view(-1)
    rows = [[] for k in range(count)]
    for j in range(flat.numel()):
        was = flat[j].item()
        with torch.no_grad():
            flat[j] = was + eps
        up = [o.detach().clone() for o in _outputs(func(*inputs))]
        with torch.no_grad():
            flat[j] = was - eps
        down = [o.detach().clone() for o in _outputs(func(*inputs))]
        with torch.no_grad():
            flat[j] = was
        for k in range(count):
            rows[k].append(((up[k] - down[k]) / (2 * eps)).reshape(-1))
    return [torch.stack(r) if r else torch.zeros(0, 0) for r in rows]


def _analytical(output, x):
    """(elements of x, elements of the output)"""
    columns = []
    flat = output.reshape(-1)
    for j in range(flat.numel()):
        grad = torch.autograd.grad(flat[j], x, retain_graph=True, allow_unused=True)[0]
        columns.append((torch.zeros_like(x) if grad is None else grad).reshape(-1))
    return torch.stack(columns, dim=1) if columns else torch.zeros(x.numel(), 0, dtype=x.dtype)


def _check(func, inputs, eps, atol, rtol, nondet_tol):
    any_needed = False
    for i, x in enumerate(inputs):
        if not isinstance(x, torch.Tensor) or not x.requires_grad:
            continue
        any_needed = True
        if x.dtype != torch.float64:
            warnings.warn(f"Input #{i} requires gradient and is not a double precision floating point or complex. This check will likely fail if all the inputs are not of double precision floating point or complex. ")
        x.retain_grad()
    if not any_needed:
        raise ValueError("gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.")
    outputs = _outputs(func(*inputs))
    for k, output in enumerate(outputs):
        for i, x in enumerate([x for x in inputs if isinstance(x, torch.Tensor) and x.requires_grad]):
            numerical = _numerical(func, inputs, x, eps, len(outputs))[k]
            analytical = _analytical(output, x)
            again = _analytical(output, x)
            if (analytical - again).abs().max() > nondet_tol if analytical.numel() > 0 else False:
                raise GradcheckError(f"Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different values, although analytical gradient matches numerical gradient. The tolerance for nondeterminism was {nondet_tol}.")
            if not torch.allclose(analytical, numerical.to(analytical.dtype), rtol, atol):
                raise GradcheckError(f"Jacobian mismatch for output {k} with respect to input {i},\nnumerical:{numerical}\nanalytical:{analytical}\n")
    return True


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, check_sparse_nnz=False,
              nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
              check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False):
    try:
        return _check(func, _tuple(inputs), eps, atol, rtol, nondet_tol)
    except GradcheckError as error:
        if raise_exception:
            raise error
        return False


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, gen_non_contig_grad_outputs=False,
                  raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False,
                  check_batched_grad=False, check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False):
    inputs = _tuple(inputs)
    if grad_outputs is None:
        made = _outputs(func(*inputs))
        grad_outputs = tuple(torch.randn_like(o).requires_grad_() for o in made)
    else:
        grad_outputs = _tuple(grad_outputs)
    count = len(grad_outputs)

    def slopes(*given):
        inputs, grads = given[:-count], given[-count:]
        needed = [x for x in inputs if isinstance(x, torch.Tensor) and x.requires_grad]
        found = torch.autograd.grad(_outputs(func(*inputs)), needed, grads, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    return gradcheck(slopes, inputs + grad_outputs, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception,
                     nondet_tol=nondet_tol, check_undefined_grad=check_undefined_grad,
                     check_grad_dtypes=check_grad_dtypes)
