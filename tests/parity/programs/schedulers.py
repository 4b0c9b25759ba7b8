# torch.optim.lr_scheduler: sequences of rates, states, errors.
p = torch.ones(1, requires_grad=True)
S = torch.optim.lr_scheduler
def rates(name, steps, **options):
    opt = torch.optim.SGD([p], lr=1.0, momentum=0.9)
    scheduler = getattr(S, name)(opt, **options)
    seen = [opt.param_groups[0]['lr']]
    for i in range(steps):
        opt.step()
        scheduler.step()
        seen.append(scheduler.get_last_lr()[0])
    return seen
rates('StepLR', 8, step_size=2)
rates('StepLR', 8, step_size=3, gamma=0.5)
rates('MultiStepLR', 6, milestones=[1, 3, 3])
rates('ExponentialLR', 6, gamma=0.9)
rates('CosineAnnealingLR', 9, T_max=4, eta_min=0.1)
rates('CosineAnnealingWarmRestarts', 9, T_0=3, T_mult=2, eta_min=0.05)
rates('ConstantLR', 6)
rates('LinearLR', 7)
rates('LinearLR', 7, start_factor=0.25, end_factor=0.75, total_iters=4)
rates('PolynomialLR', 6, total_iters=4, power=2.0)
rates('LambdaLR', 5, lr_lambda=lambda epoch: 0.95 ** epoch)
rates('MultiplicativeLR', 5, lr_lambda=lambda epoch: 0.5 + epoch / 10)
rates('OneCycleLR', 9, max_lr=1.0, total_steps=10)
rates('OneCycleLR', 9, max_lr=2.0, epochs=5, steps_per_epoch=2, anneal_strategy='linear', pct_start=0.4)
rates('OneCycleLR', 9, max_lr=1.0, total_steps=10, three_phase=True, div_factor=10.0)
opt = torch.optim.SGD([{'params': [p]}, {'params': [torch.ones(2, requires_grad=True)], 'lr': 0.5}], lr=1)
s = S.StepLR(opt, 2)
opt
s.state_dict()
s.step()
s.step()
s.get_last_lr()
s.last_epoch
s.base_lrs
s.state_dict()
t = S.StepLR(torch.optim.SGD([p], lr=3.0), 5)
t.load_state_dict(s.state_dict())
t.last_epoch
S.ExponentialLR(opt, 0.9).state_dict()
S.CosineAnnealingLR(opt, 4).state_dict()
adam = torch.optim.Adam([p], lr=1.0)
o = S.OneCycleLR(adam, max_lr=1.0, total_steps=4)
adam.param_groups[0]['betas']
adam
for i in range(4):
    o.step()
    print(adam.param_groups[0]['lr'], adam.param_groups[0]['betas'])
o.step()
opt = torch.optim.SGD([p], lr=1.0)
plateau = S.ReduceLROnPlateau(opt, patience=1, cooldown=1, factor=0.5)
for metric in [1.0, 1.0, 1.0, 0.5, 0.5, 0.6, 0.7, 0.4999, 0.8, 0.9]:
    plateau.step(metric)
    print(opt.param_groups[0]['lr'], plateau.num_bad_epochs, plateau.best)
plateau.state_dict()
plateau.step(torch.tensor(0.1))
plateau.best
plateau.step()
S.StepLR(3, 2)
S.StepLR(opt)
S.StepLR(opt, 0).step()
S.OneCycleLR(opt, max_lr=1.0)
S.OneCycleLR(opt, max_lr=1.0, total_steps=-1)
S.OneCycleLR(opt, max_lr=1.0, total_steps=5, pct_start=2.0)
S.OneCycleLR(opt, max_lr=1.0, total_steps=5, anneal_strategy='x')
S.OneCycleLR(opt, max_lr=[1.0, 2.0], total_steps=5)
S.OneCycleLR(torch.optim.Adagrad([p]), max_lr=1.0, total_steps=5)
S.ReduceLROnPlateau(opt, factor=2.0)
S.ReduceLROnPlateau(opt, mode='x')
S.ReduceLROnPlateau(opt, threshold_mode='x')
S.ReduceLROnPlateau(opt, min_lr=[1.0, 2.0])
S.ConstantLR(opt, factor=2)
S.LinearLR(opt, start_factor=2)
S.LinearLR(opt, end_factor=-1)
S.CosineAnnealingWarmRestarts(opt, 0)
S.CosineAnnealingWarmRestarts(opt, 2, T_mult=0.5)
S.StepLR(torch.optim.SGD([p], lr=1.0), 2, last_epoch=3)
S.LambdaLR(opt, [1, 2])
