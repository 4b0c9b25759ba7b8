"""torch.random, as far as it is more than the default generator's own functions."""
import torch


class fork_rng:
    """with torch.random.fork_rng(): draws inside leave the default generator as it was."""

    def __init__(self, devices=None, enabled=True):
        self._enabled = enabled
        self._before = None

    def __enter__(self):
        if self._enabled:
            self._before = torch.get_rng_state()

    def __exit__(self, kind, error, trace):
        if self._enabled:
            torch.set_rng_state(self._before)
        return False
