"""torch.nn.utils.parametrize: a parameter or buffer that is computed from another each time it is read."""
import torch
from torch import nn


def _keep(module, name, tensor):
    if isinstance(tensor, nn.Parameter):
        module.register_parameter(name, tensor)
    else:
        module.register_buffer(name, tensor)


def _type_name(value):
    return type(value).__name__


class ParametrizationList(nn.ModuleList):
    """The parametrizations of one tensor in a row, and what they start from: `original`, or `original0`,
    `original1`, ... where the first one's right_inverse returned several tensors."""

    def __init__(self, modules, original, unsafe=False):
        if len(modules) == 0:
            raise ValueError('ParametrizationList requires one or more modules.')
        super().__init__(modules)
        self.unsafe = unsafe
        shape = original.shape
        dtype = original.dtype
        new = original
        with torch.no_grad():
            for module in reversed(list(self)):
                if hasattr(module, 'right_inverse'):
                    try:
                        new = module.right_inverse(new)
                    except NotImplementedError:
                        pass
        if not isinstance(new, (torch.Tensor, list, tuple)):
            raise ValueError("'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). "
                             f'Got {_type_name(new)}')
        self.is_tensor = isinstance(new, torch.Tensor)
        self.ntensors = 1 if self.is_tensor else len(new)
        if self.is_tensor:
            if original.dtype != new.dtype:
                raise ValueError('When `right_inverse` outputs one tensor, it may not change the dtype.\n'
                                 f'original.dtype: {original.dtype}\n'
                                 f'right_inverse(original).dtype: {new.dtype}')
            if new is not original:
                original.data = new.detach()
            _keep(self, 'original', original)
        else:
            for i, part in enumerate(new):
                if not isinstance(part, torch.Tensor):
                    raise ValueError("'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). "
                                     f'Got element {i} of the sequence with type {_type_name(part)}.')
                if isinstance(original, nn.Parameter):
                    part = nn.Parameter(part)
                part.requires_grad_(original.requires_grad)
                _keep(self, f'original{i}', part)
        if unsafe:
            return
        made = self()
        if not isinstance(made, torch.Tensor):
            raise ValueError(f'A parametrization must return a tensor. Got {_type_name(made)}.')
        for what, before, after in (('dtype', dtype, made.dtype), ('shape', shape, made.shape)):
            if before != after:
                raise ValueError(f'Registering a parametrization may not change the {what} of the tensor, unless '
                                 '`unsafe` flag is enabled.\n'
                                 f'unparametrized {what}: {before}\n'
                                 f'parametrized {what}: {after}')

    def right_inverse(self, value):
        """What `module.weight = value` does."""
        with torch.no_grad():
            for module in reversed(list(self)):
                if not hasattr(module, 'right_inverse'):
                    raise RuntimeError(f'parametrization {_type_name(module)} does not implement right_inverse.')
                value = module.right_inverse(value)
        if self.is_tensor:
            if not isinstance(value, torch.Tensor):
                raise ValueError(f'`right_inverse` should return a tensor. Got {_type_name(value)}')
            if value.dtype != self.original.dtype:
                raise ValueError(f'The tensor returned by `right_inverse` has dtype {value.dtype} '
                                 f'while `original` has dtype {self.original.dtype}')
            self.original.data = value.detach()
            return
        if not isinstance(value, (list, tuple)):
            raise ValueError(f"'right_inverse' must return a sequence of tensors. Got {_type_name(value)}.")
        if len(value) != self.ntensors:
            raise ValueError(f"'right_inverse' must return a sequence of tensors of length {self.ntensors}. "
                             f'Got a sequence of lenght {len(value)}.')
        for i, tensor in enumerate(value):
            part = getattr(self, f'original{i}')
            if not isinstance(tensor, torch.Tensor):
                raise ValueError('`right_inverse` must return a sequence of tensors. '
                                 f'Got element {i} of type {_type_name(tensor)}')
            if part.dtype != tensor.dtype:
                raise ValueError(f'Tensor {i} returned by `right_inverse` has dtype {tensor.dtype} '
                                 f'while `original{i}` has dtype {part.dtype}')
            part.data = tensor.detach()

    def forward(self):
        if self.is_tensor:
            x = self[0](self.original)
        else:
            x = self[0](*[getattr(self, f'original{i}') for i in range(self.ntensors)])
        i = 1
        while hasattr(self, str(i)):
            x = self[i](x)
            i += 1
        return x


def _holding(module, names, method):
    """Calls a method of torch's class, which reads what the module holds, not the properties of its class."""
    held = []
    try:
        for name in names:
            module.register_buffer(name, getattr(module, name), persistent=False)
            held.append(name)
        return method(module)
    finally:
        for name in held:
            delattr(module, name)


def _subclass(module):
    """A class for this module alone, which may have properties."""
    base = module.__class__
    if isinstance(module, (nn.RNN, nn.LSTM, nn.GRU, nn.MultiheadAttention)):
        raise NotImplementedError(f'a parametrized {base.__name__} is outside the PyTorch subset that Modescope runs')

    if _type_name(base.forward) == 'function':
        class Parametrized(base):
            pass
    else:
        class Parametrized(base):
            def forward(self, *args, **keywords):
                return base.forward(self, *args, **keywords)

    if _type_name(base.extra_repr) != 'function':
        def extra_repr(self):
            return _holding(self, [name for name in self.parametrizations if name == 'bias'], base.extra_repr)

        Parametrized.extra_repr = extra_repr

    if hasattr(module, 'reset_parameters') and _type_name(base.reset_parameters) != 'function':
        def reset_parameters(self):
            _holding(self, list(self.parametrizations), base.reset_parameters)

        Parametrized.reset_parameters = reset_parameters

    Parametrized.__name__ = Parametrized.__qualname__ = 'Parametrized' + base.__name__
    Parametrized.__module__ = 'torch.nn.utils.parametrize'
    return Parametrized


def _give_property(module, name):
    def compute(self):
        return self.parametrizations[name]()

    def assign(self, value):
        self.parametrizations[name].right_inverse(value)

    setattr(module.__class__, name, property(compute, assign))


def _expect_same(words, name, said, before, after):
    for what in ('dtype', 'shape'):
        was, now = getattr(before, what), getattr(after, what)
        if was != now:
            raise ValueError(f'{words[what]}\nmodule.{name}.{what}: {was}\n{said.format(what=what)}: {now}')


def _check_next(module, name, parametrization):
    before = getattr(module, name)
    after = parametrization(before)
    if not isinstance(after, torch.Tensor):
        raise ValueError(f'A parametrization must return a tensor. Got {_type_name(after)}.')
    words = {what: f'Registering a parametrization may not change the {what} of the tensor, '
                   'unless the `unsafe` flag is enabled.' for what in ('dtype', 'shape')}
    _expect_same(words, name, f'parametrization(module.{name}).{{what}}', before, after)
    if not hasattr(parametrization, 'right_inverse'):
        return
    try:
        back = parametrization.right_inverse(after)
    except NotImplementedError:
        return
    if not isinstance(back, torch.Tensor):
        raise ValueError(f'parametrization.right_inverse must return a tensor. Got: {_type_name(back)}')
    words = {what: f'The tensor returned by parametrization.right_inverse must have the same {what} '
                   f'as module.{name}, unless the `unsafe` flag is enabled.' for what in ('dtype', 'shape')}
    _expect_same(words, name, 'returned {what}', before, back)


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        if not unsafe:
            _check_next(module, tensor_name, parametrization)
        row = module.parametrizations[tensor_name]
        row.append(parametrization)
        row.unsafe = row.unsafe or unsafe
    elif tensor_name in module._buffers or tensor_name in module._parameters:
        first = not is_parametrized(module)
        if first:
            changed = _subclass(module)
        original = getattr(module, tensor_name)
        row = ParametrizationList([parametrization], original, unsafe=unsafe)
        delattr(module, tensor_name)
        if first:
            module.__class__ = changed
            module.parametrizations = nn.ModuleDict()
        _give_property(module, tensor_name)
        module.parametrizations[tensor_name] = row
    else:
        raise ValueError(f"Module '{module}' does not have a parameter, a buffer, or a "
                         f"parametrized element with name '{tensor_name}'")
    return module


def is_parametrized(module, tensor_name=None):
    rows = getattr(module, 'parametrizations', None)
    if not isinstance(rows, nn.ModuleDict):
        return False
    return len(rows) > 0 if tensor_name is None else tensor_name in rows


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not is_parametrized(module, tensor_name):
        raise ValueError(f'Module {module} does not have a parametrization on {tensor_name}')
    row = module.parametrizations[tensor_name]
    if row.is_tensor:
        original = row.original
        if leave_parametrized:
            with torch.no_grad():
                original.data = getattr(module, tensor_name)
    elif leave_parametrized:
        value = getattr(module, tensor_name)
        original = nn.Parameter(value) if value.requires_grad else value
    else:
        raise ValueError('Cannot leave unparametrized (`leave_parametrized=False`) a tensor '
                         'that is parametrized in terms of a sequence of tensors.')
    delattr(module.__class__, tensor_name)
    del module.parametrizations[tensor_name]
    _keep(module, tensor_name, original)
    if not is_parametrized(module):
        delattr(module, 'parametrizations')
        module.__class__ = module.__class__.__bases__[0]
    return module


def type_before_parametrizations(module):
    return module.__class__.__bases__[0] if is_parametrized(module) else type(module)


def cached():
    raise NotImplementedError('torch.nn.utils.parametrize.cached is outside the PyTorch subset that Modescope runs')
