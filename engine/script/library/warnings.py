"""warnings, as far as it is more than functions."""
import warnings


class catch_warnings:
    """with warnings.catch_warnings(): filters set inside end with the block."""

    def __init__(self, record=False):
        if record:
            raise NotImplementedError("`record=True` is outside the PyTorch subset that Modescope runs")
        self._before = None

    def __enter__(self):
        self._before = warnings._filters()

    def __exit__(self, kind, error, trace):
        warnings._set_filters(self._before)
        return False
