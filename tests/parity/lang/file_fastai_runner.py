from functools import partial
from collections import namedtuple, OrderedDict
import re
import torch, torch.nn as nn, torch.nn.functional as F
_camel_re1 = None
def listify(o):
    if o is None: return []
    if isinstance(o, list): return o
    if isinstance(o, str): return [o]
    return [o]
class Callback():
    _order = 0
    def set_runner(self, run): self.run = run
    def __getattr__(self, k): return getattr(self.run, k)
    @property
    def name(self):
        return type(self).__name__.replace('Callback', '').lower() or 'callback'
    def __call__(self, cb_name):
        f = getattr(self, cb_name, None)
        if f and f(): return True
        return False
class CancelTrainException(Exception): pass
class TrainEvalCallback(Callback):
    def begin_fit(self): self.run.n_epochs = 0.; self.run.n_iter = 0
    def after_batch(self):
        if not self.in_train: return
        self.run.n_epochs += 1. / self.iters
        self.run.n_iter += 1
    def begin_epoch(self): self.the_model.train(); self.run.in_train = True
    def begin_validate(self): self.the_model.eval(); self.run.in_train = False
class AvgStatsCallback(Callback):
    def begin_epoch(self): self.tot, self.count = 0., 0
    def after_loss(self): self.tot += self.run.loss.item(); self.count += 1
    def after_epoch(self): print(f'{self.name}: {self.tot/self.count:.4f}')
class Stop(Callback):
    _order = 2
    def after_batch(self):
        if self.n_iter >= 5: raise CancelTrainException()
class Runner():
    def __init__(self, cbs=None, cb_funcs=None):
        cbs = listify(cbs)
        for cbf in listify(cb_funcs):
            cb = cbf()
            setattr(self, cb.name, cb)
            cbs.append(cb)
        self.stop, self.cbs = False, [TrainEvalCallback()] + cbs
    def one_batch(self, xb, yb):
        self.xb, self.yb = xb, yb
        self('begin_batch')
        self.pred = self.the_model(self.xb)
        self.loss = self.loss_func(self.pred, self.yb)
        self('after_loss')
        if not self.in_train: return
        self.loss.backward(); self('after_backward')
        self.opt.step(); self.opt.zero_grad()
        self('after_batch')
    def fit(self, epochs, the_model, dl, opt, loss_func):
        self.epochs, self.the_model, self.opt, self.loss_func, self.iters = epochs, the_model, opt, loss_func, len(dl)
        try:
            for cb in self.cbs: cb.set_runner(self)
            self('begin_fit')
            for epoch in range(epochs):
                self.epoch = epoch
                if not self('begin_epoch'):
                    for xb, yb in dl: self.one_batch(xb, yb)
                self('after_epoch')
        except CancelTrainException: print('cancelled at', self.n_iter)
        finally: self('after_fit')
    def __call__(self, cb_name):
        res = False
        for cb in sorted(self.cbs, key=lambda x: x._order): res = cb(cb_name) or res
        return res
class Lambda(nn.Module):
    def __init__(self, func): super().__init__(); self.func = func
    def forward(self, x): return self.func(x)
def flatten(x): return x.view(x.shape[0], -1)
_ = torch.manual_seed(3)
xs = torch.randn(24, 1, 4, 4); ys = torch.randint(0, 2, (24,))
dl = torch.utils.data.DataLoader(list(zip(xs, ys)), batch_size=6)
the_model = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), Lambda(flatten), nn.Linear(4, 2))
opt = torch.optim.SGD(the_model.parameters(), lr=.3)
run = Runner(cb_funcs=[AvgStatsCallback, Stop])
run.fit(2, the_model, dl, opt, F.cross_entropy)
print(run.avgstats.name, the_model)
