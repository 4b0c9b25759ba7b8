"""torch.nn.init under the names of before 0.4, which said less of what they do."""
import warnings

import torch


def _old_name(name):
    new = getattr(torch.nn.init, name + '_')

    def old(*args, **kwargs):
        warnings.warn(f'nn.init.{name} is now deprecated in favor of nn.init.{name}_.', stacklevel=2)
        return new(*args, **kwargs)
    return old


uniform = _old_name('uniform')
normal = _old_name('normal')
constant = _old_name('constant')
eye = _old_name('eye')
dirac = _old_name('dirac')
xavier_uniform = _old_name('xavier_uniform')
xavier_normal = _old_name('xavier_normal')
kaiming_uniform = _old_name('kaiming_uniform')
kaiming_normal = _old_name('kaiming_normal')
orthogonal = _old_name('orthogonal')
sparse = _old_name('sparse')
