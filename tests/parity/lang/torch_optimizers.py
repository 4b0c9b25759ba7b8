# Optimizers: steps, groups, state, errors.
_ = torch.manual_seed(0)
def run(make, steps=3):
    w = torch.tensor([1., -2.], requires_grad=True)
    opt = make([w])
    for _ in range(steps):
        opt.zero_grad()
        ((w - 3) ** 2).sum().backward()
        opt.step()
    return w.tolist()
run(lambda p: torch.optim.SGD(p, lr=0.1)), run(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)), run(lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.1))
run(lambda p: torch.optim.Adam(p)), run(lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.5, 0.9))), run(lambda p: torch.optim.AdamW(p, lr=0.1)), run(lambda p: torch.optim.RMSprop(p, lr=0.1)), run(lambda p: torch.optim.Adagrad(p, lr=0.1)), run(lambda p: torch.optim.Adadelta(p)), run(lambda p: torch.optim.Adamax(p)), run(lambda p: torch.optim.NAdam(p)), run(lambda p: torch.optim.RAdam(p))
net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
opt = torch.optim.SGD([{'params': net[0].parameters()}, {'params': net[1].parameters(), 'lr': 0.5}], lr=0.1, momentum=0.9)
[g['lr'] for g in opt.param_groups], len(opt.param_groups[0]['params']), opt.param_groups[1]['momentum'], opt.defaults['lr']
opt.add_param_group({'params': [nn.Parameter(torch.ones(1))]}); len(opt.param_groups)
opt
torch.optim.SGD([], lr=0.1)
torch.optim.SGD(net.parameters(), lr=-1)
torch.optim.SGD([torch.ones(1)], lr=0.1).param_groups[0]['lr']
torch.optim.SGD(net.parameters(), 0.1, nesterov=True)
torch.optim.Adam(net.parameters(), betas=(1.5, 0.9))
torch.optim.SGD(torch.ones(1), lr=0.1)
torch.optim.SGD([(net[0].weight * 2)], lr=0.1)
opt.zero_grad(); net(torch.ones(1, 2)).sum().backward(); before = net[1].weight.clone(); opt.step(); (before - net[1].weight).tolist()
def closure():
    opt.zero_grad()
    loss = net(torch.ones(1, 2)).pow(2).sum()
    loss.backward()
    return loss
opt.step(closure)
sched = torch.optim.lr_scheduler.StepLR(opt, 2, gamma=0.5)
lrs = []
for epoch in range(5):
    opt.step()
    lrs.append(sched.get_last_lr()[0])
    sched.step()
lrs
o = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
s = torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=4)
[(o.step(), s.step(), round(o.param_groups[0]['lr'], 4))[2] for _ in range(4)]
s2 = torch.optim.lr_scheduler.LambdaLR(o, lambda e: 0.9 ** e); o.step(); s2.step(); s2.get_last_lr()
s3 = torch.optim.lr_scheduler.ReduceLROnPlateau(o, patience=0, factor=0.1); s3.step(1.0); s3.step(2.0); o.param_groups[0]['lr'] < 1
sorted(opt.state_dict()), type(opt).__name__
