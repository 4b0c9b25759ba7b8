# functools, itertools, copy, typing, warnings, os, sys, time: what files import.
from functools import partial, reduce
reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [1, 2, 3], 10), reduce(max, [3, 9, 2])
reduce(lambda a, b: a, [])
add = partial(lambda a, b, c=0: a + b + c, 1); add(2), add(2, c=5)
norm = partial(nn.BatchNorm2d, eps=1e-3); norm(4)
from typing import List, Optional, Tuple, Union, Dict, Any, Callable
def f(a: List[int], b: Optional[str] = None, *args: Any, **kw: Dict[str, int]) -> Tuple[int, str]: return a, b
f([1]), f([1], 'a')
x: int = 5
y: 'Undefined'
z: List[Optional[int]] = [1]
x, z
def g(a: int | None = None) -> list[int]: return a
g()
import copy
a = [1, [2]]; b = copy.copy(a); c = copy.deepcopy(a)
a[1].append(3); b, c
m = nn.Linear(2, 2); n = copy.deepcopy(m)
n is m, torch.equal(n.weight, m.weight), n.weight is m.weight
layers = nn.ModuleList([copy.deepcopy(m) for _ in range(2)]); len(layers), layers[0] is layers[1]
copy.deepcopy({'a': [1]}), copy.copy({'a': 1}), copy.deepcopy(5), copy.deepcopy(torch.ones(2))
from abc import ABC, abstractmethod
class Base(ABC):
    @abstractmethod
    def run(self): pass
class Impl(Base):
    def run(self): return 1
Impl().run()
Base()
from __future__ import annotations
from enum import Enum
import itertools
import random
import time
import os
import sys
import numpy as np
from pprint import pprint
pprint({'b': 1, 'a': [1, 2]})
pprint([1, 2])
import warnings
warnings.filterwarnings('ignore')
import torch.nn.functional as F2, torch.nn as nn2
F2.relu(torch.tensor(-1.)), nn2.ReLU()
from torch import nn as n3, optim, Tensor
n3.ReLU(), Tensor is torch.Tensor
from torch.nn import Linear, Module as M
Linear(1, 1), M is nn.Module
from torch.nn.functional import relu as r
r(torch.tensor(-2.))
from torch.optim import SGD
from torch.utils.data import Dataset, DataLoader, TensorDataset
import torch.utils.data as data
if __name__ == '__main__': print('main')
