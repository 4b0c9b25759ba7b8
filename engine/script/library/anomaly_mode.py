"""torch.autograd.anomaly_mode: a backward that refuses gradients that are NaN."""
import warnings

import torch


class detect_anomaly:
    def __init__(self, check_nan=True):
        self._before = (torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
        self._check_nan = check_nan
        warnings.warn("Anomaly Detection has been enabled. This mode will increase the runtime and should only be "
                      "enabled for debugging.", stacklevel=2)

    def __enter__(self):
        torch.autograd._set_anomaly(True, self._check_nan)

    def __exit__(self, kind, error, trace):
        torch.autograd._set_anomaly(self._before[0], self._before[1])
        return False


class set_detect_anomaly:
    def __init__(self, mode, check_nan=True):
        self._before = (torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
        torch.autograd._set_anomaly(mode, check_nan)

    def __enter__(self):
        pass

    def __exit__(self, kind, error, trace):
        torch.autograd._set_anomaly(self._before[0], self._before[1])
        return False
