# Every schedule over thirty steps, and what they refuse.
from torch import optim
from torch.optim import lr_scheduler as S
import warnings, math
def make(lr=1.0, groups=1, **o):
    ps = [torch.ones(1, requires_grad=True) for i in range(groups)]
    return optim.SGD([{'params': p, 'lr': lr * (i + 1)} for i, p in enumerate(ps)], lr=lr, **o)
def lrs(build, steps=30, groups=1, adam=False, metric=None, **o):
    opt = make(groups=groups, **o) if not adam else optim.Adam([torch.ones(1, requires_grad=True)], lr=0.1)
    s = build(opt)
    out = [[g['lr'] for g in opt.param_groups]]
    extra = []
    for i in range(steps):
        opt.step()
        s.step() if metric is None else s.step(metric(i))
        out.append([g['lr'] for g in opt.param_groups])
        extra.append([g['betas'] if adam else g['momentum'] for g in opt.param_groups])
    print(out if groups > 1 else [a[0] for a in out])
    if metric is None:
        print(s.get_last_lr(), s.last_epoch)
    if any(e != extra[0] for e in extra):
        print(extra)
    d = {k: v for k, v in s.state_dict().items() if not callable(v) and k not in ('_schedulers', 'best', 'milestones', '_schedule_phases', '_pct_start', '_three_phase', '_anneal_func_type', 'optimizer', '_anneal_func', 'anneal_func', 'use_beta1')}
    print(d)
    return s
cases = {
 'step': lambda o: S.StepLR(o, 3), 'step g': lambda o: S.StepLR(o, step_size=4, gamma=0.5), 'multi': lambda o: S.MultiStepLR(o, [3, 8, 8, 20], 0.3), 'const': lambda o: S.ConstantLR(o, 0.5, 4), 'const d': lambda o: S.ConstantLR(o), 'linear': lambda o: S.LinearLR(o, 0.25, 1.0, 6), 'linear d': lambda o: S.LinearLR(o), 'exp': lambda o: S.ExponentialLR(o, 0.9), 'cos': lambda o: S.CosineAnnealingLR(o, 8, 0.1), 'cos 30': lambda o: S.CosineAnnealingLR(o, 30), 'warm': lambda o: S.CosineAnnealingWarmRestarts(o, 4, 2, 0.05), 'warm 1': lambda o: S.CosineAnnealingWarmRestarts(o, 7), 'lambda': lambda o: S.LambdaLR(o, lambda e: 0.95 ** e), 'mul': lambda o: S.MultiplicativeLR(o, lambda e: 0.9), 'poly': lambda o: S.PolynomialLR(o, 10, 2.0), 'poly d': lambda o: S.PolynomialLR(o),
 'one': lambda o: S.OneCycleLR(o, 1.0, total_steps=40, cycle_momentum=False), 'one lin': lambda o: S.OneCycleLR(o, 1.0, epochs=10, steps_per_epoch=4, anneal_strategy='linear', three_phase=True, cycle_momentum=False, pct_start=0.4, div_factor=10, final_div_factor=100),
 'chained': lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 3), S.ExponentialLR(o, 0.9)]), 'seq': lambda o: S.SequentialLR(o, [S.ConstantLR(o, 0.1, 3), S.ExponentialLR(o, 0.9), S.StepLR(o, 4)], [4, 12]), 'seq w': lambda o: S.SequentialLR(o, [S.LinearLR(o, 0.1, 1.0, 5), S.CosineAnnealingLR(o, 20)], milestones=[5]),
}
for name, b in cases.items():
    print(name)
    _ = lrs(b)
    _ = lrs(b, 12, 2)
_ = lrs(lambda o: S.OneCycleLR(o, 1.0, total_steps=20), 19, momentum=0.9)
_ = lrs(lambda o: S.OneCycleLR(o, [1.0, 0.5], total_steps=20), 10, groups=2, momentum=0.9)
_ = lrs(lambda o: S.OneCycleLR(o, 1.0, total_steps=10), 9, adam=True)
_ = lrs(lambda o: S.OneCycleLR(o, 1.0, total_steps=3, cycle_momentum=False), 3)
_ = lrs(lambda o: S.OneCycleLR(o, 1.0, total_steps=3, cycle_momentum=False), 5)
for kw in (dict(), dict(mode='max'), dict(patience=2, factor=0.5), dict(patience=1, threshold_mode='abs', threshold=0.05), dict(patience=1, cooldown=3), dict(patience=1, min_lr=0.2), dict(patience=0, eps=0.5), dict(patience=1, mode='max', threshold_mode='abs', threshold=0.1)):
    print(kw)
    s = lrs(lambda o: S.ReduceLROnPlateau(o, **kw), metric=lambda i: [1.0, 0.9, 0.9, 0.95, 0.8, 0.8, 0.8, 0.8, 0.79, 0.79][i % 10])
    print(s.best, s.num_bad_epochs, s.cooldown_counter)
_ = lrs(lambda o: S.ReduceLROnPlateau(o, patience=1, verbose=True), 8, metric=lambda i: 1.0)
_ = lrs(lambda o: S.ReduceLROnPlateau(o, patience=1, min_lr=[0.5, 0.1]), 8, 2, metric=lambda i: torch.tensor(1.0))
_ = lrs(lambda o: S.StepLR(o, 2, verbose=True), 5)
_ = lrs(lambda o: S.ReduceLROnPlateau(o, patience=1), 8, metric=lambda i: float('nan'))
o = make()
S.ReduceLROnPlateau(o, factor=1.0)
S.ReduceLROnPlateau(o, mode='foo')
S.ReduceLROnPlateau(o, threshold_mode='foo')
S.ReduceLROnPlateau(o, min_lr=[1, 2])
S.ReduceLROnPlateau(3)
S.StepLR(3, 2)
S.StepLR(o)
S.StepLR(o, 2, last_epoch=3)
S.LambdaLR(o, [lambda e: 1, lambda e: 2])
S.MultiplicativeLR(o, [lambda e: 1, lambda e: 2])
S.ConstantLR(o, 2.0)
_ = S.LinearLR(o, 0)
S.LinearLR(o, 2.)
S.LinearLR(o, 0.5, 2.)
S.OneCycleLR(o, 1.0)
S.OneCycleLR(o, 1.0, total_steps=0)
S.OneCycleLR(o, 1.0, total_steps=1.5)
S.OneCycleLR(o, 1.0, epochs=0, steps_per_epoch=3)
S.OneCycleLR(o, 1.0, epochs=3, steps_per_epoch=-1)
S.OneCycleLR(o, 1.0, total_steps=5, pct_start=2)
S.OneCycleLR(o, 1.0, total_steps=5, anneal_strategy='foo')
S.OneCycleLR(optim.Adagrad([torch.ones(1, requires_grad=True)]), 1.0, total_steps=5)
S.OneCycleLR(o, [1.0, 2.0], total_steps=5)
S.CosineAnnealingWarmRestarts(o, 0)
S.CosineAnnealingWarmRestarts(o, 1, 0)
S.ChainedScheduler([S.ConstantLR(o), S.ConstantLR(make())])
S.SequentialLR(o, [S.ConstantLR(o), S.ConstantLR(make())], [3])
S.SequentialLR(o, [S.ConstantLR(o), S.ConstantLR(o)], [3, 4])
o = make()
s = S.StepLR(o, 2)
s.step()
o.step()
s.step()
s.step(5)
o.param_groups[0]['lr']
s.base_lrs, s.gamma, s.step_size, s.last_epoch, s._step_count
o.param_groups[0]['initial_lr']
o
s2 = S.StepLR(make(), 7)
s2.load_state_dict(s.state_dict())
s2.last_epoch, s2.step_size, s2.gamma
s2.state_dict()
o = make(); o.step()
s = S.CosineAnnealingWarmRestarts(o, 4)
[s.step(i / 4) or o.param_groups[0]['lr'] for i in range(10)]
o = make(); o.step(); o.param_groups[0]['initial_lr'] = 1.0
s = S.ExponentialLR(o, 0.5, last_epoch=2)
s.last_epoch, o.param_groups[0]['lr']
s.step(); o.param_groups[0]['lr']
s = S.ReduceLROnPlateau(make())
s.step()
s.state_dict()
S.LambdaLR(make(), lambda e: 1 / (e + 1)).state_dict()
isinstance(s2, S._LRScheduler)
