# Optimizers that a script writes, and groups as dicts.
class MySGD(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1, momentum=0.0):
        if lr < 0.0:
            raise ValueError("Invalid learning rate: {}".format(lr))
        defaults = dict(lr=lr, momentum=momentum)
        super().__init__(params, defaults)
    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None:
                    continue
                state = self.state[p]
                if len(state) == 0:
                    state['buf'] = torch.zeros_like(p)
                buf = state['buf']
                buf.mul_(group['momentum']).add_(p.grad)
                p.add_(buf, alpha=-group['lr'])
        return loss
_ = torch.manual_seed(0)
net = nn.Linear(3, 2)
opt = MySGD(net.parameters(), lr=0.5, momentum=0.9)
x = torch.arange(6.).reshape(2, 3) / 5
for i in range(4):
    opt.zero_grad()
    loss = (net(x) ** 2).mean()
    loss.backward()
    opt.step()
    print(loss.item())
opt
opt.state_dict()
opt.step(lambda: 3)
isinstance(opt, torch.optim.Optimizer), isinstance(torch.optim.Adam(net.parameters()), torch.optim.Optimizer), isinstance(3, torch.optim.Optimizer)
again = MySGD(net.parameters(), lr=0.1)
again.load_state_dict(opt.state_dict())
again
opt.add_param_group({'params': torch.ones(1, requires_grad=True), 'lr': 3})
opt
opt.add_param_group({'params': net.weight})
MySGD([])
MySGD(net.weight)
MySGD([3])
MySGD([net.weight * 2])
MySGD(net.parameters(), lr=-1)
o = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.5)
g = o.param_groups[0]
[k for k in g], 'lr' in g, 'foo' in g, len(g)
g.get('lr'), g.get('foo'), g.get('foo', 3)
dict(g)['momentum'], {**g}['lr'], list(g.keys()), [k for k, v in g.items()]
for group in o.param_groups:
    group['lr'] *= 0.5
    group['mine'] = 7
o
g['foo']
s = torch.optim.lr_scheduler.StepLR(o, 1)
s.optimizer is o, s.optimizer is opt
s2 = torch.optim.lr_scheduler.SequentialLR(o, [torch.optim.lr_scheduler.ConstantLR(o, 0.1, 2), torch.optim.lr_scheduler.ExponentialLR(o, 0.9)], [2])
for i in range(5):
    o.step()
    s2.step()
    print(o.param_groups[0]['lr'], s2.get_last_lr())
sorted(s2.state_dict().keys())
s2.load_state_dict(s2.state_dict())
