"""torch.finfo and torch.iinfo: the limits of numbers of a dtype."""
import torch

_FLOATS = {
    torch.float32: (32, 2.0 ** -23, (2 - 2.0 ** -23) * 2.0 ** 127, 2.0 ** -126, 1e-6),
    torch.float64: (64, 2.0 ** -52, (2 - 2.0 ** -52) * 2.0 ** 1023, 2.0 ** -1022, 1e-15),
    torch.float16: (16, 2.0 ** -10, 65504.0, 2.0 ** -14, 1e-3),
    torch.bfloat16: (16, 2.0 ** -7, (2 - 2.0 ** -7) * 2.0 ** 127, 2.0 ** -126, 1e-2),
}
_WHOLE = {
    torch.int64: (64, -9223372036854775807 - 1, 9223372036854775807),
    torch.int32: (32, -2147483648, 2147483647),
    torch.int16: (16, -32768, 32767),
    torch.int8: (8, -128, 127),
    torch.uint8: (8, 0, 255),
}


def _checked(name, type):
    if not isinstance(type, torch.dtype):
        kind = type.__class__.__name__
        raise TypeError(f"{name}(): argument 'type' (position 1) must be torch.dtype, not {kind}")


class finfo:
    def __init__(self, type=None):
        if type is None:
            type = torch.get_default_dtype()
        _checked('finfo', type)
        if type not in _FLOATS:
            raise TypeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'")
        self.bits, self.eps, self.max, self.tiny, self.resolution = _FLOATS[type]
        self.min = -self.max
        self.smallest_normal = self.tiny
        self.dtype = str(type)[6:]

    def __eq__(self, other):
        return isinstance(other, finfo) and self.dtype == other.dtype

    def __repr__(self):
        return (f'finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, '
                f'smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})')


class iinfo:
    def __init__(self, type):
        _checked('iinfo', type)
        if type is torch.bool:
            raise TypeError('torch.bool is not supported by torch.iinfo')
        if type not in _WHOLE:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        self.bits, self.min, self.max = _WHOLE[type]
        self.dtype = str(type)[6:]

    def __eq__(self, other):
        return isinstance(other, iinfo) and self.dtype == other.dtype

    def __repr__(self):
        return f'iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})'
